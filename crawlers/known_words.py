"""The words that a definition puts in place of a site's own: each must be one that the house knows."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from model.codes import Kind, Status
from vocabularies import applicants, countries, themes

PARSERS: Mapping[str, Callable[[str], object]] = {
    "kind": lambda word: word if word in set(Kind) else None,
    "status": lambda word: word if word in set(Status) else None,
    "countries": countries.parse,
    "themes": themes.parse,
    "eligible": applicants.parse,
}
"""How the words of a field are understood; the other fields take any."""


def unknown_words(table: Mapping[str, Any]) -> list[str]:
    """The words of `read_as` that no vocabulary knows, one French sentence each. `table` is a definition's content."""
    return [f"read_as de « {name} » : « {word} » n’est d’aucun vocabulaire" for name, word in _unknown(table)]


def _unknown(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, held in table.items():
        if not isinstance(held, Mapping):
            continue
        words = held.get("read_as") if name in PARSERS else None
        if isinstance(words, Mapping):
            yield from ((name, word) for word in words.values() if word and PARSERS[name](word) is None)
        else:
            yield from _unknown(held)
