"""Strict reading of a TOML table against documented keys: every mistake is told at once, in French."""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Check = Callable[[Any], str | None]
"""Says in French what a value should have been; None when it is right."""

Inside = Callable[[Any, str], list[str]]
"""The mistakes inside a value of the right kind; the text is the path of its key."""


_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: its check, what it means (in French, for the documentation), its default when absent.

    `inside` looks further into a value that passed its check: the tables inside a table.
    """

    name: str
    check: Check
    meaning: str
    required: bool = False
    default: Any = None
    inside: Inside | None = None


def text(value: Any) -> str | None:
    """A text that is not blank."""
    return None if isinstance(value, str) and value.strip() else "un texte entre guillemets, non vide"


def flag(value: Any) -> str | None:
    """true or false."""
    return None if isinstance(value, bool) else "true ou false"


def whole(value: Any) -> str | None:
    """A whole number, 0 or more."""
    return None if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else "un nombre entier positif"


def within(least: int, most: int) -> Check:
    """A whole number between two others, both included."""

    def check(value: Any) -> str | None:
        right = whole(value) is None and least <= value <= most
        return None if right else f"un nombre entier de {least} à {most}"

    return check


def address(value: Any) -> str | None:
    """A whole http or https address."""
    wanted = "une adresse complète commençant par https:// ou http://"
    if not isinstance(value, str) or any(c.isspace() for c in value):
        return wanted
    try:
        parts = urlsplit(value)
    except ValueError:
        return wanted
    return None if parts.scheme in ("http", "https") and parts.hostname else wanted


def texts(value: Any) -> str | None:
    """A list of texts."""
    right = isinstance(value, list) and all(text(one) is None for one in value)
    return None if right else 'une liste de textes, par exemple ["un", "deux"]'


def one_or_more(value: Any) -> str | None:
    """A text, or a list of texts that is not empty."""
    right = text(value) is None or (isinstance(value, list) and value and texts(value) is None)
    return None if right else 'un texte, ou une liste de textes : "un" ou ["un", "deux"]'


def signs(value: Any) -> str | None:
    """A text, blanks allowed, or a list of such; never an empty one."""
    held = [value] if isinstance(value, str) else value
    right = isinstance(held, list) and held and all(isinstance(one, str) and one for one in held)
    return None if right else 'un texte, ou une liste de textes : "un" ou ["un", "deux"]'


def addresses(value: Any) -> str | None:
    """A list of whole addresses that is not empty."""
    right = isinstance(value, list) and value and all(address(one) is None for one in value)
    return None if right else "une liste d’adresses complètes commençant par https:// ou http://"


def words_to_words(value: Any) -> str | None:
    """A table whose values are texts, blank ones allowed."""
    right = isinstance(value, dict) and value and all(isinstance(one, str) for one in value.values())
    return None if right else 'une table de textes, par exemple { "Clôturé" = "closed" }'


def words_to_lists(value: Any) -> str | None:
    """A table whose values are texts or lists of texts."""
    right = isinstance(value, dict) and all(one_or_more(one) is None for one in value.values())
    return None if right else 'une table, par exemple { "statut" = ["publié", "ouvert"] }'


def variables(value: Any) -> str | None:
    """A table from the name of a header to that of an environment variable."""
    right = words_to_words(value) is None and all(_VARIABLE.fullmatch(one) for one in value.values())
    return None if right else 'une table, par exemple { "X-Cle" = "VEILLEUR_CLE" } : le nom d’une variable, jamais la clé'


def table(value: Any) -> str | None:
    """A table."""
    return None if isinstance(value, dict) else "une table, par exemple [read]"


def among(words: Sequence[str]) -> Check:
    """One of a closed list of words."""

    def check(value: Any) -> str | None:
        if isinstance(value, str) and value in words:
            return None
        near = f" (vouliez-vous dire « {_nearest(value, words)} » ?)" if _nearest(value, words) else ""
        return f"un de ces mots : {', '.join(words)}{near}"

    return check


def some_among(words: Sequence[str]) -> Check:
    """A list of words of a closed list."""
    one = among(words)

    def check(value: Any) -> str | None:
        if not isinstance(value, list) or not value:
            return f"une liste de mots parmi : {', '.join(words)}"
        return next((wrong for wrong in map(one, value) if wrong), None)

    return check


def read_table(given: Mapping[str, Any], keys: Sequence[Key], where: str = "") -> tuple[dict[str, Any], list[str]]:
    """The values of a table with defaults filled in, and every mistake found, each one French sentence.

    `where` is the name of the table, "" at the top of the file.
    """
    values = {key.name: given.get(key.name, key.default) for key in keys}
    known = [key.name for key in keys]
    wrong = [_unknown(name, known, where) for name in given if name not in known]
    wrong += [f"il manque la clé « {_path(where, key.name)} » : {key.meaning}" for key in keys if _is_missing(key, given)]
    for key in keys:
        if key.name not in given:
            continue
        if wanted := key.check(given[key.name]):
            wrong.append(f"la clé « {_path(where, key.name)} » doit être {wanted} ; elle vaut {given[key.name]!r}")
        elif key.inside is not None:
            wrong += key.inside(given[key.name], _path(where, key.name))
    return values, wrong


def _is_missing(key: Key, given: Mapping[str, Any]) -> bool:
    return key.required and key.name not in given


def _unknown(name: str, known: Sequence[str], where: str) -> str:
    near = _nearest(name, known)
    advice = f"vouliez-vous écrire « {near} » ?" if near else f"les clés connues sont : {', '.join(known)}"
    return f"la clé « {_path(where, name)} » est inconnue ; {advice}"


def _nearest(word: Any, known: Sequence[str]) -> str | None:
    return next(iter(difflib.get_close_matches(str(word).lower(), known, n=1, cutoff=0.6)), None)


def _path(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
