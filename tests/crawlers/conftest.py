"""What the tests of the crawlers share: a funder's web site on loopback, and definitions that point at it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from crawlers.definition import Definition, of_table
from tests.crawlers.funder import Funder

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def funder() -> Iterator[Funder]:
    """A web site whose pages a test sets."""
    with Funder() as site:
        yield site


@pytest.fixture(scope="session")
def feed_definition() -> Callable[..., Definition]:
    """Makes the definition of a feed: `feed_definition("slug", "http://…", at_least=3)`."""
    return a_feed


def a_feed(slug: str, address: str, read: dict[str, Any] | None = None, **keys: Any) -> Definition:
    """A definition of a feed that is right."""
    content = {
        "name": "Fonds d’essai",
        "publisher": "Fondation d’essai",
        "url": "https://fondation.example/appels",
        "language": "fr",
        "recipe": "feed",
        "state": "proved",
        "official": True,
        "why": "Pour les essais.",
        **keys,
        "read": {"feed": address, **(read or {})},
    }
    return of_table(slug, content)
