"""Feeds wrong in every way: the entries that feedparser alone finds are found, and nothing crashes nor hangs."""

import io
import re
import time
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest

from crawlers.addresses import followable
from crawlers.markup import to_line
from model.codes import ReadResult
from tests.crawlers.answers import one_answer, reading
from tests.crawlers.bad_feeds import Case, cases
from tests.crawlers.conftest import a_feed

ADDRESS = "https://fondation.example/flux"
EVERY = cases()
SECONDS = 10.0
"""Far more than any of them needs: a run that hangs is the fault looked for."""

_LETTERS = re.compile(r"[A-Za-z0-9]+")


def alone(case: Case) -> list[Any]:
    """What feedparser finds by itself; nothing when it raises."""
    headers = {"content-type": case.kind, "content-location": ADDRESS}
    try:
        return list(feedparser.parse(io.BytesIO(case.body), response_headers=headers).get("entries", []))
    except ValueError:
        return []


def readable(entries: list[Any]) -> set[tuple[str, str]]:
    """The link and the letters of the title of each entry that has both and may be followed."""
    found = set()
    for one in entries:
        url, title = followable(one.get("link"), ADDRESS), to_line(one.get("title", ""))
        if url and title:
            found.add((url, letters(title)))
    return found


def letters(title: str) -> str:
    """A wrong byte is read otherwise by each: the rest of a title is the same."""
    return "".join(_LETTERS.findall(title))[:60]


def test_there_are_enough_of_them() -> None:
    assert len(EVERY) >= 100
    assert len({case.name for case in EVERY}) == len(EVERY)


@pytest.mark.parametrize("case", EVERY, ids=str)
def test_the_entries_that_a_parser_of_feeds_finds_alone_are_found(case: Case) -> None:
    started = time.perf_counter()
    notices, outcome = reading(a_feed("flux", ADDRESS), one_answer(case.body, ADDRESS, content_type=case.kind))
    assert time.perf_counter() - started < SECONDS
    assert "crashed" not in [problem.code for problem in outcome.problems], outcome.problems
    found = {(notice.url, letters(notice.title)) for notice in notices}
    assert readable(alone(case)) <= found
    if not notices:
        assert outcome.result is ReadResult.FAILED or outcome.verdict in ("empty", "read", "incomplete_list")


@pytest.mark.parametrize("case", [case for case in EVERY if "entity of" in case.name], ids=str)
def test_no_file_and_no_address_is_opened_for_an_entity(case: Case) -> None:
    notices, _ = reading(a_feed("flux", ADDRESS), one_answer(case.body, ADDRESS, content_type=case.kind))
    assert not any("root:" in f"{notice.title} {notice.text}" for notice in notices)
