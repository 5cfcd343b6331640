"""Reads once the closed calls of the sources that say how: windows and volumes gain years behind them, nobody is told."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

from crawlers import CrawlOptions, Definition
from crawlers.definition import archive_of
from day.means import Means
from model.codes import ReadResult
from model.notice import Notice, Outcome, Problem
from pipelines import intake
from pipelines.intake import Archived
from store import archives
from store.archives import Archive
from store.connection import connect, write

PATIENCE = 7_200.0
"""Seconds for the archive of one source, which may have thousands of pages."""

MOST_REQUESTS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRead:
    """What the archive of one source gave. `problem` when it could not be read whole: it will be asked again."""

    source: str
    archived: Archived
    problem: Problem | None = None


def without_archive(definitions: Sequence[Definition]) -> list[Definition]:
    """The sources that do not say how to read their closed calls."""
    return [one for one in definitions if archive_of(one) is None]


def read_archives(
    means: Means, definitions: Sequence[Definition], now: datetime, *, again: bool = False
) -> list[ArchiveRead]:
    """Reads the archives of these sources that were not read yet (`again`: even so), at `now` (aware)."""
    with closing(connect(means.database)) as db:
        known = archives.done(db)
    ways = [way for one in definitions if (again or one.slug not in known) and (way := archive_of(one))]
    means.watcher.begin("Lecture des appels clos")
    return list(_read(means, ways, now)) if ways else []


def _read(means: Means, ways: Sequence[Definition], now: datetime) -> Iterator[ArchiveRead]:
    found: dict[str, list[Notice]] = {one.slug: [] for one in ways}
    done = 0
    for thing in means.read(ways, {}, now, _patient(means.options)):
        if isinstance(thing, Notice):
            found[thing.source].append(thing)
            continue
        done += 1
        means.watcher.at(done, len(ways))
        yield _take_in(means, thing, found.pop(thing.source), now)


def _patient(options: CrawlOptions) -> CrawlOptions:
    return replace(
        options,
        ignore_backoff=True,
        max_requests=MOST_REQUESTS,
        source_seconds=PATIENCE,
        run_seconds=max(options.run_seconds, PATIENCE + 600),
    )


def _take_in(means: Means, outcome: Outcome, found: Sequence[Notice], now: datetime) -> ArchiveRead:
    """What was read before a failure is kept; only a whole archive is noted as read."""
    failed = outcome.result is ReadResult.FAILED
    with closing(connect(means.database)) as db:
        archived = intake.take_in_archive(db, found, now)
        if not failed:
            with write(db):
                archives.save(db, Archive(source=outcome.source, at=now, calls=archived.kept, oldest=archived.oldest))
    return ArchiveRead(
        source=outcome.source,
        archived=archived,
        problem=outcome.problems[0] if failed else None,
    )
