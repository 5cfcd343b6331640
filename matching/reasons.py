"""Why a call is told to a member: short French sentences, best first, with the words of the source. Nothing is decided here.

Each words quoted are those of a reading's evidence, as they stand in the source.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from matching import calendar
from matching.contents import places_read, scope_of, shut_countries, themes_named
from matching.profile import WORLD
from matching.rules import TO_CHECK, Verdict
from matching.territory import area_of_funder, departments_of, overseas_code
from matching.wishes import around, inside, level
from matching.wording import (
    NO_BREAK,
    counted,
    country_name,
    day_in_french,
    doubt,
    first_of,
    listed,
    money,
    quoted,
    theme_name,
)
from matching.words import folded, places
from model.call import Call
from model.codes import AmountRole, Role, Scope
from model.deadline import PARIS
from model.doubt import is_to_check
from model.facts import Facts
from model.member import Member
from model.money import Amount
from model.timing import next_session, opens_at
from vocabularies import groups, programmes

_SHOWN_THEMES = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence and what it is worth among the others, to put the best first."""

    worth: float
    sentence: str


def reasons(
    call: Call, member: Member, verdict: Verdict, now: datetime, text: str = "", same_for_all: "ForAll | None" = None
) -> tuple[str, ...]:
    """The sentences for a call told to a member (or only the refusal), `now` being aware and `text` the call's if known.

    `same_for_all`: what `for_all` says of the call, when the caller already has it.
    """
    if verdict.role is Role.NO:
        return (refusal(verdict),)
    same = for_all(call, now) if same_for_all is None else same_for_all
    found = [*_places(call, member, same.on), *_themes(call.facts, member, same.held), *_own_words(call, member, text)]
    found += [*_followed(call.facts, member), *_role(verdict), *_council(call, member, now), *same.reasons]
    return tuple(one.sentence for one in sorted(found, key=_worth, reverse=True))


@dataclass(frozen=True, slots=True)
class ForAll:
    """What is the same of a call whoever the member: the day in Paris, its themes and their worth, time left and sums."""

    on: date
    held: Mapping[str, float]
    reasons: tuple[Reason, ...]


def for_all(call: Call, now: datetime) -> ForAll:
    """What of `reasons` depends on the call alone, at `now` (aware)."""
    facts = call.facts
    on = now.astimezone(ZoneInfo(PARIS)).date()
    return ForAll(on, themes_named(facts), (*_time(facts, now), *_amounts(facts)))


def _worth(reason: Reason) -> float:
    return reason.worth


def refusal(verdict: Verdict) -> str:
    """Why a member may not answer, with the words that say so."""
    return f"{verdict.reason}{quoted(verdict.evidence, but=verdict.reason)}"


def _places(call: Call, member: Member, on: date) -> Iterator[Reason]:
    for ways in _WAYS:
        found = list(ways(call, member, on))
        if found:
            yield from found
            return


def _local(call: Call, member: Member, on: date) -> Iterator[Reason]:
    if scope_of(call.facts) is Scope.LOCAL and member.local_aid:
        area = area_of_funder(call.funder)
        own = area is not None and bool(area.departments & departments_of(member))
        yield Reason(0.9, f"Aide pour votre territoire{f' : {area.name}' if area and own else ''}")


def _named_partner(call: Call, member: Member, on: date) -> Iterator[Reason]:
    named = [one for one in call.facts.countries if one.value in member.countries]
    named.sort(key=lambda one: -level(member.countries[one.value]) * one.confidence)
    named = [one for one in named if not is_to_check("countries", one)] or named
    if named:
        names = list(dict.fromkeys(country_name(one.value) for one in named))
        sentence = f"Pays : {first_of(names)}, {_partners(len(names))}{doubt('countries', named[0])}"
        yield Reason(level(member.countries[named[0].value]), sentence + quoted(named[0].evidence, but=sentence))


def _zone_of_partners(call: Call, member: Member, on: date) -> Iterator[Reason]:
    if not call.facts.groups:
        return
    partners = member.countries.keys() - shut_countries(call.facts, on)
    zones = [(one, partners & inside(one.value, on)) for one in call.facts.groups]
    zones = [zone for zone in zones if zone[1]]
    if zones:
        zone, held = min(zones, key=lambda some: len(inside(some[0].value, on)))
        names = sorted(country_name(code) for code in held)
        sentence = f"Zone : {groups.name(zone.value)} ({first_of(names)}, {_partners(len(names))}){doubt('groups', zone)}"
        yield Reason(0.8, sentence + quoted(zone.evidence, but=sentence))


def _zone_wished(call: Call, member: Member, on: date) -> Iterator[Reason]:
    for group in member.groups:
        same = next((one for one in call.facts.groups if one.value == group), None)
        if same is not None:
            sentence = f"Zone : {groups.name(group)}, que vous suivez{doubt('groups', same)}"
            yield Reason(0.8, sentence + quoted(same.evidence, but=sentence))
            return
        within = [one for one in call.facts.countries if one.value in inside(group, on)]
        if within:
            names = [country_name(one.value) for one in within]
            sentence = f"Pays : {first_of(names)}, dans la zone que vous suivez ({groups.name(group)})"
            sentence += doubt("countries", within[0])
            yield Reason(0.8, sentence + quoted(within[0].evidence, but=sentence))
            return


