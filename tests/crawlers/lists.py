"""Definitions that point at sites that do not exist, for the recipes of lists, and answers by address."""

from collections.abc import Mapping
from typing import Any

from crawlers.definition import Definition, of_table
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask
from model.notice import Notice, Outcome

SITE = "https://fonds.example/"


def a_source(recipe: str, read: Mapping[str, Any], **keys: Any) -> Definition:
    """A definition that is right, whatever its recipe."""
    return of_table(
        "fonds",
        {
            "name": "Fonds d’essai", "publisher": "Fondation d’essai", "url": SITE, "language": "fr", "recipe": recipe,
            "state": "proved", "official": True, "why": "Pour les essais.", **keys, "read": dict(read),
        },
    )  # fmt: skip


class Site:
    """Answers by whole address; `asked` keeps every request. A page may be bytes, text, a failure or a ready answer."""

    def __init__(self, pages: Mapping[str, bytes | str | Unreadable | Answer]) -> None:
        self.pages = dict(pages)
        self.asked: list[Ask] = []

    def __call__(self, ask: Ask) -> Answer | Unreadable:
        self.asked.append(ask)
        held = self.pages.get(ask.url, Unreadable(Code.NOT_FOUND, ask.url))
        if isinstance(held, (Unreadable, Answer)):
            return held
        return Answer(url=ask.url, headers={}, body=held.encode() if isinstance(held, str) else held)

    @property
    def urls(self) -> list[str]:
        """The addresses asked for, in order."""
        return [ask.url for ask in self.asked]


def codes(outcome: Outcome) -> list[str]:
    """The codes of the problems of a reading."""
    return [problem.code for problem in outcome.problems]


def titles(notices: list[Notice]) -> list[str]:
    """The titles of notices, in order."""
    return [notice.title for notice in notices]
