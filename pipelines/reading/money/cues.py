"""The words beside a sum that say what it is, and whether it is a least or a most. How they are weighed is in `roles`."""

import re
from collections.abc import Iterator
from enum import StrEnum

from pipelines.reading.lexicon import Cue, Lexicon
from pipelines.reading.money.bounds import LEAST, MOST, OVER, UNDER, Bounds, settle
from pipelines.reading.view import View


class Hint(StrEnum):
    """What a cue beside a sum says of it."""

    GRANT = "grant"
    ENVELOPE = "envelope"
    COST = "project_cost"
    RESOURCES = "applicant_resources"
    AVERAGE = "average"
    FEE = "fee"
    LOAN = "loan"
    EQUITY = "equity"
    PRIZE = "prize"
    PER_PROJECT = "per_project"
    BUDGET = "budget"  # a bare "budget": the call's own, unless it is bounded
    DOTATION = "dotation"  # a bare "dotation": the call's own, unless it is bounded
    TOTAL = "total"
    MOST = "most"
    LEAST = "least"
    OVER = "over"  # settled as a least, or a most when negated
    UNDER = "under"
    FIXED = "fixed"
    ABOUT = "about"
    NOISE = "noise"
    NEUTRAL = "neutral"  # words that only look like a hint: "aide au développement"


