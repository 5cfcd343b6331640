"""The words that speak of one date: cues on its left and right, its label elsewhere, the preposition that touches it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from model.codes import Precision
from pipelines.reading.dates.cues import CONTENT, CUES, TRAPS, Sign
from pipelines.reading.dates.labels import column_head, is_item, label_above, lead_in, stacked_head
from pipelines.reading.dates.names import FULL_MONTHS, MUTE, WEEKDAYS
from pipelines.reading.dates.spans import Span
from pipelines.reading.lexicon import Cue
from pipelines.reading.view import View

FAR = 1 << 60
"""A place that no text reaches: the date has no label outside its line."""
AROUND = 600
"""Characters on each side of a date whose signs count for its sentence."""
TOUCHING = 48
FIELD, FEW = 240, 5
"""The value of a field: a text this short with no more words than that beside its dates."""
CLAUSE = 240
"""Characters before a date in which words that no cue knows are counted; the turns of phrase stand in as many."""
LINE = 12
"""The most dates in one line that are looked at together."""
CLOSE = 24
"""A label that follows its date starts this close."""
_PREPOSITIONS = frozenset({Sign.UNTIL, Sign.BEFORE, Sign.SINCE, Sign.AFTER})
_LASTING = frozenset(
    {Sign.TWO_STAGE, Sign.EXTENDED, Sign.YEARLY, Sign.EVENT, Sign.SUBMIT, Sign.OPEN, Sign.CALL, Sign.WHO, Sign.LIMIT}
)
_HEADS = frozenset({Sign.LIMIT, Sign.ENDS, Sign.OPEN, Sign.PUBLISHED, Sign.CLOSED, Sign.OTHER, Sign.EVENT, Sign.SOFT})
"""Signs that name a column of dates."""
_FILLER = re.compile(
    r"[\s:,('\"*\-]{0,4}(?:(?:le|la|les|the|el|o|au|du|de|on|a|minuit|inclus|imperativement|cob|close of business|"
    r"il|den|dem|der|zum|zur|end of day|midnight|noon|mois|dia|day|date|du mois|and|\d{1,2} ?h(?: ?\d\d)?|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|next|this|prochain|ce)[\s:,(]{1,3}){0,5}\Z"
)
_TAUGHT = frozenset(
    ["formation", "formations", "training", "module", "modules", "stage", "stages", "webinaire", "webinaires"]
)
_BRACKETS = re.compile(r"[()][^()]{0,40}[()]")
_WORDY = re.compile(r"[a-z]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """`left` cues come nearest first, `right` ones in order; `before` and `after` are the folded words on both sides.

    `untold`: the long words before the date that are no cue. `wordless`: the whole text is little more than dates.
    `sole`: no other date stands in its sentence. `taught`: the text is about a training, whose sessions are no call's.
    `bound` is the preposition that touches the date, `alone` tells a date without words in its line, `label` where a label
    outside the line starts, `coarse` a date that is no day; `signs` are those of the sentence that last.
    """

    left: list[Cue[Sign]]
    right: list[Cue[Sign]]
    before: str
    after: str
    bound: Sign | None
    alone: bool
    label: int
    coarse: bool
    item: bool
    dated_first: bool
    taught: bool
    untold: Callable[[], int]
    sole: bool
    wordless: bool
    signs: frozenset[Sign]


class Surroundings:
    """The cues of a view, met once, from which the region of each span is cut."""

    def __init__(self, view: View, spans: Sequence[Span], sentences: Sequence[tuple[int, int]]) -> None:
        self.view = view
        self.spans = spans
        self.sentences = sentences
        self._cues = CUES.find(view)
        self._starts = [cue.start for cue in self._cues]
        self._wordless = len(view.text) <= FIELD and len(_long_words(view)) <= FEW
        self._taught = not _TAUGHT.isdisjoint(view.words)

    def region(self, index: int) -> Region:
        """The words around one span, from the span before to the span after, inside its sentence."""
        span, (first, last) = self.spans[index], self.sentences[index]
        left_edge = max(first, self.spans[index - 1].end if index else 0)
        right_edge = min(last, self.spans[index + 1].start if index + 1 < len(self.spans) else last)
        folded = self.view.folded
        left = [
            cue
            for cue in self._between(left_edge, span.start)
            if cue.end <= span.start + 1
            and not _aside(folded, cue, span.start)
            and not _in_a_relative(folded, cue, span.start)
        ]
        dated_first = self._is_dated_first(index)
        if dated_first:
            left = [cue for cue in left if cue.kind in _PREPOSITIONS]
        elif not any(cue.kind not in _PREPOSITIONS for cue in left):
            if (of_column := self._stacked(index)) is not None:
                left = of_column + left
            elif left_edge == first:
                left = self._label(index) + left
        nearest = left[::-1]
        before = folded[max(left_edge, span.start - CLAUSE) : span.start]
        after = folded[span.end : min(right_edge, span.end + CLAUSE)]
        near = [
            cue
            for cue in self._between(max(first, span.start - AROUND), min(last, span.end + AROUND))
            if not span.start <= cue.start < span.end  # "heure de La Réunion" is no meeting
        ]
        return Region(
            left=nearest,
            right=self._between(span.end, right_edge),
            before=before,
            after=after,
            bound=_bound(folded, nearest, span.start),
            alone=_is_alone(before, after),
            label=min((cue.start for cue in left if cue.start < first), default=FAR),
            coarse=span.last.mention.precision is not Precision.DAY,
            item=is_item(self.view.text, span.start),
            dated_first=dated_first,
            untold=lambda: self._untold(left_edge, span.start, left),
            taught=self._taught,
            wordless=self._wordless,
            sole=self.sentences.count((first, last)) == 1 if len(self.spans) <= LINE else False,
            signs=frozenset(cue.kind for cue in (*left, *near)) & _LASTING,
        )

    def _untold(self, first: int, last: int, cues: Sequence[Cue[Sign]]) -> int:
        """How many words of four letters or more say something that no cue knows."""
        starts, first = self.view.starts, max(first, last - CLAUSE)
        low, high = bisect_left(starts, first), bisect_left(starts, last)
        cues = [cue for cue in cues if cue.end > first]
        return sum(
            1
            for word, start in zip(self.view.words[low:high], starts[low:high], strict=True)
            if len(word) > 3
            and word.isalpha()
            and word not in MUTE
            and not any(cue.start <= start < cue.end for cue in cues)
        )

    def _is_dated_first(self, index: int) -> bool:
        """The sentence puts each date before its label: "18/07 clôture – 15/09 résultats"."""
        sentence = self.sentences[index]
        low = high = index
        while low and self.sentences[low - 1] == sentence:
            low -= 1
        while high + 1 < len(self.spans) and self.sentences[high + 1] == sentence:
            high += 1
        if low == high or high - low > LINE or self._has_content(sentence[0], self.spans[low].start):
            return False
        ends = [span.start for span in self.spans[low + 1 : high + 1]] + [sentence[1]]
        return all(
            self._has_content(span.end, min(end, span.end + CLOSE))
            for span, end in zip(self.spans[low : high + 1], ends, strict=True)
        )

    def _has_content(self, first: int, last: int) -> bool:
        return any(cue.kind in CONTENT and cue.start < last for cue in self._between(first, last))

    def _between(self, first: int, last: int) -> list[Cue[Sign]]:
        return self._cues[bisect_left(self._starts, first) : bisect_right(self._starts, last)]

    def _label(self, index: int) -> list[Cue[Sign]]:
        """Cues of the label that stands outside the date's own line, if any: never a place where another date stands."""
        text, first = self.view.text, self.sentences[index][0]
        earlier = self.spans[max(0, index - 40) : index]
        intro = lead_in(self.view, first, self.spans[index].start)
        for place in (column_head(text, first), label_above(text, first), intro):
            if place is None or any(span.start < place[1] and span.end > place[0] for span in earlier):
                continue
            found = self._cues[bisect_left(self._starts, place[0]) : bisect_left(self._starts, place[1])]
            if found:
                return found
        return []

    def _stacked(self, index: int) -> list[Cue[Sign]] | None:
        """The cues of the label that has the rank of this date, when bare dates follow one another under as many labels.

        The labels stand one a line, or all in the line above: « Publication Ouverture Clôture ». None elsewhere.
        """
        low = high = index
        while low and index - low < LINE and self._follow(low - 1):
            low -= 1
        while high + 1 < len(self.spans) and high - low < LINE and self._follow(high):
            high += 1
        total, first = high - low + 1, self.sentences[low][0]
        if total == 1 or total > LINE or self.view.folded[first : self.spans[low].start].strip():
            return None
        heads = [stacked_head(self.view.text, first, rank, total) for rank in range(total)]
        cells = [self._heads_in(head) for head in heads] if None not in heads else self._one_a_word(first, total)
        kinds = {cell[0].kind for cell in cells if cell}
        return cells[index - low] if len(cells) == total and all(cells) and len(kinds) > 1 else None

    def _follow(self, index: int) -> bool:
        """Nothing but blanks between a date and the next."""
        between = self.view.folded[self.spans[index].end : self.spans[index + 1].start]
        return not between.strip(" \n") and len(between) <= CLOSE

    def _heads_in(self, place: tuple[int, int] | None) -> list[Cue[Sign]]:
        if place is None:
            return []
        found = self._cues[bisect_left(self._starts, place[0]) : bisect_left(self._starts, place[1])]
        return found if any(cue.kind in _HEADS for cue in found) else []

    def _one_a_word(self, first: int, total: int) -> list[list[Cue[Sign]]]:
        """The heads of one line, when there are as many as dates."""
        found = [cue for cue in self._heads_in(label_above(self.view.text, first)) if cue.kind in _HEADS]
        return [[cue] for cue in found] if len(found) == total else []


