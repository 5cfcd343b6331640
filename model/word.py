"""What staff add to letters: a word of theirs, a note of a country group, a date of the house (relecture, webinaire)."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """`text` is one or two sentences; `title` what stands above it. It is told once to each person whom it concerns.

    It concerns everybody, or the members that have one of `countries`, `groups` or `themes` in their profile. `call`: it
    stands on the card of that call, for those whom the call suits. `day` and `hour` (Europe/Paris) make it a date to keep,
    not told once past. `until`: the last day on which a letter may tell it, None for no end. `who` wrote it. `id` is 0
    before it is kept.
    """

    id: int
    at: datetime
    who: str
    text: str
    title: str = ""
    link: str = ""
    day: date | None = None
    hour: time | None = None
    call: int | None = None
    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    until: date | None = None

    @property
    def topic(self) -> str:
        """Its key in the ledger."""
        return f"word:{self.id}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it makes sense."""
        return min((day for day in (self.day, self.until) if day is not None), default=None)
