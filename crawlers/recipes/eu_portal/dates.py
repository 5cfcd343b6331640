"""The dates of the EU portal's records, with their traps. What a call's dates then mean is decided elsewhere.

All look like instants in UTC ("2026-09-16T00:00:00.000+0000") and few are:

* topics (type 1) give a day: midnight is no hour, and is never passed through another zone. Midnight in Brussels (22:00 or
  23:00 UTC) is that Brussels day. Programme documents say 17:00, Brussels time, but the record does not: no hour is given,
  and the flag `usual_hour_17` says so. Old records write 17:00+0000 (or 19:00+0200) for 17:00 in Brussels: the hour on the
  UTC clock is the hour in Brussels;
* calls of cascade projects (type 8) do the same with their hours: of 45 series of dates that cross a change to summer time,
  39 keep the same hour on the UTC clock (17:00, 23:59) and none keeps the same hour in Brussels (records of 2026-04 to 08);
* EuropeAid (type 2) gives true instants in UTC, whose seconds change from day to day: cut at the minute, 15 deadlines moved
  in nine days of 2026, rounded to the nearest one 39 would seem to. An hour in Brussels is given.
"""

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from crawlers.recipes.eu_portal.record import EXTERNAL, Record, evidence, inner
from model.codes import Precision
from model.deadline import BRUSSELS, Deadline
from model.evidence import Reading

TWO_STAGES = "31094505"
"""The submission procedure of two-stage calls."""

USUAL_HOUR = "usual_hour_17"

_ZONE = ZoneInfo(BRUSSELS)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def deadlines(record: Record, true_utc: Sequence[str]) -> tuple[list[Reading[Deadline]], list[str]]:
    """The deadlines of a record in order, each once, and the texts that are no date. `true_utc`: the types that mean UTC."""
    name, said = "deadlineDate", record.every("deadlineDate")
    if not said:
        name, said = "actions", _days_of_actions(record)
    read: dict[Deadline, Reading[Deadline]] = {}
    unknown = []
    for text in said:
        deadline = deadline_of(text, is_true_utc=record.type in true_utc)
        if deadline is None:
            unknown.append(text)
        else:
            read.setdefault(deadline, _reading(record, deadline, name, text))
    return sorted(read.values(), key=lambda one: one.value.closes_at), unknown


def split(
    record: Record, read: Sequence[Reading[Deadline]]
) -> tuple[tuple[Reading[Deadline], ...], tuple[Reading[Deadline], ...]]:
    """Sessions open to newcomers, and later stages. Of two stages only the first is for newcomers; cut-offs all are."""
    is_staged = record.first("deadlineModel") == "two-stage" or TWO_STAGES in _procedures(record)
    return (tuple(read[:1]), tuple(read[1:])) if is_staged else (tuple(read), ())


def deadline_of(text: str, *, is_true_utc: bool) -> Deadline | None:
    """The deadline that a text is; None when it is no date. `said` holds neither the changing seconds nor a midnight."""
    if _DAY.fullmatch(text):
        day = _day(text)
        return Deadline(day, zone=BRUSSELS, said=text) if day else None
    instant = _instant(text)
    if instant is None:
        return None
    day, hour = _local(instant, is_true_utc)
    if hour is None:
        return Deadline(day, None, BRUSSELS, Precision.DAY, said=day.isoformat())
    said = instant.strftime("%Y-%m-%d %H:%M UTC") if is_true_utc else f"{day} {hour:%H:%M}"
    return Deadline(day, hour, BRUSSELS, Precision.MINUTE, said=said)


def opening(record: Record, true_utc: Sequence[str]) -> Reading[date] | None:
    """The day of opening, in Brussels. Its hour, which EuropeAid's records give with changing seconds, is left out."""
    text = record.first("startDate")
    read = deadline_of(text, is_true_utc=record.type in true_utc)
    return Reading(read.day, evidence("startDate", text)) if read else None


def _local(instant: datetime, is_true_utc: bool) -> tuple[date, time | None]:
    local = instant.astimezone(_ZONE)
    if is_true_utc:
        return local.date(), local.time()
    if instant.time() == time():
        return instant.date(), None
    if local.time() == time() and instant.hour in (22, 23):
        return local.date(), None
    return instant.date(), instant.time()


def _instant(text: str) -> datetime | None:
    """The instant in UTC, at the minute; a text without zone is in UTC."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(second=0, microsecond=0)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _reading(record: Record, deadline: Deadline, name: str, text: str) -> Reading[Deadline]:
    start = max(record.first(name).find(text), 0) if name == "actions" else 0
    flags = (USUAL_HOUR,) if deadline.hour is None and record.type != EXTERNAL else ()
    return Reading(deadline, evidence(name, text, start), flags=flags)


def _actions(record: Record) -> list[dict[str, object]]:
    held = inner(record, "actions")
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []


def _days_of_actions(record: Record) -> tuple[str, ...]:
    held = [action.get("deadlineDates") for action in _actions(record)]
    return tuple(str(one) for days in held if isinstance(days, list) for one in days)


def _procedures(record: Record) -> str:
    return json.dumps([action.get("submissionProcedure") for action in _actions(record)])
