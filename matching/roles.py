"""The rules applied to many members and calls at once: each distinct case is decided once by `rules`, then looked up."""

from collections.abc import Hashable, Sequence
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
from model.codes import Role, Scope
from model.deadline import PARIS
from model.facts import Facts
from model.member import Member
from vocabularies import applicants

ROLES = tuple(Role)
Numbers = npt.NDArray[np.int8]
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


def roles(members: Sequence[Member], calls: Sequence[Call], now: datetime) -> Numbers:
    """M × C numbers into `ROLES`: for each pair, the role of `verdict`."""
    made = _applicant_roles(members, calls)
    filing = _filing_roles(members, calls)
    made[(filing == _UNKNOWN) & (made != _NO)] = _UNKNOWN
    made[filing == _NO] = _NO
    made[_all_countries_shut(members, calls, _day(now))] = _NO
    made[:, [rules.over(call, now) is not None for call in calls]] = _NO
    return made


def shares(numbers: Numbers, weights: Weights) -> Floats:
    """M × C: what the role leaves of the score; a `no` leaves nothing."""
    given = {Role.LEAD: 1.0, Role.NO: 0.0, Role.UNKNOWN: weights.unknown, Role.VIA: weights.via}
    given |= {Role.PARTNER: weights.partner, Role.PARTICIPANT: weights.participant}
    return np.array([given[role] for role in ROLES], dtype=np.float32)[numbers]


def home(members: Sequence[Member], calls: Sequence[Call], weights: Weights) -> Floats:
    """M × C: the places criterion for local aid: the member's own area, all France, or somebody else's."""
    areas, where = _distinct([area_of_funder(call.funder) for call in calls])
    held, who = _distinct([departments_of(member) for member in members])
    table = [[_home(departments, area, weights) for area in areas] for departments in held]
    return np.array(table, dtype=np.float32).reshape(len(held), len(areas))[who][:, where]


def _home(departments: frozenset[str], area: Area | None, weights: Weights) -> float:
    if area is None:
        return weights.own_country
    return weights.own_territory if departments & area.departments else 0.0


def _applicant_roles(members: Sequence[Member], calls: Sequence[Call]) -> Numbers:
    held, who = _distinct([kinds_held(member) for member in members])
    keys, what = _distinct([_asked(call.facts) for call in calls])
    asked = dict(zip(reversed(what), (call.facts for call in reversed(calls)), strict=True))
    table = [[ROLES.index(rules.applicant(kinds, asked[n]).role) for n in range(len(keys))] for kinds in held]
    return np.array(table, dtype=np.int8).reshape(len(held), len(keys))[who][:, what]


def _filing_roles(members: Sequence[Member], calls: Sequence[Call]) -> Numbers:
    held, who = _distinct([departments_of(member) for member in members])
    asked, what = _distinct([(area_of_funder(call.funder), scope_of(call.facts)) for call in calls])
    table = [[_filing(departments, area, scope) for area, scope in asked] for departments in held]
    return np.array(table, dtype=np.int8).reshape(len(held), len(asked))[who][:, what]


def _filing(departments: frozenset[str], area: Area | None, scope: Scope | None) -> int:
    found = rules.place_of_filing(departments, area, scope)
    return -1 if found is None else ROLES.index(found.role)


def _all_countries_shut(members: Sequence[Member], calls: Sequence[Call], on: date) -> Flags:
    """M × C: the member names partner countries and the call excludes all of them."""
    shut = np.zeros((len(members), len(calls)), dtype=bool)
    wanted, who = _distinct([stated_countries(member, on) for member in members])
    for number, call in enumerate(calls):
        if call.facts.excluded_countries or call.facts.excluded_groups:
            excluded = shut_countries(call.facts, on)
            all_shut = [rules.countries_wanted(some, excluded) is not None for some in wanted]
            shut[:, number] = np.array(all_shut, dtype=bool)[who]
    return shut


def _asked(facts: Facts) -> Hashable:
    """What `rules.applicant` reads of a call, without the words: calls that ask the same are decided once."""
    lists = (
        tuple((one.value, one.confidence >= rules.SURE_ENOUGH, one.flags) for one in some)
        for some in (facts.eligible, facts.excluded)
    )
    return (*lists, facts.language == "fr")


def _distinct(cases: Sequence[Case]) -> tuple[list[Case], list[int]]:
    """The distinct cases in order of appearance, and the number of each case among them."""
    numbers: dict[Case, int] = {}
    where = [numbers.setdefault(case, len(numbers)) for case in cases]
    return list(numbers), where


def _day(now: datetime) -> date:
    return now.astimezone(ZoneInfo(PARIS)).date()
