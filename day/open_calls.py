"""The calls that one person may still answer, as cards for a page and as dates for a calendar. Nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from day.visits import Visit
from digests.calendar import Dated, calendar_of, has_dates
from digests.cards import Owner, card_of
from digests.desk import Desk, Round
from digests.draft import Card
from digests.links import Links
from digests.owed import standing
from model.call import Call
from model.codes import Role
from model.letter import Due, Section
from model.opinion import Judgement
from store import events, matches, sources
from store.connection import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A call of the list: its card, what the member says of it, and the addresses to say something else."""

    card: Card
    judgement: Judgement | None
    useful_url: str
    useless_url: str
    agenda_url: str
    together_url: str


def listed(db: Database, who: Visit, links: Links, now: datetime) -> list[Listed]:
    """What is open or to come for the member at `now` (aware): what closes first, then those without a date; at the end
    those that are not for them."""
    held = Desk(db).round_of(who.person)
    owner = Owner(member=held.member, now=now)
    found = []
    for call in _alive(held, now):
        due = Due(call=call.id, section=Section.ALREADY_OPEN)
        card = card_of(
            due,
            call,
            held.world.matches.get(call.id),
            held.world.sources.get(call.source),
            owner,
            bad_link=call.id in held.world.bad_links,
        )
        found.append(
            Listed(
                card=card,
                judgement=_judgement(held, call.id),
                useful_url=links.opinion(who.person, call.id, useful=True),
                useless_url=links.opinion(who.person, call.id, useful=False),
                agenda_url=links.agenda(who.person, call.id) if has_dates(call) else "",
                together_url=links.together(who.person, call.id),
            )
        )
    return sorted(found, key=lambda one: one.judgement is Judgement.NOT_FOR_US)


def card_for(db: Database, who: Visit, now: datetime) -> Card | None:
    """The card of the call of a visit, None when the visit is about none."""
    return card_of_call(db, who, who.call, now) if who.call is not None else None


def card_of_call(db: Database, who: Visit, call: Call, now: datetime) -> Card:
    """The card of a call as the person of a visit sees it at `now` (aware), told to its member or not."""
    match = matches.of_member(db, who.member.id).get(call.id)
    due = Due(call=call.id, section=Section.ALREADY_OPEN)
    return card_of(due, call, match, sources.get(db, call.source), Owner(member=who.member, now=now))


def agenda(db: Database, who: Visit, links: Links, now: datetime) -> bytes:
    """The dates of the call of a visit, as iCalendar."""
    found = [_dated(db, who.call)] if who.call else []
    return calendar_of(found, "Date limite d’un appel à projets", links.site)


def feed(db: Database, who: Visit, links: Links, now: datetime) -> bytes:
    """The dates of all that is open for the member and not refused, as iCalendar."""
    held = Desk(db).round_of(who.person)
    found = [_dated(db, call) for call in _alive(held, now) if call.id not in held.memory.refused]
    return calendar_of(found, f"Appels à projets – {who.member.name}", links.site)


def _alive(held: Round, now: datetime) -> Iterator[Call]:
    world = held.world
    wanted = {number for number, match in world.matches.items() if match.role is not Role.NO} | set(held.memory.useful)
    found = (world.calls[number] for number in wanted if number in world.calls)
    yield from sorted((call for call in found if not standing(call, now).is_over), key=lambda call: _closing(call, now))


def _closing(call: Call, now: datetime) -> tuple[float, int]:
    ahead = [held.value.closes_at.timestamp() for held in call.facts.sessions if held.value.closes_at > now]
    return min(ahead, default=float("inf")), call.id


def _judgement(held: Round, call: int) -> Judgement | None:
    if call in held.memory.refused:
        return Judgement.NOT_FOR_US
    return Judgement.USEFUL if call in held.memory.useful else None


def _dated(db: Database, call: Call) -> Dated:
    return Dated(call=call, events=events.of_call(db, call.id), title=call.title_fr or call.title, funder=call.funder or "")
