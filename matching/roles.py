"""The rules applied to many members and calls at once: each distinct case is decided once by `rules`, then looked up."""

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from matching import rules
from matching.contents import kept, scope_of, shut_countries
from matching.groups import is_group, kinds_of_group
from matching.territory import Area, area_of_funder, departments_of, overseas_code
from matching.weights import Weights
from matching.wishes import Axes, Flags, Floats, distinct, stated_countries
from model.call import Call
from model.codes import Role
from model.condition import ConditionKind
from model.deadline import PARIS
from model.doubt import is_to_check
from model.facts import Facts
from model.member import Member
from vocabularies import applicants
from vocabularies.term import table

ROLES = tuple(Role)
Numbers = npt.NDArray[np.int8]
Places = npt.NDArray[np.intp]
_NO, _UNKNOWN, _VIA = ROLES.index(Role.NO), ROLES.index(Role.UNKNOWN), ROLES.index(Role.VIA)


def verdict(call: Call, member: Member, now: datetime) -> rules.Verdict:
    """The role of one member in one call at `now` (aware)."""
    on = _day(now)
    shut = rules.countries_wanted(stated_countries(member, on), shut_countries(call.facts, on))
    return rules.over(call, now) or rules.worst(verdict_by_law(call, member), shut)


def verdict_by_law(call: Call, member: Member, candidates: rules.Verdict | None = None) -> rules.Verdict:
    """The role that the candidates, the funder's area and the territories leave, whatever the date and the countries.

    `candidates`: what `rules.applicant` says of them, when the caller already has it.
    """
    facts, area, kinds = call.facts, area_of_funder(call.funder), kinds_held(member)
    departments = departments_of(member)
    found = rules.worst(
        candidates or rules.applicant(kinds, facts),
        rules.place_of_filing(departments, area, scope_of(facts)) if area is not None else None,
        rules.overseas(overseas_code(member), facts),
        rules.conditions(rules.Applicant(kinds, departments, member.population), facts) if facts.conditions else None,
    )
    return rules.for_a_group(found) if is_group(member) else found


def kinds_held(member: Member) -> frozenset[str]:
    """Every kind of applicant that a member is by law; for a group of members, every kind that they may be."""
    if is_group(member):
        return kinds_of_group()
    special = member.siren if member.siren in _special_sirens() else None
    return _kinds(member.kind, member.territory or member.department, member.insee, special)


@lru_cache(maxsize=65536)
def _kinds(kind: str, place: str | None, insee: str | None, siren: str | None) -> frozenset[str]:
    return applicants.kinds_of(kind, territory=place, insee=insee, siren=siren)


@lru_cache(maxsize=1)
def _special_sirens() -> frozenset[str]:
    """The only numbers that `applicants.kinds_of` looks at: without the others, members of one kind share one case."""
    return frozenset(siren for holder in table("applicants.toml")["holders"] for siren in holder.get("siren", ()))


@dataclass(frozen=True, slots=True)
class Lookup:
    """Distinct members × distinct calls, decided once, and which of them each member and each call is."""

    table: Numbers
    who: Places
    what: Places

    def whole(self) -> Numbers:
        """The answers for each distinct member (rows) and all calls."""
        found: Numbers = self.table[:, self.what]
        return found


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides the roles of M members in C calls.

    `table` (D × C): numbers into `ROLES` for each distinct member; `who` (M,): which one each member is. `shut`: for
    each distinct set of countries that calls exclude, the members (M,) that want no other, and the calls' columns.
    """

    table: Numbers
    who: Places
    shut: tuple[tuple[Flags, Places], ...]

    def roles(self, rows: Places) -> Numbers:
        """Some members × C numbers into `ROLES`: for each pair, the role of `verdict`."""
        made: Numbers = self.table[self.who[rows]]
        for places, columns in self.shut_for(rows):
            made[np.ix_(places, columns)] = _NO
        return made

    def shut_for(self, rows: Places) -> Iterator[tuple[Places, Places]]:
        """For some members: the places among `rows` of those shut out, and the columns of the calls that do it."""
        for members, columns in self.shut:
            places = np.flatnonzero(members[rows])
            if len(places) and len(columns):
                yield places, columns

    def of(self, columns: Places) -> "Rules":
        """The same for some of the calls, in the order of `columns`."""
        places = np.full(self.table.shape[1], -1, dtype=np.intp)
        places[columns] = np.arange(len(columns))
        shut = tuple((members, kept(places[where])) for members, where in self.shut)
        return Rules(table=self.table[:, columns], who=self.who, shut=shut)


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules read of a member, but its partner countries. `of.population`: the least of its class of sizes."""

    of: rules.Applicant
    overseas: str | None
    group: bool


