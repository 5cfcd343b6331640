"""Where a call stands at an instant, from its dates: pure functions that pipelines, matching and letters share."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from model.codes import Kind, Status
from model.deadline import PARIS, Deadline
from model.doubt import is_stale
from model.facts import Facts


def next_session(facts: Facts, now: datetime) -> Deadline | None:
    """The first session not past at `now`; when all are past, the last one; None when no date is known."""
    sessions = sorted((s.value for s in facts.sessions), key=lambda d: d.closes_at)
    ahead = [s for s in sessions if s.closes_at > now]
    return ahead[0] if ahead else (sessions[-1] if sessions else None)


def is_past(facts: Facts, now: datetime) -> bool:
    """Every session it states is past; without any, the last day of a meeting is. False when it states neither."""
    session = next_session(facts, now)
    if session is None and facts.ends is not None:
        return facts.ends.value < now.astimezone(ZoneInfo(PARIS)).date()
    return session is not None and session.closes_at <= now


def opens_at(facts: Facts) -> datetime | None:
    """The start of the opening day, in UTC, in the zone of the first session (else Paris)."""
    if facts.opening is None:
        return None
    zone = facts.sessions[0].value.zone if facts.sessions else PARIS
    return datetime.combine(facts.opening.value, time(), ZoneInfo(zone)).astimezone(UTC)


def status_at(facts: Facts, now: datetime) -> Status:
    """Where the call stands at `now` (aware). Dates win over what the source says, except for closed and withdrawn.

    `announced`: said to come, without any date; `upcoming`: its opening day is known and ahead; `permanent`: a standing
    facility, or said to be, without a date; an old « en cours » without a date makes no facility.
    """
    said = facts.status.value if facts.status else None
    if said in (Status.WITHDRAWN, Status.CLOSED):
        return said
    if is_past(facts, now):
        return Status.CLOSED
    opening = opens_at(facts)
    if opening is not None and opening > now:
        return Status.UPCOMING
    if said in (Status.UPCOMING, Status.ANNOUNCED) and opening is None:
        return Status.UPCOMING if facts.sessions else Status.ANNOUNCED
    if not facts.sessions and _is_standing(facts, said):
        return Status.PERMANENT
    return Status.OPEN


def _is_standing(facts: Facts, said: Status | None) -> bool:
    rolling = facts.rolling is not None and facts.rolling.value
    fund = facts.kind is not None and facts.kind.value is Kind.FUND and not is_stale(facts.status)
    return said is Status.PERMANENT or rolling or fund