def _neighbourhood(call: Call, member: Member, on: date) -> Iterator[Reason]:
    own = overseas_code(member)
    if own is None:
        return
    near = around(own) | {own}
    for one in (*call.facts.countries, *call.facts.groups):
        if one.value in near or (inside(one.value, on) & near and len(inside(one.value, on)) < 60):
            name = country_name(one.value) if one.value in near else groups.name(one.value)
            sentence = f"Voisinage : {name}, dans votre bassin de coopération régionale"
            yield Reason(0.7, sentence + quoted(one.evidence, but=sentence))
            return


def _wide(call: Call, member: Member, on: date) -> Iterator[Reason]:
    world = next((one for one in call.facts.groups if one.value == WORLD), None)
    if world is not None:
        yield Reason(0.5, f"Ouvert à tous les pays{quoted(world.evidence, but='tous les pays')}")
    elif scope_of(call.facts) is Scope.EUROPE:
        read = call.facts.scope
        words = quoted(read.evidence) if read else ""
        yield Reason(0.6, f"Projet entre partenaires de plusieurs pays d’Europe{words}")
    elif not places_read(call.facts):
        yield Reason(0.1, "Lieu non précisé")


_WAYS: tuple[Callable[[Call, Member, date], Iterator[Reason]], ...] = (
    _local,
    _named_partner,
    _zone_of_partners,
    _zone_wished,
    _neighbourhood,
    _wide,
)
"""What may be said of the place, the surest first: the first that has something to say is enough."""


def _themes(facts: Facts, member: Member, held: Mapping[str, float]) -> Iterator[Reason]:
    mine = [one for one in facts.themes if one.value in member.themes]
    mine.sort(key=lambda one: -held[one.value] * level(member.themes[one.value]))
    for one in mine[:_SHOWN_THEMES]:
        sentence = f"Thème : {theme_name(one.value)}"
        yield Reason(held[one.value] * level(member.themes[one.value]), sentence + quoted(one.evidence, but=sentence))


def _own_words(call: Call, member: Member, text: str) -> Iterator[Reason]:
    wanted = {folded(word) for word in member.keywords}
    if not wanted:
        return
    for place in (call.title, call.title_fr or "", call.facts.summary, text):
        said = list(dict.fromkeys(place[start:end] for _, start, end in places(place, wanted)))
        if said:
            words = listed([f"«{NO_BREAK}{word}{NO_BREAK}»" for word in said[:3]])
            yield Reason(0.75, f"{'Vos mots' if len(said) > 1 else 'Votre mot'} : {words}")
            return


def _followed(facts: Facts, member: Member) -> Iterator[Reason]:
    if facts.programme is not None and facts.programme.value in member.follows:
        programme = programmes.get(facts.programme.value)
        yield Reason(0.95, f"Programme que vous suivez : {programme.name if programme else facts.programme.value}")


def _role(verdict: Verdict) -> Iterator[Reason]:
    if verdict.role is Role.UNKNOWN:
        yield Reason(0.35, _to_check(verdict))
    elif verdict.reason:
        yield Reason(0.35, f"{verdict.reason}{quoted(verdict.evidence, but=verdict.reason)}")


def _to_check(verdict: Verdict) -> str:
    if verdict.reason and verdict.reason != TO_CHECK:
        return f"{TO_CHECK} : {verdict.reason[:1].lower()}{verdict.reason[1:]}"
    return TO_CHECK


def _time(facts: Facts, now: datetime) -> Iterator[Reason]:
    opening = opens_at(facts)
    if facts.opening is not None and opening is not None and opening > now:
        yield Reason(0.3, f"Ouvre le {day_in_french(facts.opening.value)}{doubt('opening', facts.opening)}")
        return
    session = next_session(facts, now)
    if session is None:
        if facts.rolling is not None and facts.rolling.value:
            yield Reason(0.2, f"Sans date limite{doubt('rolling', facts.rolling)}")
        return
    left, read = session.days_left(now), next(one for one in facts.sessions if one.value == session)
    said = f"{counted(left, 'jour')} pour répondre" if left > 0 else "Dernier jour pour répondre"
    yield Reason(0.3, said + doubt("sessions", read))


def _council(call: Call, member: Member, now: datetime) -> Iterator[Reason]:
    """What the member's own calendar says, once it has given the days of its council."""
    decision = calendar.decide(call, member, now) if member.councils else None
    if decision is not None and decision.case is not calendar.Case.UNKNOWN:
        yield Reason(0.28, decision.sentence)


def _amounts(facts: Facts) -> Iterator[Reason]:
    grant = next((one for one in facts.amounts if one.value.role is AmountRole.GRANT), None)
    sentence = _range(grant.value) if grant is not None else ""
    if grant is not None and sentence:
        yield Reason(0.25, f"Aide : {sentence}{doubt('amounts', grant)}")


def _range(amount: Amount) -> str:
    low, high = amount.minimum, amount.maximum
    if low is not None and high is not None and low != high:
        return f"de {money(low)} à {money(high, amount.currency)}"
    if high is not None:
        return f"jusqu’à {money(high, amount.currency)}" if low is None else money(high, amount.currency)
    return f"à partir de {money(low, amount.currency)}" if low is not None else ""


def _partners(number: int) -> str:
    return "vos partenaires" if number > 1 else "votre partenaire"