@dataclass(frozen=True, slots=True)
class Cases:
    """The distinct cases of M members whatever their size, and which one each member is (M,)."""

    distinct: tuple[Case, ...]
    who: Places


def cases_of(members: Sequence[Member]) -> Cases:
    """The distinct cases of these members."""
    cases, who = distinct([_case(member, ()) for member in members])
    return Cases(tuple(cases), who)


def rules_of(
    members: Sequence[Member], cases: Cases, calls: Sequence[Call], now: datetime, axes: Axes, stated: Flags
) -> Rules:
    """The tables for these members and calls at `now` (aware); `stated` (members × places of `axes`) as in `Wishes`."""
    sizes = _sizes(calls)
    held, who = distinct([_case(member, sizes) for member in members]) if sizes else (cases.distinct, cases.who)
    made = _candidates(held, calls)
    filing = _filing(held, calls)
    made[(filing == _UNKNOWN) & (made != _NO)] = _UNKNOWN
    made[(filing == _NO) | (_overseas(held, calls) == _NO) | (_conditions(held, calls) == _NO)] = _NO
    made[:, [rules.over(call, now) is not None for call in calls]] = _NO
    for number, case in enumerate(held):
        if case.group:
            made[number, made[number] != _NO] = _VIA
    return Rules(table=made, who=who, shut=_shut(calls, _day(now), axes, stated))


def _case(member: Member, sizes: Sequence[int]) -> Case:
    size = sizes[bisect_right(sizes, member.population) - 1] if sizes and member.population is not None else None
    return Case(rules.Applicant(kinds_held(member), departments_of(member), size), overseas_code(member), is_group(member))


def _sizes(calls: Sequence[Call]) -> list[int]:
    """The numbers of inhabitants from which the answer of some call may change, 0 first; none when no call asks a size."""
    asked = [one.value for call in calls for one in call.facts.conditions if one.value.kind is ConditionKind.POPULATION]
    from_here = {one.minimum for one in asked if one.minimum is not None}
    up_to = {one.maximum + 1 for one in asked if one.maximum is not None}
    return sorted({0} | from_here | up_to) if asked else []


def shares(numbers: Numbers, weights: Weights) -> Floats:
    """The same shape: what the role leaves of the score; a `no` leaves nothing."""
    given = {Role.LEAD: 1.0, Role.NO: 0.0, Role.UNKNOWN: weights.unknown, Role.VIA: weights.via}
    given |= {Role.PARTNER: weights.partner, Role.PARTICIPANT: weights.participant}
    return np.array([given[role] for role in ROLES], dtype=np.float32)[numbers]


ELSEWHERE, ALL_FRANCE, AT_HOME = range(3)


def home(cases: Cases, calls: Sequence[Call]) -> Lookup:
    """For local aid: whose area the call serves, `ELSEWHERE`, `ALL_FRANCE` or `AT_HOME`."""
    areas, what = distinct([area_of_funder(call.funder) for call in calls])
    table = [[_home(case.of.departments, area) for area in areas] for case in cases.distinct]
    return Lookup(_table(table, areas), cases.who, what)


