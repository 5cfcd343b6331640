"""Months, quarters, halves and ends of years named without a day: each read as its last day, with its precision."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from model.codes import Precision
from pipelines.reading.dates.names import EARLY, FULL_MONTHS, LATE, MIDDLE, MONTHS, ORDINALS
from pipelines.reading.view import View

if TYPE_CHECKING:
    from pipelines.reading.dates.mentions import Mention

_MODIFIER = re.compile(
    r"\b(fin|debut|mi|courant|early|late|mid|middle|beginning|end|start|finales|principios|mediados|inicio|meados|"
    r"final|fim)(?:[ -]?(?:of|de|du|d')?(?: (?:mois|month))?(?: (?:of|de|d'))?)[ -]?\Z"
)
_YEAR = re.compile(r"\.?[\s,/]{0,2}(?:de |del |of |d')?((?:19|20)\d{2})(?!\d)(?!\s?(?:€|euros|projets|habitants))")
_QUARTER = re.compile(
    r"\b(?P<rank>1ere?|2(?:e|eme|nd)|3(?:e|eme|rd)|4(?:e|eme|th)|1st|premier|second|deuxieme|troisieme|quatrieme|dernier|"
    r"first|third|fourth|last|primer|segundo|tercer|cuarto|primeiro|terceiro|quarto|ultimo) "
    r"(?P<part>trimestre|semestre|quarter|half|semester)(?: (?:de l'annee|de|of|del|do))?(?: (?P<year>20\d{2}))?"
    r"|\b(?P<letter>[qts])(?P<n>[1-4])(?:[ /-](?:de |of )?(?P<lyear>20\d{2}))"
)
_PARTS = frozenset(["trimestre", "semestre", "quarter", "half", "semester", "q", "t", "s"])
_END_OF_YEAR = re.compile(
    r"\b(?:fin|end of|late|fin de|finales de|fim de|by the end of)(?: l'annee| the year)? (20\d{2})(?!\d)"
)

Maker = Callable[..., "Mention"]


def months_and_years(view: View, days: list[tuple[int, int]], make: Maker) -> Iterator["Mention"]:
    """Dates coarser than a day. `days` are the places of the days already met: a month inside one is not a month."""
    inside = {start for first, last in days for start in range(first, last)}
    for word, start in zip(view.words, view.starts, strict=True):
        if word in FULL_MONTHS and start not in inside:
            yield from _month(view.folded, word, start, make)
    known = set(view.words)
    if known & _PARTS:
        yield from _quarters(view.folded, make)
    if not known & LATE:
        return
    for found in _END_OF_YEAR.finditer(view.folded):
        yield make(start=found.start(), end=found.end(), day=31, month=12, year=int(found[1]), precision=Precision.YEAR)


def _month(folded: str, word: str, start: int, make: Maker) -> Iterator["Mention"]:
    """A month counts when a year follows or when a word such as "fin" or "courant" precedes ("mai" alone is too weak)."""
    base = max(0, start - 24)
    modifier = _MODIFIER.search(folded[base:start])
    after = _YEAR.match(folded, start + len(word))
    if modifier is None and after is None:
        return
    month = MONTHS[word]
    year = int(after[1]) if after else None
    yield make(
        start=base + modifier.start() if modifier else start,
        end=after.end() if after else start + len(word),
        day=_last_day(month, year, modifier[1] if modifier else ""),
        month=month,
        year=year,
        precision=Precision.MONTH,
        head=None if modifier and modifier[1] in LATE else (month, _first_day(modifier[1] if modifier else "")),
    )


def _last_day(month: int, year: int | None, modifier: str) -> int:
    if modifier in EARLY:
        return 10
    if modifier in MIDDLE:
        return 15
    return monthrange(year or 2001, month)[1]


def _first_day(modifier: str) -> int:
    return 15 if modifier in MIDDLE else 1


def _quarters(folded: str, make: Maker) -> Iterator["Mention"]:
    for found in _QUARTER.finditer(folded):
        halves = (found["part"] or "") in ("semestre", "half", "semester") or found["letter"] == "s"
        rank = int(found["n"]) if found["n"] else ORDINALS.get(found["rank"], 1)
        count = 2 if halves else 4
        month = 12 // count * (rank or count)
        said = found["year"] or found["lyear"]
        if month <= 12 and (said or not halves):
            yield make(
                start=found.start(),
                end=found.end(),
                day=monthrange(2001, month)[1],
                month=month,
                year=int(said) if said else None,
                precision=Precision.QUARTER,
                head=(month + 1 - 12 // count, 1),
            )
