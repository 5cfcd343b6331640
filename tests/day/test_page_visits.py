"""The pages of calls over several days: a broken one is told once it is sure, and cleared as soon as it comes back."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawlers import CrawlOptions
from crawlers.links import visit as real_visitor
from day import page_visits
from day.page_visits import Visitor
from model.codes import Status
from model.link import Visit
from pipelines.links import Code
from store import calls, issues, links
from store.connection import Database, create, write
from tests.crawlers.funder import Funder, Page
from tests.pipelines.fakes import NOW, call, facts

DAY = timedelta(days=1)
OPTIONS = CrawlOptions(allow_private_hosts=("127.0.0.1",), delay=0, retry_wait=0)
URL = "https://fonds-eau.example/aap"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(create(tmp_path / "veilleur.db")) as made:
        yield made


def keep(db: Database, *urls: str) -> list[int]:
    with write(db):
        return [calls.insert(db, call(facts("2026-09-15"), f"Appel {n}", url=url), NOW, None) for n, url in enumerate(urls)]


def answers(statuses: dict[str, int | None], asked: list[str] | None = None) -> Visitor:
    def visitor(urls: Sequence[str], now: datetime, options: CrawlOptions) -> Iterator[tuple[str, Visit]]:
        for url in urls:
            if asked is not None:
                asked.append(url)
            yield url, Visit(at=now, status=statuses.get(url, 200), final=url, text="Appel à projets")

    return visitor


def open_codes(db: Database) -> list[str]:
    return [issue.code for issue in issues.open_ones(db)]


def test_a_page_gone_for_days_is_told_once_and_cleared_when_it_comes_back(db: Database) -> None:
    keep(db, URL)
    for day in range(3):
        page_visits.visit(db, NOW + day * DAY, answers({URL: 404}), OPTIONS, 10)
        assert open_codes(db) == []
    done = page_visits.visit(db, NOW + 3 * DAY, answers({URL: 404}), OPTIONS, 10)
    assert (done.calls, done.bad) == (1, 1)
    assert open_codes(db) == [Code.LINK_BROKEN]
    assert page_visits.visit(db, NOW + 4 * DAY, answers({}), OPTIONS, 10).bad == 0
    assert open_codes(db) == []


def test_a_server_that_refuses_programs_is_no_alarm(db: Database) -> None:
    keep(db, URL)
    for day in range(30):
        page_visits.visit(db, NOW + day * DAY, answers({URL: (403, None, 503)[day % 3]}), OPTIONS, 10)
    assert open_codes(db) == []
    assert not links.bad(db)


def test_the_visits_of_a_day_are_counted_and_go_to_those_visited_longest_ago(db: Database) -> None:
    keep(db, *(f"{URL}/{n}" for n in range(5)))
    asked: list[str] = []
    for day in range(3):
        page_visits.visit(db, NOW + day * DAY, answers({}, asked), OPTIONS, 2)
    assert sorted(asked) == [f"{URL}/{n}" for n in range(5)]


def test_calls_that_share_a_page_share_its_visit(db: Database) -> None:
    keep(db, URL, URL)
    asked: list[str] = []
    assert page_visits.visit(db, NOW, answers({}, asked), OPTIONS, 10).calls == 2
    assert asked == [URL]


@pytest.mark.parametrize("change", ["over", "moved"])
def test_a_call_that_is_over_or_has_another_page_is_no_longer_told(db: Database, change: str) -> None:
    (number,) = keep(db, URL)
    for day in range(4):
        page_visits.visit(db, NOW + day * DAY, answers({URL: 410}), OPTIONS, 10)
    assert links.bad(db) == {number}
    held = calls.get(db, number)
    assert held is not None
    later = {"over": NOW + 300 * DAY, "moved": NOW + 5 * DAY}[change]
    with write(db):
        if change == "moved":
            calls.update(db, replace(held, url=f"{URL}/2026"), (), later, None)
        else:
            calls.set_status(db, number, Status.CLOSED, None)
    page_visits.visit(db, later, answers({}), OPTIONS, 10)
    assert open_codes(db) == []
    assert not links.bad(db)


def test_a_real_page_that_is_taken_down_is_told_after_three_days(db: Database, tmp_path: Path) -> None:
    html = {"Content-Type": "text/html; charset=utf-8"}
    with Funder() as site:
        gone, kept = f"{site.url}/appels/eau", f"{site.url}/appels/sport"
        site.pages["/appels/sport"] = Page(b"<title>Sport</title><h1>Appel sport</h1>", 200, html)
        numbers = keep(db, gone, kept)
        for day in range(4):
            page_visits.visit(db, NOW + day * DAY, real_visitor, OPTIONS, 10)
    assert links.bad(db) == {numbers[0]}
    (issue,) = issues.open_ones(db)
    assert "« Appel 0 »" in issue.message
    assert "lien à vérifier" in issue.message
