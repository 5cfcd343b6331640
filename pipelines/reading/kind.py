"""What an opportunity is: call, standing fund, training, event, prize, information, appeal for money."""

import re
from collections.abc import Iterator

from model.codes import Kind
from model.evidence import Evidence, Reading
from pipelines.reading.document import Document
from pipelines.reading.lexicon import Cue, Lexicon
from pipelines.reading.view import View, view

_TERMS: dict[Kind, str] = {
    Kind.CALL: """
        bourse aux projets|appel|appels|candidatez|appel a communications|open calls|small grants call|
        calls for proposals|appel a contributions pour un ouvrage|appel a projets|appels a projets|appel a projet|
        aap|appel a manifestation d interet|appels a manifestation d interet|appel a manifestations d interet|
        appel a manifestation d intention|ami|appel a candidatures|appel a candidature|appel a propositions|
        appel a idees|appel a initiatives|appel a communs|appel a partenariat*|appel a participation|
        appel a contributions scientifiques|call for proposals|call for projects|call for applications|
        call for expressions of interest|call for concept notes|request for proposals|request for applications|
        ideas competition|idea competition|competition of ideas|
        grant call|open call|call for partners|call|topic|cerv|convocatoria*|llamado a propuestas|edital|
        chamada de propostas|aviso de abertura
    """,
    Kind.FUND: """
        bourse|bourses|dotation|pret|prets|avance remboursable|grant scheme|financement|financements|aides|
        aide|loan|fonds de soutien|fonds d appui|fonds|guichet|dispositif d aide|aide regionale|
        aide departementale|subvention*|aide a|aide aux|aides aux|soutien a|soutien aux|accompagnement|
        dispositif|fonds de cooperation|fonds d aide|bonification|standing facility|facility|grants programme|
        small grants|fund|soutien financier|programme de subvention
    """,
    Kind.TRAINING: """
        parcours|module de formation|modules de formation|webinaire de formation|cycle de formations|academie|
        academy|certificat|formation|formations|stage de formation|mooc|parcours de formation|
        session de formation|cycle de formation|formation en ligne|formation certifiante|training|training course|
        training session|e learning|masterclass|capacity building course|bootcamp|summer school|universite d ete|
        curso|taller de formacion|formacao|atelier pratique|ateliers pratiques|atelier de formation|
        se former|formez vous|cycle des hautes etudes|training workshop|practical workshop|formation action|
        journee de formation|classe virtuelle|autoformation
    """,
    Kind.EVENT: """
        annual meeting|plenary meeting|journees europeennes|journees nationales|delegation economique|
        portes ouvertes|ceremonie de remise|webconference|matinee|assemblee generale|
        conference en ligne|cafe|petits dejeuners|table rondes|jumelage day|
        universite|visite|permanence|networking|kick off|agenda|rendez vous|rdv|seance d information|
        session d information|webinaire|webinaires|webinar|webinars|colloque|conference|conferences|seminaire|
        journee d information|journee d etude|journee d echange*|reunion d information|rencontre|rencontres|
        assises|forum|salon|congres|atelier|ateliers|workshop|info day|information day|information session|
        sommet|summit|festival|semaine|table ronde|afterwork|petit dejeuner|seminar|symposium|jornada*|
        seminario|evento|visite d etude|study visit|mission economique
    """,
    Kind.PRIZE: """
        marianne d or|nominate|prix|trophee|trophees|concours|palmares|label|challenge|hackathon|award|awards|prize|
        prizes|
        competition|premio|premios|concurso|capitale europeenne|european capital
    """,
    Kind.INFO: """
        enquete|questionnaire|sondage|offre d emploi|recrutement|recrute|tribune|temoignage|temoignages|note|
        decryptages|webzine|annuaire|job offer|vacancy|survey|webdoc|podcast|revue de presse|guide|guides|
        decryptage|note d information|fiche pratique|fiche technique|rapport|etude|actualite|actualites|
        publication|communique|lettre d information|newsletter|barometre|etat des lieux|panorama|bilan|
        infographie|retour sur|compte rendu|entretien avec|interview|portrait|faq|foire aux questions|
        mode d emploi|nomination|guidelines|report|factsheet|news|handbook|toolkit|resultats|laureats|winners|
        results|reglementation|nouvelle reglementation|ce qui change|new rules|need to know|ce qu il faut savoir|
        frequently asked questions|questions frequentes|
        questions reponses|dossier thematique|vient de paraitre|chiffres cles|memento|note juridique|
        jurisprudence|success stories|lessons learned|case study|policy brief|white paper|livre blanc
    """,
    Kind.APPEAL: """
        appel aux dons|appel a dons|appel a la solidarite|appel a solidarite|appel a contributions|
        appel a contribution|appel aux contributions|verser une contribution|les dons sont recus|
        appel a la generosite|faceco|fonds d action exterieure des collectivites|fonds de solidarite|
        appel a contribution financiere|appel a contributions financieres|contribuez|faites un don|
        solidarite avec les sinistres|soutien aux sinistres|urgence seisme|appel a contribution des collectivites|
        collecte pour les sinistres|collecte de dons|collecte de fonds|faire un don|cagnotte solidaire|
        appel aux communes solidaires|vos dons|don aux sinistres|dons aux sinistres|fundraising appeal|relief appeal|
        appeal for funds|emergency appeal|donation appeal|appeal for donations|donate
    """,
}
_WORDS: Lexicon[Kind] = Lexicon.of_blocks(_TERMS)
_RANK = {Kind.APPEAL: 6, Kind.TRAINING: 3, Kind.EVENT: 3, Kind.PRIZE: 3, Kind.CALL: 5, Kind.INFO: 2, Kind.FUND: 1}
"""Which word names a title when several do: "appel à projets" before "formation", its subject; "fonds" names anything."""
_SUBJECT = re.compile(r"\b(?:de|du|des|d'|a la|aux|au|pour|sur|la|le|les|l'|en|for|of|on|the|in) ?(?:la |l'|les )?\Z")
LEAD = 700
"""Characters of the text in which its kind is said when the title does not say it."""