def _long_words(view: View) -> set[str]:
    return {word for word in view.words if len(word) > 3 and word.isalpha()} - FULL_MONTHS - WEEKDAYS.keys()


def _aside(folded: str, cue: Cue[Sign], start: int) -> bool:
    """A trap in brackets that close before the date says nothing of it: "leur dossier (lettre, bilan) avant le"."""
    if cue.kind not in TRAPS or folded.find(")", cue.end, min(start, cue.end + 80)) < 0:
        return False
    reach = max(0, cue.start - 80)
    return folded.rfind("(", reach, cue.start) > folded.rfind(")", reach, cue.start)


_RELATIVE = re.compile(r", (?:qui|dont|lequel|laquelle|lesquels|lesquelles|which|who) [^,.;:\n]{0,80}\Z")


def _in_a_relative(folded: str, cue: Cue[Sign], start: int) -> bool:
    """A trap in a clause between commas says nothing of it: "leur projet, qui devra durer un an, du 13 mai au"."""
    if cue.kind not in TRAPS or folded.find(",", cue.end, min(start, cue.end + 80)) < 0:
        return False
    return _RELATIVE.search(folded, max(0, cue.start - 100), cue.start) is not None


def _bound(folded: str, left: Iterable[Cue[Sign]], start: int) -> Sign | None:
    """The preposition that touches the date: "jusqu'au", "avant le", "à partir du"."""
    for cue in left:
        if start - cue.end > TOUCHING:
            return None
        if cue.kind in _PREPOSITIONS and _FILLER.match(folded[cue.end : start]):
            return cue.kind
    return None


def _is_alone(before: str, after: str) -> bool:
    """The date stands alone in its line or cell."""
    return not any(_WORDY.search(_BRACKETS.sub(" ", words)) for words in (before[-120:], after[:120]))
