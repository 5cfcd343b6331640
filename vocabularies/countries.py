"""The countries: codes, names, and every wording they are met under (`countries.csv`). Groups of countries are apart.

Names in French, English, Spanish and Portuguese come from CLDR (through babel). The file holds what CLDR lacks, fields
separated by `|`: the usual French name when CLDR's is not, official and common variants, demonyms and cities (weaker
signals), traps (words that hold a name without meaning the country) and the CLDR names that mislead and are dropped.
Codes are ISO 3166-1 alpha-2, with XK (Kosovo) and CA-QC (Québec).
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from babel import Locale

from vocabularies.term import FOLDER, Term, Written, folded, made

LANGUAGES = ("fr", "en", "es", "pt")
DEMONYM_WEIGHT, CITY_WEIGHT = 0.6, 0.5
_BRACKET = re.compile(r"\([^()]*\)")


def codes() -> tuple[str, ...]:
    """Every code, in order."""
    return tuple(_rows())


def name(code: str, language: str = "fr") -> str:
    """The usual name of a country in a language of `LANGUAGES`. KeyError for an unknown code."""
    row = _rows()[code]
    if language == "fr" and row["name_fr"]:
        return row["name_fr"]
    return _cldr(language).get(code) or row["name_fr"] or row["variants"].split("|")[0].lstrip("^=")


def parse(words: str) -> str | None:
    """The code of a country named in any of the known ways (members' files), or of a code itself; None when unknown."""
    said = words.strip()
    return said.upper() if said.upper() in _rows() else _by_name().get(folded(said))


def terms() -> Iterator[Term]:
    """Names, demonyms, cities and traps; a name counts only with a capital: "jersey" is no island."""
    for code, row in _rows().items():
        yield from (Term("country", code, words, written=Written.CAPITAL) for words in _cldr_names(code))
        yield from _capital(made("country", code, _variants(code)))
        yield from made("demonym", code, _split(row["demonyms"]), DEMONYM_WEIGHT)
        yield from _capital(made("city", code, _split(row["cities"]), CITY_WEIGHT))
        yield from made("trap", code, _split(row["traps"]))


def _capital(some: Iterator[Term]) -> Iterator[Term]:
    for term in some:
        yield replace(term, written=Written.CAPITAL if term.written is Written.ANY else term.written)


def _cldr_names(code: str) -> Iterator[str]:
    """Its names in CLDR, with and without what stands in brackets, but for those that mislead."""
    dropped = {folded(one) for one in _split(_rows()[code]["dropped"])}
    for language in LANGUAGES:
        whole = _cldr(language).get(code, "")
        for one in dict.fromkeys((whole, _BRACKET.sub("", whole).strip())):
            if one and folded(one) not in dropped:
                yield one


def _variants(code: str) -> list[str]:
    """The names of the file, as entries (`^Chad`, `=RDC`)."""
    row = _rows()[code]
    dropped = {folded(one) for one in _split(row["dropped"])}
    return [one for one in (row["name_fr"], *_split(row["variants"])) if one and folded(one) not in dropped]


@cache
def _by_name() -> Mapping[str, str]:
    return {folded(one.lstrip("^=")): code for code in reversed(codes()) for one in (*_cldr_names(code), *_variants(code))}


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


@cache
def _cldr(language: str) -> Mapping[str, str]:
    return dict(Locale(language).territories)


def _split(cell: str) -> list[str]:
    return [one for one in cell.split("|") if one]
