"""Members as matrices: what each one looks for, one row a member, float32 between 0 and 1. Calls are in `contents`."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.territory import overseas_code
from matching.weights import Weights
from matching.words import Phrase, folded
from model.codes import Kind
from model.member import Member
from vocabularies import applicants, countries, groups, themes

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Key = TypeVar("Key", bound=Hashable)

LEVELS = {1: 0.8, 2: 0.9, 3: 1.0}
"""What a weight of the profile is worth. They are apart enough to order calls, close enough to keep the least wish."""
GOALS = 17
GROUP = 0.85
"""The most that a country is worth through a group, however narrow: another theme in its region is not told."""
HOME = "FR"
WORLD = "WORLD"
KINDS = tuple(Kind)
NEVER_FUNDING = (Kind.APPEAL, Kind.INFO)


@dataclass(frozen=True, slots=True)
class Axes:
    """What the columns stand for: only what at least one member wishes, so that the products stay small."""

    places: Mapping[str, int]
    themes: Mapping[str, int]
    words: Mapping[Phrase, int]
    languages: Mapping[str, int]
    programmes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Wishes:
    """M members: `places` (M × K), `themes` (M × T), `goals` (M × 17), `words` and `unwanted` (M × W)…, in euros."""

    axes: Axes
    places: Floats
    has_place: Flags
    is_european: Flags
    themes: Floats
    has_theme: Flags
    goals: Floats
    words: Floats
    unwanted: Floats
    languages: Floats
    programmes: Floats
    least: Floats
    most: Floats
    local_aid: Flags
    kinds: Flags
    has_any: Flags

    def rows(self, rows: slice) -> "Wishes":
        """Some of the members."""
        held = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "axes"}
        return Wishes(axes=self.axes, **{name: array[rows] for name, array in held.items()})


def wishes_of(members: Sequence[Member], on: date, weights: Weights) -> Wishes:
    """The matrices of these members; groups of countries are as they stood on the day `on`."""
    places = [places_wished(member, on, weights) for member in members]
    axes = _axes(members, places)
    european = inside("EUROPE", on)
    return Wishes(
        axes=axes,
        places=matrix(axes.places, places),
        has_place=np.array([bool(one.countries or one.groups) for one in members], dtype=bool),
        is_european=np.array([_is_european(one, european, on) for one in members], dtype=bool),
        themes=matrix(axes.themes, [_levels(one.themes) for one in members]),
        has_theme=np.array([bool(one.themes) for one in members], dtype=bool),
        goals=_goals(members),
        words=matrix(axes.words, [_present(one.keywords) for one in members]),
        unwanted=matrix(axes.words, [_present(one.exclude_words) for one in members]),
        languages=matrix(axes.languages, [dict.fromkeys(one.languages, 1.0) for one in members]),
        programmes=matrix(axes.programmes, [dict.fromkeys(one.follows, 1.0) for one in members]),
        least=np.array([one.min_amount or 0 for one in members], dtype=np.float32),
        most=np.array([one.max_amount or np.inf for one in members], dtype=np.float32),
        local_aid=np.array([one.local_aid for one in members], dtype=bool),
        kinds=kinds_wanted(members),
        has_any=np.array([says_something(one) for one in members], dtype=bool),
    )


def places_wished(member: Member, on: date, weights: Weights) -> dict[str, float]:
    """Country → wish. A country of a group is wished less than one named; an overseas member's own basin is implied."""
    wished = {code: level(weight) for code, weight in member.countries.items()}
    for group, weight in member.groups.items():
        held = countries.codes() if group == WORLD else sorted(inside(group, on))
        share = min(GROUP, breadth(len(held)))
        for code in held:
            wished[code] = max(wished.get(code, 0.0), level(weight) * share)
    own = overseas_code(member)
    if own is not None:
        for code in (own, *around(own)):
            wished.setdefault(code, weights.overseas)
    return wished


