"""The watch list as last loaded, and what the reading of each source left for the next one."""

from collections.abc import Sequence

from model.source import Source, SourceState
from store.connection import Database
from store.rows import change, from_row, one, put_row, rows, to_row


def save_list(db: Database, sources: Sequence[Source]) -> None:
    """Keeps the list as loaded, in its order. A source that is no longer in it is marked, never deleted."""
    change(db, "UPDATE sources SET listed = 0 WHERE listed")
    for position, source in enumerate(sources):
        put_row(db, "sources", to_row(source) | {"listed": 1, "position": position})


def listed(db: Database) -> list[Source]:
    """The sources of the last load, in its order."""
    return [from_row(Source, row) for row in rows(db, "SELECT * FROM sources WHERE listed ORDER BY position")]


def official(db: Database) -> frozenset[str]:
    """The slugs of the sources where funders themselves speak, listed or not any more."""
    return frozenset(row["slug"] for row in rows(db, "SELECT slug FROM sources WHERE official"))


def get(db: Database, slug: str) -> Source | None:
    """The source of that slug, listed or not any more."""
    row = one(db, "SELECT * FROM sources WHERE slug = ?", (slug,))
    return from_row(Source, row) if row else None


def states(db: Database) -> dict[str, SourceState]:
    """Slug → what its next reading must know, for each source read at least once."""
    found = (from_row(SourceState, row) for row in rows(db, "SELECT * FROM source_states"))
    return {state.source: state for state in found}


def save_state(db: Database, state: SourceState) -> None:
    """Keeps what the next reading must know."""
    put_row(db, "source_states", to_row(state))
