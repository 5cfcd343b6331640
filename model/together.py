"""Answering together: what a member says it does about a call, and the requests for help that staff take on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Saying(StrEnum):
    """« nous répondons », « nous cherchons des partenaires », « aidez-nous »; then what became of the file."""

    ANSWERING = "answering"
    SEEKING = "seeking"
    HELP = "help"
    FILED = "filed"
    WON = "won"
    LOST = "lost"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that a member said of a call; `undone_at` is None while it stands. Instants are UTC.

    `consent`: the member lets those who may answer with it see its name, for this call alone. `message`: its own words
    for them. `subscriber`: who said it, when known. `id` is 0 before it is kept.
    """

    id: int
    member: int
    call: int
    said: Saying
    at: datetime
    consent: bool = False
    message: str = ""
    subscriber: int | None = None
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A request for help: `step` is the « aidez-nous » it comes from, `owner` who in the staff answers for it ("" = nobody
    yet), `answer` what was done. Instants are UTC.
    """

    id: int
    step: int
    opened_at: datetime
    owner: str = ""
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    answer: str = ""
