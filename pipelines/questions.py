"""Which values of a call are questions for staff, why, and in which order they matter. Nothing is saved here.

A question hides nothing: members see the value « à vérifier » with its sentence meanwhile.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from model.call import Call
from model.codec import to_plain
from model.codes import Status
from model.doubt import HARMLESS, LEAST, is_to_check
from model.evidence import Reading
from model.facts import Facts
from model.question import Asked, Doubtful, Question, Settled
from pipelines.pins import Pins

FIELDS = tuple(name for name, least in LEAST.items() if least)
"""The fields that may be doubtful. Themes and goals are weights: nobody is asked about them."""

_FIRST = (
    "sessions", "status", "opening", "rolling", "eligible", "excluded", "countries", "groups", "excluded_countries",
    "excluded_groups", "amounts", "rates", "filed_by", "kind", "starts", "ends", "conditions", "prerequisites",
    "later_stages", "programme",
    "scope", "online", "venue",
)  # fmt: skip
_IN_THE_FIELD = {"international", "europe"}

WHYS = {
    "year_inferred": "l’année n’est pas écrite, elle est déduite",
    "recurring": "date donnée comme revenant chaque année",
    "weekday_mismatch": "le jour de la semaine ne va pas avec la date",
    "window_impossible": "la clôture précède l’ouverture",
    "window_long": "ouvert trop longtemps pour être juste",
    "conflict": "deux dates limites proches se contredisent",
    "tentative": "la source dit la date provisoire",
    "preliminary": "ce peut être une date de premier contact",
    "closed": "la source dit l’appel clos",
    "day_month_ambiguous": "le jour et le mois peuvent être inversés",
    "zone_ambiguous": "le fuseau de l’heure n’est pas sûr",
    "no_cue": "aucun mot voisin ne dit ce qu’est cette date",
    "typo": "le nombre semble mal écrit",
    "approx": "montant approximatif",
    "currency_doubtful": "la monnaie n’est pas sûre",
    "scale_shared": "milliers ou millions déduits du nombre voisin",
    "usual_of_funder": "déduit de ce que ce financeur finance d’habitude",
    "stale": "dit « en cours » sans date depuis plus d’un an",
}
"""A flag of a reading → why it is a doubt, for people."""


def questions_of(call: Call) -> tuple[Question, ...]:
    """What staff should say of a call, field by field; nothing of one that is over, unless a doubtful value says it is."""
    if call.same_as is not None:
        return ()
    asked = (Question(field=field, doubts=tuple(_doubts(call.facts, field))) for field in FIELDS)
    return tuple(one for one in asked if one.doubts and (not call.status.is_over or _ends(call, one.field)))


def _ends(call: Call, field: str) -> bool:
    """Whether that field is what says that the call is over, and says it doubtfully."""
    said = call.facts.status
    by_words = said is not None and said.value in (Status.CLOSED, Status.WITHDRAWN)
    if field == "sessions" and not by_words:
        return is_to_check(field, max(call.facts.sessions, key=lambda session: session.value.closes_at))
    return field == "status" and by_words


def settled_by(call: Call, field: str, pins: Pins) -> Settled:
    """How a question that is no longer asked ended."""
    if field in pins:
        return Settled.CONFIRMED if pins[field].confirmed else Settled.SET
    if call.status.is_over or call.same_as is not None:
        return Settled.OVER
    return Settled.SURE if _readings(call.facts, field) else Settled.GONE


def _doubts(facts: Facts, field: str) -> Iterator[Doubtful]:
    """The doubtful values of a field. Beside a list of candidates that is sure, a doubtful one is a word said in passing."""
    readings = _readings(facts, field)
    if field == "eligible" and any(not is_to_check(field, one) for one in readings):
        return
    for one in readings:
        if is_to_check(field, one):
            said = one.evidence
            yield Doubtful(
                value=to_plain(one.value),
                quote=said.quote,
                place=said.place,
                confidence=one.confidence,
                why=_why(field, one),
            )


def _why(field: str, one: Reading[Any]) -> str:
    reasons = [WHYS.get(flag, f"signe « {flag} »") for flag in one.flags if flag not in HARMLESS]
    if one.confidence < LEAST[field] and not reasons:
        reasons.append(f"lecture peu sûre : {one.confidence * 100:.0f} %, il en faut {LEAST[field] * 100:.0f}")
    if not one.evidence.quote.strip():
        reasons.append("aucune phrase de la source ne le dit")
    return " ; ".join(reasons)


def _readings(facts: Facts, field: str) -> tuple[Reading[Any], ...]:
    held = getattr(facts, field)
    if held is None:
        return ()
    return held if isinstance(held, tuple) else (held,)


def ranked(waiting: Iterable[Asked]) -> list[Asked]:
    """Those on calls in the field first, then by what members decide on (dates, who may apply, places, sums), the newest
    first."""
    newest = sorted(waiting, key=lambda one: one.opened_at, reverse=True)
    return sorted(newest, key=lambda one: (one.scope not in _IN_THE_FIELD, _FIRST.index(one.field)))
