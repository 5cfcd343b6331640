"""What one person wishes of letters beyond the rhythm, and the record of what they agreed to."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

MORNING = time(7, 30)


class Reminders(StrEnum):
    """Of which calls the end is recalled: those marked useful, all those that were shown, none."""

    USEFUL = "useful"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """`hour` is local to `zone` (an IANA name; None: that of the member's territory).

    `urgent`: what leaves fewer than 21 days is told without waiting for the day of the rhythm. `pause_from` and
    `pause_until` are both days without letters. `most`: the calls with a card in one letter, None for all. `appeals`:
    appeals for money in a crisis are wanted, at once. `quiet_months`: a letter says that a month had nothing.
    """

    subscriber: int
    hour: time = MORNING
    zone: str | None = None
    urgent: bool = True
    pause_from: date | None = None
    pause_until: date | None = None
    most: int | None = None
    reminders: Reminders = Reminders.USEFUL
    appeals: bool = False
    quiet_months: bool = False

    def pauses_on(self, day: date) -> bool:
        """Whether `day`, local to the person, is one without letters."""
        return self.pause_from is not None and self.pause_until is not None and self.pause_from <= day <= self.pause_until


class Act(StrEnum):
    """`registered`: staff gave the address; `asked`: the person was asked to confirm; `changed`: other wishes."""

    REGISTERED = "registered"
    ASKED = "asked"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


class How(StrEnum):
    """Through what an act of consent came."""

    FILE = "file"
    LETTER = "letter"
    PAGE = "page"
    ONE_CLICK = "one_click"
    COMPLAINT = "complaint"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One line of the record: who, when (UTC), what, how, under which version of the privacy notice, in which words."""

    subscriber: int
    at: datetime
    act: Act
    how: How
    notice: str
    words: str
