"""What staff type to correct a call, as the value that its field holds; the rest of the words are in `staff_words`."""

from datetime import date
from typing import Any

from day.staff_words import SEPARATOR, values_of
from model.trouble import Trouble
from pipelines import pins
from vocabularies import themes

TEXTS = (*pins.CALL_FIELDS, "summary", "language")
GOALS = range(1, 18)


def value_of(field: str, words: str, on: date) -> Any:
    """The value of a field that these words say on the day `on`; nothing for no words. Trouble when they cannot be
    understood, and for a field that does not exist."""
    said = " ".join(words.split())
    if field not in pins.fields():
        raise Trouble(f"Le champ « {field} » n’existe pas.", f"Les champs : {', '.join(pins.fields())}.")
    if field in TEXTS:
        return said or None
    if field in ("themes", "sdgs"):
        parts = [part.strip() for part in said.split(SEPARATOR) if part.strip()]
        return [_theme(part) if field == "themes" else _goal(part) for part in parts]
    return values_of(field, words, on)


def _theme(said: str) -> str:
    code = themes.parse(said)
    if code is None:
        raise Trouble(f"« {said} » n’est pas un thème connu.", f"Les thèmes : {', '.join(themes.codes())}.")
    return code


def _goal(said: str) -> int:
    number = said.lower().removeprefix("odd").strip()
    if not number.isdigit() or int(number) not in GOALS:
        raise Trouble(f"« {said} » n’est pas un objectif de développement durable.", "Un nombre de 1 à 17.")
    return int(number)
