"""The groups of countries: names, members at a date, wordings (`groups.toml`). What a country is called is apart."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from vocabularies.term import Term, made, table

WEAK = 0.5


def codes() -> tuple[str, ...]:
    """Every code, in the order of the file."""
    return tuple(_groups())


def name(code: str) -> str:
    """The French name of a group. KeyError for an unknown code."""
    return str(_groups()[code]["name"])


def source(code: str) -> str:
    """Where its list comes from, and of which date it is."""
    return str(_groups()[code]["source"])


@cache
def members(code: str, on: date) -> frozenset[str]:
    """The countries of a group on a day; WORLD has no list and gives none. KeyError for an unknown code."""
    group = _groups()[code]
    held = set(group.get("members", "").split())
    for change in group.get("dated", ()):
        if change.get("since", date.min) <= on < change.get("until", date.max):
            held |= set(change["codes"].split())
    for inner in group.get("includes", ()):
        held |= members(inner, on)
    return frozenset(held)


def spelled(code: str) -> tuple[str, ...]:
    """The countries that a group's name stands for one by one ("pays baltes"); empty for a group that is given as such."""
    group = _groups()[code]
    return tuple(group["members"].split()) if group.get("spelled") else ()


@cache
def groups_of(country: str, on: date) -> frozenset[str]:
    """The groups that a country belongs to on a day, WORLD included."""
    return frozenset(code for code in _groups() if code == "WORLD" or (country in members(code, on) and not spelled(code)))


def terms() -> Iterator[Term]:
    """Names of groups; those listed as weak stand for a place only where the sentence shows it."""
    for code, group in _groups().items():
        yield from made("group", code, group["words"])
        yield from made("group", code, group.get("weak", ()), WEAK)


@cache
def _groups() -> Mapping[str, Mapping[str, Any]]:
    return table("groups.toml")
