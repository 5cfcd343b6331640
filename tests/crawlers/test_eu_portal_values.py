"""Dates and sums of the EU portal: each trap of its records."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.recipes.eu_portal import dates, money
from crawlers.recipes.eu_portal.record import record_of
from model.codes import AmountRole, Precision
from model.deadline import BRUSSELS, Deadline
from model.money import Amount
from tests.crawlers.portal import Result, cascade, external, topic

UTC_TYPES = ("2",)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("2026-09-16T00:00:00.000+0000", date(2026, 9, 16), None),
        ("2026-09-16", date(2026, 9, 16), None),
        ("2026-09-21T22:00:00.000+0000", date(2026, 9, 22), None),
        ("2026-12-21T23:00:00.000+0000", date(2026, 12, 22), None),
        ("2024-02-07T17:00:00.000+0000", date(2024, 2, 7), time(17)),
        ("2024-04-18T19:00:00.000+0200", date(2024, 4, 18), time(17)),
        ("2026-09-20T23:59:00.000+0000", date(2026, 9, 20), time(23, 59)),
        ("2026-12-14T22:00:00.000+0000", date(2026, 12, 14), time(22)),
    ],
)
def test_topics_and_cascade_calls_write_the_clock_of_brussels(text: str, day: date, hour: time | None) -> None:
    read = dates.deadline_of(text, is_true_utc=False)
    precision = Precision.MINUTE if hour else Precision.DAY
    assert read == Deadline(day, hour, BRUSSELS, precision)
    assert "00:00" not in read.said


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("2026-07-17T21:59:45.000+0000", date(2026, 7, 17), time(23, 59)),
        ("2026-09-30T11:00:09.000+0000", date(2026, 9, 30), time(13)),
        ("2026-12-01T11:00:59.999+0000", date(2026, 12, 1), time(12)),
        ("2026-12-31T23:30:00.000+0000", date(2027, 1, 1), time(0, 30)),
    ],
)
def test_europeaid_writes_instants_whose_seconds_mean_nothing(text: str, day: date, hour: time) -> None:
    assert dates.deadline_of(text, is_true_utc=True) == Deadline(day, hour, BRUSSELS, Precision.MINUTE)


@given(st.integers(1_577_836_800, 2_051_222_400), st.integers(0, 59))
def test_a_true_instant_is_kept_at_the_minute(at: int, second: int) -> None:
    moment = datetime.fromtimestamp(at, UTC)
    text = moment.strftime("%Y-%m-%dT%H:%M:") + f"{second:02}.000+0000"
    read = dates.deadline_of(text, is_true_utc=True)
    assert read is not None
    assert read.closes_at == moment.replace(second=0)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    for is_true_utc in (True, False):
        assert dates.deadline_of(text, is_true_utc=is_true_utc) is None or text[:4].isdigit()


@pytest.mark.parametrize("text", ["2026-02-30T00:00:00.000+0000", "2026-02-30", "2026-13-01T00:00:00", "bientôt", ""])
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.deadline_of(text, is_true_utc=False) is None


def days(result: Result) -> tuple[list[str], list[str]]:
    record = record_of(result)
    read, _ = dates.deadlines(record, UTC_TYPES)
    sessions, later = dates.split(record, read)
    return [str(one.value.day) for one in sessions], [str(one.value.day) for one in later]


TWO = ["2027-09-14T00:00:00.000+0000", "2027-04-08T00:00:00.000+0000"]
TWO_STAGES = json.dumps([{"submissionProcedure": {"id": 31094505}, "deadlineDates": ["2027-04-08", "2027-09-14"]}])


@pytest.mark.parametrize(
    ("result", "sessions", "later"),
    [
        (topic(deadlineDate=TWO, deadlineModel="two-stage"), ["2027-04-08"], ["2027-09-14"]),
        (topic(deadlineDate=TWO, deadlineModel="multiple cut-off"), ["2027-04-08", "2027-09-14"], []),
        (topic(deadlineDate=TWO, deadlineModel=None, actions=TWO_STAGES), ["2027-04-08"], ["2027-09-14"]),
        (topic(deadlineDate=None, actions=TWO_STAGES), ["2027-04-08"], ["2027-09-14"]),
        (topic(deadlineDate=[TWO[0], TWO[0]]), ["2027-09-14"], []),
        (topic(deadlineDate=None), [], []),
    ],
)
def test_only_the_first_of_two_stages_is_for_newcomers(result: Result, sessions: list[str], later: list[str]) -> None:
    assert days(result) == (sessions, later)


def test_a_day_from_the_actions_says_where_it_was_read() -> None:
    record = record_of(topic(deadlineDate=None, actions=TWO_STAGES))
    first = dates.deadlines(record, UTC_TYPES)[0][0]
    assert first.evidence.place == "field:actions"
    assert record.first("actions")[first.evidence.start : first.evidence.end] == first.evidence.quote == "2027-04-08"


def test_a_day_alone_is_flagged_with_the_hour_of_programme_documents() -> None:
    flags = {result["metadata"]["type"][0]: dates.deadlines(record_of(result), UTC_TYPES)[0][0].flags
             for result in (topic(), external(), cascade())}  # fmt: skip
    assert flags == {"1": (dates.USUAL_HOUR,), "2": (), "8": ()}


def overview(*lines: dict[str, Any]) -> str:
    return json.dumps(
        {"budgetYearsColumns": ["2027"], "budgetTopicActionMap": {str(n): [line] for n, line in enumerate(lines)}}
    )


def line(identifier: str, years: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"action": f"{identifier} - CERV-LS CERV Lump Sum Grants", **more, "budgetYearMap": years}


MINE, SIBLING = "CERV-2027-ESSAI-100", "CERV-2027-ESSAI-1001"


def sums(budget: str) -> list[Amount]:
    return [one.value for one in money.amounts(record_of(topic(budgetOverview=budget)))]


def envelope(total: int, *, shared: bool = False) -> Amount:
    return Amount(Decimal(total), Decimal(total), "EUR", AmountRole.ENVELOPE, shared)


def test_only_the_line_of_the_topic_itself_counts() -> None:
    budget = overview(line(SIBLING, {"2027": "9000000"}), line(MINE, {"2027": "4000000", "2028": 1_000_000}))
    assert sums(budget) == [envelope(5_000_000)]


def test_the_line_of_a_sibling_alone_is_no_budget() -> None:
    assert sums(overview(line(SIBLING, {"2027": "24000000"}, minContribution=12_000_000))) == []


def test_siblings_with_the_same_sums_share_them() -> None:
    budget = overview(line(MINE, {"2027": "4000000"}), line(SIBLING, {"2027": 4_000_000}))
    assert sums(budget) == [envelope(4_000_000, shared=True)]


def test_two_kinds_of_action_add_up_unless_they_draw_on_one_pot() -> None:
    assert sums(overview(line(MINE, {"2027": 4}), line(MINE, {"2027": 3}))) == [envelope(7)]
    assert sums(overview(line(MINE, {"2027": 4}), line(MINE, {"2027": 4}))) == [envelope(4)]


@pytest.mark.parametrize(
    ("least", "most", "grant"),
    [(75_000, 250_000, (75_000, 250_000)), (0, 250_000, (None, 250_000)), ("50 000", None, (50_000, None)), (0, 0, None)],
)
def test_contributions_are_what_one_project_may_get(
    least: Any, most: Any, grant: tuple[int | None, int | None] | None
) -> None:
    read = sums(overview(line(MINE, {}, minContribution=least, maxContribution=most)))
    expected = [Amount(*(Decimal(one) if one else None for one in grant), "EUR", AmountRole.GRANT)] if grant else []  # type: ignore[misc]
    assert read == expected


def test_the_evidence_of_a_sum_is_its_line_in_the_field() -> None:
    budget = overview(line(SIBLING, {"2027": "9"}), line(MINE, {"2027": "4"}, maxContribution=2))
    for one in money.amounts(record_of(topic(budgetOverview=budget))):
        assert one.evidence.place == "field:budgetOverview"
        assert budget[one.evidence.start : one.evidence.end] == one.evidence.quote
        assert json.loads(one.evidence.quote)["action"].startswith(MINE)


@pytest.mark.parametrize(
    ("fields", "amounts"),
    [
        ({"budget": "150000", "currency": "EUR"}, [Amount(Decimal(150000), Decimal(150000), "EUR", AmountRole.ENVELOPE)]),
        ({"budget": "1.50", "currency": "usd"}, [Amount(Decimal("1.50"), Decimal("1.50"), "USD", AmountRole.ENVELOPE)]),
        ({"budget": "à préciser"}, []),
        ({"budget": "0"}, []),
        ({"budget": "NaN"}, []),
        ({}, []),
    ],
)  # fmt: skip
def test_other_calls_may_give_one_sum_of_their_own(fields: dict[str, str], amounts: list[Amount]) -> None:
    assert [one.value for one in money.amounts(record_of(external(**fields)))] == amounts


@pytest.mark.parametrize(
    "budget",
    ["", "[]", "3", "{", '{"budgetTopicActionMap": []}', '{"budgetTopicActionMap": {"1": [3, {"action": null}], "2": 4}}'],
)
def test_a_budget_in_another_shape_is_no_budget(budget: str) -> None:
    assert sums(budget) == []