def read_kind(document: Document) -> Reading[Kind] | None:
    """The kind, from the title, else from the first lines of the text; None when no word says it."""
    if document.title:
        seen = view(document.title)
        titled = _best(seen, "title", _weights(seen, in_title=True))
        if titled is not None and titled.confidence >= 0.7:
            return titled
    else:
        titled = None
    if not document.text:
        return titled
    seen = view(document.text[:LEAD])
    told = _best(seen, "text", _weights(seen, in_title=False))
    return max((one for one in (titled, told) if one), key=lambda one: one.confidence, default=None)


def _weights(seen: View, *, in_title: bool) -> Iterator[tuple[float, Cue[Kind]]]:
    for order, cue in enumerate(_WORDS.find(seen)):
        head = cue.start < 12 or seen.folded[max(0, cue.start - 2) : cue.start].strip() in (":", "-", "[", "(", "|")
        object_of = _SUBJECT.search(seen.folded[max(0, cue.start - 14) : cue.start]) is not None
        weight = _RANK[cue.kind] + (3 if head else 0) - (2 if object_of and not head else 0) - order / 20
        if cue.kind is Kind.CALL and not in_title:
            weight += 1
        yield weight, cue


def _best(seen: View, place: str, weighed: Iterator[tuple[float, Cue[Kind]]]) -> Reading[Kind] | None:
    found = max(weighed, key=lambda pair: pair[0], default=None)
    if found is None:
        return None
    weight, cue = found
    first, last = seen.sentence(cue.start, cue.end)
    sure = 0.9 if weight >= 5 else 0.75 if weight >= 3.5 else 0.5
    if place == "text":
        sure -= 0.1
    return Reading(cue.kind, Evidence(seen.text[first:last], first, last, place), round(sure, 2))
