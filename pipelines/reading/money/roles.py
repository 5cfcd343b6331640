"""What a sum is: grant, envelope, cost of the project… and whether it is a least, a most or a range."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.codes import AmountRole
from pipelines.reading.lexicon import Cue
from pipelines.reading.money import turns
from pipelines.reading.money.bounds import compares
from pipelines.reading.money.cues import Hint
from pipelines.reading.money.sums import Sum

ROLES: dict[Hint, AmountRole] = {
    Hint.GRANT: AmountRole.GRANT,
    Hint.ENVELOPE: AmountRole.ENVELOPE,
    Hint.COST: AmountRole.PROJECT_COST,
    Hint.RESOURCES: AmountRole.APPLICANT_RESOURCES,
    Hint.AVERAGE: AmountRole.AVERAGE,
    Hint.FEE: AmountRole.FEE,
    Hint.LOAN: AmountRole.LOAN,
    Hint.EQUITY: AmountRole.EQUITY,
    Hint.PRIZE: AmountRole.PRIZE,
}
REACH = 110
"""Characters before a sum in which a word may say what it is."""
REACH_AFTER = 70
TOUCH = 34
"""A bound ("jusqu'à", "minimum") must stand this close before its sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A sum with its role and bounds; `total` marks one said to be the sum of others."""

    sum: Sum
    role: AmountRole | None
    minimum: Decimal | None
    maximum: Decimal | None
    confidence: float
    flags: tuple[str, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """The hints on both sides of a sum, nearest first."""

    before: list[Cue[Hint]]
    after: list[Cue[Hint]]

    def has(self, *hints: Hint) -> bool:
        """One of the hints stands on either side."""
        return any(cue.kind in hints for cue in (*self.before, *self.after))


_BOUNDING = (Hint.MOST, Hint.LEAST)
_ITEM = re.compile(r" - |\n- ")
"""What parts the items of a flattened list: a bound beyond it is the next item's."""


def _of_the_next(folded: str, end: int, cue: Cue[Hint]) -> bool:
    """A bound after a sum that belongs to what follows it."""
    return cue.kind in _BOUNDING and (compares(folded, cue.start) or _ITEM.search(folded, end, cue.start) is not None)


def around(
    folded: str,
    cues: Sequence[Cue[Hint]],
    starts: Sequence[int],
    span: tuple[int, int],
    limits: tuple[int, int],
    *,
    parted: bool = False,
) -> Around:
    """The hints near `span` (a sum) and inside `limits` (its sentence, less the sums beside it).

    `parted`: another sum stands at the right limit.
    The cost in "50 % du coût" is the base of a share, not what the sum is: it is left out.
    """
    first, last = max(limits[0], span[0] - REACH), min(limits[1], span[1] + REACH_AFTER)
    before = [
        cue
        for cue in cues[bisect_left(starts, first) : bisect_left(starts, span[0])]
        if cue.end <= span[0] and not _is_a_base(folded, cue) and folded[cue.start : cue.end] != "pour financer"
    ]
    after = [
        cue
        for cue in cues[bisect_left(starts, span[1]) : bisect_left(starts, last)]
        if _speaks_of(span[1], cue, limits[1], parted)
        and not _of_the_next(folded, span[1], cue)
        and not _is_a_base(folded, cue)
    ]
    return Around(before[::-1], after)


def _is_a_base(folded: str, cue: Cue[Hint]) -> bool:
    """A cost of which a share is said ("80 % des coûts"), or for which a sum is meant ("50 000 € pour les travaux")."""
    if cue.kind is not Hint.COST:
        return False
    first = max(0, cue.start - 24)
    return (
        turns.SHARE_OF.search(folded, first, cue.start) is not None or turns.FOR.search(folded, first, cue.start) is not None
    )


