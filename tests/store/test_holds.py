"""What waits for the end of a reading or for staff, the looks of people, and pages that changed."""

from datetime import datetime, timedelta

from model.call import NewEvent
from model.codes import EventKind
from store import events, holds, looks, notices, page_changes
from store.connection import Database, write
from store.holds import Withheld
from store.looks import Look
from store.page_changes import PageChange
from tests.store import samples
from tests.store.samples import NOW


def told(db: Database, kind: EventKind = EventKind.NEW, reference: str = "a") -> tuple[int, int]:
    """A call and an event of it that source "s" told; gives both numbers."""
    call = samples.saved_call(db)
    with write(db):
        notice = notices.add(db, samples.notice(source="s", reference=reference), call)
        event = events.append(db, NewEvent(call=call, kind=kind, at=NOW, sentence="…", notice=notice))
    return call, event.number


def begun(db: Database, source: str = "s") -> None:
    with write(db):
        holds.begin(db, source, events.last_number(db))


def held(db: Database, at: datetime = NOW) -> int:
    with write(db):
        number = holds.hold(db, "s", "unusual_volume", at, at + timedelta(days=3))
        holds.end(db, "s")
    return number


def test_what_a_reading_tells_waits_until_it_ends(db: Database) -> None:
    before = told(db, reference="avant")
    begun(db)
    call, event = told(db)
    assert holds.withheld(db) == Withheld(frozenset({event}), frozenset({call}))
    with write(db):
        holds.begin(db, "s", event)  # the reading was interrupted, and begins again
    assert before[1] not in holds.withheld(db).events
    assert event in holds.withheld(db).events
    with write(db):
        holds.end(db, "s")
    assert holds.withheld(db) == Withheld()


def test_what_a_doubtful_reading_told_waits_for_staff_but_the_end_of_a_call_does_not(db: Database) -> None:
    begun(db)
    call, event = told(db)
    _, closed = told(db, EventKind.CLOSED, "b")
    assert held(db) == 1
    assert holds.withheld(db) == Withheld(frozenset({event}), frozenset({call}))
    (hold,) = holds.standing(db)
    assert (hold.source, hold.code, hold.events, hold.calls) == ("s", "unusual_volume", 1, 1)
    assert closed not in holds.withheld(db).events


def test_a_second_doubtful_reading_adds_to_the_hold_and_its_end_says_what_becomes_of_each_event(db: Database) -> None:
    begun(db)
    first = told(db)
    held(db)
    begun(db)
    second = told(db, EventKind.DEADLINE_MOVED, "b")
    held(db, NOW + timedelta(days=1))
    (hold,) = holds.standing(db)
    assert [one.event for one in holds.waiting(db, hold.id)] == [first[1], second[1]]
    assert hold.lapses_at == NOW + timedelta(days=3)
    with write(db):
        holds.close(db, hold.id, holds.LAPSED, NOW, "", {first[1]: holds.KNOWN, second[1]: holds.DROPPED})
    assert holds.standing(db) == []
    assert holds.withheld(db) == Withheld(frozenset({second[1]}), frozenset(), frozenset({first[1]}))


def test_a_doubtful_reading_that_told_nothing_holds_nothing(db: Database) -> None:
    begun(db)
    assert held(db) == 0
    assert holds.standing(db) == []


def test_looks_are_kept_and_the_last_one_is_known(db: Database) -> None:
    with write(db):
        looks.add(db, Look(id=0, source="s", at=NOW, note="un appel attendu", who="Léa"))
        looks.add(db, Look(id=0, source="s", at=NOW + timedelta(days=7)))
    assert looks.last(db)["s"] == Look(id=2, source="s", at=NOW + timedelta(days=7))
    assert [one.note for one in looks.of_source(db, "s")] == ["", "un appel attendu"]


def test_changes_of_pages_are_found_by_their_time(db: Database) -> None:
    change = PageChange(id=1, source="s", url="https://s.example/", at=NOW, words="Appel 2027")
    with write(db):
        page_changes.add(db, change)
    assert page_changes.since(db, NOW) == [change]
    assert page_changes.since(db, NOW + timedelta(seconds=1)) == []
