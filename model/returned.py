"""What comes back after a letter left: a bounce, a complaint, the request of a gateway."""

from dataclasses import dataclass
from enum import StrEnum


class ReturnKind(StrEnum):
    """`hard`: the address will never work; `soft`: not now; `gateway`: a machine asks us to prove that we are no robot."""

    HARD = "hard"
    SOFT = "soft"
    COMPLAINT = "complaint"
    GATEWAY = "gateway"
    ABSENCE = "absence"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One message that came back. `mark` is a hash of it. `reason` is without addresses. `subscriber`: None when unknown."""

    mark: str
    kind: ReturnKind
    subscriber: int | None
    reason: str


class Why(StrEnum):
    """What stopped the letters to an address."""

    HARD = "hard"
    COMPLAINT = "complaint"
    STAFF = "staff"
