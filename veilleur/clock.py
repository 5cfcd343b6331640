"""The only place that looks at the clock: commands receive the instant from here, or from --today and --now."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from model.deadline import PARIS
from model.trouble import Trouble

MORNING = time(7, 30)


def instant(today: str | None, now: str | None) -> datetime:
    """The instant of a command, UTC: `now` (ISO 8601 with its zone), else `today` at 07:30 in Paris, else the clock's."""
    if now:
        return _instant(now)
    if today:
        return datetime.combine(_day(today), MORNING, ZoneInfo(PARIS)).astimezone(UTC)
    return datetime.now(UTC).replace(microsecond=0)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as cause:
        raise Trouble(f"« {said} » n’est pas une date.", "Écrivez-la ainsi : --today 2026-08-25") from cause


def _instant(said: str) -> datetime:
    try:
        read = datetime.fromisoformat(said)
    except ValueError as cause:
        raise Trouble(f"« {said} » n’est pas un instant.", "Écrivez-le ainsi : --now 2026-08-25T07:30+02:00") from cause
    return (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(PARIS))).astimezone(UTC)
