"""Members as matrices: what each one looks for, one row a member, float32 between 0 and 1. Calls are in `contents`."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.profile import HOME, WORLD, says_something, usual_most
from matching.territory import overseas_code
from matching.weights import Weights
from matching.words import Phrase, folded
from model.codes import Kind
from model.member import Member
from vocabularies import applicants, countries, groups, themes

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.intp]
Key = TypeVar("Key", bound=Hashable)

LEVELS = {1: 0.8, 2: 0.9, 3: 1.0}
"""What a weight of the profile is worth. They are apart enough to order calls, close enough to keep the least wish."""
GOALS = 17
PARTNERSHIPS = 17
"""The goal of every co-operation: to share it says nothing of a subject."""
GROUP = 0.85
"""The most that a country is worth through a group, however narrow: another theme in its region is not told."""
EASY_TO_FOLLOW = 12
"""Up to so many countries named are partners; more are a zone, and each counts for less."""
KINDS = tuple(Kind)
NEVER_FUNDING = (Kind.APPEAL, Kind.INFO)


@dataclass(frozen=True, slots=True)
class Axes:
    """What the columns stand for: only what at least one member wishes, so that the products stay small."""

    places: Mapping[str, int]
    themes: Mapping[str, int]
    words: Mapping[Phrase, int]
    programmes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Wishes:
    """M members: `places` (M × K), `stated` (M × K, the countries named by themselves or through a group), `topics`
    (M × (T + 17): themes, then goals)…

    `outlook` (M,): 0 for a member whose partners are all out of Europe, 1 with some in Europe, 2 without any wish of
    place. `words`, `unwanted`: row → the columns of its words. `taken`: what is taken in each distinct case, and `takes_as`
    (M,) which one; `usual_most` (euros) with `wants`, and `languages` with `speaks`, likewise.
    """

    axes: Axes
    places: Floats
    stated: Flags
    topics: Floats
    outlook: npt.NDArray[np.int8]
    has_theme: Flags
    local_aid: Flags
    has_any: Flags
    words: Mapping[int, Sequence[int]]
    unwanted: Mapping[int, Sequence[int]]
    follows: Mapping[int, Sequence[int]]
    taken: "Sequence[Taken]"
    takes_as: Numbers
    usual_most: Sequence[float]
    wants: Numbers
    languages: Sequence[frozenset[str]]
    speaks: Numbers

    def __len__(self) -> int:
        return len(self.outlook)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a member takes whatever its subject: kinds of items, and sums in euros."""

    kinds: tuple[bool, ...]
    least: float
    most: float


def wishes_of(members: Sequence[Member], on: date, weights: Weights) -> Wishes:
    """The matrices of these members; groups of countries are as they stood on the day `on`."""
    places = [places_wished(member, on, weights) for member in members]
    axes = _axes(members, places)
    stated = [stated_countries(member, on) for member in members]
    taken, takes_as = distinct([_taken(member) for member in members])
    usual, wants = distinct([float("inf") if one.max_amount else usual_most(one) for one in members])
    languages, speaks = distinct([frozenset(member.languages) for member in members])
    return Wishes(
        axes=axes,
        places=matrix(axes.places, places),
        stated=matrix(axes.places, [dict.fromkeys(some, 1.0) for some in stated]) > 0,
        topics=np.hstack([matrix(axes.themes, [_levels(one.themes) for one in members]), _goals(members, weights)]),
        outlook=np.array([_outlook(one, held, on) for one, held in zip(members, stated, strict=True)], dtype=np.int8),
        has_theme=_flags(bool(one.themes) for one in members),
        local_aid=_flags(one.local_aid for one in members),
        has_any=_flags(says_something(one) for one in members),
        words=_columns(axes.words, [[folded(word) for word in one.keywords] for one in members]),
        unwanted=_columns(axes.words, [[folded(word) for word in one.exclude_words] for one in members]),
        follows=_columns(axes.programmes, [one.follows for one in members]),
        taken=taken,
        takes_as=takes_as,
        usual_most=usual,
        wants=wants,
        languages=languages,
        speaks=speaks,
    )