def _speaks_of(end: int, cue: Cue[Hint], limit: int, parted: bool) -> bool:
    """A word after a sum is its own when no other sum stands closer; "par projet" also has to stand close."""
    if cue.kind is Hint.PER_PROJECT and cue.start - end > TOUCH:
        return False
    return not (parted and limit - cue.end < cue.start - end)


def price(one: Sum, near: Around, folded: str, earlier: AmountRole | None) -> Priced | None:
    """The role and bounds of a sum; None when its words say it is no money of the call."""
    if near.before[:1] and near.before[0].kind is Hint.NOISE:
        return None
    if near.after[:1] and near.after[0].kind is Hint.NOISE and near.after[0].start - one.end <= 4:
        return None
    role, confidence = _role(
        one, near, earlier, (folded[max(0, one.start - REACH) : one.start], folded[one.end : one.end + 48])
    )
    minimum, maximum = _bounds(one, near, role, folded)
    flags = (*one.flags, *(("approx",) if _touching(near, one, Hint.ABOUT) else ()))
    if "typo" in flags:
        confidence = min(confidence, 0.5)
    return Priced(
        sum=one, role=role, minimum=minimum, maximum=maximum, confidence=confidence, flags=flags, total=near.has(Hint.TOTAL)
    )


HUGE = 50_000_000
"""No call in this field grants as much to one project, in the currencies below."""
LARGE = 3_000_000
SEVERAL = 500_000
"""Less than this over several years is rather what one project gets."""
MILLIONS = 1_000_000
_STRONG_CURRENCIES = frozenset({"EUR", "USD", "GBP", "CHF", "CAD"})


def _role(one: Sum, near: Around, earlier: AmountRole | None, words: tuple[str, str]) -> tuple[AmountRole | None, float]:
    """The nearest word before wins, except that "par projet" makes any budget a grant and "moyenne" an average."""
    before, after = words
    if turns.NAMES_A_FUND.match(after) or (
        one.high >= HUGE
        and one.low is None
        and one.currency in _STRONG_CURRENCIES
        and not near.has(Hint.PER_PROJECT, Hint.COST, Hint.RESOURCES)
    ):
        return AmountRole.ENVELOPE, 0.8
    said = _settled([cue.kind for cue in near.before], one, near)
    follows = _settled([cue.kind for cue in near.after], one, near)
    turn = _by_turn(one, said, near, words)
    if turn is not None:
        return turn
    special = None if _lent_and_given(said, follows, after) else _special(said, follows, near)
    if special is not None:
        return special, 0.9
    if turns.given_before(before):
        return AmountRole.ENVELOPE, 0.8
    if (
        said
        and said[0] is Hint.GRANT
        and one.low is None
        and one.high >= SEVERAL
        and turns.OVER_YEARS.match(after)
        and not near.has(Hint.MOST, Hint.PER_PROJECT)
    ):
        return AmountRole.ENVELOPE, 0.7
    if said:
        given = said[0] is not Hint.ENVELOPE or follows[:1] == [Hint.PRIZE]
        given = given or (follows[:1] == [Hint.GRANT] and near.has(Hint.MOST))
        named = given and follows[:1] and turns.OF_IT.match(after) is not None
        return (ROLES[follows[0]] if named else _first_role(one, said, follows, near, before)), 0.9
    if near.has(Hint.PER_PROJECT):
        return AmountRole.GRANT, 0.85
    if turns.CAPPED_COSTS.search(before):
        return AmountRole.PROJECT_COST, 0.75
    if follows:
        return ROLES[follows[0]], 0.8
    if earlier is not None:
        return (None, 0.5) if turns.IN_ANOTHER_FORM.match(after) else (earlier, 0.7)
    total = (near.has(Hint.TOTAL) or _large(one)) and not near.has(Hint.MOST, Hint.PER_PROJECT)
    return (AmountRole.ENVELOPE, 0.6) if total else (AmountRole.GRANT, 0.6)


