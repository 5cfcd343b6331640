"""Members and calls put together: who is told what, in which order. The criteria are in `score`, the rules in `rules`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from matching import roles, score
from matching.contents import Contents, contents_of
from matching.programme import with_programme
from matching.reasons import reasons
from matching.roles import ROLES, verdict
from matching.rules import over
from matching.setaside import why_not
from matching.weights import Weights
from matching.wishes import Flags, Floats, Wishes, wishes_of
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
    prepared = _prepare(alive, members, now, weights, texts or {}, official)
    found: dict[int, list[Match]] = {}
    for start in range(0, len(members), BLOCK):
        judged = _judge(prepared, slice(start, start + BLOCK), weights)
        for row, member in enumerate(members[start : start + BLOCK]):
            found[member.id] = [_match(alive[c], member, judged, row, c, now, texts or {}) for c in _best(judged, row)]
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
    judged = judge([call], [member], now, weights, texts={call.id: text}, official=official)
    found = _match(with_programme(call), member, judged, 0, 0, now, {call.id: text})
    if found.role is Role.NO or judged.told[0, 0]:
        return found
    return replace(found, reasons=(why_not(call, member, found.score), *found.reasons))


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
    prepared = _prepare([with_programme(call) for call in calls], members, now, weights, texts or {}, official)
    return _judge(prepared, slice(None), weights)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is made once for all members and calls, before working on blocks of members."""

    wishes: Wishes
    contents: Contents
    rules: roles.Rules
    home: roles.Lookup


def _prepare(
    calls: Sequence[Call],
    members: Sequence[Member],
    now: datetime,
    weights: Weights,
    texts: Mapping[int, str],
    official: Collection[str] | None,
) -> _Prepared:
    wishes = wishes_of(members, now.astimezone(ZoneInfo(PARIS)).date(), weights)
    return _Prepared(
        wishes=wishes,
        contents=contents_of(calls, wishes.axes, now, weights, texts, official),
        rules=roles.rules_of(members, calls, now),
        home=roles.home(members, calls),
    )


def _judge(prepared: _Prepared, rows: slice, weights: Weights) -> Judged:
    wishes, contents = prepared.wishes.rows(rows), prepared.contents
    numbers = prepared.rules.roles(rows)
    place = score.places(wishes, contents, prepared.home.of(rows), weights)
    fit = score.relevance(place, score.themes(wishes, contents, place, weights), weights)
    fit *= score.in_field(wishes, contents)
    np.maximum(fit, np.float32(weights.followed), out=fit, where=score.followed(wishes, contents))
    fit *= roles.shares(numbers, weights)
    fit *= score.kind(wishes, contents, weights)
    fit *= score.amount(wishes, contents, weights)
    fit *= score.unwanted(wishes, contents, weights)
    told = (fit >= weights.threshold) & wishes.has_any[:, None]
    fit *= score.language(wishes, contents, weights)
    fit *= (score.lead_time(contents, weights) * score.source(contents, weights))[None, :]
    return Judged(roles=numbers, scores=np.rint(100 * fit), told=told)


def _best(judged: Judged, row: int) -> Iterator[int]:
    """The columns told to one member, best first; equal scores in the order of the calls."""
    told = np.flatnonzero(judged.told[row])
    scores = judged.scores[row, told]
    if len(told) > BEST:
        told = np.sort(told[np.argpartition(-scores, BEST)[:BEST]])
        scores = judged.scores[row, told]
    yield from (int(column) for column in told[np.argsort(-scores, kind="stable")])


def _match(
    call: Call, member: Member, judged: Judged, row: int, column: int, now: datetime, texts: Mapping[int, str]
) -> Match:
    return Match(
        member=member.id,
        call=call.id,
        role=judged.role(row, column),
        score=int(judged.scores[row, column]),
        reasons=reasons(call, member, verdict(call, member, now), now, texts.get(call.id, "")),
    )
