"""A wording of a controlled word, and how wordings are written in the data files. No search is done here."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = re.compile(r"\(([^()]*)\)")


class Written(StrEnum):
    """How a wording must be written in a text to count: any way, with a capital (or within a slug), or exactly so."""

    ANY = "any"
    CAPITAL = "capital"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Term:
    """One wording: `weight` says how surely it stands for `code` in `vocabulary` (1 = as sure as its name)."""

    vocabulary: str
    code: str
    words: str
    weight: float = 1.0
    written: Written = Written.ANY


def fold(word: str) -> str:
    """A word without case, accents and the plural's s or x.

    "énergies" and "énergie" give one form, so do "cities" and "city".
    """
    plain = word.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", plain.translate(_LIGATURES))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    if len(plain) > 3 and plain.endswith(("s", "ux")):
        plain = plain[:-1]
    return plain[:-2] + "y" if len(plain) > 3 and plain.endswith("ie") else plain


def folded(words: str) -> str:
    """Words in the form in which two ways of writing the same name are equal: folded, one space between."""
    return " ".join(fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", words)))


def wordings(entry: str) -> Iterator[tuple[str, Written]]:
    """The wordings that one entry of a data file stands for.

    `=LIFE` must be written exactly so, `^Chad` with a capital; `marocain(e)` stands for both genders, `local(e|aux)`
    for its three forms. Plurals in s and x need not be written: the recogniser ignores them.
    """
    written = {"=": Written.EXACT, "^": Written.CAPITAL}.get(entry[:1], Written.ANY)
    words = entry[1:] if written is not Written.ANY else entry
    for form in _forms(words):
        yield form, written


def _forms(words: str) -> Iterator[str]:
    found = _ENDINGS.search(words)
    if found is None:
        yield words
        return
    for ending in ("", *found.group(1).split("|")):
        yield from _forms(words[: found.start()] + ending + words[found.end() :])


def made(vocabulary: str, code: str, entries: Iterator[str] | list[str], weight: float = 1.0) -> Iterator[Term]:
    """The terms of a list of entries that share a code and a weight."""
    for entry in entries:
        for words, written in wordings(entry):
            yield Term(vocabulary, code, words, weight, written)


@cache
def table(name: str) -> Mapping[str, Any]:
    """A data file of this package, as parsed (`themes.toml`…)."""
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)