def _home(departments: frozenset[str], area: Area | None) -> int:
    if area is None:
        return ALL_FRANCE
    return AT_HOME if departments & area.departments else ELSEWHERE


def _candidates(cases: Sequence[Case], calls: Sequence[Call]) -> Numbers:
    held, who = distinct([case.of.kinds for case in cases])
    keys, what = distinct([_asked(call.facts) for call in calls])
    asked = dict(zip(reversed(what.tolist()), (call.facts for call in reversed(calls)), strict=True))
    table = [[ROLES.index(rules.applicant(kinds, asked[n]).role) for n in range(len(keys))] for kinds in held]
    return Lookup(_table(table, keys), who, what).whole()[who]


def _filing(cases: Sequence[Case], calls: Sequence[Call]) -> Numbers:
    held, who = distinct([case.of.departments for case in cases])
    asked, what = distinct([(area_of_funder(call.funder), scope_of(call.facts)) for call in calls])
    table = [[_number(rules.place_of_filing(one, area, scope)) for area, scope in asked] for one in held]
    return Lookup(_table(table, asked), who, what).whole()[who]


def _conditions(cases: Sequence[Case], calls: Sequence[Call]) -> Numbers:
    held, who = distinct([case.of for case in cases])
    keys, what = distinct(
        [tuple((one.value, is_to_check("conditions", one)) for one in call.facts.conditions) for call in calls]
    )
    asked = {number: call.facts for number, call in zip(what.tolist(), calls, strict=True)}
    table = [[_number(rules.conditions(one, asked[n])) for n in range(len(keys))] for one in held]
    return Lookup(_table(table, keys), who, what).whole()[who]


def _overseas(cases: Sequence[Case], calls: Sequence[Call]) -> Numbers:
    held, who = distinct([case.overseas for case in cases])
    keys, what = distinct([rules.reserved_overseas(call.facts) for call in calls])
    reserved = {number: call.facts for number, call in zip(what.tolist(), calls, strict=True)}
    table = [[_number(rules.overseas(own, reserved[n])) for n in range(len(keys))] for own in held]
    return Lookup(_table(table, keys), who, what).whole()[who]


def _shut(calls: Sequence[Call], on: date, axes: Axes, stated: Flags) -> tuple[tuple[Flags, Places], ...]:
    columns: dict[frozenset[str], list[int]] = {}
    for number, call in enumerate(calls):
        shut = frozenset(shut_countries(call.facts, on))
        if shut:
            columns.setdefault(shut, []).append(number)
    held = stated.sum(axis=1)
    return tuple((_wants_only(shut, axes.places, stated, held), np.array(where)) for shut, where in columns.items())


def _wants_only(shut: frozenset[str], axis: Mapping[str, int], stated: Flags, held: Places) -> Flags:
    """Whether the member names countries, and all of them are shut."""
    within = stated[:, [axis[code] for code in shut if code in axis]].sum(axis=1)
    flags: Flags = (held > 0) & (within == held)
    return flags


def _number(verdict: rules.Verdict | None) -> int:
    return -1 if verdict is None else ROLES.index(verdict.role)


def _table(rows: list[list[int]], columns: Sequence[object]) -> Numbers:
    return np.array(rows, dtype=np.int8).reshape(len(rows), len(columns))


def _asked(facts: Facts) -> Hashable:
    """What `rules.applicant` reads of a call, without the words: calls that ask the same are decided once."""
    lists = (
        tuple((one.value, is_to_check(field, one), one.flags) for one in some)
        for field, some in (("eligible", facts.eligible), ("excluded", facts.excluded))
    )
    said = (facts.language == "fr", facts.language is None, rules.of_laboratories(facts), rules.says_public_bodies(facts))
    return (*lists, tuple(one.value for one in facts.filed_by), *said)


def _day(now: datetime) -> date:
    return now.astimezone(ZoneInfo(PARIS)).date()
