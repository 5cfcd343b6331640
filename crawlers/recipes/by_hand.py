"""A source that no program reads: behind a login, refusing robots, or without any list. A person is reminded of it."""

from collections.abc import Mapping
from typing import Any

from crawlers.recipes.base import Findings, Job, Reading, Recipe


def parse(values: Mapping[str, Any]) -> None:
    """Nothing is to be known: the table is empty."""


def read(job: Job, findings: Findings) -> Reading:
    """Asks for nothing and tells nothing."""
    findings.unchanged = True
    yield from ()


RECIPE = Recipe(
    name="by_hand",
    meaning="une source qu’aucun programme ne lit : une personne l’ouvre de temps en temps",
    keys=(),
    parse=parse,
    read=read,
)
