"""A date that was read and kept, before the dates of the whole document are weighed against one another."""

from dataclasses import dataclass
from datetime import date

from model.deadline import Deadline
from model.evidence import Evidence
from pipelines.reading.dates.cues import Sign
from pipelines.reading.dates.roles import Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`deadline` holds the date whatever its use; `first` starts a range, `begins` is the first day of a coarse date."""

    use: Use
    deadline: Deadline
    first: date | None
    begins: date
    evidence: Evidence
    confidence: float
    flags: tuple[str, ...]
    signs: frozenset[Sign]
    position: int

    @property
    def ends(self) -> bool:
        """It is a last day to answer."""
        return self.use in (Use.DEADLINE, Use.WINDOW)