def _by_turn(one: Sum, said: Sequence[Hint], near: Around, words: tuple[str, str]) -> tuple[AmountRole, float] | None:
    """The role that the words touching the sum settle by themselves."""
    before, after = words
    if turns.funds_a_scheme(before, large=one.high >= MILLIONS):
        return AmountRole.ENVELOPE, 0.8
    if one.high >= MILLIONS and (turns.TO_A_SCHEME.match(after) or turns.A_SCHEME_GIVES.search(before)):
        return AmountRole.ENVELOPE, 0.8
    if said[:1] == [Hint.GRANT] and turns.ASKED.match(after) and turns.CONTRIBUTION.search(before):
        return AmountRole.FEE, 0.8
    if said[:1] != [Hint.GRANT] and turns.TO_THE_WINNER.match(after):
        return AmountRole.PRIZE, 0.85
    budget = "budget" in before
    if budget and turns.BUDGET_OF_WHO_APPLIES.search(before):
        return AmountRole.APPLICANT_RESOURCES, 0.8
    if budget and turns.WITH_A_BUDGET.search(before):
        return AmountRole.PROJECT_COST, 0.8
    if (turns.FOR_SO_MANY.match(after) or turns.SHARED_OUT.match(after)) and not near.has(Hint.PER_PROJECT):
        return AmountRole.ENVELOPE, 0.8
    if turns.SO_MANY_OF.search(before):
        return AmountRole.GRANT, 0.85
    if Hint.COST in said[:1] and turns.A_HEAD.match(after):
        return AmountRole.FEE, 0.8
    if one.low is None and turns.BUDGET_OF_A_CALL.search(before) and not near.has(Hint.PER_PROJECT):
        return AmountRole.ENVELOPE, 0.9
    return None


def _lent_and_given(said: Sequence[Hint], follows: Sequence[Hint], after: str) -> bool:
    """ "Une subvention couplée à un prêt, dans la limite de 500 000 € de subvention": the sum has its own noun."""
    return said[:1] == [Hint.LOAN] and follows[:1] == [Hint.GRANT] and turns.OF_IT.match(after) is not None


def _large(one: Sum) -> bool:
    """With no word beside it, such a sum is rather what a call has than what a project gets."""
    return one.high >= LARGE and one.currency in _STRONG_CURRENCIES


def _settled(kinds: Sequence[Hint], one: Sum, near: Around) -> list[Hint]:
    """Hints of role only; a bare "budget" is the envelope, unless it is bounded: then it is what a project may get."""
    bounded = one.low is not None or near.has(Hint.MOST, Hint.LEAST, Hint.PER_PROJECT)
    least = one.low is None and near.has(Hint.LEAST) and not near.has(Hint.MOST)
    budget = Hint.COST if least else Hint.GRANT if bounded and not near.has(Hint.TOTAL) else Hint.ENVELOPE
    meant = {Hint.BUDGET: budget, Hint.DOTATION: Hint.GRANT if bounded else Hint.ENVELOPE}
    return [meant.get(kind, kind) for kind in kinds if kind in ROLES or kind in meant]


_STRONG = (Hint.FEE, Hint.LOAN, Hint.EQUITY, Hint.RESOURCES, Hint.AVERAGE, Hint.PRIZE)


def _special(said: Sequence[Hint], follows: Sequence[Hint], near: Around) -> AmountRole | None:
    first = said[:1]
    if first == [Hint.RESOURCES] and near.has(Hint.LEAST, Hint.MOST):
        return AmountRole.APPLICANT_RESOURCES  # "their average annual turnover must exceed"
    if Hint.AVERAGE in said[:2] or Hint.AVERAGE in follows[:1]:
        return AmountRole.AVERAGE
    if said[1:2] == [Hint.PRIZE] and said[0] in (Hint.ENVELOPE, Hint.GRANT):
        return AmountRole.PRIZE
    if first and first[0] in _STRONG:
        return ROLES[first[0]]
    if first == [Hint.ENVELOPE] and _each(near):
        return AmountRole.GRANT
    return None


