"""What a person proposes to the watch by e-mail, and what staff decided of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from model.notice import Notice


class ProposalState(StrEnum):
    """Where a proposal is: nobody decided yet, it is now a call, or staff do not want it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`notice` is what would be published, without its sender. `sender` is the address that sent it, None once it has been
    forgotten; `is_staff`: of our own team. `call` is what an accepted one became. Instants are UTC."""

    id: int
    source: str
    reference: str
    at: datetime
    sender: str | None
    is_staff: bool
    notice: Notice
    state: ProposalState = ProposalState.WAITING
    decided_at: datetime | None = None
    who: str = ""
    reason: str = ""
    call: int | None = None
