"""Deadlines as iCalendar (RFC 5545), for one call or as a private feed. Which calls are in it is decided by the caller."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from digests import french
from model.call import Call, Event
from model.codes import EventKind, Precision, Status
from model.deadline import Deadline
from model.doubt import is_to_check
from model.evidence import Reading

_MOVES = frozenset({EventKind.DEADLINE_MOVED, EventKind.REOPENED})
_EXACT = (Precision.DAY, Precision.MINUTE)
_AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A call, all its events in order, and the words it is shown under."""

    call: Call
    events: Sequence[Event]
    title: str
    funder: str


def calendar_of(dated: Iterable[Dated], name: str, site: str) -> bytes:
    """A calendar named `name`: an entry for each exact deadline; `site` (an address) makes the identifiers ours.

    The same call and session keep their UID for ever (an edition is a call of its own), SEQUENCE counts the moves of the
    date, and a call that was withdrawn is CANCELLED, so that calendars correct what they hold. Same inputs, same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Veilleur//appels a projets//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    for one in dated:
        for rank, held in enumerate(one.call.facts.sessions, start=1):
            if held.value.precision in _EXACT:
                calendar.add_component(_entry(one, rank, held, site))
    _add_zones(calendar)
    return bytes(calendar.to_ical())


def _add_zones(calendar: Calendar) -> None:
    """The rules of each zone, from a year before the first date to a year after the last, rather than since 1970."""
    years = [entry.start.year for entry in calendar.events]
    if years:
        calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 1, 1, 1))


def has_dates(call: Call) -> bool:
    """Whether a calendar would have something to show of it."""
    return any(held.value.precision in _EXACT for held in call.facts.sessions)


def _entry(one: Dated, rank: int, held: Reading[Deadline], site: str) -> Entry:
    entry, call = Entry(), one.call
    entry.add("uid", f"appel-{call.id}-{rank}@{urlsplit(site).hostname or 'veilleur'}")
    entry.add("sequence", sum(event.kind in _MOVES for event in one.events))
    entry.add("dtstamp", max([call.first_seen, *(event.at for event in one.events)]))
    entry.add("summary", f"Date limite{french.NBSP}: {one.title}")
    _set_time(entry, held.value)
    entry.add("description", _words(one, held))
    entry.add("status", "CANCELLED" if call.status is Status.WITHDRAWN else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    if urlsplit(call.url).scheme in ("http", "https"):
        entry.add("url", call.url)
    entry.add_component(_alarm(one.title))
    return entry


def _set_time(entry: Entry, deadline: Deadline) -> None:
    """A date without an hour is a whole day and never passes through midnight of another zone."""
    if deadline.hour is None:
        entry.add("dtstart", deadline.last_safe_day)
        entry.add("dtend", deadline.last_safe_day + timedelta(days=1))
        return
    end = datetime.combine(deadline.day, deadline.hour, ZoneInfo(deadline.zone))
    entry.add("dtstart", end - timedelta(minutes=30))
    entry.add("dtend", end)


def _words(one: Dated, held: Reading[Deadline]) -> str:
    lines = [one.funder, one.call.url]
    if is_to_check("sessions", held):
        lines.insert(0, french.bound("Date à vérifier dans le texte officiel."))
    return "\n".join(line for line in [*lines, "Seul le texte officiel fait foi."] if line)


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Dans 7{french.NBSP}jours{french.NBSP}: {title}")
    alarm.add("trigger", -_AHEAD)
    return alarm
