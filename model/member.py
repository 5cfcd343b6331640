"""A local authority, its profile, and the people who read the letters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from model.codes import Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member and what it looks for; empty means "no wish stated", never "nothing".

    `kind` is an applicant code, `territory` an ISO 3166-2 code (FR-75, FR-IDF) or a commune's INSEE code, weights go from
    1 to 3, amounts are in euros. `follows` are programme codes followed whatever their scope; `local_aid` asks for calls
    about the member's own territory too.
    """

    id: int
    name: str
    kind: str
    siren: str | None = None
    insee: str | None = None
    department: str | None = None
    territory: str | None = None
    population: int | None = None
    countries: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    themes: Mapping[str, int] = field(default_factory=dict)
    skills: tuple[str, ...] = ()
    partners: str = ""
    languages: tuple[str, ...] = ("fr",)
    kinds: tuple[str, ...] = ()
    min_amount: int | None = None
    max_amount: int | None = None
    keywords: tuple[str, ...] = ()
    exclude_words: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    local_aid: bool = False
    delegation: str = ""
    agenda_days: int | None = None
    councils: tuple[date, ...] = ()
    member_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A person of a member.

    `weekday` (0 = Monday) counts for a weekly rhythm. `since_event` is the last event's number when the person
    subscribed. `cursor` is the last event's number that a round of letters has considered for that person, and `round_at`
    the instant of that round (UTC), None before the first.
    """

    id: int
    member: int
    name: str
    address: str
    rhythm: Rhythm
    weekday: int
    subscribed_at: datetime
    since_event: int = 0
    cursor: int = 0
    round_at: datetime | None = None
