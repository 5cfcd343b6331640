"""What is due to a subscriber, the letter that says it, and its line in the ledger."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from model.call import Event
from model.codes import DeliveryState


class Section(StrEnum):
    """The parts of a letter, in their order."""

    NEW = "new"
    UPCOMING = "upcoming"
    CHANGED = "changed"
    CLOSING = "closing"
    OVER = "over"
    ALREADY_OPEN = "already_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One call that is due to one subscriber: in which part of the letter, the events and the reminder it settles.

    `reminder` is a topic of the ledger, empty when none is due. `urgent`: it does not wait for the day of the rhythm.
    """

    call: int
    section: Section
    events: tuple[Event, ...] = ()
    reminder: str = ""
    urgent: bool = False

    @property
    def topics(self) -> tuple[str, ...]:
        """The keys of the ledger that this settles."""
        events = tuple(f"event:{event.number}" for event in self.events)
        return (*events, self.reminder) if self.reminder else events


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter ready to send: `body` is the whole message, as bytes, and a retry sends these very bytes.

    `shown` are topics with a card, `told` topics that enter the ledger without one. `id` is 0 before the claim.
    """

    id: int
    subscriber: int
    address: str
    message_id: str
    subject: str
    body: bytes
    composed_at: datetime
    shown: tuple[str, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One line of the ledger: `topic` is `event:N`, `reminder:CALL/DATE/J-14` or `quiet:MONTH`, never empty."""

    subscriber: int
    topic: str
    letter: int | None
    state: DeliveryState
