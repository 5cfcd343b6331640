"""What staff should know of what sources say: values that vanish, sources that disagree. No value is decided here."""

from collections.abc import Sequence
from enum import StrEnum

from model.call import Call
from model.facts import Facts
from model.notice import Notice, Problem
from pipelines import wording
from pipelines.changes import plain

NAMES = {
    "sessions": "la date limite",
    "opening": "la date d’ouverture",
    "amounts": "le montant",
    "countries": "les pays",
    "groups": "les groupes de pays",
    "eligible": "les candidats éligibles",
}


class Code(StrEnum):
    """The problems of an intake, for the runbook."""

    DEADLINE_VANISHED = "deadline_vanished"
    VALUE_VANISHED = "value_vanished"
    SOURCES_DISAGREE = "sources_disagree"
    READING_FAILED = "reading_failed"


def subject(notice: Notice) -> str:
    """What the problems of a publication are about: its source, then its key there."""
    return f"{notice.source} {notice.reference}"


def vanished(notice: Notice, names: Sequence[str]) -> tuple[Problem, ...]:
    """The important fields that a principal publication no longer states: their old values are kept."""
    if "sessions" in names:
        message = (
            f"« {notice.title} » ne donne plus de date limite. L’ancienne reste affichée{wording.COLON}"
            "ouvrez la page et corrigez l’appel si besoin."
        )
        return (Problem(code=Code.DEADLINE_VANISHED, subject=subject(notice), message=message, detail=notice.url),)
    if not names:
        return ()
    lost = wording.listed([NAMES[name] for name in names])
    message = (
        f"« {notice.title} » ne dit plus {lost}. L’ancienne valeur reste affichée{wording.COLON}"
        "ouvrez la page et corrigez l’appel si besoin."
    )
    return (Problem(code=Code.VALUE_VANISHED, subject=subject(notice), message=message, detail=notice.url),)


def disputed(call: Call, notice: Notice, facts: Facts, names: Sequence[str]) -> tuple[Problem, ...]:
    """Two sources that state one value differently: the official one's is shown, staff see both."""
    if not names:
        return ()
    fields = wording.listed([NAMES[name] for name in names])
    message = (
        f"Deux sources se contredisent sur {fields} de « {call.title} »{wording.COLON}"
        f"comparez {call.url} et {notice.url}, et corrigez l’appel si besoin."
    )
    detail = " | ".join(f"{name}: {plain(getattr(call.facts, name))} / {plain(getattr(facts, name))}" for name in names)
    return (Problem(code=Code.SOURCES_DISAGREE, subject=subject(notice), message=message, detail=detail),)


def unread(notice: Notice, failure: Exception) -> Problem:
    """A reading that failed: the notice is kept with what its source states, and read again at the next intake."""
    message = (
        f"« {notice.title} » n’a pas pu être lu{wording.COLON}seul ce que la source donne en champs est repris. "
        "La lecture est retentée à chaque passage ; signalez l’erreur si elle dure."
    )
    return Problem(code=Code.READING_FAILED, subject=subject(notice), message=message, detail=repr(failure))
