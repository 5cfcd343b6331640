"""The words beside a percentage that say what it is a share of, and who pays it. How they are weighed is in `rates`."""

from enum import StrEnum

from pipelines.reading.lexicon import Cue, Lexicon
from pipelines.reading.money.bounds import LEAST, MOST, OVER, UNDER, Bounds, settle
from pipelines.reading.view import View


class Share(StrEnum):
    """What a word beside a percentage says of it."""

    FUNDED = "funded"
    OWN = "own"
    COST = "cost"
    MOST = "most"
    LEAST = "least"
    RATE = "rate"
    CONTRIBUTE = "contribute"
    COFUND = "cofund"  # what a funder brings, or the others: a least of it is for the others to bring
    GRANTED = "granted"  # the aid itself: what is paid when said before, the base of an instalment when said after
    REQUIRED = "required"
    WHO = "who"  # for whom the rate is: "communes : 50 %"
    OVER = "over"
    UNDER = "under"
    OTHER = "other"


_TERMS: dict[Share, str] = {
    Share.FUNDED: """
        taux majore|taux bonifie|taux normal|taux de cofinancement|taux de financement|taux de subvention|
        taux d intervention|taux d aide|taux maximum|
        taux maximal|taux unique|cofinance|cofinances|cofinancee|cofinancees|cofinancer|cofinancera|finance|
        financee|finances|financees|financement|subvention*|aide|aides|prise en charge|prend en charge|
        pris en charge|participation regionale|soutien|intervention|intervient|interviendra|contribution|
        co financing rate|cofinancing rate|eu co financing|taux de co financement|co finances|co financed|
        co finance|funding rate|grant|grants|support|reimbursement rate|cover*|finances at|aide publique|
        aides publiques|appui|apport du fonds|part financee|tasa de cofinanciacion|cofinanciacion|cofinanciamento|
        taxa de cofinanciamento|subvencion|financiacion|apoio|couvre|couvrir|couvrira|taux applicable|
        taux de participation|participe a hauteur|participe|participera|peut prendre en charge|dotation|dotations|
        bourse|award|eu contribution|erdf|feder|funds|will fund|financia|financiara|cubre|cofinancia|
        aide au suivi|aide a l evaluation|financons|cofinancons|prenons en charge|subventionnons|aide a hauteur|
        part de la detr|part de l etat|part de la region|part de l agence|part du departement|
        concours financier|concours
    """,
    Share.OWN: """
        fonds prives|financements prives|private funds|private contribution|partenaires locaux|
        participation des partenaires|participation du partenaire|contribution du partenaire|contribution locale|
        participation locale|participation financiere des partenaires|contribution des beneficiaires|
        applicant contribution|beneficiary contribution|autofinancement|apport propre|apports propres|
        fonds propres|apport|contrepartie|part propre|participation minimale du porteur|reste a charge|
        ressources propres|own contribution|self contribution|third party or self contribution|own funds|
        own resources|own funding|matching|match|match funding|co funding by the applicant|contrapartida|aporte propio|
        fondos propios|recursos proprios|participation minimale|cofinancement minimum|cofinancement minimal|
        cofinancement local|cofinancements locaux|co financement local|autres financeurs|autres bailleurs|
        autres sources de financement|autres sources|financement local|
        contrepartie locale|valorisation du partenaire|own share|national contribution|apport minimum|
        apport minimal|contribution propre|part d autofinancement|contribution du porteur|participation du porteur|
        contribution du beneficiaire|part minimale|contribution financiere minimum|contribution financiere minimale|
        contribution minimum|participation minimum|participation financiere minimale|participation financiere minimum|
        financement propre|cofinanciacion minima|reste a la charge|
        restent a la charge|resteront a la charge|restant a la charge|
        participation financiere de la collectivite|participation de la collectivite|participation des collectivites|
        participation du demandeur|contribution de la collectivite|part de la collectivite|
        participation financiere du porteur|apport de la collectivite|contribution minimale|
        provided by the applicant|borne by the applicant|financed by the applicant|covered by the applicant|
        a la charge du porteur|a la charge de la collectivite|a la charge du beneficiaire
    """,
    Share.RATE: "taux|rate|tasa|taxa",
    Share.CONTRIBUTE: """
        supporter|assumer|prendre a leur charge|prendre a sa charge|prend a sa charge|prennent a leur charge|
        prendra a sa charge|prendront a leur charge|contribuer|contribue|contribuent|contribuera|
        contribueront|contribute|contributes|must provide|provide|apporter|apporte|apportent|aportar|
        contribuir|financer eux memes|participer financierement
    """,
    Share.COST: """
        du reste a charge|cout total|couts eligibles|cout eligible|cout du projet|cout|couts|depenses|depense|
        depenses eligibles|
        budget|budget total|budget eligible|budget du projet|montant|montant ht|montant total|montant du projet|
        assiette|ensemble du projet|total du projet|projet|hors taxe|eligible costs|total costs|costs|cost|
        project cost|project budget|total budget|total eligible costs|expenses|expenditure|costos|costes|custos|
        gastos|presupuesto|orcamento
    """,
    Share.COFUND: """
        participation|participations|cofinancement|cofinancements|co financement|co financements|co financing|
        cofinancing|co funding|cofunding
    """,
    Share.GRANTED: """
        montant de l aide|montant de la subvention|subvention accordee|de la subvention accordee|montant accorde|
        montant attribue|somme attribuee|of the grant|montant du soutien|aide accordee|montant de l aide regionale
    """,
    Share.REQUIRED: """
        demande|demandee|exige|exigee|exiges|obligatoire|requis|requise|required|mandatory|attendu|attendue|
        necessaire|indispensable|impose|imposee
    """,
    Share.WHO: """
        pays|pays les moins avances|pma|countries|least developed countries|autres pays|etudes|travaux|study|
        studies|investissement|fonctionnement|tpe|pme|smes|outre mer|villes|epl|syndicats|collectivites|
        collectivites territoriales|communes|associations|epci|regions|departements|entreprises|cities|partners|
        municipalities|ngos|ong|projects|projets
    """,
    Share.MOST: MOST,
    Share.LEAST: LEAST,
    Share.OVER: OVER,
    Share.UNDER: UNDER,
    Share.OTHER: """
        forfait de|taux forfaitaire|forfait|salaires|masse salariale|remuneration|remunerations|honoraires|
        part indicative|de l enveloppe|de l enveloppe globale|of the envelope|of the overall|recettes|consacrer|
        affecter|budget annuel de l osc|budget annuel de l association|budget annuel de la structure|
        budget de l association|budget de la structure|budget annuel de l organisme|budget annuel de l organisation|
        annual budget of the organisation|of that growth|population|des habitants|inhabitants|emissions|critere|
        criteres|note|notation|points|ponderation|acompte|avance|solde|premier versement|versement|verse|tva|
        taux de chomage|taux de pauvrete|taux d interet|interet|interets|couts indirects|frais indirects|
        frais de structure|frais de gestion|frais administratifs|frais de fonctionnement|frais de personnel|
        couts administratifs|indirect costs|overhead|overheads|overhead costs|
        flat rate|administrative costs|prefinancing|pre financing|
        advance|valorisation|valorisations|valorise|benevolat|contributions valorisees|femmes|jeunes|
        participants|temps de travail|rendement|economie|economies|baisse|hausse|reduction|progression|
        augmentation|imprevus|frais divers et imprevus|contingency|taux de reussite|success rate|
        share of the population|du pib|gnp|gdp|quorum|capital|detenu|detenue|detenus|detenues|owned|held by|
        weighting|score|surcout|recyclage|
        surface|impermeabilisation|renouvelable|renouvelables|des emplois|du territoire|unemployment|versees|
        verses|verser|versera|payes|paye|consacre|consacres|consacree|dedie|dedies|suivi evaluation|suivi|
        evaluation|inflation|taux d inflation|montant prevu|contribution totale|filles|garcons|des personnes|
        jeunesse|des eleves|des membres|des voix|du capital|pertinence|qualite|restants|restant|remaining|finaux|
        upon signature|instalment|final payment|women|of participants|of beneficiaries|of the territory|
        croissance|taux d effort|du temps|d ici|depenses de personnel|charges de personnel|couts de personnel|
        depenses de communication|depenses de fonctionnement|charges de structure|depenses de fonctionnement courant|
        staff costs|personnel costs|travel costs|subcontracting|sous traitance|depenses imprevues|
        frais de mission|frais de deplacement des benevoles|frais generaux|leur budget|leurs budgets|
        leurs recettes|leurs ressources|leur ressource|leurs recettes propres|ses ressources|budget eau|
        budgets eau|affecte|affectes|affectee|
        affectees|reserve|reserves|reservee|reservees|fleche|fleches|allocated to|dedicated to|earmarked|
        spent on|pourcentage|credits iront|iront|majore|majoree|majoration|majores|bonification|bonus|
        supplement|supplementaires|additional|salaire|salaire charge|voix|suffrages|abattement|exoneration|
        degrevement|actionnariat|actions de communication|marge|du chiffre d affaires|chiffre d affaires|energie|
        increase|decrease|growth|consommation|consommations|objectif|objectifs|taux d absorption|des l octroi|
        a l octroi|au vu|a la signature|
        a la notification|sur presentation|apres notification|on signature|upon approval|of the fund|of the annual|
        of the overall budget|of the total fund|of the programme budget|of the call budget|of the available|
        de la dotation globale|de l enveloppe totale|de l enveloppe annuelle|du fonds
    """,
}
_BRINGERS = (
    "le porteur", "les porteurs", "le beneficiaire", "le demandeur", "le candidat", "la collectivite", "les collectivites",
    "la commune", "l association", "le partenaire", "les partenaires", "la structure", "le maitre d ouvrage", "le requerant",
    "le chef de file", "le laureat", "l organisme", "d autres", "des partenaires", "la structure porteuse",
)  # fmt: skip
_BROUGHT = ("apporte", "apportes", "apportee", "apportees", "finance", "financee", "financees", "pris en charge", "couvert")
_TERMS[Share.OWN] += "".join(f"|{verb} par {who}" for verb in _BROUGHT for who in _BRINGERS)
_TERMS[Share.OWN] += "".join(
    f"|{who} {verb}"
    for who in _BRINGERS
    for verb in (
        "doit apporter",
        "devra apporter",
        "doivent apporter",
        "apporte",
        "apportent",
        "doit financer",
        "devra financer",
    )
)
_TERMS[Share.OWN] += "".join(
    f"|{who} {must} contribute"
    for who in (
        "applicant",
        "applicants",
        "beneficiary",
        "beneficiaries",
        "grantee",
        "grantees",
        "partners",
        "municipalities",
    )
    for must in ("must", "shall", "should", "have to", "has to", "will")
)

_WORDS: Lexicon[Share] = Lexicon.of_blocks(_TERMS)
_BOUNDS = Bounds(Share.MOST, Share.LEAST, Share.OVER, Share.UNDER)


def find_shares(view: View) -> list[Cue[Share]]:
    """The cues of a text, in order, their comparisons settled."""
    return settle(view.folded, _WORDS.find(view), _BOUNDS)
