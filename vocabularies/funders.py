"""Who pays: names, acronyms, former names (`funders.toml`). Which programmes they run is apart."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from model.codes import Scope
from vocabularies.term import Term, folded, made, table


def codes() -> tuple[str, ...]:
    """Every code, in the order of the file."""
    return tuple(_funders())


def name(code: str) -> str:
    """The name of a funder today. KeyError for an unknown code."""
    return str(_funders()[code]["name"])


def acronyms(code: str) -> tuple[str, ...]:
    """Its acronyms, former ones included."""
    return tuple(_funders()[code]["acronyms"])


def former_names(code: str) -> tuple[tuple[str, date], ...]:
    """(name, first day it was no longer that) of its former names."""
    return tuple((one["name"], one["until"]) for one in _funders()[code].get("former", ()))


def usual_scope(code: str) -> Scope | None:
    """Where its calls mostly are: a hint for reading, never a proof."""
    field = _funders()[code].get("field")
    return Scope(field) if field else None


def parse(words: str) -> str | None:
    """The code of a funder named, wholly, by any of its names or acronyms; None when unknown."""
    said = words.strip()
    return said if said in _funders() else _by_name().get(folded(said))


def terms() -> Iterator[Term]:
    """Names, former names and acronyms (as written)."""
    for code, row in _funders().items():
        yield from made("funder", code, _names(row))
        yield from made("funder", code, [f"={one}" for one in row["acronyms"]])


def _names(row: Mapping[str, Any]) -> list[str]:
    return [row["name"].split(" (")[0], *row["words"], *(one["name"].split(" (")[0] for one in row.get("former", ()))]


@cache
def _by_name() -> Mapping[str, str]:
    return {folded(one): code for code, row in _funders().items() for one in (row["name"], *_names(row), *row["acronyms"])}


@cache
def _funders() -> Mapping[str, Mapping[str, Any]]:
    return table("funders.toml")
