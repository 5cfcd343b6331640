"""What the sources of one call say differently: each value with its source. Which one is shown is decided elsewhere."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from model.call import Call
from model.facts import Facts
from pipelines import wording
from pipelines.changes import plain
from pipelines.merging import disputes

# What members are told of. Sums are read in too many ways for a difference to be worth a doubt in their minds.
TOLD = {"sessions": "date limite", "opening": "ouverture"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field, the name of the source that says otherwise, and its value in French."""

    field: str
    source: str
    said: str
    plain: str


def conflicts(call: Call, others: Iterable[tuple[str, Facts]], settled: Collection[str] = ()) -> list[Conflict]:
    """What other publications (name of the source, what it says) state otherwise than the call; `settled`: the fields that
    staff have set, on which there is no doubt any more."""
    found = ((source, facts, field) for source, facts in others for field in disputes(call.facts, facts))
    return [
        Conflict(field, source, _said(field, facts), plain(getattr(facts, field)) or "")
        for source, facts, field in found
        if field not in settled
    ]


def notes(found: Sequence[Conflict]) -> tuple[str, ...]:
    """One discreet sentence a field for members: « Selon une autre source, date limite : 30 juin 2026 (Le relais). »"""
    said: dict[str, list[str]] = {}
    for one in (one for one in found if one.field in TOLD):
        said.setdefault(one.field, []).append(f"{one.said} ({one.source})")
    return tuple(
        f"Selon une autre source, {TOLD[field]}{wording.COLON}{' ; '.join(dict.fromkeys(values))}."
        for field, values in said.items()
    )


def _said(field: str, facts: Facts) -> str:
    if field == "sessions":
        return wording.deadlines(sorted((s.value for s in facts.sessions), key=lambda limit: limit.closes_at))
    if field == "opening" and facts.opening is not None:
        return wording.day(facts.opening.value)
    return ", ".join(dict.fromkeys(wording.money(sum_.value) for sum_ in facts.amounts))
