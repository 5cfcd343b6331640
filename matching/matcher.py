"""Members and calls put together: who is told what, in which order. The criteria are in `score`, the rules in `rules`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from matching import roles, score
from matching.contents import contents_of
from matching.programme import with_programme
from matching.reasons import reasons
from matching.roles import ROLES, verdict
from matching.rules import over
from matching.setaside import why_not
from matching.weights import Weights
from matching.wishes import Flags, Floats, wishes_of
from model.call import Call
from model.codes import Role
from model.deadline import PARIS
from model.match import Match
from model.member import Member

BEST = 200
"""How many matches a member keeps."""
BLOCK = 1000
"""Members worked on at once: with 10,000 calls one matrix takes 40 MB."""


@dataclass(frozen=True, slots=True)
class Judged:
    """M members × C calls: `roles` are numbers into `roles.ROLES`, `scores` go from 0 to 100, `told` says who is alerted."""

    roles: roles.Numbers
    scores: Floats
    told: Flags

    def role(self, member: int, call: int) -> Role:
        """The role of one pair, by row and column."""
        return ROLES[int(self.roles[member, call])]


def match(
    calls: Sequence[Call],
    members: Sequence[Member],
    now: datetime,
    weights: Weights = Weights(),  # noqa: B008 a frozen value
    *,
    texts: Mapping[int, str] | None = None,
    official: Collection[str] | None = None,
) -> dict[int, list[Match]]:
    """Member id → what it is told at `now` (aware), best first, `BEST` at most; every member has a list, maybe empty.

    `texts`: call id → its whole text, where the members' own words are looked for besides title and summary.
    `official`: slugs of the sources where the funder itself speaks; None when that is not known.
    """
    alive = [with_programme(call) for call in calls if over(call, now) is None]
    found: dict[int, list[Match]] = {member.id: [] for member in members}
    for start in range(0, len(members), BLOCK):
        block = members[start : start + BLOCK]
        judged = judge(alive, block, now, weights, texts=texts, official=official)
        for row, member in enumerate(block):
            for column in _best(judged, row):
                call = alive[column]
                told = reasons(call, member, verdict(call, member, now), now, (texts or {}).get(call.id, ""))
                found[member.id].append(_match(member, call, judged.role(row, column), judged.scores[row, column], told))
    return found


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
    call = with_programme(call)
    judged = judge([call], [member], now, weights, texts={call.id: text}, official=official)
    decided = verdict(call, member, now)
    said = reasons(call, member, decided, now, text)
    if decided.role is not Role.NO and not judged.told[0, 0]:
        said = (why_not(call, member, int(judged.scores[0, 0])), *said)
    return _match(member, call, decided.role, judged.scores[0, 0], said)


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
    calls = [with_programme(call) for call in calls]
    wishes = wishes_of(members, now.astimezone(ZoneInfo(PARIS)).date(), weights)
    contents = contents_of(calls, wishes.axes, now, weights, texts or {}, official)
    numbers = roles.roles(members, calls, now)
    wanted = score.kinds_wanted([member.kinds for member in members])
    home = roles.home(members, calls, weights)
    fit = score.relevance(score.places(wishes, contents, home, weights), score.themes(wishes, contents, weights), weights)
    fit *= score.in_field(wishes, contents)
    np.maximum(fit, weights.followed, out=fit, where=score.followed(wishes, contents))
    fit *= roles.shares(numbers, weights) * score.kind(contents, wanted, weights)
    fit *= score.amount(wishes, contents, weights) * score.unwanted(wishes, contents, weights)
    ease = score.language(wishes, contents, weights)
    ease *= (score.lead_time(contents, weights) * score.source(contents, weights))[None, :]
    told = (fit >= weights.threshold) & wishes.has_any[:, None]
    return Judged(roles=numbers, scores=np.rint(100 * fit * ease), told=told)


def _best(judged: Judged, row: int) -> Iterator[int]:
    """The columns told to one member, best first; equal scores in the order of the calls."""
    told = np.flatnonzero(judged.told[row])
    scores = judged.scores[row, told]
    if len(told) > BEST:
        told = np.sort(told[np.argpartition(-scores, BEST)[:BEST]])
        scores = judged.scores[row, told]
    yield from (int(column) for column in told[np.argsort(-scores, kind="stable")])


def _match(member: Member, call: Call, role: Role, points: float, said: tuple[str, ...]) -> Match:
    return Match(member=member.id, call=call.id, role=role, score=int(points), reasons=said)
