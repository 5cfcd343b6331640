"""A call for a member."""

from dataclasses import dataclass

from model.codes import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`score` goes from 0 to 100; `reasons` are short French sentences, best first. `role` is `no` only with a reason."""

    member: int
    call: int
    role: Role
    score: int
    reasons: tuple[str, ...] = ()
