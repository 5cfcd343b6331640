"""One value of a call in French words for the terminal, from its plain form. What is a value is decided elsewhere."""

from collections.abc import Callable
from typing import Any

from model.filing import Filing
from vocabularies import applicants, countries, filings, groups, prerequisites, themes

NAMES = {
    "kind": "nature",
    "status": "état dit",
    "scope": "champ",
    "programme": "programme",
    "opening": "ouverture",
    "sessions": "date limite",
    "later_stages": "étapes suivantes",
    "rolling": "au fil de l’eau",
    "starts": "premier jour",
    "ends": "dernier jour",
    "online": "à distance",
    "venue": "lieu",
    "amounts": "montants",
    "rates": "taux",
    "countries": "pays",
    "excluded_countries": "pays exclus",
    "groups": "groupes de pays",
    "excluded_groups": "groupes exclus",
    "themes": "thèmes",
    "sdgs": "ODD",
    "eligible": "qui peut répondre",
    "partners": "qui peut s’y joindre",
    "excluded": "qui ne peut pas",
    "filed_by": "qui dépose pour qui",
    "conditions": "conditions",
    "prerequisites": "à préparer",
}
"""The fields of a call in the order they are shown, in French."""

LONGEST_QUOTE = 90
_COUNTED = {"population": "habitants", "partners": "partenaires", "countries": "pays", "territory": "siège"}


def in_french(field: str, value: Any) -> str:
    """A plain value (see `model.codec.to_plain`) of the field."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    said = _WORDS.get(field)
    return said(value) if said else _coded(field, value)


def quote(said: str, longest: int = LONGEST_QUOTE) -> str:
    """The words of the source, cut when longer than so many characters."""
    return f"« {said if len(said) <= longest else said[:longest].rstrip() + '…'} »"


def _deadline(value: dict[str, Any]) -> str:
    hour = f" à {value['hour'][:5].replace(':', ' h ')}" if value["hour"] else ""
    return f"{value['day']}{hour} ({value['zone']}){'' if value['inclusive'] else ', ce jour exclu'}"


def _amount(value: dict[str, Any]) -> str:
    bounds = "–".join(value[one] for one in ("minimum", "maximum") if value[one])
    return f"{bounds} {value['currency']} ({value['role'] or 'rôle non dit'})"


def _rate(value: dict[str, Any]) -> str:
    return "–".join(f"{value[one]:g} %" for one in ("minimum", "maximum") if value[one] is not None)


def _condition(value: dict[str, Any]) -> str:
    whose = f"{applicants.name(value['whose'])} : " if value["whose"] else ""
    least, most = (f"{value[one]:,}".replace(",", "\u00a0") if value[one] else "" for one in ("minimum", "maximum"))
    bounds = (
        f"de {least} à {most}" if least and most else f"au moins {least}" if least else f"au plus {most}" if most else ""
    )
    return f"{whose}{' '.join(filter(None, (bounds, _COUNTED[value['kind']], *value['territories'])))}"


def _filing(value: dict[str, Any]) -> str:
    return filings.name(Filing(value["by"], value["whose"]))


_WORDS: dict[str, Callable[[Any], str]] = {
    "sessions": _deadline,
    "later_stages": _deadline,
    "amounts": _amount,
    "rates": _rate,
    "conditions": _condition,
    "filed_by": _filing,
}
_CODED: dict[str, Callable[[str], str]] = {
    "countries": countries.name,
    "excluded_countries": countries.name,
    "groups": groups.name,
    "excluded_groups": groups.name,
    "themes": themes.name,
    "eligible": applicants.name,
    "partners": applicants.name,
    "excluded": applicants.name,
    "prerequisites": prerequisites.name,
}


def _coded(field: str, value: Any) -> str:
    """A code, and its French name after it."""
    return f"{value} ({_CODED[field](value)})" if field in _CODED else str(value)
