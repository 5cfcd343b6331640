"""The files of the EU portal: those of its topics, read for new and changed calls, and that of all grants, a second way."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from crawlers.health import Code, Unreadable
from crawlers.json_stream import objects
from crawlers.recipes.base import Answer, Ask
from crawlers.run import Run
from model.codes import ReadResult, Status
from model.notice import Notice, Outcome
from model.source import SourceState
from tests.crawlers.conftest import NOW
from tests.crawlers.portal import Portal, Result, cascade, down, external, portal_definition, topic

FILES = "https://portail.example/data/topicDetails/"
GRANTS = "https://portail.example/data/grantsTenders.json"
KEYS = {"topic_details": FILES, "grants": GRANTS, "translation": "fr"}
CONDITIONS = (
    "<p>1. Admissibility: ten pages.</p><p>2. Eligible: <b>local authorities</b>.</p><a href='/doc/a.pdf'>Relative</a>"
    "<a href='https://portail.example/doc/call-fiche.pdf'>Fiche</a>"
)


def a_file(number: int, **fields: Any) -> bytes:
    identifier = f"CERV-2027-ESSAI-{number}"
    line = {"action": f"{identifier} - CERV Grants", "budgetYearMap": {"2027": "4000000"}, "minContribution": 0}
    sibling = {**line, "action": "CERV-2027-AUTRE - CERV Grants", "budgetYearMap": {"2027": "9000000"}}
    topic_ = {"identifier": identifier, "conditions": CONDITIONS, "description": "<p>For towns.</p>",
              "budgetOverviewJSONItem": {"budgetTopicActionMap": {"1": [sibling, line]}}, **fields}  # fmt: skip
    return json.dumps({"TopicDetails": topic_}).encode()


class Files(Portal):
    """The portal with its files."""

    def __init__(self, results: list[Result], files: Mapping[str, bytes | Unreadable] | None = None, **kwargs: Any) -> None:
        super().__init__(results, **kwargs)
        self.files = files or {}
        self.urls: list[str] = []
        self.asks: list[Ask] = []

    def __call__(self, ask: Ask) -> Answer | Unreadable:
        if ask.method == "POST":
            return super().__call__(ask)
        self.urls.append(ask.url)
        self.asks.append(ask)
        held = self.files.get(ask.url, Unreadable(Code.NOT_FOUND, ask.url))
        return held if isinstance(held, Unreadable) else Answer(url=ask.url, headers={"etag": '"1"'}, body=held)


def url(number: int) -> str:
    return f"{FILES}cerv-2027-essai-{number}.json"


def read(portal: Files, state: SourceState | None = None, days: int = 0, **keys: Any) -> tuple[list[Notice], Outcome]:
    notices: list[Notice] = []
    definition = portal_definition(**{**KEYS, **keys})
    run = Run(definition, state, NOW + timedelta(days=days), notices.append, lambda: 0.0, max_requests=300)
    ask = run.start()
    while ask is not None:
        told = portal(ask)
        ask = run.failed(told) if isinstance(told, Unreadable) else run.answered(told)
    assert run.outcome is not None
    return notices, run.outcome


def test_the_file_of_a_topic_gives_its_conditions_its_description_and_its_own_budget() -> None:
    portal = Files([topic(1), external(2), cascade(3)], {url(1): a_file(1)})
    notices, outcome = read(portal)
    told = next(one for one in notices if one.reference == "1TOPICSen")
    assert portal.urls == [url(1)]
    assert "For towns." in told.text
    assert "2. Eligible: local authorities." in told.text
    assert [one.value.maximum for one in told.given.amounts] == [Decimal(4_000_000)]
    assert [(one.url, one.label, one.sha256) for one in told.documents] == [
        ("https://portail.example/doc/call-fiche.pdf", "Fiche", None)
    ]
    assert outcome.problems == ()


def test_what_the_search_says_stands() -> None:
    overview = {"budgetTopicActionMap": {"1": [{"action": "CERV-2027-ESSAI-1 - X", "budgetYearMap": {"2027": 7}}]}}
    result = topic(1, descriptionByte="<p>As searched.</p>", budgetOverview=json.dumps(overview))
    (notice,), _ = read(Files([result], {url(1): a_file(1)}))
    assert "As searched." in notice.text
    assert "For towns." not in notice.text
    assert [one.value.maximum for one in notice.given.amounts] == [Decimal(7)]


def test_a_file_is_read_once_then_when_its_topic_changes_or_after_two_weeks() -> None:
    files = {url(1): a_file(1)}
    _, first = read(Files([topic(1)], files))
    portal = Files([topic(1)], files)
    notices, second = read(portal, first.state, days=1)
    assert (notices, portal.urls, second.result) == ([], [], ReadResult.UNCHANGED)
    moved = Files([topic(1, deadlineDate="2027-04-16T00:00:00.000+0000")], files)
    (notice,), _ = read(moved, second.state, days=2)
    assert (moved.urls, notice.given.sessions[0].value.day) == ([url(1)], date(2027, 4, 16))
    assert "local authorities" in notice.text
    later = Files([topic(1)], {url(1): a_file(1, conditions="<p>Regions only.</p>")})
    (notice,), _ = read(later, second.state, days=15)
    assert "Regions only." in notice.text
    same = Files([topic(1)], files)
    notices, _ = read(same, second.state, days=15)
    assert (notices, same.urls) == ([], [url(1)])


def test_some_files_are_read_at_each_reading_and_no_call_waits_for_its_own() -> None:
    results, files = [topic(number) for number in range(5)], {url(number): a_file(number) for number in range(5)}
    portal = Files(results, files)
    notices, first = read(portal, max_details=2)
    assert (len(notices), len(portal.urls)) == (5, 2)
    again = Files(results, files)
    notices, second = read(again, first.state, days=1, max_details=2)
    assert len(notices) == 2
    assert all("local authorities" in one.text for one in notices)
    assert not set(again.urls) & set(portal.urls)
    notices, _ = read(Files(results, files), second.state, days=2, max_details=2)
    assert len(notices) == 1


def test_programmes_for_local_authorities_come_first() -> None:
    far = topic(1, identifier="EDF-2027-ESSAI", frameworkProgramme="44181033")
    portal = Files([far, topic(2)], {url(2): a_file(2)})
    read(portal, max_details=1)
    assert portal.urls == [url(2)]


@pytest.mark.parametrize("body", [b"[]", b'{"TopicDetails": {}}', b"<html>", Unreadable(Code.TIME_OUT, "x")])
def test_a_file_that_fails_is_told_costs_no_call_and_is_asked_again(body: bytes | Unreadable) -> None:
    (notice,), first = read(Files([topic(1)], {url(1): body}))
    assert (notice.reference, [one.code for one in first.problems]) == ("1TOPICSen", ["item_unreadable"])
    portal = Files([topic(1)], {url(1): a_file(1)})
    (again,), _ = read(portal, first.state, days=1)
    assert "local authorities" in again.text


def test_a_topic_without_a_file_is_no_problem_and_is_not_asked_about_each_day() -> None:
    _, first = read(Files([topic(1)]))
    portal = Files([topic(1)])
    _, second = read(portal, first.state, days=1)
    assert (first.problems, second.problems, portal.urls) == ((), (), [])


def test_files_that_fail_in_a_row_are_left_alone() -> None:
    results = [topic(number) for number in range(9)]
    portal = Files(results, {url(number): Unreadable(Code.SERVER_ERROR, "500") for number in range(9)})
    notices, outcome = read(portal)
    assert (len(notices), len(portal.urls), outcome.result) == (9, 3, ReadResult.READ)


def test_a_call_known_by_its_file_does_not_lose_it_when_all_is_to_be_told_again() -> None:
    results, files = [topic(number) for number in range(3)], {url(number): a_file(number) for number in range(3)}
    _, first = read(Files(results, files))
    not_taken_in = replace(first.state, validators={})
    notices, second = read(Files(results, files), not_taken_in, days=1, max_details=2)
    assert len(notices) == 2
    assert all("local authorities" in one.text for one in notices)
    assert set(second.seen) == set(first.seen)
    notices, _ = read(Files(results, files), second.state, days=2, max_details=2)
    assert len(notices) == 1


def grant(number: int, status: int = 31094502, **fields: Any) -> dict[str, Any]:
    day = int(datetime(2027, 3, 16, tzinfo=UTC).timestamp() * 1000)
    return {"type": 1, "ccm2Id": number, "identifier": f"CERV-2027-ESSAI-{number}", "title": f"Grant {number} [«é»]",
            "status": {"id": status}, "frameworkProgramme": [{"abbreviation": "CERV"}], "deadlineDatesLong": [str(day)],
            "actions": [{"plannedOpeningDate": str(day - 86_400_000 * 90)}], **fields}  # fmt: skip


def dump(*grants: Any) -> bytes:
    return json.dumps({"fundingData": {"GrantTenderObj": list(grants)}}, ensure_ascii=False, indent=1).encode()


def no_search(files: Mapping[str, bytes | Unreadable]) -> Files:
    return Files([], files, broken={("en", 1): down()})


def test_when_the_search_is_down_new_calls_come_from_the_file_of_all_grants() -> None:
    _, first = read(Files([topic(1)], {url(1): a_file(1)}))
    portal = no_search({GRANTS: dump(grant(1), grant(7), grant(8, 31094503), {"type": 0, "ccm2Id": 9}, grant(6, 31094501))})
    notices, second = read(portal, first.state, days=1)
    assert [(one.reference, one.title) for one in notices] == [
        ("7TOPICSen", "Grant 7 [«é»]"),
        ("6TOPICSen", "Grant 6 [«é»]"),
    ]
    given = notices[0].given
    assert given.programme is not None
    assert given.opening is not None
    assert given.status is not None
    assert (given.sessions[0].value.day, given.sessions[0].value.hour) == (date(2027, 3, 16), None)
    assert (given.programme.value, given.status.value, given.opening.value) == ("CERV", Status.OPEN, date(2026, 12, 16))
    assert (second.result, [one.code for one in second.problems]) == (ReadResult.READ, ["second_way"])
    assert portal.asks[0].max_bytes == 300_000_000
    assert "1TOPICSen" in second.seen


def test_the_file_of_all_grants_is_no_drop_of_what_it_leaves_out() -> None:
    results = [*(topic(number) for number in range(30)), *(external(number) for number in range(200, 206))]
    state, days = None, 0
    for days in range(4):
        _, outcome = read(Files(results), state, days, max_details=0)
        state = outcome.state
    notices, outcome = read(no_search({GRANTS: dump(grant(1), grant(77))}), state, days + 1, max_details=0)
    assert [one.reference for one in notices] == ["77TOPICSen"]
    assert [one.code for one in outcome.problems] == ["second_way"]
    assert len(outcome.seen) == 37
    notices, outcome = read(Files([*results, topic(77)]), outcome.state, days + 2, max_details=0)
    assert [one.reference for one in notices] == ["77TOPICSen"]
    assert outcome.problems == ()


def test_the_call_told_from_the_file_is_the_one_that_the_search_gives_later() -> None:
    (before,), first = read(no_search({GRANTS: dump(grant(7))}))
    (after,), _ = read(Files([topic(7)]), first.state, days=1)
    assert (before.reference, before.identifier) == (after.reference, after.identifier)


def test_the_file_of_all_grants_is_asked_for_once_a_week_and_the_search_is_then_a_failure() -> None:
    _, first = read(no_search({GRANTS: dump(grant(7))}))
    portal = no_search({GRANTS: dump(grant(7))})
    notices, second = read(portal, first.state, days=1)
    assert (notices, portal.urls, second.result) == ([], [], ReadResult.FAILED)
    week = no_search({GRANTS: dump(grant(7))})
    read(week, second.state, days=7)
    assert week.urls == [GRANTS]
    assert week.asks[0].validator is not None


@pytest.mark.parametrize(
    "answer",
    [Unreadable(Code.TIME_OUT, "x"), b"{}", b"<html>", dump(grant(1))[:200], b'{"GrantTenderObj": [3'],
)
def test_both_ways_down_is_a_failure(answer: bytes | Unreadable) -> None:
    _, outcome = read(no_search({GRANTS: answer}))
    assert outcome.result is ReadResult.FAILED


def test_a_server_that_asks_to_slow_down_is_not_asked_for_a_large_file() -> None:
    portal = Files([], {GRANTS: dump(grant(1))}, broken={("en", 1): Unreadable(Code.TOO_MANY_REQUESTS, "429")})
    _, outcome = read(portal)
    assert (portal.urls, [one.code for one in outcome.problems]) == ([], ["too_many_requests"])


def test_a_search_that_fails_half_way_is_no_case_for_the_file() -> None:
    portal = Files([topic(number) for number in range(150)], {GRANTS: dump(grant(1))}, broken={("en", 2): down()})
    notices, outcome = read(portal, max_details=0)
    assert (len(notices), portal.urls, outcome.result) == (100, [], ReadResult.FAILED)


def test_objects_larger_than_a_window_and_letters_of_several_bytes_are_read_whole() -> None:
    held = [{"n": 1, "t": "é" * 70_000}, {"n": 2, "t": "}]{"}, {"n": 3, "t": "€" * 40_001}]
    body = json.dumps({"x": {"GrantTenderObj": held}}, ensure_ascii=False).encode()
    assert list(objects(body, "GrantTenderObj")) == held


def test_an_object_that_never_ends_is_told() -> None:
    with pytest.raises(Unreadable) as told:
        list(objects(b'{"list": [{"a": "' + b"x" * 9_000_000, "list"))
    assert told.value.code is Code.CUT_SHORT
