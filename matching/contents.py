"""Calls as matrices: what each one is about and asks for, one row a call. Members are in `wishes`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from matching.profile import HOME, WORLD
from matching.territory import Area, area_of_funder
from matching.weights import Weights
from matching.wishes import GOALS, GROUP, KINDS, Axes, Flags, Floats, Key, Numbers, breadth, inside, matrix
from matching.words import Lookout
from model.call import Call
from model.codes import AmountRole, Kind, Scope
from model.deadline import PARIS
from model.doubt import is_to_check
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.timing import next_session
from vocabularies import programmes

REGION = 20
"""A group up to so many countries is a region of the world; an eightfold, and it is as good as the world."""
THE_FIELD = frozenset({"jumelages", "solidarite-internationale"})
RESEARCH, OF_RESEARCH, BESIDE_RESEARCH = "recherche", 0.25, 0.85
BESIDE_TITLE = 0.5
"""What is left of a group that only the text names, when the title names the country: « une expérience de l’Afrique »."""
OF_THE_SOUTH = frozenset({"AFRICA", "SUB_SAHARAN_AFRICA", "ASIA", "LATIN_AMERICA", "SOUTH_AMERICA", "CARIBBEAN", "PACIFIC"})
OF_THE_NORTH = frozenset({"WORLD", "EUROPE", "EU27", "OECD", "EEA", "COE"})
ENUMERATED = 3
NARROW = 5
"""Up to so many countries named a call is reserved for them; more, it is open to a region of the world."""
_XOF = Decimal("655.957")
_EURO_PEGS = {"EUR": Decimal(1), "XOF": _XOF, "XAF": _XOF, "XPF": Decimal("119.33174")}


@dataclass(frozen=True, slots=True)
class Contents:
    """C calls: `places` (C × K), `topics` (C × (T + 17): themes, then goals), amounts in euros, days left…

    `place_said` and `theme_said` (C,) say how surely the call names places or themes at all; `open_place` (C,) is the
    answer of the places criterion for members that state none; `all_themes` (C,): a call that names no theme may be open
    to all, because more than its title was read. `in_title`, `in_text`: column of a word → the calls that hold it.
    """

    places: Floats
    place_said: Floats
    open_place: Floats
    topics: Floats
    theme_said: Floats
    all_themes: Flags
    in_title: Mapping[int, Numbers]
    in_text: Mapping[int, Numbers]
    programmes: Mapping[int, Numbers]
    languages: tuple[str | None, ...]
    least: Floats
    most: Floats
    days_left: Floats
    kinds: npt.NDArray[np.int64]
    abroad: Flags
    europe: Flags
    local: Flags
    relayed: Flags
    areas: tuple[Area | None, ...]

    def __len__(self) -> int:
        return len(self.place_said)

    def of(self, columns: Numbers) -> "Contents":
        """Some of the calls, in the order of `columns`."""
        cut: dict[str, Any] = {}
        places = np.full(len(self), -1, dtype=np.intp)
        places[columns] = np.arange(len(columns))
        for one in fields(self):
            held = getattr(self, one.name)
            if isinstance(held, np.ndarray):
                cut[one.name] = held[columns]
            elif isinstance(held, tuple):
                cut[one.name] = tuple(held[column] for column in columns)
            else:
                cut[one.name] = {key: found for key, at in held.items() if len(found := kept(places[at]))}
        return Contents(**cut)


def contents_of(
    calls: Sequence[Call],
    axes: Axes,
    now: datetime,
    weights: Weights,
    texts: Mapping[int, str],
    official: Collection[str] | None = None,
) -> Contents:
    """The matrices of these calls at `now` (aware). `texts`: call id → whole text; `official`: slugs, None = not known."""
    facts = [call.facts for call in calls]
    on = now.astimezone(ZoneInfo(PARIS)).date()
    scopes = [scope_of(one) for one in facts]
    europe = _flags(scope is Scope.EUROPE for scope in scopes)
    said = np.array([how_sure(places_read(one)) for one in facts], dtype=np.float32)
    named = [places_named(one, on) for one in facts]
    amounts = [_grant_in_euros(one) for one in facts]
    lookout = Lookout(axes.words)
    goals = {goal: goal - 1 for goal in range(1, GOALS + 1)}
    return Contents(
        places=matrix(axes.places, [_placed(f, n, on, weights, axes) for f, n in zip(facts, named, strict=True)]),
        place_said=said,
        open_place=np.array(
            [_open(f, s, len(n), weights) for f, s, n in zip(facts, scopes, named, strict=True)], dtype=np.float32
        ),
        topics=np.hstack(
            [
                matrix(axes.themes, [themes_named(one) for one in facts]),
                matrix(goals, [{r.value: r.confidence for r in one.sdgs} for one in facts]),
            ]
        ),
        theme_said=np.array([how_sure(topics(one)) for one in facts], dtype=np.float32),
        all_themes=_flags(bool(one.summary or one.eligible or one.themes) for one in facts),
        in_title=_holders(axes.words, [lookout.found(f"{call.title}\n{call.title_fr or ''}") for call in calls]),
        in_text=_holders(axes.words, [lookout.found(f"{call.facts.summary}\n{texts.get(call.id, '')}") for call in calls]),
        programmes=_holders(axes.programmes, [{one.programme.value} if one.programme else set() for one in facts]),
        languages=tuple(one.language for one in facts),
        least=np.array([least for least, _ in amounts], dtype=np.float32),
        most=np.array([most for _, most in amounts], dtype=np.float32),
        days_left=np.array([_days_left(one, now) for one in facts], dtype=np.float32),
        kinds=np.array([KINDS.index(kind_of(one)) for one in facts], dtype=np.int64),
        abroad=_flags(scope is Scope.INTERNATIONAL for scope in scopes) | europe,
        europe=europe,
        local=_flags(scope is Scope.LOCAL for scope in scopes),
        relayed=_flags(official is not None and call.source not in official for call in calls),
        areas=tuple(area_of_funder(call.funder) for call in calls),
    )


def kind_of(facts: Facts) -> Kind:
    """The kind read; without one it is a call, save a text in which nothing is asked or offered: it tells some news."""
    if facts.kind is not None:
        return facts.kind.value
    asked = (facts.sessions, facts.later_stages, facts.opening, facts.rolling, facts.status, facts.programme)
    offered = (facts.amounts, facts.rates, facts.eligible, facts.filed_by, facts.conditions, facts.prerequisites)
    return Kind.CALL if any(asked) or any(offered) or not facts.summary else Kind.INFO


def scope_of(facts: Facts) -> Scope | None:
    """The scope read; without one, a call that surely names places abroad is international (rule 13)."""
    if facts.scope is not None:
        return facts.scope.value
    return Scope.INTERNATIONAL if how_sure(places_read(facts)) >= 0.5 else None


def places_read(facts: Facts) -> list[Reading[str]]:
    """The countries and groups abroad that a call names; France is where its candidates are."""
    return [one for one in (*facts.countries, *facts.groups) if one.value != HOME]


def how_sure(readings: Sequence[Reading[str]]) -> float:
    """The confidence of the surest reading, 0 without any."""
    return max((one.confidence for one in readings), default=0.0)


def places_named(facts: Facts, on: date) -> dict[str, float]:
    """Country → how much the call is about it: named, through a group (the narrower the more), less when only mentioned."""
    named: dict[str, float] = {}
    abroad = [one for one in facts.countries if one.value != HOME]
    research = BESIDE_RESEARCH if _is_of_research(facts) else 1.0
    for one in abroad:
        for code, share in _with_parts(one.value):
            _raise(named, code, share * _among(len(abroad)) * _trust(one) * research)
    titled = any(one.evidence.place == "title" for one in abroad)
    limit = _limit(facts, on)
    for one in facts.groups:
        held = inside(one.value, on) if limit is None else inside(one.value, on) & limit
        share = min(GROUP, breadth(len(held))) * _trust(one) * research
        if titled and one.evidence.place == "text":
            share *= BESIDE_TITLE
        named |= {code: share for code in held if named.get(code, 0.0) < share}
    shut = shut_countries(facts, on)
    return {code: share for code, share in named.items() if code not in shut} if shut else named


def _limit(facts: Facts, on: date) -> frozenset[str] | None:
    """The countries within which wide groups are meant: those of the programme's rule, or those that receive aid when
    several continents of the South are named together. None when nothing says so.
    """
    programme = programmes.get(facts.programme.value) if facts.programme is not None else None
    within = programme.groups if programme is not None else ()
    named = {one.value for one in facts.groups}
    if not within and len(named & OF_THE_SOUTH) > 1 and not named & OF_THE_NORTH:
        within = ("ODA",)
    return frozenset[str]().union(*(inside(one, on) for one in within)) if within else None


def shut_countries(facts: Facts, on: date) -> dict[str, Evidence]:
    """The countries that a call surely excludes by name or through a group, with the words that say so."""
    shut: dict[str, Evidence] = {}
    for one in facts.excluded_groups:
        if not is_to_check("excluded_groups", one):
            shut |= dict.fromkeys(inside(one.value, on), one.evidence)
    named = (one for one in facts.excluded_countries if not is_to_check("excluded_countries", one))
    return shut | {one.value: one.evidence for one in named}


def themes_named(facts: Facts) -> dict[str, float]:
    """Theme → how much the call is about it; one theme among eight says less than the only one, and those that one
    sentence enumerates are equals.

    A call for research that names no candidate is for laboratories: whatever its subject, that counts for little.
    """
    among = max(len(facts.themes), 1) ** -0.12
    others = OF_RESEARCH if _is_of_research(facts) else 1.0
    lists: dict[Evidence, list[float]] = {}
    for one in facts.themes:
        lists.setdefault(one.evidence, []).append(one.confidence)
    sure = {words: max(weights) for words, weights in lists.items() if len(weights) >= ENUMERATED}
    return {
        one.value: (0.35 + 0.65 * sure.get(one.evidence, one.confidence))
        * among
        * (1.0 if one.value == RESEARCH else others)
        for one in facts.themes
    }


def _is_of_research(facts: Facts) -> bool:
    said = any(one.value == RESEARCH and one.confidence >= 0.5 for one in facts.themes)
    return said and not facts.eligible


def topics(facts: Facts) -> list[Reading[str]]:
    """The themes that narrow a call. To name decentralised co-operation or solidarity is to name the field, not a topic."""
    field_itself = THE_FIELD if scope_of(facts) is Scope.INTERNATIONAL else frozenset[str]()
    return [one for one in facts.themes if one.value not in field_itself]


def _placed(facts: Facts, named: dict[str, float], on: date, weights: Weights, axes: Axes) -> dict[str, float]:
    world = next((one for one in facts.groups if one.value == WORLD), None)
    if world is None:
        return named
    least, shut = weights.everywhere * _trust(world), shut_countries(facts, on)
    return named | {code: least for code in axes.places if code not in shut and named.get(code, 0.0) < least}


def _with_parts(code: str) -> Iterator[tuple[str, float]]:
    """A country, or a part of one with a code of its own: Québec (CA-QC) is in Canada, Canada is more than Québec."""
    yield code, 1.0
    if "-" in code:
        yield code.split("-", 1)[0], 0.9
    elif code == "CA":
        yield "CA-QC", 0.8


def _open(facts: Facts, scope: Scope | None, named: int, weights: Weights) -> float:
    """What the places criterion answers for members that state no country: the wider the call, the more it is theirs.

    `named`: the number of countries that the call names, itself or through groups.
    """
    if scope is Scope.EUROPE and not 0 < named <= NARROW:
        return weights.no_wish_europe
    said = places_read(facts)
    if how_sure(said) < 0.5 or any(one.value == WORLD for one in said):
        return weights.no_wish_of_place
    width = float(np.clip(np.log2(max(named, 1) / REGION) / 3, 0, 1))
    return weights.no_wish_but_narrow + width * (weights.no_wish_of_place - weights.no_wish_but_narrow)


def _among(named: int) -> float:
    return (1.0 + breadth(named)) / 2


def _trust(reading: Reading[str]) -> float:
    return 0.45 + 0.55 * reading.confidence


def _raise(held: dict[str, float], code: str, value: float) -> None:
    held[code] = max(held.get(code, 0.0), value)


def _grant_in_euros(facts: Facts) -> tuple[float, float]:
    """The least and the most that one project may receive; (0, inf) when it is not said in euros or a pegged currency."""
    grants = [r.value for r in facts.amounts if r.value.role is AmountRole.GRANT and r.value.currency in _EURO_PEGS]
    least = [a.minimum / _EURO_PEGS[a.currency] for a in grants if a.minimum is not None]
    most = [a.maximum / _EURO_PEGS[a.currency] for a in grants if a.maximum is not None]
    return float(min(least, default=0)), float(max(most, default=Decimal("inf")))


def _days_left(facts: Facts, now: datetime) -> float:
    session = next_session(facts, now)
    return float(session.days_left(now)) if session is not None else np.inf


def kept(places: Numbers) -> Numbers:
    """The places that are still there (not −1)."""
    found: Numbers = places[places >= 0]
    return found


def _holders(axis: Mapping[Key, int], said: Sequence[Collection[Key]]) -> dict[int, Numbers]:
    """Column of the axis → the rows of `said` that hold its key."""
    held: dict[int, list[int]] = {}
    for row, keys in enumerate(said):
        for key in keys:
            if key in axis:
                held.setdefault(axis[key], []).append(row)
    return {column: np.array(rows, dtype=np.intp) for column, rows in held.items()}


def _flags(values: Iterator[bool]) -> Flags:
    return np.fromiter(values, dtype=bool)
