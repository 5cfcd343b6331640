"""Dates that a source states in a field of its own: a day, an instant, few words. Dates in sentences are read elsewhere."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from crawlers.feed_dates import MONTHS, day_of
from crawlers.shaping import MONTH_FIRST, NO_HOUR, REAL, flat
from model.deadline import PARIS

NO_DATE = re.compile(
    r"(?:-|/|n/?a|neant|aucune?|sans|null|none|non (?:precise|communique|renseigne)e?s?|a (?:confirmer|venir|preciser)"
    r"|permanente?s?|en continu|au fil de l'eau|toute l'annee|sans (?:date )?limite|rolling|ongoing|open|tbc|tba)\.?"
)
"""What sources write where there is no date: to be passed over, not told as a date that cannot be read."""

_ISO = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[t ]+(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)? ?(z|[+-]\d{2}:?\d{2})?)?")
_DIGITS = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_ENGLISH = re.compile(r"\b([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:h|:) ?(\d{2})?(?!\d)")
_EPOCH = re.compile(r"\d{10}|\d{13}")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and perhaps an hour, local to Paris."""

    day: date
    hour: time | None = None


def is_none(said: str) -> bool:
    """Whether these words say that there is no date."""
    return not said.strip() or NO_DATE.fullmatch(flat(said).strip()) is not None


def moment_of(said: str, order: str = "day_first", hour: str = REAL) -> Moment | None:
    """The moment that a field states; None when it cannot be read.

    An instant with its zone is put in Paris time first: "2027-04-12T22:00:00+00:00" is the 13th, and as its hour is then
    midnight it is a day without an hour, which portals write so. `order` and `hour` are those of `crawlers.shaping`.
    """
    words = " ".join(flat(said).split())
    found = _epoch(words) or _iso(words, hour) or _written(words, order)
    if found is None:
        return None
    is_a_day = hour == NO_HOUR or found.hour == time()
    return Moment(found.day) if is_a_day else found


def _epoch(words: str) -> Moment | None:
    """Seconds or thousandths since 1970, as JSON often holds."""
    if not _EPOCH.fullmatch(words):
        return None
    local = datetime.fromtimestamp(int(words[:10]), UTC).astimezone(ZoneInfo(PARIS))
    return Moment(local.date(), local.time().replace(second=0, microsecond=0))


def _iso(words: str, hour: str) -> Moment | None:
    found = _ISO.match(words)
    day = day_of(found[1]) if found else None
    if found is None or day is None:
        return None
    at = _time(found[2], found[3])
    if at is None or found[4] is None or hour != REAL:
        return Moment(day, at)
    zone = found[4].replace("z", "+00:00")
    local = datetime.fromisoformat(f"{day}T{at}{zone}").astimezone(ZoneInfo(PARIS))
    return Moment(local.date(), local.time())


def _written(words: str, order: str) -> Moment | None:
    day, rest = _digits(words, order)
    if day is None:
        day, rest = _english(words)
    if day is None:
        day, rest = day_of(words), words
    found = _HOUR.search(rest)
    return Moment(day, _time(found[1], found[2] or "0") if found else None) if day else None


def _digits(words: str, order: str) -> tuple[date | None, str]:
    found = _DIGITS.search(words)
    if found is None:
        return None, words
    one, two = (found[2], found[1]) if order == MONTH_FIRST else (found[1], found[2])
    year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
    return day_of(f"{year}-{two}-{one}"), words[found.end() :]


def _english(words: str) -> tuple[date | None, str]:
    """ "October 9, 2026"."""
    found = _ENGLISH.search(words)
    if found is None or found[1] not in MONTHS:
        return None, words
    return day_of(f"{found[3]}-{MONTHS[found[1]]}-{found[2]}"), words[found.end() :]


def _time(hour: str | None, minute: str | None) -> time | None:
    """A real hour; "24:00" and what is no hour are none."""
    if hour is None or int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))
