"""What visits of the page of a call have found. Whether it is broken is decided in `pipelines.links`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LinkState(StrEnum):
    """What several visits say together. `MOVED`: the address leads to a page that is not that of the call."""

    FINE = "fine"
    BROKEN = "broken"
    MOVED = "moved"
    UNSURE = "unsure"

    @property
    def is_bad(self) -> bool:
        """Worth a word to whoever would open it."""
        return self in (LinkState.BROKEN, LinkState.MOVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit of an address, at an instant (UTC): the status of the last answer (None when none came), the address that
    gave it after redirections, and the beginning of what it says as plain text, title first."""

    at: datetime
    status: int | None
    final: str = ""
    text: str = ""
