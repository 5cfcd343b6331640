"""Every place of a text that names a day, a month, a quarter or a year. What the date is for is decided elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from model.codes import Precision
from pipelines.reading.dates.names import ENGLISH_MONTHS, FULL_MONTHS, MONTHS, WEEKDAYS
from pipelines.reading.dates.periods import months_and_years
from pipelines.reading.view import View

LIMIT = 400
"""Dates read in one text; a page that names more is an archive, its first ones are enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A date as named: `year` is None when it is not said, `weekday` (0 = Monday) when it is.

    For a month, quarter or year, `day` and `month` are its last ones. `swapped`: day and month could be exchanged.
    `head` is the (month, day) on which a month, a quarter or a year starts.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None = None
    precision: Precision = Precision.DAY
    swapped: bool = False
    head: tuple[int, int] | None = None

    def on(self, year: int) -> date | None:
        """The date in a given year; None when there is no such day (29 February)."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def begins(self, year: int) -> date | None:
        """The first day of what is named, in a given year."""
        return date(year, *self.head) if self.head else self.on(year)


_DAY_BEFORE = re.compile(
    r"(?<![\d.,/€$%])(\d{1,2})\s{0,2}(?:ere|er|re|st|nd|rd|th|eme|e|o|º|°)?[\s.\-/,]{0,3}"
    r"(?:(?:day )?of (?:the )?|de |d'|del )?\Z"
)
_NO_UNIT = r"(?!\s?(?:[€$%£]|eur\b|euros?\b|usd\b|habitants|participants|personnes|people|projets|projects|[.,]\d{3}\b))"
_YEAR_AFTER = re.compile(
    r"\.?(?:(?: (?:a )?(?:minuit|midi|inclus)\b| \([a-z]{4,9}\))?[\s,./\-]{0,3}(?:de[l]? |of )?((?:19|20)\d{2})(?!\d)"
    + _NO_UNIT
    + r"|[\-/.'] ?'?(\d{2})(?!\d)"
    r"| '?([2-3]\d)(?=\s?(?:[.;,)\]|]|\Z|\n)))"
)
_DAY_AFTER = re.compile(
    r"\.?\s{1,2}(\d{1,2})(?:\s?(?:st|nd|rd|th))?(?![\d:%€$])(?!\s?(?:h\b|am\b|pm\b|a\.m|p\.m))" + _NO_UNIT
)
_COMMA_YEAR = re.compile(r",?\s{1,2}((?:19|20)\d{2})(?!\d)" + _NO_UNIT)
_WEEKDAY_BEFORE = re.compile(r"\b([a-z]{3,9})\.?(?: \d{1,2}h)?,? ?(?:le |the |dia |den |dem |il )?\Z")
_NUMERIC = re.compile(
    r"(?<![\d./,€$-])(?:"
    r"(?P<iso>(?:19|20)\d{2})[-/.](?P<isom>\d{1,2})[-/.](?P<isod>\d{1,2})(?!\d)"
    r"|(?P<a>\d{1,2})(?:er)?(?P<sep> ?[/.\-] ?)(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d{2}|\d{2})(?![\d€%]| ?[€$%])"
    r"|(?P<c>\d{2})[/.](?P<d>\d{2})(?![\d/.,€%]| ?[€$%hm])"
    r"|(?P<h>\d{1,2})/(?P<i>\d{1,2})(?![\d/.,€%]| ?[€$%hm]| d[ue])"
    r"|(?P<packed>20\d{6})(?!\d)"
    r"|(?P<e>\d{2}) (?P<f>\d{2}) (?P<g>(?:19|20)\d{2})(?![\d€%]| ?[€$%]| \d)"
    r")"
)
_CUE_OF_SHORTEST = re.compile(r"(?:avant le|jusqu'au|before|until|by) ?\Z")
_CUE_OF_SHORT = re.compile(r"(?:avant le|jusqu'au|au|le|before|until|by|:|-|–|du|et le|al|ate|\||\n) ?\Z")


def find_mentions(view: View) -> list[Mention]:
    """All dates named in a text, in order, without overlap. In an American text 03/04/2026 is the 4th of March."""
    found: list[Mention] = []
    taken = -1
    for mention in sorted(_candidates(view), key=lambda m: (m.start, -m.end)):
        if mention.start >= taken:
            found.append(_with_weekday(view.folded, mention))
            taken = mention.end
        if len(found) >= LIMIT:
            break
    return found


def _candidates(view: View) -> Iterator[Mention]:
    months = view.met(MONTHS.keys())
    days = list(_by_month_name(view, months))
    yield from days
    yield from _numeric(view)
    inside = {at for day in days for at in range(day.start, day.end)}
    bare = [(word, at) for word, at in months if at not in inside]
    yield from months_and_years(view, bare, Mention)


def _by_month_name(view: View, months: list[tuple[str, int]]) -> Iterator[Mention]:
    for word, start in months:
        named = _day_then_month(view.folded, word, start) or _month_then_day(view.folded, word, start)
        if named is not None:
            yield named


def _day_then_month(folded: str, word: str, start: int) -> Mention | None:
    base = max(0, start - 24)
    before = _DAY_BEFORE.search(folded[base:start])
    if before is None or not 1 <= int(before[1]) <= 31:
        return None
    end = start + len(word)
    after = _YEAR_AFTER.match(folded, end)
    year = _year(after) if after else None
    if word not in FULL_MONTHS and folded[end : end + 1].isalpha():
        return None
    stop = after.end() if after and year else end
    return Mention(start=base + before.start(), end=stop, day=int(before[1]), month=MONTHS[word], year=year)


def _month_then_day(folded: str, word: str, start: int) -> Mention | None:
    if word not in ENGLISH_MONTHS:
        return None
    after = _DAY_AFTER.match(folded, start + len(word))
    if after is None or not 1 <= int(after[1]) <= 31:
        return None
    year = _COMMA_YEAR.match(folded, after.end())
    stop = year.end() if year else after.end()
    return Mention(start=start, end=stop, day=int(after[1]), month=MONTHS[word], year=int(year[1]) if year else None)


def _year(after: re.Match[str]) -> int | None:
    if after[1]:
        return int(after[1])
    short = after[2] or after[3]
    return 2000 + int(short) if short and 10 <= int(short) <= 49 else None


def _numeric(view: View) -> Iterator[Mention]:
    found = _in_figures(view)
    month_first = _month_first(view.folded, [one for one in found if one["y"] and "/" in one["sep"]])
    for one in found:
        if one["iso"]:
            yield from _checked(one, int(one["isod"]), int(one["isom"]), int(one["iso"]))
        elif one["packed"]:
            packed = one["packed"]
            yield from _checked(one, int(packed[6:]), int(packed[4:6]), int(packed[:4]))
        elif one["y"]:
            year = int(one["y"])
            yield from _day_and_month(one, "a", "b", year if year > 99 else 2000 + year, month_first)
        elif one["g"]:
            yield from _day_and_month(one, "e", "f", int(one["g"]), month_first)
        elif one["h"]:
            if _CUE_OF_SHORTEST.search(view.folded, max(0, one.start() - 12), one.start()):
                yield from _day_and_month(one, "h", "i", None, month_first)
        elif _CUE_OF_SHORT.search(view.folded, max(0, one.start() - 12), one.start()):
            yield from _day_and_month(one, "c", "d", None, month_first)


def _in_figures(view: View) -> list[re.Match[str]]:
    """Dates in figures: looked for only where a number of one, two, four or eight figures starts."""
    found: list[re.Match[str]] = []
    folded, taken = view.folded, 0
    for rank in view.numbers:
        word, start = view.words[rank], view.starts[rank]
        if start < taken or len(word) > 8:
            continue
        following = folded[start + len(word) : start + len(word) + 1]
        if len(word) == 8 or following in _SEPARATORS or folded.startswith(("er/", "er."), start + 1):
            one = _NUMERIC.match(folded, start)
            if one is not None:
                found.append(one)
                taken = one.end()
    return found


_SEPARATORS = frozenset("/.- ")
_AMERICAN = re.compile(
    r"\bnew york time\b|\beastern (?:standard |daylight )?time\b|\bgrants\.gov\b"
    r"|(?:\b[ap]\.?m\.?|[:h]\d\d) ?,? ?\(?(?:est|edt)\b(?! [a-z])"
)


def _month_first(folded: str, slashed: list[re.Match[str]]) -> bool:
    """The American order of a numeric date: shown by a day over 12, else by an American clock."""
    if not slashed or any(int(one["a"]) > 12 for one in slashed):
        return False
    return any(int(one["b"]) > 12 for one in slashed) or _AMERICAN.search(folded) is not None


def _day_and_month(found: re.Match[str], first: str, second: str, year: int | None, month_first: bool) -> Iterator[Mention]:
    day, month = int(found[first]), int(found[second])
    both = day <= 12 and month <= 12 and day != month
    if month > 12 or (both and month_first):
        day, month = month, day
    yield from _checked(found, day, month, year, swapped=both)


def _checked(found: re.Match[str], day: int, month: int, year: int | None, *, swapped: bool = False) -> Iterator[Mention]:
    if 1 <= month <= 12 and 1 <= day <= 31 and (year is None or 1990 <= year <= 2060):
        yield Mention(start=found.start(), end=found.end(), day=day, month=month, year=year, swapped=swapped)


def _with_weekday(folded: str, mention: Mention) -> Mention:
    base = max(0, mention.start - 18)
    named = _WEEKDAY_BEFORE.search(folded[base : mention.start])
    if named is None or named[1] not in WEEKDAYS:
        return mention
    return replace(mention, start=base + named.start(1), weekday=WEEKDAYS[named[1]])