def around(overseas: str) -> frozenset[str]:
    """The countries of the basin of regional co-operation of an overseas territory, itself and France left out."""
    return frozenset(applicants.neighbours(overseas)) - {overseas, HOME}


def stated_countries(member: Member, on: date) -> frozenset[str]:
    """The countries that a member names, itself or through a group; France is none."""
    return frozenset(member.countries).union(*(inside(one, on) for one in member.groups)) - {HOME}


def inside(group: str, on: date) -> frozenset[str]:
    """The countries of a group on a day, France left out; none for WORLD, which has no list, and for an unknown code."""
    return groups.members(group, on) - {HOME} if group in groups.codes() else frozenset()


def breadth(countries: int) -> float:
    """What being one of so many countries is worth: 1 up to three, 0.85 for fifteen, 0.64 for the whole DAC list."""
    return 1.0 - 0.065 * float(np.log2(max(countries / 3, 1.0)))


def _is_european(member: Member, european: frozenset[str], on: date) -> bool:
    return WORLD in member.groups or bool(stated_countries(member, on) & european)


def kinds_wanted(members: Sequence[Member]) -> Flags:
    """M × kinds: those a member names, else all that funds or teaches. An appeal is never shown as funding."""
    named = [one.kinds or [kind for kind in KINDS if kind not in NEVER_FUNDING] for one in members]
    wanted = np.array([[kind in some and kind is not Kind.APPEAL for kind in KINDS] for some in named], dtype=bool)
    return wanted.reshape(len(members), len(KINDS))


def says_something(member: Member) -> bool:
    """A profile with nothing is told nothing: to match it with all would be a flood, and it can be asked to say more."""
    said = (member.countries, member.groups, member.themes, member.keywords, member.follows)
    return any(said) or member.local_aid


def _axes(members: Sequence[Member], places: Iterable[Mapping[str, float]]) -> Axes:
    return Axes(
        places=_numbered(code for wished in places for code in wished),
        themes=_numbered(code for one in members for code in one.themes),
        words=_numbered(folded(w) for one in members for w in (*one.keywords, *one.exclude_words) if folded(w)),
        languages=_numbered(code for one in members for code in one.languages),
        programmes=_numbered(code for one in members for code in one.follows),
    )


def _numbered(keys: Iterable[Key]) -> dict[Key, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(keys))}


def matrix(axis: Mapping[Key, int], rows: Sequence[Mapping[Key, float]]) -> Floats:
    """One row a mapping, one column a key of the axis; keys that are not on the axis are left out."""
    made = np.zeros((len(rows), len(axis)), dtype=np.float32)
    for number, row in enumerate(rows):
        for key, value in row.items():
            if key in axis:
                made[number, axis[key]] = value
    return made


def level(weight: int) -> float:
    """What a weight of a profile is worth; one out of 1–3 counts as the nearest."""
    return LEVELS[min(3, max(1, weight))]


def _levels(weights: Mapping[str, int]) -> dict[str, float]:
    return {code: level(weight) for code, weight in weights.items()}


def _present(words: Iterable[str]) -> dict[Phrase, float]:
    return {folded(one): 1.0 for one in words}


def _goals(members: Sequence[Member]) -> Floats:
    """The goals of each member's themes, shared among the themes that have the same: goal 11 says less than goal 6."""
    return matrix({goal: goal - 1 for goal in range(1, GOALS + 1)}, [_goals_of(one) for one in members])


def _goals_of(member: Member) -> dict[int, float]:
    wished: dict[int, float] = {}
    for theme, weight in member.themes.items():
        for goal in themes.sdgs(theme) if theme in themes.codes() else ():
            wished[goal] = max(wished.get(goal, 0.0), level(weight) / _sharing(goal) ** 0.5)
    return wished


@cache
def _sharing(goal: int) -> int:
    return sum(goal in themes.sdgs(theme) for theme in themes.codes())
