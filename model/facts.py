"""What is known of a call, each value with its evidence: given by the source's own fields, or read in its text."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from model.codes import Kind, Scope, Status
from model.condition import Condition, Prerequisite
from model.deadline import Deadline
from model.evidence import Reading
from model.filing import Filing
from model.money import Amount, Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Every field may be empty: empty means "not read", never "none" or "everywhere".

    `sessions`: the dates at which a newcomer may answer, in order (several = cut-offs). `later_stages`: dates that only
    those who passed a first stage must keep. `opening` is local to the call's zone. `status` is what the source *says*;
    `model.timing.status_at` says where the call *stands*. Countries and groups are codes (ISO 3166-1 alpha-2, see
    `vocabularies`); `themes` carry their weight as confidence. Of `eligible`, those flagged "partner" may only take part
    beside an applicant, those flagged "participant" are whom an applicant files for; `filed_by` says who files for whom.
    A training or an event carries its days, both included, whether one takes part from afar, and the words of its town.
    """

    language: str | None = None
    kind: Reading[Kind] | None = None
    status: Reading[Status] | None = None
    scope: Reading[Scope] | None = None
    programme: Reading[str] | None = None
    opening: Reading[date] | None = None
    sessions: tuple[Reading[Deadline], ...] = ()
    later_stages: tuple[Reading[Deadline], ...] = ()
    rolling: Reading[bool] | None = None
    amounts: tuple[Reading[Amount], ...] = ()
    rates: tuple[Reading[Rate], ...] = ()
    countries: tuple[Reading[str], ...] = ()
    excluded_countries: tuple[Reading[str], ...] = ()
    groups: tuple[Reading[str], ...] = ()
    excluded_groups: tuple[Reading[str], ...] = ()
    themes: tuple[Reading[str], ...] = ()
    sdgs: tuple[Reading[int], ...] = ()
    eligible: tuple[Reading[str], ...] = ()
    excluded: tuple[Reading[str], ...] = ()
    conditions: tuple[Reading[Condition], ...] = ()
    prerequisites: tuple[Reading[Prerequisite], ...] = ()
    filed_by: tuple[Reading[Filing], ...] = ()
    starts: Reading[date] | None = None
    ends: Reading[date] | None = None
    online: Reading[bool] | None = None
    venue: Reading[str] | None = None
    summary: str = ""

    def values(self) -> dict[str, Any]:
        """The values alone, without evidence: what two readings are compared by."""
        return {f.name: _value_of(getattr(self, f.name)) for f in fields(self)}


def _value_of(held: Any) -> Any:
    if isinstance(held, tuple):
        return tuple(_value_of(one) for one in held)
    return held.value if isinstance(held, Reading) else held
