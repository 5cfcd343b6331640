"""Whether one may answer at any time: "au fil de l'eau", "jusqu'à épuisement des crédits", "rolling basis"."""

import re
from enum import StrEnum

from model.evidence import Evidence, Reading
from pipelines.reading.lexicon import Lexicon
from pipelines.reading.view import View


class Stand(StrEnum):
    """How plainly a term says it: `sure` by itself, `likely` only beside a word of submission."""

    SURE = "sure"
    LIKELY = "likely"
    ANSWER = "answer"


_TERMS = {
    Stand.SURE: """
        jusqu a epuisement|jusqu a consommation|dans la limite de l epuisement|sans date limite|pas de date limite|
        aucune date limite|sans date de cloture|pas de date de cloture|sans limite de date|sans limitation de date|
        depot permanent|guichet permanent|appel permanent|appel a projets permanent|
        appel a manifestation d interet permanent|depot en continu|depots en continu|candidature en continu|
        candidatures en continu|ouvert en continu|ouverte en continu|ouvert en permanence|ouverte en permanence|
        ouvert toute l annee|ouverte toute l annee|ouverts toute l annee|ouvertes toute l annee|rolling basis|
        rolling deadline|rolling deadlines|rolling applications|rolling call|no deadline|no deadlines|
        no closing date|no fixed deadline|ongoing opportunity|open continuously|continuously open|open all year*|
        year round|until funds are fully committed|until funds are committed|until funds run out|
        until all funds are committed|
        until funds are exhausted|until the funds are exhausted|while funds last|
        until the budget is exhausted|until funding is exhausted|at any time of the year|sin fecha de cierre|
        no tiene fecha de cierre|convocatoria permanente|convocatoria abierta permanente|hasta agotar*|
        hasta el agotamiento|ventanilla abierta|fluxo continuo|em fluxo continuo|ate esgotar|ate ao esgotamento|
        sem data limite|sem prazo
    """,
    Stand.LIKELY: """
        au fil de l eau|tout au long de l annee|toute l annee|a tout moment|en continu|en permanence|
        a n importe quel moment|at any time|anytime|throughout the year|all year round|all year long|continuously|
        on an ongoing basis|ongoing basis|en cualquier momento|durante todo el ano|a qualquer momento|
        ao longo do ano|todo o ano
    """,
    Stand.ANSWER: """
        candidature*|dossier|dossiers|depot|depots|depose*|deposer|deposes|deposees|demande|demandes|projets|
        soumis|soumise*|soumettre|soumission*|guichet|ouvert|ouverte|ouverts|ouvertes|postuler|candidater|
        appel|sollicite*|solliciter|application*|apply|submit*|proposal*|expressions of interest|requests|call|
        open|accepted|solicitud*|presentar|propuestas|candidatura*|convocatoria|propostas|submeter
    """,
}
_WORDS: Lexicon[Stand] = Lexicon.of_blocks(_TERMS)
AFTER = 60
"""Characters after the term in which a word of submission still counts."""
FIELD = 40
"""A sentence this short is the value of a field."""
_NOT = re.compile(r"\b(?:ne|n'|pas|not|plus|no longer|cannot|peut a tout|se reserve|reserves the)\b[^.]{0,40}\Z")


def read_rolling(view: View, place: str) -> Reading[bool] | None:
    """True with its sentence when answers are taken at any time; None when nothing says so."""
    cues = _WORDS.find(view)
    answers = [cue for cue in cues if cue.kind is Stand.ANSWER]
    for cue in cues:
        if cue.kind is Stand.ANSWER:
            continue
        first, last = view.sentence(cue.start, cue.end)
        if cue.kind is Stand.LIKELY:
            near = any(first <= other.start < last and other.start < cue.end + AFTER for other in answers)
            if not (near or last - first <= FIELD) or _NOT.search(view.folded[max(first, cue.start - 60) : cue.start]):
                continue
        sure = cue.kind is Stand.SURE
        evidence = Evidence(view.text[first:last], first, last, place)
        return Reading(True, evidence, 0.95 if sure else 0.75)
    return None
