"""The year of a date that does not say it: from its neighbours, its weekday, else the day of reference."""

from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.reading.dates.mentions import Mention
from pipelines.reading.dates.spans import Said, Span

GRACE = timedelta(days=45)
"""A yearless date this little before the reference is rather just past than eleven months ahead."""

Dated = tuple[date, tuple[str, ...]]
"""A date and the flags that say how sure its year is."""


def date_spans(
    spans: Sequence[Span], sentences: Sequence[tuple[int, int]], reference: date
) -> list[tuple[Dated | None, Dated | None]]:
    """For each span the dates of its first (or None) and last day; None also for a day that does not exist.

    `sentences` gives each span's sentence, so that a year said later in the same sentence counts.
    """
    years = _said_years(spans, sentences)
    again = {_order(span.last.mention): span.last.mention.year for span in spans if span.last.mention.year is not None}
    years = [
        again.get(_order(s.last.mention)) if y is None and not s.first else y for s, y in zip(spans, years, strict=True)
    ]
    dated = []
    for span, year in zip(spans, years, strict=True):
        last = _dated(span.last.mention, year, reference)
        first = _first(span, last, reference) if span.first else None
        dated.append((first, last))
    return dated


def _said_years(spans: Sequence[Span], sentences: Sequence[tuple[int, int]]) -> list[int | None]:
    """Each span's year as said by itself or by its neighbours: the items after it in its sentence, else those before."""
    years: list[int | None] = [_own_year(span) for span in spans]
    for index in range(len(spans) - 2, -1, -1):
        after = index + 1
        if years[index] is None and years[after] is not None and _same(sentences, index, after):
            years[index] = _year_before(spans[index].last.mention, spans[after], years[after])
    for index in range(1, len(spans)):
        before = index - 1
        if years[index] is None and years[before] is not None and _same(sentences, index, before):
            earlier, here = spans[before].last.mention, spans[index].last.mention
            turned = (here.month, here.day) < (earlier.month, earlier.day)
            years[index] = (years[before] or 0) + int(turned)
    return years


def _own_year(span: Span) -> int | None:
    """ "Du 1er décembre 2025 au 31 janvier": the end of a range whose start alone says its year."""
    last = span.last.mention
    if last.year is not None or span.first is None or span.first.mention.year is None:
        return last.year
    return span.first.mention.year + int(_order(last) < _order(span.first.mention))


def _same(sentences: Sequence[tuple[int, int]], one: int, other: int) -> bool:
    return sentences[one] == sentences[other]


def _year_before(here: Mention, following: Span, year: int | None) -> int | None:
    head = following.first.mention if following.first else following.last.mention
    known = following.first.mention.year if following.first and following.first.mention.year else year
    if known is None:
        return None
    if following.first and following.first.mention.year is None and following.last.mention.year is not None:
        known -= int(_order(following.first.mention) > _order(following.last.mention))
    return known - int(_order(here) > _order(head))


def _order(mention: Mention) -> tuple[int, int]:
    return mention.month, mention.day


def _dated(mention: Mention, year: int | None, reference: date) -> Dated | None:
    if year is not None:
        day = mention.on(year)
        flags = () if mention.year is not None else ("year_shared",)
        return (day, (*flags, *_weekday_flag(mention, day))) if day else None
    inferred = _inferred(mention, reference)
    return (inferred, ("year_inferred", *_weekday_flag(mention, inferred))) if inferred else None


def _weekday_flag(mention: Mention, day: date | None) -> tuple[str, ...]:
    wrong = day is not None and mention.weekday is not None and day.weekday() != mention.weekday
    return ("weekday_mismatch",) if wrong else ()


def _inferred(mention: Mention, reference: date) -> date | None:
    around = [day for year in (-1, 0, 1, 2) if (day := mention.on(reference.year + year))]
    if mention.weekday is not None:
        agreeing = [day for day in around if day.weekday() == mention.weekday and abs(day - reference) < timedelta(days=400)]
        if agreeing:
            return min(agreeing, key=lambda day: abs(day - reference))
    ahead = [day for day in around if day >= reference - GRACE]
    return ahead[0] if ahead else None


def _first(span: Span, last: Dated | None, reference: date) -> Dated | None:
    """The first day of a range: a year not said is the last day's, or the one before when the range crosses a new year."""
    first: Said | None = span.first
    if first is None or last is None:
        return None
    mention = first.mention
    if mention.year is not None:
        day = mention.begins(mention.year)
        return (day, _weekday_flag(mention, day)) if day else None
    year = last[0].year - int(_order(mention) > (last[0].month, last[0].day))
    day = mention.begins(year)
    return (day, _weekday_flag(mention, day)) if day else None
