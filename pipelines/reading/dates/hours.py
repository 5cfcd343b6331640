"""The hour and the zone said beside a date. The date itself is found elsewhere."""

import re
from dataclasses import dataclass
from datetime import time

from pipelines.reading.dates.zones import ZONE_WORDS, find_zone

REACH = 64
"""Characters on each side of a date where its hour may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """`at` is None for midnight at the end of the day. `zone` is an IANA name or None; `end` where the words stop."""

    at: time | None
    zone: str | None
    start: int
    end: int
    midnight: bool = False
    doubtful_zone: bool = False


_CLOCK = (
    r"(?:(?P<iso>t\d{2}:\d{2})(?::\d{2})?(?:\.\d{1,6})?"
    r"|(?P<h>\d{1,2}) ?(?:[:h.]|h\.|heures?) ?(?P<m>\d{2})(?!\d)(?::\d{2})?"
    r"(?: ?(?:h(?:rs|eures|oras)?|uhr)\b)?(?: ?(?P<ap>[ap])\.? ?m\b\.?)?"
    r"|(?P<h2>\d{1,2}) ?(?:heures?|hrs?|horas|uhr|h)\b"
    r"|ore (?P<h5>\d{1,2})(?:[:.](?P<m5>\d{2}))?(?!\d)"
    r"|(?P<h3>\d{1,2}) ?(?P<ap3>[ap])\.? ?m\b\.?"
    r"|(?P<h4>[012]\d)(?P<m4>[0-5]\d) ?(?=(?:hrs|hours|h|gmt|utc|cet|cest|bst|eat|wat|cat)\b)(?:hrs|hours|h)?"
    r"|(?P<noon>midi|noon|mediodia|meio[- ]dia)\b"
    r"|(?P<night>minuit|midnight|medianoche|meia[- ]noite)\b)"
)
_LEAD = (
    r"(?:(?:a|at|avant|jusqu'a|jusque|um|alle|until|till|by|before|au plus tard|no later than|a las|ate|as|le|hasta las|h|"
    r"et|inclus|incluse|included|inclusive|date|heure|time|the latest|imperativement) ?[:,]? ?)"
)
_AFTER = re.compile(r"(?: \([a-z' ]{3,40}\))?[ \n,;:(\-|*]{0,5}" + _LEAD + r"{0,3}[(]?" + _CLOCK)
_BEFORE = re.compile(r"(?=\d|(?<![a-z])(?:t\d|mi|no|me|ore ))" + _CLOCK)
_LINK = re.compile(
    r"[ \n,.()\-]{0,4}+(?:(?:le|on|du|of|del|dia|do|de|in|the|(?:utc|gmt) ?[+-] ?\d{1,2}|the day|jour|"
    r"at the latest|au plus tard le|" + ZONE_WORDS + r")[ \n,.()\-]{0,4}+){0,10}\Z"
)
_STOP = re.compile(r"\n\n\n|[!?]|\.\s(?=[a-z])")


def hour_after(folded: str, end: int) -> Hour | None:
    """The hour said just after a date that ends at `end`; None when none is."""
    window = folded[end : end + REACH]
    found = _AFTER.match(window)
    if found is None:
        zone = find_zone(folded, end, nearby=True)
        return Hour(at=None, zone=zone.name, start=end, end=zone.end) if zone else None
    return _made(folded, found, end)


def hour_before(folded: str, start: int) -> Hour | None:
    """The hour said just before a date that starts at `start`: "hasta las 18:00 hrs (hora del centro) del día 13"."""
    base = max(0, start - REACH)
    window = folded[base:start]
    for found in _BEFORE.finditer(window):
        if _LINK.match(window, found.end()):
            return _made(folded, found, base)
    return None


def _made(folded: str, found: re.Match[str], offset: int) -> Hour | None:
    at, midnight = _clock(found)
    if at is None and not midnight:
        return None
    end = offset + found.end()
    noon = re.compile(r",? ?\(?(?:noon|midi)\b\)?").match(folded, end)
    end = noon.end() if noon else end
    if folded[end : end + 1] == ")":
        end += 1
    zone = find_zone(folded, end, nearby=False)
    return Hour(
        at=at,
        zone=zone.name if zone else None,
        start=offset + found.start(),
        end=zone.end if zone else end,
        midnight=midnight,
        doubtful_zone=zone.doubtful if zone else False,
    )


def _clock(found: re.Match[str]) -> tuple[time | None, bool]:
    if found["noon"]:
        return time(12), False
    if found["night"]:
        return None, True
    if found["iso"]:
        hour, minute, half = int(found["iso"][1:3]), int(found["iso"][4:6]), None
    else:
        hour = int(found["h"] or found["h2"] or found["h3"] or found["h4"] or found["h5"])
        minute, half = int(found["m"] or found["m4"] or found["m5"] or 0), found["ap"] or found["ap3"]
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    if (hour, minute) in ((24, 0), (0, 0)):
        return None, True
    return (time(hour, minute), False) if hour < 24 and minute < 60 else (None, False)