def _each(near: Around) -> bool:
    """ "par projet" after the sum, or between the sum and the word that names it."""
    kinds = [cue.kind for cue in near.before]
    until = next((place for place, kind in enumerate(kinds) if kind in ROLES), len(kinds))
    return Hint.PER_PROJECT in kinds[:until] or any(cue.kind is Hint.PER_PROJECT for cue in near.after)


def _first_role(one: Sum, said: Sequence[Hint], follows: Sequence[Hint], near: Around, before: str) -> AmountRole:
    """ "Une aide de 50 % du coût du projet, dans la limite de 10 000 €" is the aid: a share of a cost is not its cost."""
    shared = Hint.GRANT in said[1:] or turns.AFTER_A_SHARE.search(before) is not None
    if said[0] is Hint.COST and shared and near.has(Hint.MOST) and not turns.SUM_OF_A_COST.search(before):
        return AmountRole.GRANT
    if said[0] is Hint.ENVELOPE and Hint.GRANT in said[1:3] and (one.low is not None or near.has(Hint.LEAST)):
        return AmountRole.GRANT  # no envelope has a least: "grants will be available in amounts from … to …"
    if said[0] is Hint.GRANT and Hint.ENVELOPE in said[1:3] and not near.has(Hint.PER_PROJECT, Hint.MOST):
        return AmountRole.ENVELOPE
    least = said[0] is Hint.ENVELOPE and not near.has(Hint.MOST) and (one.low is not None or near.has(Hint.LEAST))
    if least and (turns.WHOLE_BUDGET.search(before) or turns.BUDGET_OF_A_PROJECT.search(before)):
        return AmountRole.PROJECT_COST
    alone = one.low is None and not near.has(Hint.MOST, Hint.PER_PROJECT)
    if said[0] is Hint.GRANT and alone and (follows[:1] == [Hint.ENVELOPE] or (_large(one) and not near.has(Hint.LEAST))):
        return AmountRole.ENVELOPE
    return ROLES[said[0]]


def _bounds(one: Sum, near: Around, role: AmountRole | None, folded: str) -> tuple[Decimal | None, Decimal | None]:
    if one.low is not None:
        return one.low, one.high
    least, most = _nearest_bound(one, near, folded)
    if least and not most:
        return one.high, None
    if most and not least:
        return None, one.high
    capped = any(cue.kind in _BOUNDING for cue in near.before)  # "the maximum grant is fixed at"
    fixed = role in (AmountRole.FEE, AmountRole.AVERAGE) or (near.has(Hint.FIXED) and not capped)
    return (one.high, one.high) if fixed and role is not AmountRole.ENVELOPE else (None, one.high)


def _nearest_bound(one: Sum, near: Around, folded: str) -> tuple[bool, bool]:
    """Whether the nearest bounding word makes the sum a least or a most."""
    head = folded[max(0, one.start - 4) : one.start].rstrip()
    if head.endswith(("<", "≤")):
        return False, True
    if head.endswith((">", "≥")):
        return True, False
    label = turns.STATED.search(folded, max(0, one.start - 16), one.start) is not None
    for cue in near.before:
        if cue.kind in (Hint.LEAST, Hint.MOST) and one.start - cue.end <= (2 * TOUCH if label else TOUCH):
            return cue.kind is Hint.LEAST, cue.kind is Hint.MOST
    for cue in near.after[:2]:
        if cue.kind in (Hint.LEAST, Hint.MOST) and cue.start - one.end <= 12:
            return cue.kind is Hint.LEAST, cue.kind is Hint.MOST
    return False, False


def _touching(near: Around, one: Sum, hint: Hint) -> bool:
    before = any(cue.kind is hint and one.start - cue.end <= 6 for cue in near.before[:1])
    return before or any(cue.kind is hint and cue.start - one.end <= 6 for cue in near.after[:1])
