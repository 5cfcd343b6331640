"""How the sentences of this room are written in French: lists, plurals, days, quotes. What they say is decided elsewhere."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from model.condition import Condition
from model.doubt import is_to_check
from model.evidence import Evidence, Reading
from vocabularies import countries, themes

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
OF_THE_PROGRAMME = "programme"
"""The place of an evidence that is the dated rule of a programme, the call being silent."""
_LONGEST_QUOTE, _BEFORE = 90, 45
NO_BREAK = "\N{NO-BREAK SPACE}"
_NARROW_NO_BREAK = "\N{NARROW NO-BREAK SPACE}"
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "XOF": "FCFA", "XAF": "FCFA"}


def doubt(field: str, reading: Reading[Any]) -> str:
    """« (à vérifier) » after a value that is no fact (`model.doubt`), nothing after another."""
    return " (à vérifier)" if is_to_check(field, reading) else ""


def listed(names: Sequence[str], last: str = " et ") -> str:
    """« a », « a et b », « a, b et c »."""
    return last.join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def first_of(names: Sequence[str], shown: int = 3) -> str:
    """The first names, and how many more: « a, b, c et 4 autres »."""
    more = len(names) - shown
    if more < 1:
        return listed(names)
    return f"{', '.join(names[:shown])} et {counted(more, 'autre')}"


def counted(number: int, noun: str) -> str:
    """« 1 jour », « 2 jours », « 0 jour »: in French the plural begins at two."""
    return f"{number}{NO_BREAK}{noun}{'s' if number > 1 and not noun.endswith(('s', 'x')) else ''}"


def day_in_french(day: date) -> str:
    """« 1ᵉʳ septembre 2026 »."""
    return f"{'1ᵉʳ' if day.day == 1 else day.day}{NO_BREAK}{_MONTHS[day.month - 1]}{NO_BREAK}{day.year}"


def money(sum_of: Decimal, currency: str | None = None) -> str:
    """« 50 000 € »; without a currency, the number alone. Cents are shown only when there are some."""
    whole = sum_of == sum_of.to_integral_value()
    number = (f"{sum_of:,.0f}" if whole else f"{sum_of:,.2f}").replace(",", _NARROW_NO_BREAK).replace(".", ",")
    return f"{number}{NO_BREAK}{_SIGNS.get(currency, currency)}" if currency else number


def whole(number: int) -> str:
    """« 3 500 »."""
    return f"{number:,}".replace(",", _NARROW_NO_BREAK)


def sized(asked: Condition) -> str:
    """« de 2 000 à 3 499 habitants », « 3 499 habitants au plus »."""
    if asked.minimum is not None and asked.maximum is not None:
        return f"de {whole(asked.minimum)} à {whole(asked.maximum)}{NO_BREAK}habitants"
    if asked.maximum is not None:
        return f"{whole(asked.maximum)}{NO_BREAK}habitants au plus"
    return f"au moins {whole(asked.minimum or 0)}{NO_BREAK}habitants"


def that(name: str) -> str:
    """« que commune », « qu’intercommunalité »."""
    return f"qu’{name}" if name[:1].lower() in "aeiouéèê" else f"que {name}"


def quoted(evidence: Evidence | None, but: str = "", about: str = "") -> str:
    """« , « the words of the source » », or nothing: no words known, a field's code, or words that say only `but`. Of a long
    sentence the beginning is quoted, or what is around `about`.
    """
    if evidence is None or evidence.place.startswith("field:"):
        return ""
    if evidence.place == OF_THE_PROGRAMME:
        return f", règle du programme {evidence.quote}"
    words = evidence.quote.strip().split("\n", 1)[0].strip()
    if not words or words.casefold() in but.casefold():
        return ""
    return f", «{NO_BREAK}{at_length(_from_near(words, about))}{NO_BREAK}»"


def _from_near(words: str, about: str) -> str:
    """The words from a little before `about`, where it would fall beyond what is quoted; all of them otherwise."""
    at = words.casefold().find(about.casefold()) if about else -1
    if at + len(about) <= _LONGEST_QUOTE:
        return words
    return f"…{NO_BREAK}{words[words.find(' ', max(0, at - _BEFORE)) + 1 :]}"


def at_length(words: str, longest: int = _LONGEST_QUOTE) -> str:
    """The words as they are, or their beginning up to a whole word and « … »."""
    if len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def country_name(code: str) -> str:
    """The French name of a country, or the code itself when it is not known."""
    return countries.name(code) if code in countries.codes() else code


def theme_name(code: str) -> str:
    """The French name of a theme as said within a sentence, or the code itself when it is not known."""
    return lower(themes.name(code)) if code in themes.codes() else code


def lower(name: str) -> str:
    """A common noun within a sentence: « Commune » is « commune »; the State keeps its capital."""
    return name if name.startswith("État ") else name[:1].lower() + name[1:]
