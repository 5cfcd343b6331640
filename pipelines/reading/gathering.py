"""When and where a training or an event takes place, and whether from afar. Until when one registers is read in `dates`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from model.codes import Precision
from model.evidence import Evidence, Reading
from pipelines.reading.dates.mentions import find_mentions
from pipelines.reading.dates.names import MONTHS
from pipelines.reading.dates.roles import Use, judge
from pipelines.reading.dates.spans import Span, make_spans
from pipelines.reading.dates.years import Dated, date_spans
from pipelines.reading.document import Document
from pipelines.reading.expression import expression
from pipelines.reading.view import View, fold, view
from pipelines.reading.vocabulary import evidence

_HELD, _NOT_HELD = expression("gathering", "held"), expression("gathering", "not_held")
_ONLINE, _ON_SITE = expression("gathering", "online"), expression("gathering", "on_site")
_NAME = r"([A-ZÀ-Þ][\w’'-]*(?:[ -][A-ZÀ-Þ][\w’'-]*){0,3})"
_AT = re.compile(rf"(?:\bà|\bau|\bin|\bat) {_NAME}")
_BEFORE_DAYS = re.compile(rf"{_NAME}, ?\d")
_NEXT = 3
"""Days between two that are said together: « les 3, 4 et 6 juin »."""
_SAID, _BARE = 0.8, 0.65
"""How sure a day is with a word that says it is that of the meeting, and without one."""
_LONGEST = 60
"""Days: a longer span is a period of a project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """The first and last day, whether one takes part from afar, and the town or country named for it (its words)."""

    starts: Reading[date] | None = None
    ends: Reading[date] | None = None
    online: Reading[bool] | None = None
    venue: Reading[str] | None = None

    def is_day_of_it(self, day: date, said: Evidence) -> bool:
        """Whether a date is the first or the last day, and was read in the same words."""
        if self.starts is None or self.ends is None or said.place != self.starts.evidence.place:
            return False
        words = self.starts.evidence
        return day in (self.starts.value, self.ends.value) and said.start < words.end and words.start < said.end


def read_gathering(document: Document) -> Gathering:
    """What the title, else the text, says of the meeting; a day to register by, or of results, is none of its days."""
    days = max(
        (one for place, text in document.places for one in _days(place, text, document.reference)), key=_rank, default=None
    )
    starts, ends = (None, None) if days is None else (days.starts, days.ends)
    return Gathering(starts=starts, ends=ends, online=_online(document), venue=_venue(document, starts))


@dataclass(frozen=True, slots=True)
class _Days:
    starts: Reading[date]
    ends: Reading[date]
    titled: bool


def _rank(one: _Days) -> tuple[float, bool]:
    return one.starts.confidence, one.titled


def _days(place: str, text: str, reference: date) -> Iterator[_Days]:
    """The spans that may be the days of the meeting; days that follow each other (« les 3 et 4 juin ») are one span."""
    seen = view(text)
    spans = make_spans(seen.folded, find_mentions(seen))
    sentences = [seen.sentence(span.start, span.end) for span in spans]
    judged = judge(seen, spans, sentences) if spans else []
    held: _Days | None = None
    for span, sentence, dated, verdict in zip(
        spans, sentences, date_spans(spans, sentences, reference), judged, strict=True
    ):
        last = dated[1]
        if last is None or span.last.mention.precision is not Precision.DAY or verdict.use in (Use.PUBLISHED, Use.CLOSED):
            continue
        if held is not None and span.joined and 0 < (last[0] - held.ends.value).days <= _NEXT:
            held = replace(held, ends=replace(held.ends, value=last[0]))
            continue
        if held is not None:
            yield held
        held = _made(place, text, span, dated, _confidence(seen, span, sentence, verdict.use))
    if held is not None:
        yield held


def _made(place: str, text: str, span: Span, dated: tuple[Dated | None, Dated | None], confidence: float) -> _Days | None:
    first, last = dated[0] or dated[1], dated[1]
    if first is None or last is None or not confidence or not 0 <= (last[0] - first[0]).days <= _LONGEST:
        return None
    words, flags = evidence(place, text, span.start, span.end), tuple(dict.fromkeys((*first[1], *last[1])))
    starts, ends = (Reading(day, words, confidence, flags) for day in (first[0], last[0]))
    return _Days(starts, ends, place == "title")


def _confidence(seen: View, span: Span, sentence: tuple[int, int], use: Use) -> float:
    before, whole = seen.folded[sentence[0] : span.start], seen.folded[sentence[0] : sentence[1]]
    if _NOT_HELD.search(before):
        return 0.0
    if _HELD.search(whole):
        return _SAID
    return _BARE if use is Use.NONE or span.first is not None or sentence[1] - sentence[0] <= _LONGEST else 0.0


def _online(document: Document) -> Reading[bool] | None:
    """True when one may take part from afar, False when the text says on site and nothing of the former."""
    for ways, value in ((_ONLINE, True), (_ON_SITE, False)):
        for place, text in document.places:
            found = ways.search(view(text).folded)
            if found is not None:
                return Reading(value, evidence(place, text, found.start(), found.end()), _SAID)
    return None


def _venue(document: Document, starts: Reading[date] | None) -> Reading[str] | None:
    """The place with a capital named beside the days: « à Dakar les 3 et 4 juin », « Porto, 3-5 May »."""
    if starts is None:
        return None
    said = starts.evidence
    text = dict(document.places)[said.place]
    found = _AT.search(text, said.start, said.end) or _BEFORE_DAYS.match(text, said.start, said.end)
    if found is None or fold(found[1].split()[0]) in MONTHS:
        return None
    return Reading(found[1], evidence(said.place, text, found.start(1), found.end(1)), _BARE)
