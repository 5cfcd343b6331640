"""What staff are asked about a call: the values of one field that are too doubtful to be facts, each with its sentence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Settled(StrEnum):
    """How a question ended: the value became sure, or is no longer said; staff set or confirmed it; the call is over."""

    SURE = "sure"
    GONE = "gone"
    SET = "set"
    CONFIRMED = "confirmed"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """One doubtful value, as JSON can write it, the words it was read in, how sure it is (0–1), and why that is not enough
    (French)."""

    value: Any
    quote: str
    place: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The doubtful values of one field of `Facts`, one at least."""

    field: str
    doubts: tuple[Doubtful, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as kept, with what a person needs to place it. Instants are UTC; `settled_at` is None while it is open."""

    id: int
    call: int
    title: str
    url: str
    scope: str | None
    field: str
    doubts: tuple[Doubtful, ...]
    opened_at: datetime
    seen_at: datetime
    settled_at: datetime | None = None
    settled_by: Settled | None = None
