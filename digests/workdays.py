"""The days on which French administrations work; when a letter is due is decided in `rhythm`."""

from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
"""Code du travail, article L3133-1; the three that move follow Easter. Local holidays (overseas, Moselle) are not known."""


def is_working(day: date) -> bool:
    """Neither Saturday, Sunday nor a public holiday of the whole country."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def on_or_after(day: date) -> date:
    """`day` when it is a working day, else the next one."""
    while not is_working(day):
        day += _DAY
    return day


def after(day: date) -> date:
    """The first working day after `day`."""
    return on_or_after(day + _DAY)


@cache
def _holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    moving = {easter + timedelta(days=1), easter + timedelta(days=39), easter + timedelta(days=50)}
    return frozenset({date(year, month, day) for month, day in _FIXED} | moving)


def _easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus, as in Meeus, Astronomical Algorithms, chapter 8)."""
    golden, (century, short) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    fourth, left = divmod(short, 4)
    weekday = (32 + 2 * rest + 2 * fourth - epact - left) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
