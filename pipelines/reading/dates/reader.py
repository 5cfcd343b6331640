"""The dates of a document: opening, sessions, later stages, standing. The parts are read in the modules beside this one."""

import re
from dataclasses import dataclass, replace
from datetime import date

from model.codes import Precision
from model.deadline import PARIS, Deadline
from model.evidence import Evidence, Reading
from pipelines.reading.dates.choice import choose_opening, choose_sessions, year_before
from pipelines.reading.dates.cues import Sign
from pipelines.reading.dates.found import Found
from pipelines.reading.dates.mentions import find_mentions
from pipelines.reading.dates.roles import Judged, Use, judge
from pipelines.reading.dates.spans import Said, Span, make_spans
from pipelines.reading.dates.standing import read_rolling
from pipelines.reading.dates.years import Dated, date_spans
from pipelines.reading.document import Document
from pipelines.reading.view import View, trim, view

QUOTE = 320
"""Longest sentence kept as evidence; a longer one is cut around the date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What a text says of time. `sessions` in order; those flagged "recurring" are the next occurrence of a yearly date."""

    opening: Reading[date] | None = None
    sessions: tuple[Reading[Deadline], ...] = ()
    later_stages: tuple[Reading[Deadline], ...] = ()
    rolling: Reading[bool] | None = None


def read_dates(document: Document) -> Dates:
    """Every date by which, or from which, one may answer, each with its sentence, flags and confidence.

    Flags: year_shared, year_inferred, weekday_mismatch, window_impossible, window_long, day_month_ambiguous, no_cue,
    recurring, extended, tentative, midnight, zone_ambiguous, conflict, preliminary, closed.
    """
    reference = _reference(document)
    found: list[Found] = []
    rolling: Reading[bool] | None = None
    for place, text in document.places:
        seen = view(text)
        found += _read_place(place, seen, reference, alone=document.title == "" or document.text == "")
        rolling = rolling or read_rolling(seen, place)
    sessions, later = choose_sessions(found, reference)
    return Dates(opening=choose_opening(found, sessions, reference), sessions=sessions, later_stages=later, rolling=rolling)


_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


def _reference(document: Document) -> date:
    """The document's own day, unless its title names one year only, far from it: an old call seen late."""
    years = {int(year) for year in _YEAR.findall(document.title[:300])}
    if len(years) == 1 and abs((year := years.pop()) - document.reference.year) >= 2:
        return date(year, 1, 1)
    return document.reference


def _read_place(place: str, seen: View, reference: date, *, alone: bool) -> list[Found]:
    mentions = find_mentions(seen)
    if not mentions:
        return []
    spans = make_spans(seen.folded, mentions)
    sentences = [seen.sentence(span.start, span.end) for span in spans]
    dated = date_spans(spans, sentences, reference)
    judged = judge(seen, spans, sentences)
    found = []
    for span, sentence, said, verdict in zip(spans, sentences, dated, judged, strict=True):
        days = _gone_by(said, verdict, reference)
        if verdict.use is Use.NONE or days[1] is None:
            continue
        found.append(_found(place, seen, span, sentence, days, verdict))
    return _bare_list(found) if alone and len(found) == len(spans) else found


def _gone_by(days: tuple[Dated | None, Dated | None], verdict: Judged, reference: date) -> tuple[Dated | None, Dated | None]:
    """ "A été ouvert du 30 mars au 3 juillet" is past: an inferred year never puts it ahead of the reference."""
    first, last = days
    if Sign.CLOSED not in verdict.signs or last is None or "year_inferred" not in last[1] or last[0] <= reference:
        return days
    return (year_before(first[0]), first[1]) if first else None, (year_before(last[0]), last[1])


def _found(
    place: str, seen: View, span: Span, sentence: tuple[int, int], days: tuple[Dated | None, Dated | None], verdict: Judged
) -> Found:
    first, last = days
    assert last is not None  # noqa: S101 - the caller has checked
    start, end = _quote_span(seen.text, sentence, min(span.start, verdict.label), span.end)
    evidence = Evidence(seen.text[start:end], start, end, place)
    deadline = _deadline(seen.text, span, last[0], verdict)
    return Found(
        use=verdict.use,
        deadline=deadline,
        first=first[0] if first else None,
        begins=span.last.mention.begins(last[0].year) or last[0],
        evidence=evidence,
        confidence=verdict.confidence,
        flags=_flags(span, first, last, verdict),
        signs=verdict.signs,
        position=span.start,
    )


def _quote_span(text: str, sentence: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """The sentence, cut around the date when it is too long, widened to its label and its hour."""
    first, last = min(sentence[0], start), max(sentence[1], end)
    if last - first > QUOTE:
        first = max(first, start - QUOTE // 2)
        last = min(last, max(end, first + QUOTE))
        while first < start and text[first].isalnum() and first > 0 and text[first - 1].isalnum():
            first += 1
    return trim(text, first, last)


def _deadline(text: str, span: Span, day: date, verdict: Judged) -> Deadline:
    said: Said = span.last
    hour = said.hour
    at = hour.at if hour else None
    precision = said.mention.precision
    coarse = precision is not Precision.DAY
    return Deadline(
        day=day,
        hour=None if coarse else at,
        zone=hour.zone if hour and hour.zone else PARIS,
        precision=Precision.MINUTE if at and not coarse else precision,
        inclusive=verdict.inclusive or coarse or (hour is not None and (at is not None or hour.midnight)),
        said=text[span.start : span.end],
    )


def _flags(span: Span, first: Dated | None, last: Dated, verdict: Judged) -> tuple[str, ...]:
    hour = span.last.hour
    flags = dict.fromkeys(last[1])
    if first and "weekday_mismatch" in first[1]:
        flags["weekday_mismatch"] = None
    checks = (
        ("recurring", Sign.YEARLY in verdict.signs and span.last.mention.year is None),
        ("extended", Sign.EXTENDED in verdict.signs),
        ("tentative", Sign.TENTATIVE in verdict.signs),
        ("preliminary", Sign.CONTACT in verdict.signs),
        ("closed", verdict.use is Use.CLOSED),
        ("day_month_ambiguous", span.last.mention.swapped),
        ("midnight", hour is not None and hour.midnight),
        ("zone_ambiguous", hour is not None and hour.doubtful_zone),
        ("no_cue", verdict.confidence <= 0.6),
    )
    flags.update({name: None for name, holds in checks if holds})
    return tuple(flags)


def _bare_list(found: list[Found]) -> list[Found]:
    """A field that is nothing but dates: the last is the deadline, the one before it the opening."""
    if len(found) < 2 or any(one.confidence > 0.5 or one.first for one in found):
        return found
    opening = replace(found[-2], use=Use.OPENING)
    return [opening, found[-1]]
