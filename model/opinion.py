"""What a member says of a call, of all its editions or of its funder: remembered, and taken back when it wishes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class About(StrEnum):
    """How far an opinion reaches from the call on which it was said."""

    CALL = "call"
    SERIES = "series"
    FUNDER = "funder"


class Judgement(StrEnum):
    """« utile », « pas pour nous »."""

    USEFUL = "useful"
    NOT_FOR_US = "not_for_us"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """`call`: the call on which it was said. `funder`: its funder as named then. `subscriber`: who said it, when known.

    `id` is 0 before it is kept; `undone_at` is None while it stands. Instants are UTC.
    """

    id: int
    member: int
    call: int
    about: About
    judgement: Judgement
    at: datetime
    funder: str | None = None
    subscriber: int | None = None
    undone_at: datetime | None = None
