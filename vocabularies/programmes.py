"""The programmes: scope, funder, portal codes, wordings, what holds when a call is silent (`programmes.toml`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from model.codes import Scope
from vocabularies.term import Term, made, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """`eu_codes` are the EU portal's `frameworkProgramme` codes, `identifiers` the beginnings of its calls' identifiers.

    `saved_by`: words that bring a call of an `out` programme back into the field. `eligible`, `excluded`, `countries`,
    `groups`, `themes` and `territories` (where those who file are in France) hold when the call does not say; `rules` are
    French sentences to remind. `instead`: programmes of one country each, which this general one leaves to them.
    """

    code: str
    name: str
    scope: Scope
    funder: str
    eu_codes: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    saved_by: tuple[str, ...] = ()
    eligible: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


def codes() -> tuple[str, ...]:
    """Every code, in the order of the file."""
    return tuple(_programmes())


def get(code: str) -> Programme | None:
    """The programme of a code; None when unknown."""
    return _programmes().get(code)


def by_eu_code(code: str) -> Programme | None:
    """The programme of a `frameworkProgramme` code of the EU portal; None when unknown."""
    return _by_eu_code().get(code)


def by_identifier(identifier: str) -> Programme | None:
    """The programme of a call's identifier on the EU portal, by its longest known beginning; None when unknown."""
    known = _by_beginning()
    found = [start for start in known if identifier.upper().startswith(start)]
    return known[max(found, key=len)] if found else None


def terms() -> Iterator[Term]:
    """The wordings of every programme."""
    for programme in _programmes().values():
        yield from made("programme", programme.code, list(programme.words))


@cache
def _programmes() -> Mapping[str, Programme]:
    found = {}
    for code, row in table("programmes.toml").items():
        lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list) and key != "eu"}
        found[code] = Programme(
            code=code,
            name=row["name"],
            scope=Scope(row["scope"]),
            funder=row["funder"],
            eu_codes=tuple(row.get("eu", ())),
            **lists,
        )
    return found


@cache
def _by_eu_code() -> Mapping[str, Programme]:
    return {code: programme for programme in _programmes().values() for code in programme.eu_codes}


@cache
def _by_beginning() -> Mapping[str, Programme]:
    return {start.upper(): programme for programme in _programmes().values() for start in programme.identifiers}
