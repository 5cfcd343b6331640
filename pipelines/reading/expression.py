"""Loads the ways of saying a thing (`cues/*.toml`) as expressions, so that each stays a line of data. Reads no text."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "cues"


def expression(file: str, name: str) -> re.Pattern[str]:
    """The expression that finds any of the ways `name` of `cues/FILE.toml`, as whole words of folded text.

    `before` and `after` in the file replace the word borders at its two ends.
    """
    held = _table(file)[name]
    ways = "|".join(held["ways"])
    return re.compile(f"{held.get('before', '(?<![a-z0-9])')}(?:{ways}){held.get('after', '(?![a-z0-9])')}")


def words(file: str, name: str) -> frozenset[str]:
    """The folded words listed under `name`."""
    return frozenset(str(_table(file)[name]["words"]).split())


@cache
def _table(file: str) -> Mapping[str, Any]:
    with (_FOLDER / f"{file}.toml").open("rb") as opened:
        return tomllib.load(opened)
