"""A call for a member."""

from dataclasses import dataclass
from datetime import date

from model.codes import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`score` goes from 0 to 100; `reasons` are short French sentences, best first. `role` is `no` only with a reason.

    `council`: the last sitting of the member's council that can take the file, `enter_by` the last day to put it on the
    agenda; None where the member gives no sittings, or none is of use.
    """

    member: int
    call: int
    role: Role
    score: int
    reasons: tuple[str, ...] = ()
    council: date | None = None
    enter_by: date | None = None
