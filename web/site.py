"""What the pages work with, passed in by whoever serves them; and the base for the time of one request."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import cast

from flask import current_app

from digests.draft import Voice
from digests.links import Links
from matching import Weights
from store.connection import Database, connect


@dataclass(frozen=True, slots=True, kw_only=True)
class Robot:
    """Our robot as webmasters meet it: `name` in robots.txt, `agent` in each request, `delay` in seconds between two
    requests to a server, `hour` of its day in Paris."""

    name: str = "Veilleur"
    agent: str = "Veilleur"
    delay: float = 2.0
    hour: time = time(7, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`now` gives the instant (UTC) of each request: the clock is read outside."""

    database: Path
    links: Links
    voice: Voice
    now: Callable[[], datetime]
    weights: Weights = field(default_factory=Weights)
    robot: Robot = field(default_factory=Robot)


def site() -> Site:
    """The site of this request."""
    return cast(Site, current_app.extensions["site"])


@contextmanager
def base() -> Iterator[Database]:
    """The base, durable: a yes or a no that was answered must not be lost."""
    with closing(connect(site().database, durable=True)) as db:
        yield db
