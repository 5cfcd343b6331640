"""Drives a recipe without any network: a function gives the answer to each request, or the failure."""

from crawlers.definition import Definition
from crawlers.recipes.base import Answer
from crawlers.rehearsal import Respond, rehearse
from model.notice import Notice, Outcome
from model.source import SourceState
from tests.crawlers.conftest import NOW

__all__ = ["Respond", "one_answer", "reading"]


def reading(definition: Definition, respond: Respond, state: SourceState | None = None) -> tuple[list[Notice], Outcome]:
    """The notices and the outcome of a whole reading."""
    return rehearse(definition, respond, NOW, state)


def one_answer(body: bytes, url: str = "https://fondation.example/flux", **headers: str) -> Respond:
    """Always the same answer."""
    return lambda ask: Answer(url=url, headers={name.replace("_", "-"): value for name, value in headers.items()}, body=body)
