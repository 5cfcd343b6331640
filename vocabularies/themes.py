"""The themes of the field and the sustainable development goals: names, wordings (`themes.toml`, `sdgs.toml`)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from vocabularies.term import Term, folded, made, table, wordings

STRENGTHS = {"strong": 1.0, "words": 0.4, "weak": 0.15}


def codes() -> tuple[str, ...]:
    """Every theme, in the order of the file."""
    return tuple(_themes())


def name(code: str) -> str:
    """The French name of a theme. KeyError for an unknown code."""
    return str(_themes()[code]["name"])


def sdgs(code: str) -> tuple[int, ...]:
    """The goals (1 to 17) that a theme serves, the main one first."""
    return tuple(_themes()[code]["sdgs"])


def parse(words: str) -> str | None:
    """The theme named in plain words or by its code (members' files); None when unknown."""
    said = words.strip()
    return said if said in _themes() else _by_words().get(folded(said))


def sdg_name(number: int) -> str:
    """The French name of a goal. KeyError outside 1–17."""
    return str(_goals()[str(number)]["name"])


def terms() -> Iterator[Term]:
    """The wordings of themes and of goals, weighted by how surely they announce them, and the traps of themes."""
    for vocabulary, entries in (("theme", _themes()), ("sdg", _goals())):
        for code, entry in entries.items():
            yield from _raised([one for strength in STRENGTHS for one in _of_strength(vocabulary, code, entry, strength)])
    yield from made("theme", "", table("themes.toml")["traps"]["words"])


def _of_strength(vocabulary: str, code: str, entry: Mapping[str, Any], strength: str) -> Iterator[Term]:
    return made(vocabulary, code, entry.get(strength, ()), STRENGTHS[strength])


def _raised(some: list[Term]) -> Iterator[Term]:
    """A longer wording hides the shorter one inside it, so it is worth at least as much ("collecte des déchets")."""
    surest = {f" {folded(term.words)} ": term.weight for term in reversed(some)}
    single = {words: weight for words, weight in surest.items() if words.count(" ") <= 4}
    for term in some:
        words = folded(term.words).split()
        inner = (f" {' '.join(words[i:j])} " for i in range(len(words)) for j in range(i + 1, len(words) + 1))
        yield replace(term, weight=max(term.weight, *(single.get(one, 0.0) for one in inner)))


@cache
def _by_words() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code, entry in _themes().items():
        for one in (entry["name"], *entry["strong"]):
            for words, _ in wordings(one):
                found.setdefault(folded(words), code)
    return found


@cache
def _themes() -> Mapping[str, Mapping[str, Any]]:
    return {code: entry for code, entry in table("themes.toml").items() if code != "traps"}


@cache
def _goals() -> Mapping[str, Mapping[str, Any]]:
    return table("sdgs.toml")
