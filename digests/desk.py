"""Reads from the store what one person's round needs, once for all who share it; it decides and writes nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from digests import french
from digests.compose import World
from digests.draft import ChangedPage
from digests.reminders import Memory
from digests.rhythm import Habits
from digests.words import due
from digests.zones import zone_of
from model.call import Call, Event
from model.codes import DeliveryState, EventKind, Showing, SourceSetting
from model.deadline import PARIS
from model.member import Member, Subscriber
from model.opinion import About, Judgement
from model.preferences import Act, Preferences
from model.word import Word
from store import (
    calls,
    consents,
    deliveries,
    events,
    holds,
    links,
    matches,
    members,
    opinions,
    page_changes,
    preferences,
    sources,
    words,
)
from store.connection import Database

PAGE = "page:"
"""What begins the topics of changed pages in the ledger."""
WEEK = timedelta(days=7) - timedelta(hours=12)

_ENDS = frozenset({EventKind.CLOSED, EventKind.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round is decided and written from. `cursor` is the last event that it considers, `aside` the
    number of calls that the member's opinions hold back."""

    member: Member
    events: tuple[Event, ...]
    world: World
    ledger: Mapping[str, DeliveryState]
    cursor: int
    memory: Memory
    aside: int = 0


class Desk:
    """The store as letters see it at one time: up to the last event when it is opened."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._sources = {source.slug: source for source in sources.listed(db)}
        self._cursor = events.last_number(db)
        self._calls: dict[int, Call] = {}
        self._pasts: dict[int, list[Event]] = {}
        self._ended: dict[int, frozenset[int]] = {}
        self._wishes = preferences.every(db)
        self._members = {member.id: member for member in members.every(db)}
        self._words: dict[date, list[Word]] = {}
        self._acts = consents.last_acts(db)
        self._read_at = {slug: state.last_ok for slug, state in sources.states(db).items()}
        self._bad_links = links.bad(db)
        self._withheld = holds.withheld(db)
        self._changes = [one for one in page_changes.unread(db) if self._may_name(one.source)]
        self._changed_sources = page_changes.sources(db) if self._changes else {}

    def habits_of(self, person: Subscriber) -> Habits:
        """The person's wishes, and where their clock stands."""
        wishes = self._wishes.get(person.id, Preferences(subscriber=person.id))
        member = self._members.get(person.member)
        return Habits(wishes=wishes, zone=zone_of(member.department if member else None, wishes.zone))

    def member_of(self, person: Subscriber) -> Member:
        """The member of a person; LookupError when it is gone."""
        member = self._members.get(person.member)
        if member is None:
            raise LookupError(f"no member {person.member}")
        return member

    def last_act_of(self, person: Subscriber) -> Act | None:
        """The last thing that the record of consent says of a person."""
        return self._acts.get(person.id)

    def words_for(self, person: Subscriber, held: Round, day: date) -> tuple[Word, ...]:
        """The words of the staff that are due to a person on `day`, theirs."""
        if day not in self._words:
            self._words[day] = words.standing(self._db, day)
        return due(self._words[day], held.member, held.world.matches, held.memory.refused, held.ledger, day)

    def last_letter_of(self, person: Subscriber) -> datetime | None:
        """When the person's last letter was composed (UTC)."""
        return deliveries.last_letter_at(self._db, person.id)

    def unread_sources(self, before: datetime) -> dict[str, tuple[str, date | None]]:
        """Slug → name and day of the last reading in Paris (None: never), for sources that should be read and were not
        since `before` (aware). Those that no letter may name are left out (rule 14)."""
        late = {slug: self._read_at[slug] for slug in self._read_at if slug in self._sources and self._should_be_read(slug)}
        return {
            slug: (self._sources[slug].name, at.astimezone(ZoneInfo(PARIS)).date() if at else None)
            for slug, at in late.items()
            if (at is None or at < before) and self._may_name(slug)
        }

    def _may_name(self, slug: str) -> bool:
        """A letter may name a source of the list that is not for the house alone (rule 14)."""
        return slug in self._sources and self._sources[slug].show is not Showing.INTERNAL

    def changed_pages(self, person: Subscriber, concerned: Collection[str], now: datetime) -> tuple[ChangedPage, ...]:
        """The pages that changed while they could not be read: those of the sources in `concerned`, or of which the person
        was told a call. Each change is told once, and a page that keeps changing once a week at most."""
        if not self._changes:
            return ()
        told_at = {topic: at for topic, at in deliveries.told_at(self._db, person.id).items() if topic.startswith(PAGE)}
        recent = {
            self._changed_sources.get(int(topic.removeprefix(PAGE))) for topic, at in told_at.items() if now - at < WEEK
        }
        wanted = {*concerned, *deliveries.sources_told(self._db, person.id)} - recent
        return tuple(
            ChangedPage(_changed_words(self._sources[one.source].name, one.at), one.url, f"{PAGE}{one.id}")
            for one in self._changes
            if one.source in wanted and f"{PAGE}{one.id}" not in told_at and one.at >= person.subscribed_at
        )

    def sources_read(self, since: datetime) -> tuple[int, int]:
        """How many of the sources that should be read were, since `since` (aware), and how many should be."""
        listed = [slug for slug in self._sources if self._should_be_read(slug)]
        read = [slug for slug in listed if (at := self._read_at.get(slug)) is not None and at >= since]
        return len(read), len(listed)

    def _should_be_read(self, slug: str) -> bool:
        return self._sources[slug].setting is SourceSetting.PROVED

    def round_of(self, person: Subscriber) -> Round:
        """The calls matched to the person's member, those that ended since their cursor, those marked useful; their pasts.

        A call whose source is `internal` is left out (rule 14), and so is all that waits for staff or for the end of a
        reading. LookupError when the member is gone.
        """
        member = self.member_of(person)
        matched = matches.of_member(self._db, member.id)
        memory = self._memory_of(person)
        concerned = self._showable({*matched, *self._ended_since(person.cursor), *memory.useful})
        self._read_pasts(concerned)
        return Round(
            member=member,
            events=tuple(event for number in concerned for event in self._pasts[number]),
            world=World(calls=concerned, matches=matched, sources=self._sources, bad_links=self._bad_links),
            ledger=deliveries.ledger(self._db, person.id),
            cursor=self._cursor,
            memory=memory,
            aside=self._aside(member.id, matched, memory),
        )

    def _aside(self, member: int, matched: Collection[int], memory: Memory) -> int:
        """Calls that may still be answered, held back by what was said of them, of their series or of their funder."""
        held = memory.refused.intersection(matched) | set(matches.set_aside(self._db, member))
        return sum(not call.status.is_over for call in self._showable(held).values())

    def _memory_of(self, person: Subscriber) -> Memory:
        """A call is useful to whoever said so; « pas pour nous » speaks for the whole member."""
        said = [one for one in opinions.standing(self._db, person.member) if one.about is About.CALL]
        mine = (one for one in said if one.judgement is Judgement.USEFUL and one.subscriber == person.id)
        return Memory(
            useful={one.call: one.at for one in mine},
            refused=frozenset(one.call for one in said if one.judgement is Judgement.NOT_FOR_US),
            told_at=deliveries.told_at(self._db, person.id),
        )

    def _ended_since(self, cursor: int) -> frozenset[int]:
        if cursor not in self._ended:
            ended = (event.call for event in events.since(self._db, cursor) if event.kind in _ENDS)
            self._ended[cursor] = frozenset(ended)
        return self._ended[cursor]

    def _showable(self, numbers: Iterable[int]) -> dict[int, Call]:
        wanted = sorted(numbers)
        self._calls |= calls.some(self._db, [number for number in wanted if number not in self._calls])
        found = (self._calls[number] for number in wanted if number in self._calls)
        return {call.id: call for call in found if not self._is_internal(call) and call.id not in self._withheld.calls}

    def _is_internal(self, call: Call) -> bool:
        source = self._sources.get(call.source)
        return source is not None and source.show is Showing.INTERNAL

    def _read_pasts(self, numbers: Iterable[int]) -> None:
        unread = [number for number in numbers if number not in self._pasts]
        self._pasts |= {number: [] for number in unread}
        for event in events.of_calls(self._db, unread):
            if event.number <= self._cursor and event.number not in self._withheld.events:
                is_known = event.number in self._withheld.known
                self._pasts[event.call].append(replace(event, first_reading=True) if is_known else event)


def _changed_words(name: str, at: datetime) -> str:
    day = french.long_day(at.astimezone(ZoneInfo(PARIS)).date())
    return french.bound(f"Une page de « {name} » a changé le {day}, et nous ne savons plus la lire")
