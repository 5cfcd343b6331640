"""Under which confidence a value is a question and no fact: the page, the letter and the staff's list all ask this."""

from typing import Any

from model.evidence import Reading

LEAST: dict[str, float] = {
    "kind": 0.6,
    "status": 0.6,
    "scope": 0.55,
    "programme": 0.6,
    "opening": 0.6,
    "sessions": 0.6,
    "later_stages": 0.6,
    "rolling": 0.6,
    "amounts": 0.6,
    "rates": 0.6,
    "countries": 0.6,
    "excluded_countries": 0.6,
    "groups": 0.6,
    "excluded_groups": 0.6,
    "themes": 0.0,
    "sdgs": 0.0,
    "eligible": 0.65,
    "excluded": 0.65,
    "conditions": 0.6,
    "prerequisites": 0.6,
    "filed_by": 0.6,
    "starts": 0.6,
    "ends": 0.6,
    "online": 0.6,
    "venue": 0.6,
}
"""The least confidence of a fact, field by field. Themes and goals have none: theirs is a weight, not a doubt.

A scope of 0.5 is that of the funder's habit, an applicant of 0.6 that of the programme's rule or of those a funder says
it helps, a country of 0.5 a city's: each is worth telling, none is said by the call.
"""
CONFIRMED = "confirmed"
"""The flag of a value that staff have confirmed."""
STALE = "stale"
"""The flag of an « en cours » without any date, published so long ago that it may have been forgotten there."""
HARMLESS = frozenset(
    [
        "extended", "midnight", "year_shared", "shared_with_siblings", "usual_hour_17", "of_source", "of_programme", "saved",
        "total", "lots", "partner", "participant", "from_dates", "from_shape",
        CONFIRMED,
    ]
)  # fmt: skip
"""Flags that tell how a value was made; every other flag names a doubt."""


def is_stale(said: Reading[Any] | None) -> bool:
    """Whether what a source says of its status is an old « en cours »: neither news nor a standing facility."""
    return said is not None and STALE in said.flags


def is_to_check(field: str, reading: Reading[Any]) -> bool:
    """Whether a value of the `Facts` field so named is « à vérifier »: weakly read, doubtful, or without words."""
    doubtful = bool(set(reading.flags) - HARMLESS)
    return doubtful or reading.confidence < LEAST.get(field, 0.6) or not reading.evidence.quote.strip()
