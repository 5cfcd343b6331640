"""The rules applied to many members and calls at once: each distinct case is decided once by `rules`, then looked up."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from matching import rules
from matching.contents import scope_of, shut_countries
from matching.territory import Area, area_of_funder, departments_of
from matching.weights import Weights
from matching.wishes import Flags, Floats, stated_countries
from model.call import Call
from model.codes import Role
from model.deadline import PARIS
from model.evidence import Evidence
from model.facts import Facts
from model.member import Member
from vocabularies import applicants

ROLES = tuple(Role)
Numbers = npt.NDArray[np.int8]
Places = npt.NDArray[np.intp]
Case = TypeVar("Case", bound=Hashable)
_NO, _UNKNOWN = ROLES.index(Role.NO), ROLES.index(Role.UNKNOWN)


def verdict(call: Call, member: Member, now: datetime) -> rules.Verdict:
    """The role of one member in one call at `now` (aware)."""
    on = _day(now)
    facts = call.facts
    return rules.over(call, now) or rules.worst(
        rules.applicant(kinds_held(member), facts),
        rules.place_of_filing(departments_of(member), area_of_funder(call.funder), scope_of(facts)),
        rules.countries_wanted(stated_countries(member, on), shut_countries(facts, on)),
    )


def kinds_held(member: Member) -> frozenset[str]:
    """Every kind of applicant that a member is by law."""
    place = member.territory or member.department
    return applicants.kinds_of(member.kind, territory=place, insee=member.insee, siren=member.siren)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Distinct members × distinct calls, decided once, and which of them each member and each call is."""

    table: Numbers
    who: Places
    what: Places

    def of(self, rows: slice) -> Numbers:
        """The answers for some members (rows) and all calls."""
        found: Numbers = self.table[self.who[rows]][:, self.what]
        return found


@dataclass(frozen=True, slots=True)
class Rules:
    """All that decides the roles of M members in C calls: candidates, area of filing, countries shut, calls over."""

    candidates: Lookup
    filing: Lookup
    shut: Lookup
    over: Flags

    def roles(self, rows: slice) -> Numbers:
        """Some members × C numbers into `ROLES`: for each pair, the role of `verdict`."""
        made = self.candidates.of(rows)
        filing = self.filing.of(rows)
        made[(filing == _UNKNOWN) & (made != _NO)] = _UNKNOWN
        made[(filing == _NO) | (self.shut.of(rows) == _NO)] = _NO
        made[:, self.over] = _NO
        return made


def rules_of(members: Sequence[Member], calls: Sequence[Call], now: datetime) -> Rules:
    """The tables for these members and calls at `now` (aware)."""
    return Rules(
        candidates=_candidates(members, calls),
        filing=_filing(members, calls),
        shut=_shut(members, calls, _day(now)),
        over=np.array([rules.over(call, now) is not None for call in calls], dtype=bool),
    )


def shares(numbers: Numbers, weights: Weights) -> Floats:
    """M × C: what the role leaves of the score; a `no` leaves nothing."""
    given = {Role.LEAD: 1.0, Role.NO: 0.0, Role.UNKNOWN: weights.unknown, Role.VIA: weights.via}
    given |= {Role.PARTNER: weights.partner, Role.PARTICIPANT: weights.participant}
    return np.array([given[role] for role in ROLES], dtype=np.float32)[numbers]


def home(members: Sequence[Member], calls: Sequence[Call]) -> Lookup:
    """For local aid: whose area the call serves, `ELSEWHERE`, `ALL_FRANCE` or `AT_HOME`."""
    areas, what = _distinct([area_of_funder(call.funder) for call in calls])
    held, who = _distinct([departments_of(member) for member in members])
    return Lookup(_table([[_home(departments, area) for area in areas] for departments in held], areas), who, what)


ELSEWHERE, ALL_FRANCE, AT_HOME = range(3)


def _home(departments: frozenset[str], area: Area | None) -> int:
    if area is None:
        return ALL_FRANCE
    return AT_HOME if departments & area.departments else ELSEWHERE


def _candidates(members: Sequence[Member], calls: Sequence[Call]) -> Lookup:
    held, who = _distinct([kinds_held(member) for member in members])
    keys, what = _distinct([_asked(call.facts) for call in calls])
    asked = dict(zip(reversed(what.tolist()), (call.facts for call in reversed(calls)), strict=True))
    table = [[ROLES.index(rules.applicant(kinds, asked[n]).role) for n in range(len(keys))] for kinds in held]
    return Lookup(_table(table, keys), who, what)


def _filing(members: Sequence[Member], calls: Sequence[Call]) -> Lookup:
    held, who = _distinct([departments_of(member) for member in members])
    asked, what = _distinct([(area_of_funder(call.funder), scope_of(call.facts)) for call in calls])
    table = [[_number(rules.place_of_filing(one, area, scope)) for area, scope in asked] for one in held]
    return Lookup(_table(table, asked), who, what)


def _shut(members: Sequence[Member], calls: Sequence[Call], on: date) -> Lookup:
    wanted, who = _distinct([stated_countries(member, on) for member in members])
    shut, what = _distinct([frozenset(shut_countries(call.facts, on)) for call in calls])
    blank = Evidence("")
    table = [[_number(rules.countries_wanted(some, dict.fromkeys(one, blank))) for one in shut] for some in wanted]
    return Lookup(_table(table, shut), who, what)


def _number(verdict: rules.Verdict | None) -> int:
    return -1 if verdict is None else ROLES.index(verdict.role)


def _table(rows: list[list[int]], columns: Sequence[object]) -> Numbers:
    return np.array(rows, dtype=np.int8).reshape(len(rows), len(columns))


def _asked(facts: Facts) -> Hashable:
    """What `rules.applicant` reads of a call, without the words: calls that ask the same are decided once."""
    lists = (
        tuple((one.value, one.confidence >= rules.SURE_ENOUGH, one.flags) for one in some)
        for some in (facts.eligible, facts.excluded)
    )
    return (*lists, facts.language == "fr")


def _distinct(cases: Sequence[Case]) -> tuple[list[Case], Places]:
    """The distinct cases in order of appearance, and the number of each case among them."""
    numbers: dict[Case, int] = {}
    where = [numbers.setdefault(case, len(numbers)) for case in cases]
    return list(numbers), np.array(where, dtype=np.intp)


def _day(now: datetime) -> date:
    return now.astimezone(ZoneInfo(PARIS)).date()
