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
)
_LETTER = re.compile(r"(?P<letter>[qts])(?P<n>[1-4])(?:[ /-](?:de |of )?(?P<year>20\d{2}))")
_PARTS = frozenset(["trimestre", "semestre", "quarter", "half", "semester"])
_LETTERS = frozenset(["q", "t", "s"])
_END_OF = re.compile(r"\b(?:fin|end of|late|fin de|finales de|fim de|by the end of)(?: l'annee| the year)? \Z")

Maker = Callable[..., "Mention"]


def months_and_years(view: View, months: list[tuple[str, int]], make: Maker) -> Iterator["Mention"]:
    """Dates coarser than a day. `months` are the names of months, with their places, that are part of no day."""
    for word, start in months:
        if word in FULL_MONTHS:
            yield from _month(view.folded, word, start, make)
    if view.known & _PARTS:
        yield from (_quarter(found, make) for found in _QUARTER.finditer(view.folded) if _is_said(found))
    if view.known & _LETTERS:
        yield from (_quarter(found, make) for found in _lettered(view) if _is_said(found))
    if view.known & LATE:
        yield from _ends_of_years(view, make)


def _lettered(view: View) -> Iterator[re.Match[str]]:
    """ "T1 2026", "Q3/2026": a letter that touches its figure."""
    for rank in view.numbers:
        if rank and view.words[rank - 1] in _LETTERS:
            found = _LETTER.match(view.folded, view.starts[rank - 1])
            if found is not None:
                yield found


def _ends_of_years(view: View, make: Maker) -> Iterator["Mention"]:
    for rank in view.numbers:
        year, start = view.words[rank], view.starts[rank]
        if len(year) != 4 or not year.startswith("20"):
            continue
        found = _END_OF.search(view.folded, max(0, start - 28), start)
        if found is not None:
            yield make(start=found.start(), end=start + 4, day=31, month=12, year=int(year), precision=Precision.YEAR)


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


def _is_said(found: re.Match[str]) -> bool:
    """The part of the year exists, and a half says its year."""
    count, rank = _part(found)
    return rank <= count and (found["year"] is not None or count == 4)


def _part(found: re.Match[str]) -> tuple[int, int]:
    """(parts in the year, rank of the one named); the rank of "dernier" is the number of parts."""
    said = found.groupdict()
    count = 2 if (said.get("part") or "") in ("semestre", "half", "semester") or said.get("letter") == "s" else 4
    rank = int(said["n"]) if "n" in said else ORDINALS.get(said["rank"], 1)
    return count, rank or count


def _quarter(found: re.Match[str], make: Maker) -> "Mention":
    count, rank = _part(found)
    month = 12 // count * rank
    return make(
        start=found.start(),
        end=found.end(),
        day=monthrange(2001, month)[1],
        month=month,
        year=int(found["year"]) if found["year"] else None,
        precision=Precision.QUARTER,
        head=(month + 1 - 12 // count, 1),
    )
