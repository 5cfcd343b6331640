"""A place that publishes, and what one reading of it leaves for the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from model.codes import Showing, SourceSetting


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What the house knows of a source; how to read it stays in `crawlers.definition`.

    `url` is the page a person opens. `official`: the funder itself speaks. `show` obeys rule 14 and `attribution` goes
    with it. `setting` is the `state` key of the definition.
    """

    slug: str
    name: str
    publisher: str
    funder: str | None
    url: str
    language: str
    recipe: str
    setting: SourceSetting
    official: bool
    show: Showing
    why: str
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Validator:
    """What lets the next request ask "has it changed?": the server's marks, else a hash of the body."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the next reading must know. `volumes`: items of the last healthy readings, oldest first, 14 at most.

    `failures` in a row began at `failing_since` (UTC), None when the last reading was healthy; `verdict` is the class in
    which it ended (`Outcome.verdict`). `memory` is what a recipe wants to find again (the French titles of the EU portal):
    plain texts under its own keys.
    """

    source: str
    validators: Mapping[str, Validator] = field(default_factory=dict)
    failures: int = 0
    retry_after: datetime | None = None
    last_ok: datetime | None = None
    volumes: tuple[int, ...] = ()
    memory: Mapping[str, str] = field(default_factory=dict)
    failing_since: datetime | None = None
    verdict: str = ""
