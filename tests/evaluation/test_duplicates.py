"""The project's own corpus of duplicates: large enough, hard enough, and well grouped; and how grouping is scored."""

import itertools
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from evaluation import duplicates, floors
from pipelines.blocking import clusters

Line = dict[str, Any]


def cluster_of(line: Line) -> str:
    return str(line["cluster"])


def lines() -> list[Line]:
    return [json.loads(line) for line in floors.corpus("duplicates").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def grouped() -> list[tuple[Line, int]]:
    held = lines()
    return list(zip(held, clusters(duplicates.load(held).traces), strict=True))


def pairs(grouped: list[tuple[Line, int]]) -> Iterator[tuple[Line, Line, bool]]:
    for (one, here), (other, there) in itertools.combinations(grouped, 2):
        yield one, other, here == there


def test_the_corpus_has_the_size_that_was_asked() -> None:
    held = lines()
    assert len(held) >= 300
    assert len({line["cluster"] for line in held}) >= 120
    assert len({line["id"] for line in held}) == len(held)


def test_relays_of_the_corpus_change_titles_cut_texts_and_leave_fields_out() -> None:
    held = lines()
    of_calls = [list(group) for _, group in itertools.groupby(sorted(held, key=cluster_of), cluster_of)]
    told_again = [group for group in of_calls if len(group) > 1]
    assert sum(len({line["title"] for line in group}) > 1 for group in told_again) > 0.8 * len(told_again)
    assert sum("deadline" not in line for line in held) > 50
    assert sum("funder" not in line for line in held) > 50


def test_the_grouping_keeps_what_was_promised() -> None:
    found = duplicates.score(duplicates.load(lines()))
    assert found["f1"] >= 0.97
    assert found["precision"] >= 0.99


def test_no_two_editions_are_one_call(grouped: list[tuple[Line, int]]) -> None:
    dated = [(line, group) for line, group in grouped if "deadline" in line]
    apart = [
        (one["id"], other["id"])
        for one, other, together in pairs(dated)
        if together and abs(date.fromisoformat(one["deadline"]) - date.fromisoformat(other["deadline"])) > timedelta(60)
    ]
    assert apart == []


def test_no_two_lots_are_one_call(grouped: list[tuple[Line, int]]) -> None:
    lots = [(line, group) for line, group in grouped if " lot " in f" {line['title'].lower()} "]
    assert len(lots) > 12
    assert [
        (one["id"], other["id"]) for one, other, together in pairs(lots) if together and one["cluster"] != other["cluster"]
    ] == []


def test_the_order_of_the_notices_changes_no_group() -> None:
    held = lines()
    backwards = list(reversed(held))
    one, other = (duplicates.score(duplicates.load(side)) for side in (held, backwards))
    assert one == other


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("aab", {"pairs": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}),
        ("aaa", {"pairs": 3, "precision": 1.0, "recall": 0.3333, "f1": 0.5}),
        ("abc", {"pairs": 0, "precision": 0.0, "recall": 1.0, "f1": 0.0}),
    ],
)
def test_pairs_are_scored(labels: str, expected: dict[str, float]) -> None:
    told = [
        ("Bourses du littoral atlantique", "2026-05-01"),
        ("Bourses du littoral atlantique", "2026-05-01"),
        ("Prix de l’eau", "2026-09-01"),
    ]
    held = [
        {"id": n, "source": f"s{n}", "title": title, "text": "", "deadline": day, "cluster": label}
        for n, ((title, day), label) in enumerate(zip(told, labels, strict=True))
    ]
    assert duplicates.score(duplicates.load(held)) == expected


def test_each_works_without_answers_and_names_a_group_after_its_first_notice() -> None:
    held = [{name: line[name] for name in line if name != "cluster"} for line in lines()]
    told = list(duplicates.each(duplicates.load(held)))
    assert [one["id"] for one in told] == [line["id"] for line in held]
    first = {}
    for one in told:
        first.setdefault(one["cluster"], one["id"])
    assert all(group == own for group, own in first.items())
    assert max(Counter(one["cluster"] for one in told).values()) > 2
