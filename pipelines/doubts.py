"""What staff should know of what sources say: values that vanish, sources that disagree. No value is decided here."""

from collections.abc import Sequence
from enum import StrEnum

from model.call import Call
from model.notice import Notice, Problem
from pipelines import wording
from pipelines.changes import plain
from pipelines.conflicts import Conflict

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
    MAYBE_SAME = "maybe_same"
    PUBLICATION_VANISHED = "publication_vanished"
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


def call_subject(call_id: int) -> str:
    """What the problems of a call are about, whatever its publications."""
    return f"appel {call_id}"


def disagreeing(call: Call, found: Sequence[Conflict]) -> Problem:
    """Sources that state values differently: that of the first one (the official one, if any) is shown, staff see all."""
    fields = wording.listed(list(dict.fromkeys(NAMES[one.field] for one in found)))
    others = wording.listed(list(dict.fromkeys(one.source for one in found)))
    message = (
        f"« {call.title} »{wording.COLON}{others} et la source retenue ne disent pas la même chose sur {fields}. "
        f"Comparez, et fixez la bonne valeur dans l’appel si besoin."
    )
    ours = "; ".join(f"{field}: {plain(getattr(call.facts, field))}" for field in dict.fromkeys(one.field for one in found))
    theirs = "; ".join(f"{one.source}, {one.field}: {one.plain}" for one in found)
    return Problem(
        code=Code.SOURCES_DISAGREE, subject=call_subject(call.id), message=message, detail=f"{ours} | {theirs} | {call.url}"
    )


def maybe_same(call: Call, doubles: Sequence[int]) -> Problem:
    """A publication that resembles several calls: it went to the likest, and they may be one."""
    numbers = wording.listed([str(double) for double in doubles])
    message = (
        f"« {call.title} » (appel {call.id}) ressemble aussi à l’appel {numbers}{wording.COLON}"
        "comparez-les, et réunissez-les si c’est le même appel."
    )
    return Problem(code=Code.MAYBE_SAME, subject=call_subject(call.id), message=message, detail=call.url)


def gone(said: Notice, readings: int) -> Problem:
    """A publication of a call still open that its source no longer shows: nothing is withdrawn for that (rule 3)."""
    message = (
        f"« {said.title} » n’est plus dans sa source depuis {readings} lectures réussies. Rien n’est retiré{wording.COLON}"
        "ouvrez la page, et marquez l’appel retiré s’il l’est."
    )
    return Problem(code=Code.PUBLICATION_VANISHED, subject=subject(said), message=message, detail=said.url)


def unread(notice: Notice, failure: Exception) -> Problem:
    """A reading that failed: the notice is kept with what its source states, and read again at the next intake."""
    message = (
        f"« {notice.title} » n’a pas pu être lu{wording.COLON}seul ce que la source donne en champs est repris. "
        "La lecture est retentée à chaque passage ; signalez l’erreur si elle dure."
    )
    return Problem(code=Code.READING_FAILED, subject=subject(notice), message=message, detail=repr(failure))
