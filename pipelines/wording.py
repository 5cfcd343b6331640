"""Dates, hours, sums and lists in French words, for the sentences of the history. No decision here."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from model.codes import AmountRole, Precision
from model.deadline import PARIS, Deadline
from model.money import Amount, Rate

NBSP = "\u00a0"  # before « : » and units
THIN = "\u202f"  # between thousands
COLON = f"{NBSP}: "
ARROW = " → "
EXACT = (Precision.DAY, Precision.MINUTE)
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "XOF": "FCFA", "XAF": "FCFA"}
ROLES = {
    AmountRole.GRANT: "Montant de l’aide",
    AmountRole.ENVELOPE: "Enveloppe",
    AmountRole.PROJECT_COST: "Coût du projet",
    AmountRole.APPLICANT_RESOURCES: "Ressources du candidat",
    AmountRole.AVERAGE: "Montant moyen",
    AmountRole.FEE: "Frais",
    AmountRole.LOAN: "Prêt",
    AmountRole.EQUITY: "Participation",
    AmountRole.PRIZE: "Prix",
    None: "Montant",
}


def day(when: date, *, year: bool = True) -> str:
    """« 1er mars 2026 », without the year on demand."""
    number = "1er" if when.day == 1 else str(when.day)
    return f"{number}{NBSP}{MONTHS[when.month - 1]}" + (f" {when.year}" if year else "")


def hour(when: datetime) -> str:
    """« 17 h », « 17 h 30 »."""
    return f"{when.hour}{NBSP}h" + (f"{NBSP}{when.minute:02d}" if when.minute else "")


def paris(deadline: Deadline) -> datetime:
    """The limit in Paris time: every hour is shown so (rule 11). Only for a deadline with an hour."""
    return deadline.closes_at.astimezone(ZoneInfo(PARIS))


def deadline(limit: Deadline, *, year: bool = True) -> str:
    """« 15 septembre 2026 à 12 h », « avant le 15 septembre 2026 », « septembre 2026 » when no day is stated."""
    if limit.precision is Precision.YEAR:
        return str(limit.day.year)
    if limit.precision is Precision.QUARTER:
        return f"{_ordinal((limit.day.month + 2) // 3)} trimestre {limit.day.year}"
    if limit.precision is Precision.MONTH:
        return f"{MONTHS[limit.day.month - 1]} {limit.day.year}"
    if limit.hour is not None:
        local = paris(limit)
        return f"{day(local.date(), year=year)} à {hour(local)}"
    return day(limit.day, year=year) if limit.inclusive else f"avant le {day(limit.day, year=year)}"


def _ordinal(number: int) -> str:
    return "1er" if number == 1 else f"{number}e"


def shift(before: Deadline, after: Deadline) -> str:
    """« 15 septembre → 31 octobre 2023 »: what is said twice is said once."""
    if _same_day_other_hour(before, after):
        return f"{deadline(before)}{ARROW}{hour(paris(after))}"
    same_year = shown_day(before).year == shown_day(after).year
    plain = before.precision in EXACT
    return deadline(before, year=not (same_year and plain)) + ARROW + deadline(after)


def _same_day_other_hour(before: Deadline, after: Deadline) -> bool:
    return before.hour is not None and after.hour is not None and shown_day(before) == shown_day(after)


def shown_day(limit: Deadline) -> date:
    """The day written for people: in Paris when there is an hour, else as the source says."""
    return paris(limit).date() if limit.hour is not None else limit.day


def deadlines(limits: Sequence[Deadline]) -> str:
    """Several limits in one line: « 15 mars 2026, 15 septembre 2026 »."""
    return ", ".join(deadline(limit) for limit in limits) or "aucune"


def days(number: int) -> str:
    """« 1 jour », « 12 jours »."""
    return f"{number}{NBSP}jour" + ("s" if number > 1 else "")


def money(amount: Amount) -> str:
    """« de 10 000 à 50 000 € », « jusqu’à 50 000 € », « à partir de 10 000 € »."""
    low, high, unit = amount.minimum, amount.maximum, NBSP + SYMBOLS.get(amount.currency, amount.currency)
    if low is not None and high is not None:
        return number(low) + unit if low == high else f"de {number(low)} à {number(high)}{unit}"
    if high is not None:
        return f"jusqu’à {number(high)}{unit}"
    return f"à partir de {number(low)}{unit}" if low is not None else "non précisé"


def number(value: Decimal) -> str:
    """« 1 250 000,5 »."""
    whole, _, decimals = f"{value:,f}".partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", THIN) + (f",{decimals}" if decimals else "")


def rate(share: Rate) -> str:
    """« 80 % », « de 50 à 80 % »."""
    low, high = share.minimum, share.maximum
    if low is not None and high is not None and low != high:
        return f"de {low:g} à {high:g}{NBSP}%".replace(".", ",")
    known = high if high is not None else low
    return f"{known:g}{NBSP}%".replace(".", ",") if known is not None else "non précisé"


def listed(names: Sequence[str]) -> str:
    """« Mali, Niger et Sénégal »."""
    *first, last = names
    return f"{', '.join(first)} et {last}" if first else last
