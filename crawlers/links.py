"""Visits the pages of calls, to see whether they still answer. What an answer means is decided elsewhere."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from crawlers.options import CrawlOptions
from model.codec import from_plain, to_plain
from model.link import Visit

CHILD = "crawlers.link_child"
SECONDS = 600.0
"""The most that all the visits of a day may take: the pages not visited by then wait for the next one."""


def visit(urls: Sequence[str], now: datetime, options: CrawlOptions | None = None) -> Iterator[tuple[str, Visit]]:
    """(address, what was found there) for each of `urls`, in any order; `now` (aware) is the instant of all the visits.

    Each server is asked one thing at a time, as robots.txt allows, and no private address is followed: what may not be
    visited is given with no status, which says nothing. What was not visited in time is not given. Nothing that a server
    does raises.
    """
    order = {"urls": list(urls), "options": to_plain(options or CrawlOptions()), "now": now.isoformat()}
    if not urls:
        return
    child = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    try:
        said, _ = child.communicate(json.dumps(order).encode() + b"\n", timeout=SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        said, _ = child.communicate()
    yield from _visits(said)


def _visits(said: bytes) -> Iterator[tuple[str, Visit]]:
    """Whole lines only: a child that was killed may have cut the last one."""
    for line in said.split(b"\n")[:-1]:
        held = json.loads(line)
        yield held["url"], from_plain(Visit, held["visit"])


def _environment() -> dict[str, str]:
    """The child must find this very package, installed or not."""
    root = str(Path(__file__).resolve().parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])}