def places_wished(member: Member, on: date, weights: Weights) -> dict[str, float]:
    """Country → wish. A country of a group is wished less than one named; an overseas member's own basin is implied."""
    share = breadth(3 * len(member.countries) // EASY_TO_FOLLOW)
    wished = {code: level(weight) * share for code, weight in member.countries.items()}
    for group, weight in member.groups.items():
        held = countries.codes() if group == WORLD else inside(group, on)
        share = level(weight) * min(GROUP, breadth(len(held)))
        wished |= {code: share for code in held if wished.get(code, 0.0) < share}
    own = overseas_code(member)
    if own is not None:
        for code in (own, *around(own)):
            wished.setdefault(code, weights.overseas)
    return wished


@cache
def around(overseas: str) -> frozenset[str]:
    """The countries of the basin of regional co-operation of an overseas territory, itself and France left out."""
    return frozenset(applicants.neighbours(overseas)) - {overseas, HOME}


def stated_countries(member: Member, on: date) -> frozenset[str]:
    """The countries that a member names, itself or through a group; France is none."""
    return frozenset(member.countries).union(*(inside(one, on) for one in member.groups)) - {HOME}


@lru_cache(maxsize=4096)
def inside(group: str, on: date) -> frozenset[str]:
    """The countries of a group on a day, France left out; none for WORLD, which has no list, and for an unknown code."""
    return groups.members(group, on) - {HOME} if group in groups.codes() else frozenset()


def breadth(countries: int) -> float:
    """What being one of so many countries is worth: 1 up to three, 0.85 for fifteen, 0.64 for the whole DAC list."""
    return 1.0 - 0.065 * float(np.log2(max(countries / 3, 1.0)))


def _outlook(member: Member, stated: frozenset[str], on: date) -> int:
    if not member.countries and not member.groups:
        return 2
    return int(WORLD in member.groups or not stated.isdisjoint(inside("EUROPE", on)))


def _taken(member: Member) -> Taken:
    return Taken(_kinds(member.kinds), member.min_amount or 0, member.max_amount or float("inf"))


@lru_cache(maxsize=256)
def _kinds(stated: tuple[str, ...]) -> tuple[bool, ...]:
    """Those a member names, else all that funds or teaches. An appeal is never shown as funding, an unknown kind is none."""
    named = tuple(kind for kind in stated if kind in KINDS) or tuple(kind for kind in KINDS if kind not in NEVER_FUNDING)
    return tuple(kind in named and kind is not Kind.APPEAL for kind in KINDS)


def _axes(members: Sequence[Member], places: Iterable[Mapping[str, float]]) -> Axes:
    return Axes(
        places=_numbered(code for wished in places for code in wished),
        themes=_numbered(code for one in members for code in one.themes),
        words=_numbered(folded(w) for one in members for w in (*one.keywords, *one.exclude_words) if folded(w)),
        programmes=_numbered(code for one in members for code in one.follows),
    )


def _numbered(keys: Iterable[Key]) -> dict[Key, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(keys))}


def distinct(cases: Sequence[Key]) -> tuple[list[Key], Numbers]:
    """The distinct cases in order of appearance, and the number of each case among them."""
    numbers: dict[Key, int] = {}
    where = [numbers.setdefault(case, len(numbers)) for case in cases]
    return list(numbers), np.array(where, dtype=np.intp)


def matrix(axis: Mapping[Key, int], rows: Sequence[Mapping[Key, float]]) -> Floats:
    """One row a mapping, one column a key of the axis; keys that are not on the axis are left out."""
    made = np.zeros((len(rows), len(axis)), dtype=np.float32)
    held = [(number, axis[key], value) for number, row in enumerate(rows) for key, value in row.items() if key in axis]
    if held:
        places = np.array(held, dtype=np.float64)
        made[places[:, 0].astype(np.intp), places[:, 1].astype(np.intp)] = places[:, 2]
    return made


def level(weight: int) -> float:
    """What a weight of a profile is worth; one out of 1–3 counts as the nearest."""
    return LEVELS[min(3, max(1, weight))]


def _levels(weights: Mapping[str, int]) -> dict[str, float]:
    return {code: level(weight) for code, weight in weights.items()}


def _columns(axis: Mapping[Key, int], rows: Sequence[Iterable[Key]]) -> dict[int, list[int]]:
    """Row → the columns of its keys, for the rows that have some."""
    return {number: [axis[key] for key in row if key in axis] for number, row in enumerate(rows) if row}


def _goals(members: Sequence[Member], weights: Weights) -> Floats:
    """The goals of each member's themes, shared among the themes that have the same: goal 11 says less than goal 6."""
    axis = {goal: goal - 1 for goal in range(1, GOALS + 1)}
    return np.float32(weights.shared_goal) * matrix(axis, [_goals_of(tuple(one.themes.items())) for one in members])


@lru_cache(maxsize=65536)
def _goals_of(wished_themes: tuple[tuple[str, int], ...]) -> Mapping[int, float]:
    wished: dict[int, float] = {}
    for theme, weight in wished_themes:
        for goal in themes.sdgs(theme) if theme in themes.codes() else ():
            if goal == PARTNERSHIPS:
                continue
            wished[goal] = max(wished.get(goal, 0.0), level(weight) / _sharing(goal) ** 0.5)
    return wished


@cache
def _sharing(goal: int) -> int:
    return sum(goal in themes.sdgs(theme) for theme in themes.codes())


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, dtype=bool)
