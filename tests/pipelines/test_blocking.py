"""Many traces: those worth comparing are found, and those of one call are grouped."""

import random
from typing import Any

from model.facts import Facts
from pipelines import traces
from pipelines.blocking import Index, clusters
from pipelines.identity import compare
from pipelines.traces import Trace
from tests.pipelines.fakes import TITLE, facts, notice

WORDS = """
eau assainissement ville climat jeunesse culture sport énergie santé école pêche forêt littoral quartier artisan musée danse
lecture archives mobilité tramway vélo déchets compost agriculture semences élevage marché tourisme refuge
"""


def trace(title: str = TITLE, *limits: str, source: str = "a", url: str = "", **more: Any) -> Trace:
    read = facts(*limits) if limits else Facts()
    return traces.of_notice(notice(title, source=source, url=url or f"https://{source}.example/{title}", **more), read)


def many(number: int, seed: int = 7) -> list[Trace]:
    """Calls of other words and dates, one out of three told again by another source."""
    chance = random.Random(seed)
    made = []
    for n in range(number):
        title = " ".join(chance.sample(WORDS.split(), 4)) + f" opération {n}x"
        day = f"2026-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        made.append(trace(title, day, source="a", url=f"https://a.example/{n}"))
        if n % 3 == 0:
            made.append(trace(f"AAP : {title.upper()}", day, source="b", url=f"https://b.example/{n}"))
    return made


def test_the_index_finds_all_that_a_full_comparison_finds() -> None:
    every = many(120)
    index = Index(every)
    for one in every:
        alike = {n for n, other in enumerate(every) if compare(one, other).score}
        assert alike <= set(index.near(one))


def test_the_index_leaves_out_what_is_not_worth_a_comparison() -> None:
    index = Index(many(300))
    assert sum(len(index.near(one)) for one in index.traces) < 3 * len(index.traces)


def test_an_address_or_a_code_is_found_under_any_title() -> None:
    index = Index([trace(url="https://fonds.example/1"), trace("Autre", identifier="CERV-1")])
    assert index.near(trace("Rien de commun", url="http://www.fonds.example/1/")) == [0]
    assert index.near(trace("Ni cela", source="c", identifier="cerv-1")) == [1]


def test_what_one_call_is_told_by_is_grouped_in_the_order_of_arrival() -> None:
    told = [
        trace(TITLE, "2026-06-15"),
        trace(TITLE + " lot 2", "2026-06-15", source="b"),
        trace("AAP " + TITLE.upper(), "2026-06-14", source="c"),
        trace(TITLE + " en Bretagne", "2026-06-15", source="d"),
    ]
    assert clusters(told) == [0, 1, 0, 3]


def test_a_title_without_a_year_is_no_bridge_between_two_editions() -> None:
    told = [
        trace(TITLE + " 2025", "2025-12-20", source="a"),
        trace(TITLE, "2025-12-20", source="b"),
        trace(TITLE + " 2026", "2025-12-20", source="c"),
    ]
    assert clusters(told) == [0, 0, 2]


def test_many_notices_are_grouped_as_they_were_made() -> None:
    every = many(300)
    urls = [one.url.split("/")[-1] for one in every]
    first = {url: urls.index(url) for url in urls}
    assert clusters(every) == [first[url] for url in urls]
