"""Scores the readers on labelled phrases: one sentence, one reading. The rules are those of the documented format."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from model.deadline import Deadline
from model.evidence import Reading
from pipelines.reading.amounts import main_amount, read_amounts
from pipelines.reading.dates import read_dates
from pipelines.reading.document import Document
from pipelines.reading.eligibility import read_applicants
from pipelines.reading.places import read_places
from pipelines.reading.status import read_status
from pipelines.reading.themes import read_themes

NO_REFERENCE = date(2025, 1, 1)
"""The reference of a phrase that has no `published`: its own dates are expected to say their year."""


def document_of(line: Mapping[str, Any]) -> Document:
    """The phrase as a document; `published` may be a year, a month or a day."""
    return Document(title="", text=str(line["text"]), reference=_reference(line.get("published")), language=line.get("lang"))


def _reference(published: object) -> date:
    """A year alone stands in mid-February, so that with the days of grace every date of that year is its own."""
    if not published:
        return NO_REFERENCE
    year, *rest = (int(part) for part in str(published).split("T")[0].split("-"))
    if not rest:
        return date(year, 2, 15)
    return date(year, rest[0], rest[1] if len(rest) > 1 else 15)


def read_phrase(line: Mapping[str, Any]) -> dict[str, Any]:
    """What is read in one phrase, with the keys of `expected` for its `kind`. An unknown kind raises KeyError."""
    return _READERS[str(line["kind"])](document_of(line))


def _deadline(document: Document) -> dict[str, Any]:
    dates = read_dates(document)
    dated = [s for s in dates.sessions if "recurring" not in s.flags]
    read: dict[str, Any] = {"deadline": dated[-1].value.day.isoformat() if dated else None}
    if dated:
        read |= _clock(dated[-1].value)
        read["all"] = sorted({s.value.day.isoformat() for s in (*dated, *dates.later_stages)})
    recurring = [s.value.day.strftime("%m-%d") for s in dates.sessions if "recurring" in s.flags]
    extras = {
        "opening": dates.opening.value.isoformat() if dates.opening else None,
        "rolling": True if dates.rolling else None,
        "recurring": sorted(recurring) or None,
        "flags": sorted({flag for s in dates.sessions for flag in s.flags}) or None,
    }
    return read | {key: value for key, value in extras.items() if value is not None}


def _clock(deadline: Deadline) -> dict[str, str]:
    if deadline.hour is None:
        return {"tz": deadline.zone}
    return {"time": deadline.hour.strftime("%H:%M"), "tz": deadline.zone}


def _opening(document: Document) -> dict[str, Any]:
    opening = read_dates(document).opening
    return {"opening": opening.value.isoformat() if opening else None}


def _amount(document: Document) -> dict[str, Any]:
    main = main_amount(read_amounts(document)[0])
    if main is None:
        return {"min": None, "max": None, "currency": None, "role": None}
    value = main.value
    return {
        "min": _plain(value.minimum),
        "max": _plain(value.maximum),
        "currency": value.currency,
        "role": value.role.value if value.role else None,
    }


def _rate(document: Document) -> dict[str, Any]:
    rates = [reading.value for reading in read_amounts(document)[1]]
    lows = [rate.minimum for rate in rates if rate.minimum is not None]
    highs = [rate.maximum for rate in rates if rate.maximum is not None]
    return {"min": _plain(min(lows, default=None)), "max": _plain(max(highs, default=None))}


def _status(document: Document) -> dict[str, Any]:
    reading = read_status(document)
    return {"status": reading.value.value if reading else None}


def _countries(document: Document) -> dict[str, Any]:
    read = read_places(document)
    return {
        "include": _codes(read.countries),
        "exclude": _codes(read.excluded_countries),
        "groups": _codes(read.groups),
        "exclude_groups": _codes(read.excluded_groups),
    }


def _eligibility(document: Document) -> dict[str, Any]:
    eligible, excluded = read_applicants(document)
    return {"eligible": _codes(eligible), "excluded": _codes(excluded)}


def _theme(document: Document) -> dict[str, Any]:
    return {"themes": _codes(read_themes(document)[0])}


def _codes(readings: Iterable[Reading[str]]) -> list[str]:
    return sorted(reading.value for reading in readings)


def _plain(value: Decimal | float | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


_READERS: dict[str, Callable[[Document], dict[str, Any]]] = {
    "deadline": _deadline,
    "opening": _opening,
    "amount": _amount,
    "rate": _rate,
    "status": _status,
    "countries": _countries,
    "eligibility": _eligibility,
    "theme": _theme,
}


SCORED: dict[str, tuple[str, ...]] = {
    "deadline": ("deadline", "time", "opening", "all", "rolling"),
    "opening": ("opening",),
    "amount": ("min", "max", "currency", "role"),
    "rate": ("min", "max"),
    "status": ("status",),
    "countries": ("include", "exclude", "groups", "exclude_groups"),
    "eligibility": ("eligible", "excluded"),
    "theme": ("themes",),
}
"""For each kind the keys that count, where the label gives them."""


def score(lines: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """{kind: {"n", "exact", "wrong", "missed"}}. Wrong: a value read is not the expected one, or none was to be read.

    Missed: nothing read where a value was expected. A phrase that is both wrong and missed counts as wrong.
    """
    totals: dict[str, dict[str, int]] = {}
    for line in lines:
        verdict = judge(str(line["kind"]), line["expected"], read_phrase(line))
        row = totals.setdefault(str(line["kind"]), {"n": 0, "exact": 0, "wrong": 0, "missed": 0})
        row["n"] += 1
        row[verdict] += 1
    return totals


def judge(kind: str, expected: Mapping[str, Any], read: Mapping[str, Any]) -> str:
    """ "exact", "wrong" or "missed" for one phrase."""
    verdict = "exact"
    for key in SCORED[kind]:
        if key not in expected or _same(expected[key], read.get(key)):
            continue
        if read.get(key) not in (None, [], ()):
            return "wrong"
        verdict = "missed"
    return verdict


def _same(expected: Any, read: Any) -> bool:
    if isinstance(expected, list):
        return sorted(expected) == sorted(read or [])
    return bool(expected == read)
