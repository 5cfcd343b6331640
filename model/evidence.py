"""A value and the words it was read in (rule 5): a value without evidence is not shown as a fact."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the source.

    `place` is "title", "text" or "field:NAME" (a field of the source's own structured answer).
    `start` and `end` are offsets in characters into that place, end excluded.
    """

    quote: str
    start: int = 0
    end: int = 0
    place: str = "text"


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value, its evidence, and how sure the reading is (0–1). `flags` name doubts, e.g. "year_inferred"."""

    value: T
    evidence: Evidence
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
