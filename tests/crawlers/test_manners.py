"""Our manners as a server sees them: the pace, the name, the number of requests; one queue for one machine."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pytest

from crawlers import CrawlOptions, Definition, read
from crawlers.definition import of_table
from model.notice import Outcome
from model.source import SourceState
from tests.crawlers.conftest import NOW, a_feed
from tests.crawlers.funder import Funder, Hit, Page

DELAY = 0.2
OPTIONS = CrawlOptions(
    agent="Veilleur/essai", contact="https://veille.example/robot", delay=DELAY, retries=1, retry_wait=0,
    allow_private_hosts=("127.0.0.1", "localhost"),
)  # fmt: skip

RSS = b"<rss version='2.0'><channel><title>A</title><item><title>Appel</title><link>https://a.example/1</link></item></channel></rss>"


@dataclass
class Watched:
    """A site that notes when it is asked."""

    site: Funder
    times: dict[str, list[float]] = field(default_factory=dict)

    def page(self, page: Page) -> Any:
        def route(hit: Hit) -> Page:
            self.times.setdefault(hit.headers["host"].split(":")[0], []).append(time.monotonic())
            return page

        return route

    def gaps(self, *hosts: str) -> list[float]:
        held = sorted(at for host in hosts for at in self.times.get(host, []))
        return [after - before for before, after in pairwise(held)]


@pytest.fixture
def watched() -> Iterator[Watched]:
    with Funder() as site:
        held = Watched(site)
        site.pages = {f"/{number}": held.page(Page(RSS)) for number in range(6)}
        site.pages["/robots.txt"] = held.page(Page(b"User-agent: *\nAllow: /\n"))
        yield held


def outcomes(definitions: Sequence[Definition], options: CrawlOptions = OPTIONS,
             states: dict[str, SourceState] | None = None) -> dict[str, Outcome]:  # fmt: skip
    return {one.source: one for one in read(definitions, states or {}, NOW, options) if isinstance(one, Outcome)}


def feeds(watched: Watched, numbers: Sequence[int], host: str = "127.0.0.1", **keys: Any) -> list[Definition]:
    return [a_feed(f"{host.replace('.', '-')}-{one}", f"http://{host}:{watched.site.port}/{one}", **keys) for one in numbers]


def a_list(watched: Watched) -> Definition:
    """A list of three calls, each on its page."""
    items = "".join(f"<li><a href='/appel/{number}'>Appel n° {number}</a></li>" for number in range(3))
    watched.site.pages["/liste"] = watched.page(Page(f"<html><ul>{items}</ul></html>".encode()))
    for number in range(3):
        body = f"<html><h1>Appel n° {number}</h1><main>Texte</main></html>".encode()
        watched.site.pages[f"/appel/{number}"] = watched.page(Page(body))
    table = {**feeds(watched, [0])[0].table, "recipe": "html_list"}
    table["read"] = {"pages": [f"{watched.site.url}/liste"], "item": "li", "fields": {"title": "a", "link": "a"},
                     "detail": {"fields": {"text": "main"}}}  # fmt: skip
    return of_table("liste", table)


def test_a_server_is_never_asked_sooner_than_its_delay_whatever_the_number_of_sources(watched: Watched) -> None:
    done = outcomes([*feeds(watched, range(5)), a_list(watched)])
    assert {one.verdict for one in done.values()} == {"read"}
    assert len(watched.site.hits) == 1 + 5 + 4  # robots.txt, the feeds, the list and its three pages: nothing twice
    assert min(watched.gaps("127.0.0.1")) >= DELAY


def test_hosts_that_are_one_server_share_its_queue(watched: Watched) -> None:
    both = [*feeds(watched, [0, 1, 2]), *feeds(watched, [3, 4, 5], "localhost")]
    table = [{**one.table, "server": "multisite"} for one in both]
    outcomes([of_table(one.slug, held) for one, held in zip(both, table, strict=True)])
    assert len(watched.times) == 2
    assert min(watched.gaps("127.0.0.1", "localhost")) >= DELAY


@pytest.mark.slow
def test_hosts_that_are_strangers_do_not_wait_for_each_other(watched: Watched) -> None:
    outcomes([*feeds(watched, [0, 1, 2]), *feeds(watched, [3, 4, 5], "localhost")])
    assert min(watched.gaps("127.0.0.1")) >= DELAY
    assert min(watched.gaps("127.0.0.1", "localhost")) < DELAY


@pytest.mark.slow
def test_the_delay_that_robots_txt_asks_for_wins(watched: Watched) -> None:
    watched.site.pages["/robots.txt"] = watched.page(Page(b"User-agent: *\nCrawl-delay: 0.5\n"))
    outcomes(feeds(watched, [0, 1, 2]))
    assert min(watched.gaps("127.0.0.1")[1:]) >= 0.5


@pytest.mark.slow
def test_a_pause_that_a_server_asks_for_holds_for_all_its_sources(watched: Watched) -> None:
    asked: list[Hit] = []

    def tired(hit: Hit) -> Page:
        asked.append(hit)
        return Page(status=429, headers={"Retry-After": "1"}) if len(asked) == 1 else Page(RSS)

    page = watched.page(Page(RSS))
    watched.site.pages["/0"] = lambda hit: (page(hit), tired(hit))[1]
    outcomes(feeds(watched, range(4)))
    assert max(watched.gaps("127.0.0.1")) >= 1.0
    assert len(watched.site.hits) == 1 + 4 + 1


def test_every_request_says_who_asks_and_an_unchanged_reading_asks_for_lists_alone(watched: Watched) -> None:
    options = replace(OPTIONS, delay=0)
    first = outcomes([*feeds(watched, [1]), a_list(watched)], options)
    before = len(watched.site.hits)
    states = {slug: one.state for slug, one in first.items()}
    second = outcomes([*feeds(watched, [1]), a_list(watched)], options, states)
    assert {one.verdict for one in second.values()} == {"unchanged"}
    assert sorted(hit.path for hit in watched.site.hits[before:]) == ["/1", "/liste", "/robots.txt"]
    assert {hit.headers["user-agent"] for hit in watched.site.hits} == {"Veilleur/essai (+https://veille.example/robot)"}


def test_a_host_to_leave_alone_is_asked_for_nothing_not_even_robots_txt(watched: Watched) -> None:
    done = outcomes(feeds(watched, [0], "localhost"), replace(OPTIONS, never=("localhost",)))
    assert [one.verdict for one in done.values()] == ["never"]
    assert watched.site.hits == []
