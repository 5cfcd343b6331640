"""Trying a source out: what its definition catches, without the base; and PDF files read as the crawl reads them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers import CrawlOptions, Definition
from crawlers.definition import of_table
from day import read_file
from day.try_out import page_of, try_out
from model.codes import ReadResult
from model.notice import Notice, Outcome, Problem
from model.source import SourceState
from model.trouble import Trouble
from tests.crawlers.pdf_writer import a_locked_pdf, a_pdf

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)

DEFINITION = of_table(
    "fonds",
    {
        "name": "Fonds d’essai",
        "publisher": "Fondation",
        "url": "https://fonds.example/",
        "language": "fr",
        "recipe": "feed",
        "state": "to_probe",
        "official": True,
        "why": "Pour les essais.",
        "read": {"feed": "https://fonds.example/flux"},
    },
)


def notice(number: int, text: str) -> Notice:
    url = f"https://fonds.example/{number}"
    return Notice(source="fonds", reference=url, url=url, title=f"Appel {number}", seen_at=NOW, text=text, raw=b"octets")


NOTICES = [
    notice(1, "Date limite de dépôt : 15 mars 2027. Les communes peuvent répondre. Subvention maximale de 20 000 €."),
    notice(2, "Les communes peuvent répondre avec un partenaire au Sénégal."),
]
PROBLEM = Problem(code="too_few", subject="fonds", message="La liste est courte.")


class Door:
    """A door of the crawlers that gives what it was made with, and keeps what it was asked."""

    def __init__(self, notices: Sequence[Notice], result: ReadResult = ReadResult.READ) -> None:
        self.notices, self.result = notices, result
        self.asked: list[tuple[Sequence[Definition], Mapping[str, SourceState], CrawlOptions]] = []

    def __call__(
        self, definitions: Sequence[Definition], states: Mapping[str, SourceState], now: datetime, options: CrawlOptions
    ) -> Iterator[Notice | Outcome]:
        self.asked.append((definitions, states, options))
        yield from self.notices
        yield Outcome(
            source="fonds", result=self.result, state=SourceState(source="fonds"), started_at=now, ended_at=now,
            notices=len(self.notices), dropped=(("sans titre", 1),), problems=(PROBLEM,), requests=3, received=4_000,
        )  # fmt: skip


def test_a_try_out_says_what_is_caught_and_how_full_each_field_is() -> None:
    door = Door(NOTICES)
    tried = try_out(DEFINITION, NOW, CrawlOptions(), door)
    rates = {code: number for code, _, number in tried.rates}
    assert [one.deadline for one in tried.items] == ["2027-03-15", None]
    assert (rates["title"], rates["deadline"], rates["amount"], rates["eligible"]) == (2, 1, 1, 2)
    assert rates["countries"] == 1
    assert tried.outcome.problems == (PROBLEM,)


def test_a_try_out_reads_a_source_that_is_off_as_if_for_the_first_time() -> None:
    door = Door([])
    try_out(DEFINITION, NOW, CrawlOptions(), door)
    (definitions, states, options) = door.asked[0]
    assert (list(definitions), dict(states), options.ignore_backoff) == ([DEFINITION], {}, True)


def test_the_deadline_shown_is_the_next_one_or_the_last_that_passed() -> None:
    text = "Date limite : 15 mars 2026. Seconde session : date limite le 15 mars 2027."
    (tried,) = try_out(DEFINITION, NOW, CrawlOptions(), Door([notice(1, text)])).items
    assert tried.deadline == "2027-03-15"
    over = replace(tried, notice=replace(tried.notice, seen_at=datetime(2028, 1, 1, tzinfo=UTC)))
    assert over.deadline == "2027-03-15"


def test_a_try_out_as_json_holds_all_but_the_bytes_of_the_source() -> None:
    plain = try_out(DEFINITION, NOW, CrawlOptions(), Door(NOTICES, ReadResult.FAILED)).plain()
    told = json.loads(json.dumps(plain))
    assert (told["result"], told["requests"], told["received"]) == ("failed", 3, 4_000)
    assert told["dropped"] == {"sans titre": 1}
    assert told["items"][0]["facts"]["sessions"][0]["evidence"]["quote"]
    assert told["items"][0]["raw"] == ""
    assert told["problems"][0]["code"] == "too_few"


@pytest.mark.parametrize(("number", "titles"), [(1, ["Appel 1"]), (2, ["Appel 2"]), (3, [])])
def test_items_are_shown_by_pages(number: int, titles: list[str]) -> None:
    tried = try_out(DEFINITION, NOW, CrawlOptions(), Door(NOTICES))
    assert [one.notice.title for one in page_of(tried.items, number, 1)] == titles


def test_a_pdf_file_is_read_as_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "reglement.PDF"
    path.write_bytes(a_pdf([(50, 780, "Appel à projets Eau"), (50, 740, "Date limite de dépôt : 15 mars 2027.")]))
    (item,) = read_file.items(path, NOW)
    assert item.notice is not None
    assert (item.notice.title, item.notice.text) == ("Appel à projets Eau", "Date limite de dépôt : 15 mars 2027.")
    told = read_file.read(item)
    assert told is not None
    assert told["deadline"]["value"] == "2027-03-15"


def test_a_pdf_file_that_is_locked_says_so(tmp_path: Path) -> None:
    path = tmp_path / "verrou.pdf"
    path.write_bytes(a_locked_pdf())
    with pytest.raises(Trouble, match="mot de passe"):
        list(read_file.items(path, NOW))
