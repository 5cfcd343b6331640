"""The work on all members and calls, by blocks of members small enough for the processor's cache. No sentence is written."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from matching import roles, score
from matching.contents import Contents, contents_of
from matching.profile import completed
from matching.score import PLACES_DOUBLED, TOPICS_DOUBLED, Outlook
from matching.weights import Weights
from matching.wishes import Flags, Floats, Numbers, Wishes, wishes_of
from model.call import Call
from model.deadline import PARIS
from model.member import Member

THREADS = 2
PAIRS = 1_500_000
"""Pairs worked on at once: a matrix of them takes 6 MB, and its few passes stay near the processor."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is made once for all members and calls: M rows, C columns.

    `wished_places`… are the matrices of wishes and contents raised to the power of their soft maximum. `shares` (D × C)
    is what the role leaves, `takes` and `eases` what each distinct case of wants leaves. `likeness` (M × C) is that of
    meanings, None while the extra is off.
    """

    wishes: Wishes
    contents: Contents
    rules: roles.Rules
    home: Floats
    who_home: Numbers
    wished_places: Floats
    held_places: Floats
    wished_topics: Floats
    held_topics: Floats
    shares: Floats
    takes: Floats
    eases: Floats
    who_eases: Numbers
    likeness: Floats | None = None

    def ease_of(self, rows: Numbers) -> Floats:
        """Some members × C: the share left by what orders calls but hides none."""
        found: Floats = self.eases[self.who_eases[rows]]
        return found

    def of(self, columns: Numbers) -> "Prepared":
        """The same for some of the calls, in the order of `columns`."""
        matrices = {name: getattr(self, name)[:, columns] for name in _BY_CALL if getattr(self, name) is not None}
        return replace(self, contents=self.contents.of(columns), rules=self.rules.of(columns), **matrices)


_BY_CALL = ("home", "held_places", "held_topics", "shares", "takes", "eases", "likeness")


@dataclass(frozen=True, slots=True)
class Block:
    """Some members with one outlook; `part` holds the calls that may be for them, `columns` their numbers (None = all)."""

    outlook: Outlook
    rows: Numbers
    part: Prepared
    columns: Numbers | None


@dataclass(frozen=True, slots=True)
class Scored:
    """Members × calls of a block: `fit` before the ease, and who is told."""

    fit: Floats
    told: Flags


@dataclass(frozen=True, slots=True)
class Crowd:
    """Members made ready once, to be put before calls again and again the same day: what they wish does not change.

    `people` are the members with what their free words imply.
    """

    people: tuple[Member, ...]
    wishes: Wishes
    cases: roles.Cases
    wished_places: Floats
    wished_topics: Floats


def crowd_of(members: Sequence[Member], now: datetime, weights: Weights) -> Crowd:
    """The members as they are before any call on the day of `now` (aware)."""
    people = tuple(completed(member) for member in members)
    wishes = wishes_of(people, now.astimezone(ZoneInfo(PARIS)).date(), weights)
    return Crowd(
        people=people,
        wishes=wishes,
        cases=roles.cases_of(people),
        wished_places=_raised(wishes.places, PLACES_DOUBLED),
        wished_topics=_raised(wishes.topics, TOPICS_DOUBLED),
    )


def prepare(
    calls: Sequence[Call],
    crowd: Crowd,
    now: datetime,
    weights: Weights,
    texts: Mapping[int, str],
    official: Collection[str] | None,
) -> Prepared:
    """Everything that blocks share, for these calls and members at `now` (aware)."""
    wishes = crowd.wishes
    contents = contents_of(calls, wishes.axes, now, weights, texts, official)
    rules = roles.rules_of(crowd.people, crowd.cases, calls, now, wishes.axes, wishes.stated)
    home = roles.home(crowd.cases, calls)
    pairs, who_eases = _pairs(wishes)
    return Prepared(
        wishes=wishes,
        contents=contents,
        rules=rules,
        home=score.local_shares(weights)[home.whole()],
        who_home=home.who,
        wished_places=crowd.wished_places,
        held_places=np.ascontiguousarray(_raised(contents.places, PLACES_DOUBLED).T),
        wished_topics=crowd.wished_topics,
        held_topics=np.ascontiguousarray(_raised(contents.topics, TOPICS_DOUBLED).T),
        shares=roles.shares(rules.table, weights),
        takes=_rows([score.takes(one, contents, weights) for one in wishes.taken], len(calls)),
        eases=_rows(
            [score.ease(wishes.usual_most[w], wishes.languages[s], contents, weights) for w, s in pairs], len(calls)
        ),
        who_eases=who_eases,
        likeness=_likeness(crowd.people, calls, contents, weights),
    )


def _likeness(people: Sequence[Member], calls: Sequence[Call], contents: Contents, weights: Weights) -> Floats | None:
    if weights.meaning is None:
        return None
    return weights.meaning.likeness(people, calls, contents.abroad | contents.local)


def _pairs(wishes: Wishes) -> tuple[list[tuple[int, int]], Numbers]:
    """The distinct pairs of wants and languages, and the one of each member."""
    codes, where = np.unique(wishes.wants * (len(wishes.languages) or 1) + wishes.speaks, return_inverse=True)
    return [divmod(int(code), len(wishes.languages)) for code in codes], where.reshape(-1)


def _rows(made: Sequence[Floats], columns: int) -> Floats:
    return np.array(made, dtype=np.float32).reshape(len(made), columns)


def _raised(held: Floats, doublings: int) -> Floats:
    raised: Floats = held**2**doublings
    return raised


def blocks_of(prepared: Prepared, *, told_only: bool) -> Iterator[Block]:
    """All members, by outlook; with `told_only`, each with only the calls that may be told to it."""
    wishes, contents = prepared.wishes, prepared.contents
    follows = np.zeros(len(wishes), dtype=bool)
    follows[list(wishes.follows)] = True
    outlooks = [
        Outlook(int(place), bool(theme), bool(local), bool(follow))
        for place, theme, local, follow in zip(wishes.outlook, wishes.has_theme, wishes.local_aid, follows, strict=True)
    ]
    rows: dict[Outlook, list[int]] = {}
    for row, outlook in enumerate(outlooks):
        if wishes.has_any[row] or not told_only:
            rows.setdefault(outlook, []).append(row)
    parts: dict[bytes, Prepared] = {}
    for outlook, held in sorted(rows.items()):
        columns = np.flatnonzero(score.in_field(contents, outlook)) if told_only and not outlook.follows else None
        part = prepared if columns is None else _part(prepared, columns, parts)
        size = rows_at_once(len(part.contents))
        for start in range(0, len(held), size):
            yield Block(outlook, np.array(held[start : start + size], dtype=np.intp), part, columns)


def rows_at_once(columns: int) -> int:
    """How many members to work on at once before so many calls."""
    return max(1, PAIRS // max(columns, 1))


def _part(prepared: Prepared, columns: Numbers, made: dict[bytes, Prepared]) -> Prepared:
    key = columns.tobytes()
    if key not in made:
        made[key] = prepared.of(columns)
    return made[key]


def score_block(block: Block, weights: Weights) -> Scored:
    """The fit of each pair of a block, and who is told."""
    part, rows, outlook = block.part, block.rows, block.outlook
    contents, wishes = part.contents, part.wishes
    place = score.places(part.wished_places[rows], part.held_places, contents, outlook, weights)
    if contents.local.any():
        score.local(place, part.home[part.who_home[rows]], contents)
    theme = score.themes(part.wished_topics[rows], part.held_topics, place, contents, outlook, weights)
    score.own_words(theme, wishes.words, rows, contents, weights)
    if part.likeness is not None:
        score.by_meaning(theme, part.likeness[rows], contents, weights)
    fit = score.relevance(place, theme, weights)
    if block.columns is None:
        fit *= score.in_field(contents, outlook)
        score.followed(fit, wishes.follows, rows, contents, weights)
    fit *= part.shares[part.rules.who[rows]]
    for places, columns in part.rules.shut_for(rows):
        fit[np.ix_(places, columns)] = 0
    fit *= _own_or_common(part.takes, wishes.takes_as[rows])
    score.unwanted(fit, wishes.unwanted, rows, contents, weights)
    told = fit >= max(weights.threshold, _LEAST)
    return Scored(fit, told if wishes.has_any[rows].all() else told & wishes.has_any[rows][:, None])


_LEAST = 1e-6
"""A fit of 0 is a refusal: it is not told even when the threshold is 0."""


@dataclass(frozen=True, slots=True)
class Best:
    """What one member is told, best first; equal scores in the order of the calls. `roles` are numbers into `ROLES`."""

    row: int
    columns: Sequence[int]
    scores: Sequence[int]
    roles: Sequence[int]


def _own_or_common(shares: Floats, cases: Numbers) -> Floats:
    """The row of each member; a single row when all have the same, which spares a pass on every pair."""
    same = len(cases) > 0 and bool((cases == cases[0]).all())
    found: Floats = shares[cases[:1] if same else cases]
    return found


def best_of(block: Block, scored: Scored, most: int) -> Iterator[Best]:
    """The best calls told to each member of a block that is told some, `most` at most."""
    part, told = block.part, scored.told
    flat = np.flatnonzero(told)
    rows, columns = np.divmod(flat, told.shape[1])
    ease = part.eases[part.who_eases[block.rows[rows]], columns]
    points = np.rint(100 * scored.fit.ravel()[flat] * ease).astype(np.int64)
    near = points >= _least_points(rows, points, len(block.rows), most)[rows]
    rows, columns, points = rows[near], columns[near], points[near]
    # One whole number a pair, so that one plain sort puts rows in order, then the best scores, then the first calls.
    keys = np.sort((rows << 40) | ((100 - points) << 24) | columns)
    starts = np.searchsorted(rows, np.arange(len(block.rows) + 1))
    kept = np.flatnonzero(np.arange(len(rows)) - starts[rows] < most)
    keys, rows = keys[kept], rows[kept]
    found, scores = keys & 0xFFFFFF, (100 - ((keys >> 24) & 0xFFFF)).tolist()
    numbers = part.rules.table[part.rules.who[block.rows[rows]], found].tolist()
    own = (found if block.columns is None else block.columns[found]).tolist()
    ends = np.searchsorted(rows, np.arange(1, len(block.rows) + 1)).tolist()
    start = 0
    for row, end in zip(block.rows.tolist(), ends, strict=True):
        if start < end:
            yield Best(row, own[start:end], scores[start:end], numbers[start:end])
        start = end


def _least_points(rows: Numbers, points: Numbers, members: int, most: int) -> Numbers:
    """For each row, a score that at least `most` of its pairs reach (0 when it has fewer): the others need no sorting."""
    reached = np.bincount(rows * 101 + points, minlength=members * 101).reshape(members, 101)[:, ::-1].cumsum(axis=1)
    enough = reached >= most
    found: Numbers = np.where(enough.any(axis=1), 100 - enough.argmax(axis=1), 0)
    return found


def best_of_all(prepared: Prepared, weights: Weights, most: int) -> Iterator[Best]:
    """The best calls told to each member that is told some, blocks being worked on by as many threads as are of use.

    NumPy works without Python's lock: while sentences are written, the next blocks are scored.
    """

    def work(block: Block) -> list[Best]:
        return list(best_of(block, score_block(block, weights), most))

    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(work, blocks_of(prepared, told_only=True)):
            yield from found
