"""Many traces: those worth comparing are found, and those of one call are grouped."""

import random
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.facts import Facts
from pipelines import keys, traces
from pipelines.blocking import Groups, clusters
from pipelines.likeness import compare
from pipelines.postings import CAP, Longs, Postings
from pipelines.traces import Trace
from tests.pipelines.fakes import TITLE, facts, notice

WORDS = """
eau assainissement ville climat jeunesse culture sport énergie santé école pêche forêt littoral quartier artisan musée danse
lecture archives mobilité tramway vélo déchets compost agriculture semences élevage marché tourisme refuge
"""


def trace(title: str = TITLE, *limits: str, source: str = "a", url: str = "", **more: Any) -> Trace:
    read = facts(*limits) if limits else Facts()
    return traces.of_notice(notice(title, source=source, url=url or f"https://{source}.example/{title}", **more), read)


def name(chance: random.Random) -> str:
    """A made-up word that is like no other."""
    return "".join(chance.choices("abcdefghilmnoprstuv", k=9))


def many(number: int, seed: int = 7) -> list[Trace]:
    """Calls of other words and dates, one out of three told again by another source."""
    chance = random.Random(seed)
    made = []
    for n in range(number):
        title = " ".join(chance.sample(WORDS.split(), 2)) + f" {name(chance)} {name(chance)} {name(chance)}"
        day = f"2026-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        made.append(trace(title, day, source="a", url=f"https://a.example/{n}"))
        if n % 3 == 0:
            made.append(trace(f"AAP : {title.upper()}", day, source="b", url=f"https://b.example/{n}"))
    return made


def postings(every: list[Trace]) -> Postings:
    return filed([keys.held(one) for one in every])


def filed(lists: Sequence[Collection[int]]) -> Postings:
    """Positions 0, 1, 2… under the keys of each list."""
    made = Postings()
    made.file(np.array([key for one in lists for key in one], np.int64), places(lists).astype(np.int32))
    return made


def places(lists: Sequence[Collection[int]], start: int = 0) -> Longs:
    return np.repeat(np.arange(start, start + len(lists)), [len(one) for one in lists])


def near(made: Postings, *asked: Collection[int], start: int = 1_000) -> set[tuple[int, int]]:
    """(position, other one) for positions that ask, from `start` on."""
    found = made.near(np.array([key for one in asked for key in one], np.int64), places(asked, start))
    return set(zip(*(side.tolist() for side in found), strict=True))


def test_the_keys_find_all_that_a_full_comparison_finds() -> None:
    every = many(120)
    made = postings(every)
    for one in every:
        alike = {n for n, other in enumerate(every) if compare(one, other).is_same}
        assert alike <= {other for _, other in near(made, keys.asked(one))}


def test_pairs_hold_all_the_pairs_that_are_alike() -> None:
    every = many(60)
    found = near(postings(every), *(keys.asked(one) for one in every), start=0)
    alike = {(n, m) for n in range(len(every)) for m in range(n) if compare(every[n], every[m]).is_same}
    assert alike <= found
    assert len(alike) == 20


def test_the_keys_leave_out_what_is_not_worth_a_comparison() -> None:
    every = many(300)
    assert len(near(postings(every), *(keys.asked(one) for one in every), start=0)) < 3 * len(every)


def test_an_address_or_a_code_is_found_under_any_title() -> None:
    made = postings([trace(url="https://fonds.example/1"), trace("Autre", identifier="CERV-1")])
    assert near(made, keys.asked(trace("Rien de commun", url="http://www.fonds.example/1/"))) == {(1_000, 0)}
    assert near(made, keys.asked(trace("Ni cela", source="c", identifier="cerv-1"))) == {(1_000, 1)}


def test_a_key_that_too_many_bear_finds_nothing() -> None:
    assert near(filed([[3, 5]] * CAP), [3, 5])
    assert not near(filed([[3, 5]] * (CAP + 1)), [3, 5])


@given(st.lists(st.sets(st.integers(0, 30), max_size=6), max_size=40))
def test_what_was_filed_last_is_found_like_the_rest(lists: list[set[int]]) -> None:
    whole, bit_by_bit = filed(lists), Postings()
    for position, some in enumerate(lists):
        bit_by_bit.file(np.array(list(some), np.int64), np.full(len(some), position, np.int32))
    assert all(near(whole, some) == near(bit_by_bit, some) for some in lists)


def test_one_notice_more_joins_the_call_it_would_have_joined_with_the_others() -> None:
    every = many(150)
    groups = Groups(every[:100])
    added = [groups.add(one) for one in every[100:]]
    assert groups.call[:100] + added == clusters(every)


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
    assert clusters(told) in ([0, 0, 2], [0, 1, 1])


def test_many_notices_are_grouped_as_they_were_made() -> None:
    every = many(300)
    urls = [one.url.split("/")[-1] for one in every]
    first = {url: urls.index(url) for url in urls}
    assert clusters(every) == [first[url] for url in urls]