_TERMS: dict[Hint, str] = {
    Hint.GRANT: """
        montant total de l aide|montant total de la subvention|montant total demande|montant total sollicite|
        montant total de l aide demandee|montant de la dotation|montant des dotations|montant de la bourse|
        montant de la contribution|montant du soutien|montant du financement|aide|aides|subvention|subventions|
        subventionne*|soutien|soutiens|financement|financements|finance|finances|contribution|contributions|
        concours financier|participation regionale|participation financiere|participation|dotation par projet|
        bourse|bourses|allocation|appui financier|appui|montant accorde|montant demande|montant sollicite|grant|
        grants|support|funding|contribution of|eu contribution|award|awards|awarded|co financing|receive|
        request|requested|subsidy|subsidies|financial support|fellowship|scholarship|stipend|intervention|
        subvencion*|ayuda|ayudas|financiamiento|financiacion|apoyo|monto|subvencao|apoio|financiamento|
        recevront une dotation|recevra une dotation|recoivent une dotation|recoit une dotation|recevoir une dotation|
        beneficieront d une dotation|beneficie d une dotation|
        billet d avion|billets d avion|billet de train|billets de train|
        frais de mission|frais de deplacement|frais de deplacements|frais de voyage|frais de transport|frais de sejour|
        frais d hebergement|frais de restauration|prise en charge des frais|prend en charge les frais|
        rembourse les frais|remboursement des frais|couvre les frais|participe aux frais|
        cofinancement|cofinancements|montant des aides|aide financiere|montant de l aide|montant de la subvention|
        concours|aid|the aid|grant amount|grant size|soutien financier|indemnite|bourse de
    """,
    Hint.ENVELOPE: """
        appel beneficie|appel a projets beneficie|programme beneficie|dispositif beneficie|fonds beneficie|
        montant de l appel|montant de l appel a projets|montant du fonds|montant du programme|montant du dispositif|
        amount of the call|call amount|will distribute|distributes|to distribute|abondent|abondera|abonderont|
        de subventions chaque annee|d aides chaque annee|de subventions par an|
        dispositif dispose d un budget annuel|programme dispose d un budget annuel|
        fonds dispose d un budget annuel|fonds est alimente|fonds est dote|dotent|dotera|doteront|doter|
        appel dispose d un budget annuel|projets pour un montant|dossiers pour un montant|laureats pour un montant|
        projets pour un total|total des aides|total des subventions|total des dotations|total grants|
        total of grants|on offer|
        consacrer|se partageront|se partagent|pour l ensemble de l appel|ensemble de l appel|
        pour l ensemble des projets|ensemble des laureats|attribue chaque annee|alloue chaque annee|
        accorde chaque annee|consacre chaque annee|ce fonds|cagnotte|this fund|ce programme|ce budget|
        aura contribue|a contribue|ont contribue|a verse|ont verse|a alloue|a attribue|a accorde|a consacre|
        fonds exceptionnel|fonds exceptionnel de|fonds global|fonds global de|fonds special de|fonds dedie de|
        fonds unique de|
        fonds initial de|fund available|funds available|funding pot|pot of|
        available to fund|available for|available under|enveloppe|enveloppes|budget total de l appel|budget total|
        budget global|budget de l appel|budget disponible|budget alloue|budget previsionnel de l appel|dote|dotee|
        dotes|dotees|dotation globale|dotation totale|montant global|montant total|montant total de subventions|
        montant total des subventions|pour un montant total|au total|repartis|reparti|repartie|reparties|
        a repartir|sera repartie|seront repartis|fonds de|mobilise*|credits disponibles|montant disponible|
        enveloppe globale|enveloppe financiere|enveloppe indicative|consacre|consacres|consacree|budget indicatif|
        somme totale|investi|investis|alloue a cet appel|allouera|appel a projets de|call budget|total budget|
        overall budget|available budget|available call budget|overall amount|indicative budget|
        overall indicative amount|total funding|total available|funding available|available funding|set aside|
        allocation of|indicative allocation|financial allocation|total amount|for a total|total of|a total|
        volume financier|envelope|pool of|budget of the call|budget for this call|budget available|overall indicative|
        fund of|
        made available|will be available|is available|are available|increased by|topic budget|earmarked|
        presupuesto total|presupuesto global|monto total|bolsa|dotacion|recursos|orcamento total|dotacao|
        montante global|will allocate|allocate|allocates|allocated|remains available|remain available|
        programme budget|overall programme budget|total programme budget|program funding|total program funding|
        total programme funding|estimated total*|expected total|fonds commun|fonds commun de|budget prevu|
        budget de l edition|abonde|abondee|met a disposition|mises a disposition|mis a disposition|engage|
        engages|engagera|consacrera|consacre a|mobilisera|attribuera|distribue*|credits ouverts|credits alloues|
        ligne budgetaire|budget envelope|indicative amount|endowed|dotado|dotada|dotacion total|verba total|
        budget annuel du fonds|budget annuel de l appel|budget annuel du programme|budget annuel du dispositif|
        annual budget of the fund|budget annuel de l appel a projets|ont ete attribues|ont ete attribuees|
        ont ete octroyes|ont ete accordes|ont ete alloues|ont ete mobilises|sont mobilises|sont attribues|
        pour financer|have been awarded|has been awarded|were awarded|has been allocated|have been allocated|
        remaining budget|available for this call|total available budget|budget de l appel a projets|budget de l ami|
        montant de l enveloppe|montant total alloue|dotation budgetaire|credits|envelope of|total envelope|
        total call budget|total indicative budget|total eu contribution|reserved for|is reserved|programmed|
        programmation|debloque|debloques|debloquee|available to support|disponible|disponibles|ont ete soutenus|
        ont ete finances|ont ete retenus|ont ete selectionnes|ont beneficie|projets laureats|have been funded|
        were funded|have been supported
    """,
    Hint.COST: """
        cout|couts|cost|costs|coste|costes|costo|costos|custo|custos|operation budget|operation budgets|
        budget operation|
        dossiers dont le budget|dossiers dont le montant|dossiers dont le cout|demandes dont le budget|
        actions dont le budget|actions dont le cout|operations dont le budget|operations dont le cout|
        taille du projet|taille des projets|volume du projet|cout d un projet|cout maximum d un projet|
        cout maximal d un projet|cout minimum d un projet|cout minimal d un projet|budget d un projet|
        projects with a total budget|project with a total budget|projects with a budget|projects with total costs|
        projets dont le montant global|projets dont le montant|projets dont le montant total|projet dont le montant|
        budget maximum du projet|budget maximal du projet|budget minimal du projet|cout maximum du projet|
        cout maximal du projet|cout minimum du projet|budget total de l operation|budget global de l operation|
        budget total de l action|budget global de l action|cout total de l operation|cout total de l action|
        cout global de l operation|montant total de l operation|budget previsionnel total|budget previsionnel global|
        budget previsionnel|cout total du projet|cout total|cout du projet|cout global du projet|cout global|
        couts du projet|budget du projet|budgets du projet|budget total du projet|budget total des projets|
        budget des projets|budget minimum du projet|budget de projet|budget global du projet|cout des travaux|
        montant des travaux|travaux|montant du projet|montant total du projet|montant global du projet|
        depenses eligibles|depense eligible|depenses|assiette|assiette eligible|montant de l operation|
        cout de l operation|investissement|investissements|montant des depenses|base eligible|
        depense subventionnable|depenses subventionnables|cout previsionnel|cout minimum|valeur du projet|
        project cost|project costs|total cost|total costs|eligible costs|total eligible costs|cost of the project|
        total project cost|total project budget|total budget of the project|project value|costo total|coste total|
        costo del proyecto|presupuesto del proyecto|custo total|orcamento do projeto|montant d une operation|
        cout d une operation|montant des operations|montant de l action|cout de l action|cout des actions|
        montant des etudes|cout de l etude|budget previsionnel du projet|montant minimum de travaux|
        projets d un montant|projet d un montant|cout minimal|coste del proyecto|custo do projeto|project size|
        size of the project|cost of the action|total eligible cost|total cost of the project|
        micro projets d au moins|projet d au moins|projets dont le budget|projets dont le cout|projets d un budget|
        projet d un budget|projets d un montant total|budget de l action|budget des actions|budget de l operation|
        budget previsionnel de l action
    """,
    Hint.RESOURCES: """
        quotient familial|revenu fiscal|revenu fiscal de reference|
        annual expenditure|annual spending|depenses annuelles|budget minimum annuel|budget annuel minimum|
        budget annuel maximum|budget annuel de l osc|budget de l osc|
        budget annuel moyen|budget annuel global|ressources annuelles|ressources|chiffre d affaires|budget annuel|
        budget annuel de l association|budget de l association|budget annuel de la structure|budget de la structure|
        produits d exploitation|total des produits|total du bilan|recettes|revenus|revenu fiscal|
        budget de fonctionnement|turnover|annual turnover|annual budget|annual income|annual revenue|
        operating budget|organisational budget|ingresos anuales|presupuesto anual|potentiel financier|
        annual budgets|produits annuels|total annual income|annual operating budget|budgets annuels|
        capacite financiere|associations dont le budget|compte de resultat|compte de resultats|comptes annuels|
        total de bilan|association dont le budget|structures dont le budget|structure dont le budget|
        organisations dont le budget|organismes dont le budget|associations ayant un budget|communes dont le budget|
        whose annual budget|with an annual budget
    """,
    Hint.AVERAGE: "en moyenne|moyenne|moyen|montant moyen|subvention moyenne|aide moyenne|average|on average|promedio|media",
    Hint.FEE: """
        seront factures|sera facture|est facture|sont factures|factures a hauteur|facture a hauteur|will be charged|
        is charged|will be invoiced|inscription|inscriptions|tickets cost|ticket costs|ticket price|
        cout de participation|couts de participation|prix de participation|
        participation cost|cautionnement|depot de garantie|
        caution|registration costs|registration|cautions|ticket d entree|billet|billets|droit d entree|
        frais de depot|frais de dossier|frais d inscription|frais de participation|frais d adhesion|
        frais de candidature|frais|droit d inscription|droits d inscription|cotisation|cotisations|adhesion|
        tarif|tarifs|prix d entree|cout de la formation|cout d inscription|redevance|participation aux frais|
        application fee|registration fee|participation fee|entry fee|membership fee|fee|fees|inscripcion|cuota|
        tasa|taxa de inscricao|par participant et par jour
    """,
    Hint.LOAN: """
        pret|prets|emprunt|emprunts|avance remboursable|avances remboursables|avance recuperable|loan|loans|
        credit line|ligne de credit|microcredit|prestamo*|credito|emprestimo*|pret a taux zero|pret d honneur|
        dette
    """,
    Hint.EQUITY: """
        fonds propres|capital|prise de participation|prises de participation|apport en capital|equity|
        quasi fonds propres|augmentation de capital|capital social|investissement en capital|tickets|ticket
    """,
    Hint.PRIZE: """
        laureat du concours|laureats du concours|laureate du concours|premier laureat|deuxieme laureat|second laureat|
        laureats se partageront|laureats se partagent|laureates se partageront|gagnants se partageront|
        winner|winners|winner receives|winning cities|winning teams|winning projects|winning proposals|
        winning city|winning project|win|wins|will win|to win|prize winners|
        prize winner|prix|prix de|recompense*|trophee*|dote de prix|prize|prizes|cash prize|premio|premios|
        premio de|cheque|remporte*|remporter|gagnant|gagnants|winner will receive|winners will receive|
        premier prix|deuxieme prix|troisieme prix|grand prix|first prize|second prize
    """,
    Hint.PER_PROJECT: """
        would allow|
        par jeune|par jeune mobilise|par volontaire|par mission|par mobilite|par mois|par etudiant|par classe|par ecole|
        par etablissement|par ville|par partenariat|per partnership|per organisation|per month|per municipality|
        par projet|par dossier|par beneficiaire|par laureat|par structure|par candidat|par an et par|
        par association|par action|par commune|par collectivite|par porteur|chaque projet|par projet et par an|
        par operation|per project|per grant|per applicant|per beneficiary|per action|each project|
        each beneficiary|each grant|for each beneficiary|per city|per proposal|por proyecto|por projeto|
        any given proposal|each|chacun|chacune|par laureate|par region|par pays|par territoire|a chaque|
        each winner|each project receiving|for each project
    """,
    Hint.BUDGET: "budget|budgets|presupuesto|orcamento|maximum eligible budget|project budget|project budgets",
    Hint.DOTATION: "dotation|dotations|endowment|montante",
    Hint.TOTAL: "pour un total de|soit un total de|au total|for a total of|total funding|a total of|total de|in total",
    Hint.MOST: MOST,
    Hint.LEAST: LEAST,
    Hint.OVER: OVER,
    Hint.UNDER: UNDER,
    Hint.FIXED: """
        forfait|forfaitaire|forfaits|fixe|fixed|lump sum|flat rate|flat|unique|fixed grant|forfaitairement|
        fixe a|fixee a|lump sums
    """,
    Hint.ABOUT: """
        environ|approximativement|autour de|de l ordre de|pres de|quelque|around|approximately|about|roughly|
        circa|nearly|estime*|estimated|aproximadamente|cerca de
    """,
    Hint.NEUTRAL: """
        caution personnelle|caution solidaire|caution bancaire|aide au developpement|aide publique au developpement|
        aide publique au developpement francaise|development aid|aide humanitaire|aide d urgence|
        official development assistance
    """,
    Hint.NOISE: """
        astreinte|astreintes|contentieux|degats|pib|marche public|dette publique|population|habitants|amende|
        penalite|minimis|de minimis|emissions|perte|pertes|dommages|exportations|gdp|smic|valeur locative|
        edition precedente|annee derniere|depuis sa creation
    """,
}
_WINNERS = (
    "laureat recevra", "laureats recevront", "laureats recoivent", "laureat recoit", "laureats beneficieront d",
    "laureats se verront remettre", "laureates recevront", "laureate recevra",
)  # fmt: skip
_TERMS[Hint.PRIZE] += "".join(f"|{who}{each} une dotation" for who in _WINNERS for each in ("", " chacun", " chacune"))

