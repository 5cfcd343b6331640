"""French as letters write it: dates, sums, plurals, lists and spaces; which words to say is decided in `compose`."""

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from babel.numbers import get_currency_symbol

from model.codes import Precision
from model.money import Amount, Rate

NBSP = "\u00a0"
THIN = "\u202f"

_INSIDE = re.compile("« ")
_BEFORE = re.compile(" (?=[»:;?!])")
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
)
_QUARTERS = ("premier", "deuxième", "troisième", "quatrième")


def long_day(day: date) -> str:
    """« mardi 15 septembre 2026 », the number bound to its month."""
    return f"{_DAYS[day.weekday()]} {_ordinal(day)}{NBSP}{_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """« 15 sept. 2026 », unbreakable."""
    return f"{near_day(day)}{NBSP}{day.year}"


def near_day(day: date) -> str:
    """« 15 sept. », unbreakable, for a day less than a year away."""
    return f"{_ordinal(day)}{NBSP}{_SHORT_MONTHS[day.month - 1]}"


def vague_day(day: date, precision: Precision) -> str:
    """The month, quarter or year whose last day is `day`, in words; the day itself when the date is exact."""
    if precision is Precision.YEAR:
        return f"courant{NBSP}{day.year}"
    if precision is Precision.QUARTER:
        return f"{_QUARTERS[(day.month - 1) // 3]} trimestre{NBSP}{day.year}"
    if precision is Precision.MONTH:
        return f"{_MONTHS[day.month - 1]}{NBSP}{day.year}"
    return long_day(day)


def month(day: date) -> str:
    """« août 2026 », unbreakable."""
    return f"{_MONTHS[day.month - 1]}{NBSP}{day.year}"


def hour(at: time) -> str:
    """« 17 h », « 9 h 05 »; midnight in words."""
    if (at.hour, at.minute) == (0, 0):
        return "minuit"
    minutes = f"{NBSP}{at.minute:02d}" if at.minute else ""
    return f"{at.hour}{NBSP}h{minutes}"


def days_left(days: int) -> str:
    """« aujourd’hui », « demain », « dans 12 jours »; empty when past."""
    if days < 0:
        return ""
    if days < 2:
        return "dernier jour" if days == 0 else "demain"
    return f"dans {days}{NBSP}jours"


def counted(number: int, singular: str, plural: str) -> str:
    """« 1 nouveau », « 3 nouveaux »: French says zero and one in the singular."""
    return f"{whole(number)}{NBSP}{plural if number >= 2 else singular}"


def whole(number: int) -> str:
    """« 12 500 » with narrow no-break spaces."""
    return f"{number:,}".replace(",", THIN)


def money(sum_: Decimal, currency: str) -> str:
    """« 50 000 € », « 1 234,50 $US »."""
    units, _, cents = f"{sum_:,.2f}".partition(".")
    shown = units.replace(",", THIN) + ("" if cents == "00" else f",{cents}")
    return f"{shown}{NBSP}{get_currency_symbol(currency, locale='fr_FR')}"


def amount(held: Amount) -> str:
    """« de 20 000 à 50 000 € », « jusqu’à 50 000 € », « à partir de 5 000 € », « 8 000 € »."""
    low, high, currency = held.minimum, held.maximum, held.currency
    if low is None:
        return f"jusqu’à {money(high, currency)}" if high is not None else ""
    if high is None:
        return f"à partir de {money(low, currency)}"
    if low == high:
        return money(low, currency)
    symbol = f"{NBSP}{get_currency_symbol(currency, locale='fr_FR')}"
    return f"de {money(low, currency).removesuffix(symbol)} à {money(high, currency)}"


def rate(held: Rate) -> str:
    """« jusqu’à 80 % », « de 50 à 80 % », « au moins 50 % », « 80 % »."""
    low, high = held.minimum, held.maximum
    if low is None:
        return f"jusqu’à {_percent(high)}{NBSP}%" if high is not None else ""
    if high is None:
        return f"au moins {_percent(low)}{NBSP}%"
    if low == high:
        return f"{_percent(low)}{NBSP}%"
    return f"de {_percent(low)} à {_percent(high)}{NBSP}%"


def listed(items: Sequence[str], limit: int = 6, more: str = "autres") -> str:
    """« A, B et C »; past `limit`, « A, B et 4 autres » (a single one left over is named rather than counted)."""
    shown = list(items) if len(items) <= limit + 1 else list(items[:limit])
    left = len(items) - len(shown)
    if left:
        return f"{', '.join(shown)} et {left}{NBSP}{more}"
    return shown[0] if len(shown) == 1 else " et ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)


def clipped(text: str, length: int) -> str:
    """At most `length` characters, cut between two words, with an ellipsis when something was cut."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    cut = flat[: length - 1]
    words = cut if flat[length - 1] == " " else cut.rpartition(" ")[0]
    return (words or cut).rstrip(" ,;:–—-(«") + "…"


def bound(text: str) -> str:
    """The text with the no-break spaces that French wants inside guillemets and before « : ; ? ! »."""
    return _INSIDE.sub("«" + NBSP, _BEFORE.sub(NBSP, text))


def quoted_inside(text: str) -> str:
    """Words about to stand between guillemets: those that they hold become “ and ”."""
    return re.sub(r"«\s*", "“", re.sub(r"\s*»", "”", text))


def lowered(name: str) -> str:
    """A name inside a sentence: « Eau » → « eau », but « ODD » and « État » stay."""
    return name if name[1:2].isupper() or name.startswith("État") else name[:1].lower() + name[1:]


def _ordinal(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def _percent(share: float | None) -> str:
    return f"{share:g}".replace(".", ",")
