"""Members and calls put together: who is told what, in which order. The work on blocks of members is in `blocks`."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from matching import roles
from matching.blocks import Crowd, best_of_all, blocks_of, crowd_of, prepare, score_block
from matching.calendar import decide
from matching.collector import at_rest
from matching.groups import is_group
from matching.profile import completed
from matching.programme import made_whole
from matching.reasons import ForAll, for_all, reasons
from matching.roles import ROLES, kinds_held, verdict, verdict_by_law
from matching.rules import Verdict, applicant, over
from matching.setaside import why_not
from matching.territory import departments_of, overseas_code
from matching.weights import Weights
from matching.wishes import Flags, Floats
from model.call import Call
from model.codes import Role
from model.match import Match
from model.member import Member

BEST = 200
"""How many matches a member keeps."""


@dataclass(frozen=True, slots=True)
class Judged:
    """M members × C calls: `roles` are numbers into `roles.ROLES`, `scores` go from 0 to 100, `told` says who is alerted."""

    roles: roles.Numbers
    scores: Floats
    told: Flags

    def role(self, member: int, call: int) -> Role:
        """The role of one pair, by row and column."""
        return ROLES[int(self.roles[member, call])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """Which matches get their sentences at once: the `first` of each member, and those of the `calls` named.

    The others are kept without, and `explain` gives their sentences when somebody looks: on 35,000 members the sentences
    of all would cost several times the scores.
    """

    first: int = BEST
    calls: frozenset[int] = frozenset()


ALL = Reasoned()


def match(
    calls: Sequence[Call],
    members: Sequence[Member],
    now: datetime,
    weights: Weights = Weights(),  # noqa: B008 a frozen value
    *,
    texts: Mapping[int, str] | None = None,
    official: Collection[str] | None = None,
    best: int = BEST,
    reasoned: Reasoned = ALL,
) -> dict[int, list[Match]]:
    """Member id → what it is told at `now` (aware), the `best` ones, best first; every member has a list, maybe empty.

    `texts`: call id → its whole text, where the members' own words are looked for besides title and summary.
    `official`: slugs of the sources where the funder itself speaks; None when that is not known.
    """
    crowd = crowd_of(members, now, weights)
    return match_crowd(calls, crowd, now, weights, texts=texts, official=official, best=best, reasoned=reasoned)


def match_crowd(
    calls: Sequence[Call],
    crowd: Crowd,
    now: datetime,
    weights: Weights = Weights(),  # noqa: B008 a frozen value
    *,
    texts: Mapping[int, str] | None = None,
    official: Collection[str] | None = None,
    best: int = BEST,
    reasoned: Reasoned = ALL,
) -> dict[int, list[Match]]:
    """`match` for members made ready by `crowd_of` on the same day with the same weights."""
    with at_rest():
        return _match(calls, crowd, now, weights, texts or {}, official, best, reasoned)


def _match(
    calls: Sequence[Call],
    crowd: Crowd,
    now: datetime,
    weights: Weights,
    texts: Mapping[int, str],
    official: Collection[str] | None,
    best: int,
    reasoned: Reasoned,
) -> dict[int, list[Match]]:
    alive, people = [made_whole(call) for call in calls if over(call, now) is None], crowd.people
    prepared = prepare(alive, crowd, now, weights, texts, official)
    say = _Sentences(alive, people, now, texts)
    first, named = reasoned.first, reasoned.calls
    ids = [call.id for call in alive]
    found: dict[int, list[Match]] = {member.id: [] for member in people}
    for one in best_of_all(prepared, weights, best):
        member, sits = people[one.row].id, bool(people[one.row].councils)
        told = enumerate(zip(one.columns, one.scores, one.roles, strict=True))
        found[member] = [
            Match(
                member=member,
                call=ids[column],
                role=ROLES[role],
                score=points,
                reasons=say(one.row, column) if place < first or ids[column] in named else (),
                **(council_days(alive[column], people[one.row], now) if sits else {}),
            )
            for place, (column, points, role) in told
        ]
    return found


class _Sentences:
    """The sentences of pairs that are told; what several pairs share is worked out once."""

    def __init__(
        self,
        calls: Sequence[Call],
        members: Sequence[Member],
        now: datetime,
        texts: Mapping[int, str],
    ) -> None:
        self._calls, self._members = calls, members
        self._now, self._texts = now, texts
        self._candidates: dict[tuple[frozenset[str], int], Verdict] = {}
        self._verdicts: dict[Hashable, Verdict] = {}
        self._same: dict[int, ForAll] = {}

    def __call__(self, row: int, column: int) -> tuple[str, ...]:
        """Those of a member and a call, by row and column."""
        call, member = self._calls[column], self._members[row]
        if column not in self._same:
            self._same[column] = for_all(call, self._now)
        text = self._texts.get(call.id, "")
        return reasons(call, member, self._verdict(member, column), self._now, text, self._same[column])

    def _verdict(self, member: Member, column: int) -> Verdict:
        """Worked out once for members that the law does not tell apart."""
        call, kinds = self._calls[column], kinds_held(member)
        size = member.population if call.facts.conditions else None
        who = (column, kinds, departments_of(member), overseas_code(member), is_group(member), size)
        if who not in self._verdicts:
            if (kinds, column) not in self._candidates:
                self._candidates[kinds, column] = applicant(kinds, call.facts)
            self._verdicts[who] = verdict_by_law(call, member, self._candidates[kinds, column])
        return self._verdicts[who]


def council_days(call: Call, member: Member, now: datetime) -> dict[str, Any]:
    """The fields of a match that the calendar of decision fills: none while no sitting is of use."""
    decision = decide(call, member, now)
    if decision is None or decision.sitting is None:
        return {}
    return {"council": decision.sitting, "enter_by": decision.enter_by}


def explain(
    call: Call,
    member: Member,
    now: datetime,
    weights: Weights = Weights(),  # noqa: B008 a frozen value
    *,
    text: str = "",
    official: Collection[str] | None = None,
) -> Match:
    """One pair, told or not: a refusal has its reason; what is only not told says why first, then what speaks for it."""
    judged = judge([call], [member], now, weights, texts={call.id: text}, official=official)
    complete, whole = made_whole(call), completed(member)
    found = Match(
        member=member.id,
        call=call.id,
        role=judged.role(0, 0),
        score=int(judged.scores[0, 0]),
        reasons=reasons(complete, whole, verdict(complete, whole, now), now, text),
        **council_days(complete, whole, now),
    )
    if found.role is Role.NO or judged.told[0, 0]:
        return found
    return replace(found, reasons=(why_not(call, whole, found.score), *found.reasons))


def judge(
    calls: Sequence[Call],
    members: Sequence[Member],
    now: datetime,
    weights: Weights = Weights(),  # noqa: B008 a frozen value
    *,
    texts: Mapping[int, str] | None = None,
    official: Collection[str] | None = None,
) -> Judged:
    """Every pair of these members and calls, closed calls included: role, score, and whether it is told."""
    crowd = crowd_of(members, now, weights)
    prepared = prepare([made_whole(call) for call in calls], crowd, now, weights, texts or {}, official)
    shape = (len(members), len(calls))
    judged = Judged(np.zeros(shape, np.int8), np.zeros(shape, np.float32), np.zeros(shape, bool))
    for block in blocks_of(prepared, told_only=False):
        scored = score_block(block, weights)
        judged.roles[block.rows] = prepared.rules.roles(block.rows)
        judged.told[block.rows] = scored.told
        judged.scores[block.rows] = np.rint(100 * scored.fit * prepared.ease_of(block.rows))
    return judged
