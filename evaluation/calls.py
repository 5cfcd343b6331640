"""Scores the reading of whole calls: each field by precision, recall and F1 over the labels given (format: `calls`)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from day import read_file

SINGLES = ("kind", "scope", "status", "deadline", "opening", "amount")
LISTS = ("countries", "groups", "themes", "sdgs", "eligible")
FIELDS = (*SINGLES, *LISTS)
Line = Mapping[str, Any]
Score = dict[str, float | int]


def score(lines: Iterable[Line], now: datetime) -> dict[str, Score]:
    """{field: {"n", "precision", "recall", "f1"}}; only the keys of `expected` are scored, `n` counts them.

    A list counts each of its codes, another field its one value; `amount` is right when its bounds and currency are, and
    its role where one is labelled. `now` (aware) is the day of calls without `published`.
    """
    counts = {field: [0, 0, 0, 0] for field in FIELDS}
    for number, line in enumerate(lines, 1):
        read = values(line, number, now)
        for field in FIELDS:
            if field in line["expected"]:
                right, given, wanted = judge(field, line["expected"][field], read[field])
                for place, more in enumerate((1, right, given, wanted)):
                    counts[field][place] += more
    return {field: _figures(*count) for field, count in counts.items() if count[0]}


def each(lines: Iterable[Line], now: datetime) -> Iterator[dict[str, Any]]:
    """{id, FIELD: value…} of every call, for the fields that are scored; the answers may be missing."""
    for number, line in enumerate(lines, 1):
        yield {"id": line.get("id", number), **values(line, number, now)}


def values(line: Line, number: int, now: datetime) -> dict[str, Any]:
    """The bare values read in one call, in the form of `expected`; None or an empty list where nothing was read."""
    plain = read_file.read(read_file.item_of(line, number, now)) or {}
    read: dict[str, Any] = {field: held["value"] if (held := plain.get(field)) else None for field in SINGLES}
    read |= {field: sorted(one["value"] for one in plain.get(field) or ()) for field in LISTS}
    return read


def judge(field: str, expected: Any, read: Any) -> tuple[int, int, int]:
    """(right, given, wanted) for one field of one call."""
    if field in LISTS:
        wanted, given = set(expected or ()), set(read or ())
        return len(wanted & given), len(given), len(wanted)
    expected = _no_sum(expected) if field == "amount" else expected
    same = expected is not None and read is not None and _same(field, expected, read)
    return int(same), int(read is not None), int(expected is not None)


def _same(field: str, expected: Any, read: Any) -> bool:
    if field != "amount":
        return bool(expected == read)
    return all(expected.get(key) == read[key] for key in ("min", "max", "currency", "role") if key in expected)


def _no_sum(expected: Any) -> Any:
    """None for a label that says there is no sum."""
    return None if not expected or (expected.get("min") is None and expected.get("max") is None) else expected


def _figures(number: int, right: int, given: int, wanted: int) -> Score:
    """Nothing given is never wrong, and nothing wanted is never missed."""
    precision = right / given if given else 1.0
    recall = right / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"n": number, "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
