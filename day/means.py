"""What a day works with, and who watches it: values passed in by the command line, the site or the tests."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from crawlers import CrawlOptions, Definition
from day.page_visits import Visitor
from digests.boxes import Box
from digests.draft import Voice
from digests.envelope import Envelopes
from digests.links import Links
from digests.mailer import Mailer
from digests.rounds import Rules
from matching import Weights
from model.notice import Notice, Outcome, Problem
from model.source import Source, SourceState

Reader = Callable[[Sequence[Definition], Mapping[str, SourceState], datetime, CrawlOptions], Iterator[Notice | Outcome]]


class Watcher(Protocol):
    """Told how long work goes on: a person looks at a bar, a test at nothing."""

    def begin(self, title: str) -> None:
        """A step starts; it ends when the next one begins, or at `end`."""

    def at(self, done: int, total: int) -> None:
        """So much of the step is done."""

    def end(self) -> None:
        """The last step is over."""


class Silent:
    """Watches and says nothing."""

    def begin(self, title: str) -> None:
        """Says nothing."""

    def at(self, done: int, total: int) -> None:
        """Says nothing."""

    def end(self) -> None:
        """Says nothing."""


@dataclass(frozen=True, kw_only=True)
class Means:
    """`listed` is the whole watch list, `definitions` what is read of it now, `list_problems` the files that are no
    definition, `by_hand` the sources that a person reads. What a doubtful reading told waits for `patience`, or for an
    answer when it is None. `read` is the door of the crawlers, `visitor` sees whether the pages of calls still answer, for
    `visits` calls a day; `mailer` delivers letters. The clock is an argument of each
    step.
    """

    database: Path
    listed: Sequence[Source]
    definitions: Sequence[Definition]
    list_problems: Sequence[Problem] = ()
    by_hand: Sequence[Definition] = ()
    patience: timedelta | None = timedelta(days=3)
    options: CrawlOptions
    read: Reader
    visitor: Visitor | None = None
    visits: int = 0
    mailer: Mailer
    links: Links
    voice: Voice
    rules: Rules = field(default_factory=Rules)
    envelopes: Envelopes | None = None
    returns: Box | None = None
    mail_settings: str = ""
    weights: Weights = field(default_factory=Weights)
    watcher: Watcher = field(default_factory=Silent)
