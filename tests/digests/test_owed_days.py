"""Whatever happens on whatever days: no event is told twice, and none that is owed is lost."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.owed import is_due, owed, topic_of
from model.call import Call, Event
from model.codes import DeliveryState, EventKind, Rhythm, Status
from model.letter import Section
from model.member import Subscriber
from tests.digests.fakes import NOW as START
from tests.digests.fakes import call, days, event, matches, person

E = EventKind
LIVE = [E.DEADLINE_MOVED, E.AMENDED, E.CLOSING, E.OPENED]


@dataclass
class World:
    """A ledger, a person and calls in memory: what the store does, without the store."""

    someone: Subscriber
    calls: dict[int, Call] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    ledger: dict[str, DeliveryState] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)

    def happens(self, pick: int, kind: EventKind, at: datetime, first_reading: bool) -> None:
        number = len(self.events) + 1
        if kind in (E.NEW, E.ANNOUNCED) or not self.calls:
            known = len(self.calls) + 1
            self.calls[known] = call(known, "2027-12-31")
            self.events.append(event(number, known, E.NEW, at=at, first_reading=first_reading))
            return
        known = pick % len(self.calls) + 1
        was_over = self.calls[known].status.is_over
        if was_over:
            kind = E.REOPENED
        status = Status.WITHDRAWN if kind is E.WITHDRAWN else Status.OPEN
        self.calls[known] = replace(self.calls[known], status=status)
        sides = {"before": f"2027-12-{number % 28 + 1:02d}", "after": "2027-12-31"}
        self.events.append(event(number, known, kind, at=at, **sides))

    def round(self, now: datetime) -> None:
        if not is_due(self.someone, now):
            return
        matched = matches(*(number for number, held in self.calls.items() if not held.status.is_over))
        due = owed(self.someone, self.events, self.calls, matched, self.ledger, now)
        for one in due.dues:
            assert one.events
            self.tell(one.topics, DeliveryState.SENT)
            self.shown += one.topics
            if one.section is Section.NEW:
                assert any(not e.first_reading and e.number > self.someone.since_event for e in one.events)
        self.tell(due.told, DeliveryState.TOLD)
        assert len({one.call for one in due.dues}) == len(due.dues)
        self.someone = replace(self.someone, cursor=len(self.events), round_at=now)

    def tell(self, topics: tuple[str, ...], state: DeliveryState) -> None:
        for topic in topics:
            assert topic not in self.ledger, "told twice"
            self.ledger[topic] = state


happening = st.tuples(
    st.just("event"), st.integers(0, 50), st.sampled_from([E.NEW, E.NEW, *LIVE, E.WITHDRAWN]), st.booleans()
)
step = st.one_of(happening, st.tuples(st.just("days"), st.integers(0, 20)), st.just(("round",)))


@settings(max_examples=300, deadline=None)
@given(
    steps=st.lists(step, max_size=60),
    rhythm=st.sampled_from([Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.MONTHLY]),
    since=st.integers(0, 10),
)
def test_no_event_is_told_twice_and_none_owed_is_lost(steps: list[tuple[object, ...]], rhythm: Rhythm, since: int) -> None:
    now = START
    world = World(person(rhythm=rhythm, since_event=since, subscribed_at=now, round_at=None))
    for what, *how in steps:
        if what == "event":
            pick, kind, first = how
            world.happens(pick, kind, now, first)  # type: ignore[arg-type]
        elif what == "days":
            now += days(how[0])  # type: ignore[arg-type]
        else:
            world.round(now)
    now += days(40)
    for later in range(4):  # the fortieth day may not be worked
        world.round(now + days(later))
    for one in world.events:
        held = world.calls[one.call]
        if not held.status.is_over:
            assert topic_of(one) in world.ledger, "owed and lost"
        elif one.kind is E.WITHDRAWN and _last(world, one) and _was_shown_before(world, one):
            assert topic_of(one) in world.shown, "an end that those who had a card never learnt"


def _last(world: World, event: Event) -> bool:
    return event is [one for one in world.events if one.call == event.call][-1]


def _was_shown_before(world: World, event: Event) -> bool:
    return any(topic_of(one) in world.shown for one in world.events if one.call == event.call and one.number < event.number)


def test_running_twice_the_same_day_gives_nothing_new() -> None:
    world = World(person(rhythm=Rhythm.AT_ONCE, round_at=None))
    world.happens(0, E.NEW, START, first_reading=False)
    world.round(START)
    told = dict(world.ledger)
    world.round(START)
    assert told
    assert world.ledger == told
