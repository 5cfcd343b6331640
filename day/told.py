"""What is known of a call as plain values, each with its words: what `veilleur read` prints and corpora are scored on."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from model.codec import to_plain
from model.codes import AmountRole, Status
from model.deadline import PARIS, Deadline
from model.doubt import is_to_check
from model.evidence import Reading
from model.facts import Facts
from model.money import Amount
from model.timing import status_at
from pipelines.reading.amounts import main_amount

LISTS = (
    "sessions", "later_stages", "amounts", "rates", "countries", "excluded_countries", "groups", "excluded_groups", "themes",
    "sdgs", "excluded", "conditions", "prerequisites", "filed_by",
)  # fmt: skip
SINGLES = ("kind", "scope", "programme", "opening", "rolling", "starts", "ends", "online", "venue")
ASIDE = frozenset({"partner", "participant"})
"""Flags of those who take part in a project that another files (`pipelines.reading.eligibility`)."""

Plain = dict[str, Any]


def plain(facts: Facts, on: date) -> Plain:
    """Every field as `{value, evidence, at, confidence, …}`, a list of such, or None; `on` is the day it was published.

    `deadline` is the last session (a corpus asks for one date) and `amount` the sum that speaks for the call; both lists
    follow whole. `status` is where the call stood on that day, with the words that show it. `eligible` are those who may
    file; `partners` those who may only take part.
    """
    out: Plain = {"language": facts.language, "summary": facts.summary or None}
    out["deadline"] = _deadline(facts)
    out["amount"] = _amount(facts)
    out["status"] = _one("status", stated_status(facts, on))
    out |= {name: _one(name, getattr(facts, name)) for name in SINGLES}
    out |= {name: [_one(name, reading) for reading in getattr(facts, name)] for name in LISTS}
    out["eligible"] = [_one("eligible", one) for one in facts.eligible if not ASIDE.intersection(one.flags)]
    out["partners"] = [_one("eligible", one) for one in facts.eligible if ASIDE.intersection(one.flags)]
    return out


def stated_status(facts: Facts, on: date) -> Reading[Status] | None:
    """Where the call stood at noon of the day `on`, with the words or the date that show it; None when nothing does."""
    stood = status_at(facts, datetime.combine(on, time(12), ZoneInfo(PARIS)))
    said = facts.status
    if said is not None and (said.value is stood or stood is Status.ANNOUNCED):
        return said
    last = max(facts.sessions, key=lambda session: session.value.closes_at, default=None)
    shown: dict[Status, Reading[Any] | None] = {
        Status.CLOSED: last,
        Status.UPCOMING: facts.opening or said,
        Status.PERMANENT: facts.rolling or facts.kind,
        Status.OPEN: last or facts.opening,
    }
    proof = shown.get(stood)
    return None if proof is None else Reading(stood, proof.evidence, proof.confidence, ("from_dates",))


def _amount(facts: Facts) -> Plain | None:
    """The value in the form of the corpora: {"min", "max", "currency", "role"}, bounds as numbers."""
    speaking = _speaking(facts)
    if speaking is None:
        return None
    sum_ = speaking.value
    low, high = (None if bound is None else float(bound) for bound in (sum_.minimum, sum_.maximum))
    value = {"min": low, "max": high, "currency": sum_.currency, "role": sum_.role.value if sum_.role else None}
    return {**(_one("amounts", speaking) or {}), "value": value}


def _speaking(facts: Facts) -> Reading[Amount] | None:
    """What one project may get when it is said, else the sum that speaks for the whole call."""
    for role in (AmountRole.GRANT, AmountRole.PRIZE):
        mine = [one for one in facts.amounts if one.value.role is role]
        if mine:
            return main_amount(mine)
    return main_amount(facts.amounts)


def _deadline(facts: Facts) -> Plain | None:
    if not facts.sessions:
        return None
    last: Reading[Deadline] = max(facts.sessions, key=lambda session: session.value.closes_at)
    return {**(_one("sessions", last) or {}), "value": last.value.day.isoformat()}


def _one(name: str, reading: Reading[Any] | None) -> Plain | None:
    if reading is None:
        return None
    said = reading.evidence
    return {
        "value": to_plain(reading.value),
        "evidence": said.quote,
        "place": said.place,
        "at": [said.start, said.end],
        "confidence": reading.confidence,
        "flags": list(reading.flags),
        "to_check": is_to_check(name, reading),
    }
