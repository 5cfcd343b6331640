"""Sums and rates of a document, told apart by role. Numbers, currencies and cue words live in `money`."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from model.codes import AmountRole
from model.evidence import Evidence, Reading
from model.money import Amount, Rate
from pipelines.reading.dates.labels import column_head
from pipelines.reading.document import Document
from pipelines.reading.lexicon import Cue
from pipelines.reading.money.cues import Hint, find_hints
from pipelines.reading.money.rates import read_rates
from pipelines.reading.money.roles import ROLES, Priced, around, price
from pipelines.reading.money.sums import Sum, find_sums
from pipelines.reading.view import View, view

V = TypeVar("V")
Amounts = tuple[Reading[Amount], ...]
Rates = tuple[Reading[Rate], ...]


def read_amounts(document: Document) -> tuple[Amounts, Rates]:
    """The sums with their role and bounds, and the shares of costs in per cent; each with its sentence.

    Flags: typo (groups of digits parted in two ways, range said backwards), approx, currency_doubtful, lots (a total that
    adds the lots named), total.
    """
    amounts: list[Reading[Amount]] = []
    rates: list[Reading[Rate]] = []
    for place, text in document.places:
        seen = view(text)
        amounts += _amounts(seen, place)
        rates += read_rates(seen, place)
    return tuple(_without_doubles(amounts)), tuple(_without_doubles(rates))


def _amounts(seen: View, place: str) -> list[Reading[Amount]]:
    sums = find_sums(seen)
    if not sums:
        return []
    cues = find_hints(seen)
    starts = [cue.start for cue in cues]
    priced: list[tuple[Priced, tuple[int, int]]] = []
    total: Sum | None = None
    for index, one in enumerate(sums):
        total = _total(seen.folded, total, sums[index - 1], one) if index else None
        if total is not None:
            continue
        sentence = seen.sentence(one.start, one.end)
        if _EXAMPLE.match(seen.folded, sentence[0]):
            continue
        head = _column(seen, cues, starts, sentence[0])
        label = sentence[0] if head else _with_label(seen.text, sentence[0])
        end = sums[index - 1].end if index else 0
        left = max(label, _edge(seen.folded, cues, starts, end) if end > sentence[0] else end)
        right = min(sentence[1], sums[index + 1].start if index + 1 < len(sums) else sentence[1])
        parted = index + 1 < len(sums) and right == sums[index + 1].start
        near = around(seen.folded, cues, starts, (one.start, one.end), (left, right), parted=parted)
        near.before.extend(head)
        same = bool(priced) and (priced[-1][1] == sentence or one.start - priced[-1][0].sum.end <= NEAR)
        made = price(one, near, seen.folded, priced[-1][0].role if same else None)
        if made is not None:
            priced.append((made, sentence))
    return [_reading(made, sentence, seen, place) for made, sentence in _joined(priced)]


_EXAMPLE = re.compile(
    r"\W{0,4}(?:(?:(?:par )?exemple|example)(?: \d{1,2}| de calcul)?[ ,]{0,2}:"
    r"|(?:par exemple|for example|for instance|a titre d'exemple),? (?:pour|si|sur|if|for|with|a project|un projet)\b)"
)
"""What is reckoned as an example is no money of the call."""
_OF_WHICH = re.compile(
    r"[ ,:;(\n-]{0,5}(?:(?:chacune?|each|au total|in total|maximum|ht|ttc)[ ,:;(\n-]{1,5})?"
    r"(?:dont|including|of which|reparti(?:e?s?) en)\b[^.;%]{0,60}"
)
_AND_FURTHER = re.compile(r"[^.;%]{0,90}(?:,|et|and|\n|-)[^.;%]{0,60}")


def _total(folded: str, total: Sum | None, before: Sum, one: Sum) -> Sum | None:
    """The sum of which this one is a part ("2 M€, dont 500 000 € pour l'outre-mer"); None for a sum of its own."""
    between = folded[before.end : one.start]
    whole = total if total is not None else before if _OF_WHICH.fullmatch(between) else None
    if whole is None or one.currency != whole.currency or one.high >= whole.high or one.low is not None:
        return None
    return whole if whole is before or _AND_FURTHER.fullmatch(between) else None


_HEADS = frozenset({*ROLES, Hint.LEAST, Hint.MOST})


def _column(seen: View, cues: Sequence[Cue[Hint]], starts: Sequence[int], first: int) -> list[Cue[Hint]]:
    """The cues of the head of the column, as if said in the cell that starts at `first`; none without a role or a bound."""
    head = column_head(seen.text, first) if "|" in seen.text else None
    if head is None:
        return []
    found = cues[bisect_left(starts, head[0]) : bisect_left(starts, head[1])]
    if not any(cue.kind in _HEADS for cue in found):
        return []
    return [cue._replace(start=first, end=first) for cue in reversed(found)]


_OF = re.compile(r"[ \n](?:de |d'|of |en |in )")


def _edge(folded: str, cues: Sequence[Cue[Hint]], starts: Sequence[int], end: int) -> int:
    """Where the words of the next sum begin: "500 000 € de subvention", "10 000 € minimum" keep their own word."""
    of = _OF.match(folded, end)
    index = bisect_left(starts, of.end() if of else end)
    if index == len(cues):
        return end
    noun = of is not None and starts[index] == of.end()
    bound = cues[index].kind in (Hint.LEAST, Hint.MOST) and starts[index] - end <= 1 and not folded[end : end + 1].isalnum()
    return cues[index].end if noun or bound else end


LABEL = 80
NEAR = 60
"""Two sums this close belong together even when a full stop parts them ("Award ceiling: … Award floor: …")."""


def _with_label(text: str, start: int) -> int:
    """The start of the line above when it is a label ("Budget de l'appel" over a sum), else `start`."""
    end = start
    while end > 0 and text[end - 1] in " \n\t|:\u00a0":
        end -= 1
    if end == 0 or start - end > 6 or text[end - 1] in ".!?;":
        return start
    above = max(text.rfind("\n", 0, end), text.rfind("|", 0, end)) + 1
    return above if end - above <= LABEL else start


def _joined(priced: Sequence[tuple[Priced, tuple[int, int]]]) -> list[tuple[Priced, tuple[int, int]]]:
    """A least and a most of one role in one sentence are one amount ("au minimum 1 000 €, plafonné à 40 000 €")."""
    joined: list[tuple[Priced, tuple[int, int]]] = []
    for made, sentence in priced:
        if joined and _complete(joined[-1][0], made) and _together(joined[-1], made, sentence):
            held, earlier = joined.pop()
            sentence = (min(earlier[0], sentence[0]), max(earlier[1], sentence[1]))
            low = held.minimum if held.minimum is not None else made.minimum
            high = held.maximum if held.maximum is not None else made.maximum
            made = replace(made, minimum=low, maximum=high, flags=tuple(dict.fromkeys((*held.flags, *made.flags))))
        joined.append((made, sentence))
    return joined


def _together(held: tuple[Priced, tuple[int, int]], made: Priced, sentence: tuple[int, int]) -> bool:
    return held[1] == sentence or 0 <= made.sum.start - held[0].sum.end <= NEAR


def _complete(one: Priced, other: Priced) -> bool:
    if one.role is not other.role or one.sum.currency != other.sum.currency:
        return False
    low = one.minimum if one.maximum is None else other.minimum if other.maximum is None else None
    high = one.maximum if one.minimum is None else other.maximum if other.minimum is None else None
    return low is not None and high is not None and low <= high


def _reading(made: Priced, sentence: tuple[int, int], seen: View, place: str) -> Reading[Amount]:
    amount = Amount(made.minimum, made.maximum, made.sum.currency, made.role)
    first, last = sentence
    flags = (*made.flags, *(("total",) if made.total else ()))
    return Reading(amount, Evidence(seen.text[first:last], first, last, place), made.confidence, flags)


def _without_doubles(readings: Sequence[Reading[V]]) -> list[Reading[V]]:
    best: dict[V, Reading[V]] = {}
    for one in readings:
        if one.value not in best or best[one.value].confidence < one.confidence:
            best[one.value] = one
    return list(best.values())


def main_amount(amounts: Sequence[Reading[Amount]]) -> Reading[Amount] | None:
    """The one sum that speaks for a short text: the envelope when said (lots added, a total first), else the grant.

    Several tiers of one role give the least and the most of them all.
    """
    order = (
        AmountRole.ENVELOPE, AmountRole.GRANT, AmountRole.PRIZE, AmountRole.LOAN, AmountRole.EQUITY, AmountRole.PROJECT_COST,
        AmountRole.AVERAGE, AmountRole.FEE, AmountRole.APPLICANT_RESOURCES,
    )  # fmt: skip
    for role in order:
        same = [one for one in amounts if one.value.role is role]
        if same:
            return _summed(same)
    return amounts[0] if amounts else None


def _summed(same: Sequence[Reading[Amount]]) -> Reading[Amount]:
    totals = [one for one in same if "total" in one.flags]
    if totals or len(same) == 1:
        return (totals or same)[-1]
    if same[0].value.role is AmountRole.ENVELOPE and sum(_LOT.search(one.evidence.quote) is not None for one in same) > 1:
        added = sum((one.value.maximum or Decimal(0) for one in same), Decimal(0))
        return replace(same[0], value=replace(same[0].value, maximum=added), flags=(*same[0].flags, "lots"))
    lows = [one.value.minimum for one in same if one.value.minimum is not None]
    highs = [one.value.maximum for one in same if one.value.maximum is not None]
    tiered = all(one.value.minimum is not None for one in same)
    value = replace(same[0].value, minimum=min(lows) if lows and tiered else None, maximum=max(highs, default=None))
    return replace(same[0], value=value)


_LOT = re.compile(r"\b(?:lot|volet|axe|strand)s? ?(?:n ?°)? ?[\dIVA-D]", re.IGNORECASE)
