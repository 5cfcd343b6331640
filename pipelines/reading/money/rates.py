"""Rates of co-financing and of own contribution. A percentage of anything else is left alone."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from model.evidence import Evidence, Reading
from model.money import Rate
from pipelines.reading.dates.labels import label_above
from pipelines.reading.lexicon import Cue
from pipelines.reading.money.bounds import compares
from pipelines.reading.money.percentages import Percentage, find_percentages
from pipelines.reading.money.shares import Share, find_shares
from pipelines.reading.view import View

LIMIT = 100
BEFORE, AFTER = 110, 70
"""Characters on each side of a percentage in which a word may say what it is of."""
TIER = 140
"""A percentage this close to a rate just read, and that nothing else claims, is another tier of it."""
_SIGNS = ("%", "cent", "p. 100", "/", "moitie", "half", "ciento")
_FOR = re.compile(r"[ \n]{0,2}(?:\)|maximum|max|au plus)?[ \n]{0,2}(?:pour|for|aux|para|\()")
_PAIRED = re.compile(r"[ ,;/\-]{0,3}(?:et |and )?(?:maximum|max)\b")
_OF_WHO = re.compile(r"[ \n]{0,2}(?:of|des|du|de la|de l'|de) ?(?:the |les |ces )?")


@dataclass(frozen=True, slots=True)
class _Around:
    """The cues on both sides of a percentage, nearest first; `after` is the text that follows it.

    `labelled`: a colon comes just before.
    """

    left: list[Share]
    right: list[Share]
    after: str
    labelled: bool

    def bounded(self, share: Share) -> bool:
        """The bound touches the percentage."""
        return share in self.left[:2] or share in self.right[:1]


def read_rates(view: View, place: str) -> list[Reading[Rate]]:
    """The shares of the costs that a funder pays, in per cent. An own contribution of 20 % gives a most of 80 %."""
    if not any(sign in view.folded for sign in _SIGNS):
        return []
    said = list(find_percentages(view))
    cues = find_shares(view) if said else []
    starts = [cue.start for cue in cues]
    rates: list[Reading[Rate]] = []
    last_rate = -TIER
    for index, one in enumerate(said):
        floor = said[index - 1].end if index else 0
        ceiling = said[index + 1].start if index + 1 < len(said) else None
        near = _around(view, cues, starts, one, (floor, ceiling))
        rate = _rate(one, near, known=one.start - last_rate < TIER)
        if rate is None:
            continue
        last_rate = one.end
        first, last = view.sentence(one.start, one.end)
        rates.append(Reading(rate[0], Evidence(view.text[first:last], first, last, place), rate[1]))
        if len(rates) >= LIMIT:
            break
    return rates


def _around(
    view: View, cues: Sequence[Cue[Share]], starts: Sequence[int], one: Percentage, limits: tuple[int, int | None]
) -> _Around:
    """The cues between the percentage before and the one after, in the sentence and the label above it."""
    first, last = view.sentence(one.start, one.end)
    above = label_above(view.text, first)
    left_edge = max(above[0] if above else first, limits[0], one.start - BEFORE)
    before = cues[bisect_left(starts, left_edge) : bisect_left(starts, one.start)]
    left = [_PAID.get(kind := _kind(view.folded, cue), kind) for cue in before][::-1]
    right_edge = _before_bracket(view.folded, one.end, min(last, one.end + AFTER))
    ceiling = limits[1] if limits[1] is not None and limits[1] <= right_edge else None
    right = [
        cue.kind
        for cue in cues[bisect_left(starts, one.end) : bisect_left(starts, min(right_edge, ceiling or right_edge))]
        if (ceiling is None or cue.start - one.end <= ceiling - cue.end)
        and not (cue.kind in _BOUNDS and compares(view.folded, cue.start))
    ]
    if right[:1] == [Share.MOST] and left[:1] == [Share.LEAST]:
        left = left[1:]  # "30 % minimum et 60 % maximum": each bound is of the share before it
    labelled = view.folded[max(0, one.start - 3) : one.start].rstrip().endswith(":")
    return _Around(left, right, view.folded[one.end : right_edge], labelled)


_OF_SOMETHING = re.compile(
    r" (?:de |d')(?!\d|base|prise|l'|la |le |votre|cette|cet|soutien|remboursement|contribution|concours|droit|un )"
    r"(?!une )[a-z]{3}"
)


def _kind(folded: str, cue: Cue[Share]) -> Share:
    """A "taux d'occupation" is no rate of aid."""
    if cue.kind is Share.RATE and _OF_SOMETHING.match(folded, cue.end):
        return Share.OTHER
    if cue.kind is Share.OTHER and folded.startswith(",", cue.end):
        return Share.COST  # one of the expenses enumerated: "études, travaux, honoraires, à 50 % maximum"
    return cue.kind


def _before_bracket(folded: str, start: int, end: int) -> int:
    """An aside in brackets says nothing of the share before it."""
    bracket = folded.find("(", start, end)
    return end if bracket < 0 else bracket


def _rate(one: Percentage, near: _Around, *, known: bool) -> tuple[Rate, float] | None:
    if _is_other(near):
        return None
    if _is_own(one, near):
        return Rate(None, round(100 - (one.low or one.high), 2)), 0.8
    confidence = _confidence(near, known)
    if confidence == 0:
        return None
    if one.low is None and (Share.LEAST in near.left[:1] or near.right[:1] == [Share.LEAST]):
        return Rate(one.high, None), confidence
    return Rate(one.low, one.high), confidence


_PAID = {Share.GRANTED: Share.FUNDED}
_BOUNDS = (Share.MOST, Share.LEAST, Share.RATE)


def _is_other(near: _Around) -> bool:
    """The share is of something else: nearest word, or a later one when nothing says that costs are paid."""
    told = next((share for share in near.left if share not in (Share.MOST, Share.LEAST)), None)
    if told is Share.OTHER or near.right[:1] in ([Share.OTHER], [Share.GRANTED]):
        return True
    if _OF_THE_WHOLE.match(near.after):
        return True
    if near.right[:1] == [Share.WHO] and _OF_WHO.match(near.after):
        return True
    paid = {Share.FUNDED, Share.COFUND} & set(near.left) or Share.OWN in (*near.left, *near.right)
    return not paid and Share.OTHER in near.right[:3]


_OF_THE_WHOLE = re.compile(r"[ \n](?:de la dotation|de l'enveloppe|of the (?:envelope|allocation|endowment))\b")
_BY_THE_APPLICANT = re.compile(
    r"[ \n](?:minimum |maximum |au moins |au minimum )?"
    r"(?:par (?:la |le |les |l')(?:structure|porteur|candidat|beneficiaire|demandeur|"
    r"collectivite|commune|association|maitre)|by the (?:applicant|beneficiary|grantee))"
)
_CLAIMS = (Share.FUNDED, Share.OWN, Share.COFUND, Share.CONTRIBUTE)


def _is_own(one: Percentage, near: _Around) -> bool:
    """What the applicant must bring: the rest is the most that is paid."""
    if _BY_THE_APPLICANT.match(near.after):
        return True
    claims = [share for share in near.left if share in _CLAIMS]
    capped = claims[:1] == [Share.FUNDED] and near.bounded(Share.MOST)
    if Share.OWN in claims[:2] and not capped:
        return True
    if near.right[:1] == [Share.OWN] or (Share.OWN in near.right[:3] and Share.FUNDED not in claims):
        return True
    if claims[:1] == [Share.COFUND] and Share.REQUIRED in near.right[:4]:
        return True
    if not near.bounded(Share.LEAST) or one.low is not None:
        return False
    alone = Share.MOST not in (*near.left, *near.right)
    return Share.CONTRIBUTE in (*near.left[:4], *near.right[:3]) or (alone and Share.COFUND in (*claims, *near.right[:2]))


def _confidence(near: _Around, known: bool) -> float:
    left, right = near.left, near.right
    paying = {Share.FUNDED, Share.COFUND, Share.RATE, Share.CONTRIBUTE}
    funded = bool(paying & {*left[:3], *right[:2]})
    cost = Share.COST in right[:2] or Share.COST in left[:3]
    who = Share.WHO in left[:3] or (Share.WHO in right[:2] and _FOR.match(near.after) is not None)
    if not (funded or cost) and near.bounded(Share.LEAST):
        return 0.0
    bounded = near.bounded(Share.MOST) or _PAIRED.match(near.after) is not None
    if funded and (cost or bounded):
        return 0.95
    if funded or (bounded and (cost or who)):
        return 0.85
    if bounded or known:
        return 0.7
    return 0.6 if ((cost or who) and right) or (who and near.labelled) else 0.0
