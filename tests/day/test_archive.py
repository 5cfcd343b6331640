"""The archive of a source is read once, as its definition says, and again only when it could not be read whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crawlers import CrawlOptions, Definition
from crawlers.definition import DefinitionError, archive_of, of_table
from day.archive import read_archives, without_archive
from day.means import Means, Reader
from model.codes import ReadResult
from model.notice import Notice, Outcome, Problem
from model.source import SourceState
from store import calls, sources
from store.connection import connect, write
from tests.day.test_daily import means as means

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
TABLE = {
    "name": "Fonds", "publisher": "Fondation", "url": "https://fonds.example/", "language": "fr", "recipe": "html_list",
    "state": "proved", "official": True, "why": "Pour les essais.",
    "read": {"pages": ["https://fonds.example/ouverts"], "item": "li", "fields": {"title": "a", "link": "a"}},
}  # fmt: skip
OLD = {"archive": {"pages": ["https://fonds.example/clos"], "max_pages": 90}}


def test_the_archive_is_the_definition_with_what_it_changes() -> None:
    archive = archive_of(of_table("fonds", {**TABLE, **OLD}))
    assert archive is not None
    assert (archive.options.pages, archive.options.item, archive.options.max_pages) == (
        ("https://fonds.example/clos",),
        "li",
        90,
    )
    plain = of_table("fonds", TABLE)
    assert (archive_of(plain), without_archive([plain])) == (None, [plain])
    with pytest.raises(DefinitionError, match=r"archive\.pagse"):
        of_table("fonds", {**TABLE, "archive": {"pagse": ["https://fonds.example/clos"]}})


def reader(result: ReadResult, asked: list[str]) -> Reader:
    """A crawl that tells two closed calls and an open one, and notes what was asked."""

    def read(
        definitions: Sequence[Definition], states: Mapping[str, SourceState], now: datetime, options: CrawlOptions
    ) -> Iterator[Notice | Outcome]:
        for one in definitions:
            asked.extend(one.options.pages)
            for year in (2024, 2025, 2027):
                url = f"https://fonds.example/{year}"
                yield Notice(source=one.slug, reference=url, url=url, title=f"Appel Eau {year}", seen_at=now,
                             text=f"Date limite de dépôt : 15 mars {year}.")  # fmt: skip
            problems = (Problem(code="time_out", subject=one.slug, message="Pas de réponse."),)
            yield Outcome(source=one.slug, result=result, state=SourceState(source=one.slug), started_at=now, ended_at=now,
                          problems=problems if result is ReadResult.FAILED else ())  # fmt: skip

    return read


def test_an_archive_is_read_once_and_a_broken_one_again(means: Means) -> None:
    definition = of_table("fonds", {**TABLE, **OLD})
    with connect(means.database) as db, write(db):
        sources.save_list(db, [definition.source])
    asked: list[str] = []
    broken = replace(means, read=reader(ReadResult.FAILED, asked))
    (first,) = read_archives(broken, [definition], NOW)
    assert (first.archived.kept, first.archived.not_over, first.problem is None) == (2, 1, False)
    whole = replace(means, read=reader(ReadResult.READ, asked))
    (second,) = read_archives(whole, [definition], NOW)
    assert (second.archived.kept, second.archived.known, second.archived.oldest) == (0, 2, date(2024, 3, 15))
    assert read_archives(whole, [definition], NOW) == []
    assert len(read_archives(whole, [definition], NOW, again=True)) == 1
    assert asked == ["https://fonds.example/clos"] * 3
    with connect(means.database) as db:
        kept = [call.title for call in calls.every(db) if call.source == "fonds"]
    assert sorted(kept) == ["Appel Eau 2024", "Appel Eau 2025"]
