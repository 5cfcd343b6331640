"""A base with a few members and calls, for the use cases that read both."""

from collections.abc import Sequence
from datetime import date, timedelta

from model.call import Call
from model.codes import Rhythm
from model.member import Member, Subscriber
from store import calls, members
from store.connection import Database, write
from tests.matching.samples import NOW


def keep(db: Database, people: Sequence[Member], some: Sequence[Call]) -> None:
    """Keeps members and calls under the ids they have, which must be 1, 2, 3… in order."""
    with write(db):
        assert [members.save(db, one) for one in people] == [one.id for one in people]
        assert [calls.insert(db, one, one.first_seen, None) for one in some] == [one.id for one in some]


def subscribe(db: Database, member: int, address: str) -> int:
    """A person of that member, who reads each Tuesday; gives the id."""
    person = Subscriber(id=0, member=member, name="", address=address, rhythm=Rhythm.WEEKLY, weekday=1, subscribed_at=NOW)
    with write(db):
        return members.save_subscriber(db, person)


def months_before(number: float) -> date:
    """A day in the middle of the month, so many months before `NOW`."""
    return NOW.date() - timedelta(days=round(number * 365.25 / 12) - 3)
