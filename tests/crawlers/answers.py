"""Drives a recipe without any network: a function gives the answer to each request, or the failure."""

from collections.abc import Callable

from crawlers.definition import Definition
from crawlers.health import Unreadable
from crawlers.recipes.base import Answer, Ask
from crawlers.run import Run
from model.notice import Notice, Outcome
from model.source import SourceState
from tests.crawlers.conftest import NOW

Respond = Callable[[Ask], Answer | Unreadable]


def reading(definition: Definition, respond: Respond, state: SourceState | None = None) -> tuple[list[Notice], Outcome]:
    """The notices and the outcome of a whole reading."""
    notices: list[Notice] = []
    run = Run(definition, state, NOW, notices.append, lambda: 0.0, max_requests=50)
    ask = run.start()
    while ask is not None:
        told = respond(ask)
        ask = run.failed(told) if isinstance(told, Unreadable) else run.answered(told)
    assert run.outcome is not None
    return notices, run.outcome


def one_answer(body: bytes, url: str = "https://fondation.example/flux", **headers: str) -> Respond:
    """Always the same answer."""
    return lambda ask: Answer(url=url, headers={name.replace("_", "-"): value for name, value in headers.items()}, body=body)
