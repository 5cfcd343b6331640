"""Dates as feeds write them, French ones included ("lun., 23 nov. 2026"). Dates in the text of a call are read elsewhere."""

import re
import unicodedata
from calendar import timegm
from datetime import UTC, date, datetime
from time import struct_time
from zoneinfo import ZoneInfo

from model.deadline import PARIS

MONTHS = {
    name: number
    for number, names in enumerate(
        ("janvier janv jan january", "fevrier fevr fev february feb", "mars march mar", "avril avr april apr", "mai may",
         "juin june jun", "juillet juil jul july", "aout august aug", "septembre sept sep september",
         "octobre oct october", "novembre nov november", "decembre dec december"), start=1)
    for name in names.split()
}  # fmt: skip

_WORDS = re.compile(r"\b(\d{1,2})(?:er)?[\s./-]+([a-z]+)[\s./-]+(\d{4})\b")
_DIGITS = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})")


def day_of(said: str | None, parsed: struct_time | None = None) -> date | None:
    """The day, in Paris, of a feed's date: `parsed` is feedparser's reading of it, in UTC; None when it cannot be read.

    A date without an hour stays that day. Day and month in figures are taken in the European order.
    """
    if parsed is not None:
        return _in_paris(parsed)
    words = _folded(said or "")
    if found := _ISO.search(words):
        return _real(int(found[1]), int(found[2]), int(found[3]))
    if (found := _WORDS.search(words)) and found[2] in MONTHS:
        return _real(int(found[3]), MONTHS[found[2]], int(found[1]))
    if found := _DIGITS.search(words):
        return _real(int(found[3]), int(found[2]), int(found[1]))
    return None


def _in_paris(parsed: struct_time) -> date | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).astimezone(ZoneInfo(PARIS)).date()
    except (ValueError, OverflowError, OSError):
        return None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _folded(said: str) -> str:
    plain = unicodedata.normalize("NFKD", said.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