_HINTS: Lexicon[Hint] = Lexicon.of_blocks(_TERMS)
_BOUNDS = Bounds(Hint.MOST, Hint.LEAST, Hint.OVER, Hint.UNDER)


def find_hints(view: View) -> list[Cue[Hint]]:
    """The cues of a text, in order, their comparisons settled; "projets de moins de" is a cost, then a most."""
    met = [one for cue in _HINTS.find(view) for one in _sized(view.folded, cue)]
    return settle(view.folded, met, _BOUNDS)


_SIZED = re.compile(
    r"(?<![a-z])(?:projets?|microprojets|micro-projets|travaux|operations?|actions?|etudes?|manifestations?|chantiers?|"
    r"investissements?|projects?|works)"
    r"(?: (?:dont le (?:budget|cout|montant)(?: total| global)?(?: est| doit etre| sera)?|coutant|costing|coute|fait|"
    r"represente|d'un (?:montant|budget|cout)(?: total| global)?|with a (?:budget|cost)(?: of)?))?(?: de)?[ \n]\Z"
)


_INNER = re.compile("minim|maxim")


def _sized(folded: str, cue: Cue[Hint]) -> Iterator[Cue[Hint]]:
    """A comparison that touches a project, or works, speaks of their cost; "coût minimum" is a cost and a least."""
    if cue.kind in (Hint.OVER, Hint.UNDER):
        found = _SIZED.search(folded, max(0, cue.start - 64), cue.start)
        if found is not None:
            yield Cue(Hint.COST, found.start(), cue.start)
    yield cue
    if cue.kind in (Hint.COST, Hint.RESOURCES, Hint.ENVELOPE, Hint.GRANT):
        bound = _INNER.search(folded, cue.start, cue.end)
        if bound is not None:
            yield Cue(Hint.LEAST if bound[0] == "minim" else Hint.MOST, cue.end - 1, cue.end)
