"""The watch list as last loaded."""

from datetime import timedelta

from model.codes import Showing, SourceSetting
from model.source import Source, SourceState
from store import sources
from store.connection import Database, write
from tests.store.samples import NOW


def _source(slug: str, name: str = "Source") -> Source:
    return Source(
        slug=slug,
        name=name,
        publisher="Bailleur",
        funder=None,
        url=f"https://{slug}.example/",
        language="fr",
        recipe="feed",
        setting=SourceSetting.PROVED,
        official=True,
        show=Showing.EXTRACT,
        why="Publie ses appels ici.",
    )


def test_a_source_taken_out_of_the_list_is_marked_and_comes_back_as_it_was(db: Database) -> None:
    first, second = _source("a"), _source("b")
    with write(db):
        sources.save_list(db, [second, first])
    assert sources.listed(db) == [second, first]
    with write(db):
        sources.save_list(db, [_source("b", "Autre nom")])
    assert sources.listed(db) == [_source("b", "Autre nom")]
    assert sources.get(db, "a") == first
    assert sources.get(db, "c") is None
    with write(db):
        sources.save_list(db, [first])
    assert sources.listed(db) == [first]


def test_the_state_of_a_source_is_the_last_one_kept(db: Database) -> None:
    assert sources.states(db) == {}
    with write(db):
        sources.save_state(db, SourceState(source="a", failures=1, retry_after=NOW + timedelta(hours=1)))
        sources.save_state(db, SourceState(source="a", last_ok=NOW, volumes=(3, 4)))
    assert sources.states(db) == {"a": SourceState(source="a", last_ok=NOW, volumes=(3, 4))}
