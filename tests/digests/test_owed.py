"""What is due to whom: each case is one call, its events, what the person already had, and the part of the letter."""

from datetime import UTC, datetime
from typing import Any

import pytest

from digests.owed import BACKLOG_CARDS, Owed, owed
from model.call import Call, Event
from model.codes import DeliveryState, EventKind, Role, Status
from model.facts import Facts
from model.letter import Section
from tests.digests.fakes import NOW, by_id, call, days, event, matches, on, person, read

E = EventKind
SENT, TOLD, CLAIMED = DeliveryState.SENT, DeliveryState.TOLD, DeliveryState.CLAIMED


def decide(events: list[Event], held: Call, ledger: dict[str, DeliveryState] | None = None, **more: Any) -> Owed:
    found = more.pop("found", matches(held.id))
    return owed(person(**more), events, by_id(held), found, ledger or {}, more.get("now", NOW))


def upcoming() -> Call:
    facts = Facts(opening=read(on("2026-10-01").day), sessions=(read(on("2026-11-03")),))
    return call(1, facts=facts, status=Status.UPCOMING)


MOVED = {"before": "2026-10-03", "after": "2026-11-03"}
CASES = [
    ("a new call", [event(1, 1)], {}, Section.NEW),
    ("a first reading", [event(1, 1, first_reading=True)], {}, Section.ALREADY_OPEN),
    ("new, then moved before any letter", [event(1, 1), event(2, 1, E.DEADLINE_MOVED, **MOVED)], {}, Section.NEW),
    ("new, then closing before any letter", [event(1, 1), event(2, 1, E.CLOSING)], {}, Section.NEW),
    ("a moved deadline", [event(1, 1), event(2, 1, E.DEADLINE_MOVED, **MOVED)], {"event:1": SENT}, Section.CHANGED),
    ("an amendment", [event(1, 1), event(2, 1, E.AMENDED)], {"event:1": CLAIMED}, Section.CHANGED),
    ("a change of a call only told", [event(1, 1), event(2, 1, E.AMENDED)], {"event:1": TOLD}, Section.CHANGED),
    ("a call reopened", [event(1, 1), event(2, 1, E.REOPENED)], {"event:1": SENT}, Section.CHANGED),
    ("an unknown call reopened", [event(1, 1, first_reading=True), event(2, 1, E.REOPENED)], {}, Section.CHANGED),
    ("a call that closes soon", [event(1, 1), event(2, 1, E.CLOSING)], {"event:1": SENT}, Section.CLOSING),
    ("moved and closing", [event(1, 1), event(2, 1, E.AMENDED), event(3, 1, E.CLOSING)], {"event:1": SENT}, Section.CHANGED),
    ("a known call opens", [event(1, 1, E.ANNOUNCED), event(2, 1, E.OPENED)], {"event:1": SENT}, Section.NEW),
    ("an unknown call opens", [event(1, 1, E.ANNOUNCED, first_reading=True), event(2, 1, E.OPENED)], {}, Section.NEW),
    ("announced and opened before any letter", [event(1, 1, E.ANNOUNCED), event(2, 1, E.OPENED)], {}, Section.NEW),
    ("already told", [event(1, 1)], {"event:1": SENT}, None),
]


@pytest.mark.parametrize(("case", "events", "ledger", "section"), CASES, ids=[case[0] for case in CASES])
def test_each_call_is_once_in_the_letter_in_its_best_part(
    case: str, events: list[Event], ledger: dict[str, DeliveryState], section: Section | None
) -> None:
    due = decide(events, call(1), ledger)
    assert [one.section for one in due.dues] == ([section] if section else [])
    unsettled = {f"event:{one.number}" for one in events} - set(ledger)
    assert {topic for one in due.dues for topic in one.topics} == unsettled


def test_an_announced_call_is_to_come() -> None:
    assert [due.section for due in decide([event(1, 1, E.ANNOUNCED)], upcoming()).dues] == [Section.UPCOMING]


@pytest.mark.parametrize("role", [Role.NO])
def test_a_call_the_member_may_not_answer_gets_no_card_and_no_line(role: Role) -> None:
    assert decide([event(1, 1)], call(1), found=matches(1, role=role)) == Owed()


def test_a_call_that_is_not_matched_gets_no_card_and_no_line() -> None:
    assert decide([event(1, 1)], call(1), found={}) == Owed()


def test_a_profile_widened_later_tells_the_call_as_already_open() -> None:
    due = decide([event(1, 1), event(2, 1, E.AMENDED)], call(1), cursor=2, since_event=0, round_at=NOW - days(7))
    assert [one.section for one in due.dues] == [Section.NEW]  # happened while subscribed, never told
    old = decide([event(1, 1)], call(1), cursor=5, since_event=3)
    assert [one.section for one in old.dues] == [Section.ALREADY_OPEN]


def test_what_happened_before_the_subscription_is_already_open() -> None:
    due = decide([event(4, 1)], call(1), since_event=4)
    assert [one.section for one in due.dues] == [Section.ALREADY_OPEN]


def test_a_round_more_than_fourteen_days_late_says_nothing_is_new() -> None:
    late = NOW - days(7 + 15)
    assert [one.section for one in decide([event(1, 1)], call(1), round_at=late).dues] == [Section.ALREADY_OPEN]
    in_time = NOW - days(7 + 14)
    assert [one.section for one in decide([event(1, 1)], call(1), round_at=in_time).dues] == [Section.NEW]


def test_a_late_round_still_tells_what_changed_in_a_call_already_told() -> None:
    events = [event(1, 1), event(2, 1, E.DEADLINE_MOVED, **MOVED)]
    due = decide(events, call(1), {"event:1": SENT}, round_at=NOW - days(40))
    assert [one.section for one in due.dues] == [Section.CHANGED]


def test_an_opening_missed_for_long_is_already_open() -> None:
    events = [event(1, 1, E.ANNOUNCED), event(2, 1, E.OPENED)]
    due = decide(events, call(1), {"event:1": SENT}, round_at=NOW - days(40))
    assert [one.section for one in due.dues] == [Section.ALREADY_OPEN]


def test_a_deadline_that_moved_and_moved_back_is_settled_without_a_card() -> None:
    back = [
        event(1, 1),
        event(2, 1, E.DEADLINE_MOVED, **MOVED),
        event(3, 1, E.DEADLINE_MOVED, before=MOVED["after"], after=MOVED["before"]),
    ]
    due = decide(back, call(1), {"event:1": SENT})
    assert due.dues == ()
    assert due.told == ("event:2", "event:3")


def test_a_deadline_that_moved_back_does_not_hide_that_the_call_closes_soon() -> None:
    back = [
        event(1, 1),
        event(2, 1, E.DEADLINE_MOVED, **MOVED),
        event(3, 1, E.DEADLINE_MOVED, before=MOVED["after"], after=MOVED["before"]),
        event(4, 1, E.CLOSING),
    ]
    assert [one.section for one in decide(back, call(1), {"event:1": SENT}).dues] == [Section.CLOSING]


CLOSED_ON_ITS_DAY = call(1, "2026-09-12", status=Status.CLOSED)
CLOSED_EARLY = call(1, "2026-11-03", status=Status.CLOSED)
WITHDRAWN = call(1, "2026-11-03", status=Status.WITHDRAWN)
AFTER = datetime(2026, 9, 12, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("held", "kind", "ledger", "section"),
    [
        (CLOSED_ON_ITS_DAY, E.CLOSED, {"event:1": SENT}, None),
        (CLOSED_EARLY, E.CLOSED, {"event:1": SENT}, Section.OVER),
        (WITHDRAWN, E.WITHDRAWN, {"event:1": SENT}, Section.OVER),
        (WITHDRAWN, E.WITHDRAWN, {"event:1": TOLD}, None),
        (WITHDRAWN, E.WITHDRAWN, {"event:1": DeliveryState.FAILED}, None),
        (WITHDRAWN, E.WITHDRAWN, {}, None),
    ],
)
def test_an_end_concerns_those_who_had_a_card_and_only_when_it_was_not_announced(
    held: Call, kind: EventKind, ledger: dict[str, DeliveryState], section: Section | None
) -> None:
    events = [event(1, 1), event(2, 1, kind, at=AFTER)]
    due = decide(events, held, ledger, found={})
    assert [one.section for one in due.dues] == ([section] if section else [])
    assert due.told == ()


def test_a_call_that_ended_before_any_letter_is_not_told() -> None:
    assert decide([event(1, 1), event(2, 1, E.CLOSED, at=AFTER)], CLOSED_ON_ITS_DAY) == Owed()


def test_a_deadline_past_since_the_last_clock_tells_nothing_either() -> None:
    assert decide([event(1, 1)], call(1, "2026-09-14", status=Status.OPEN)) == Owed()


def test_a_backlog_shows_twelve_cards_by_deadline_the_true_count_and_tells_the_rest() -> None:
    calls = by_id(*(call(number, f"2026-{12 - number // 28:02d}-{28 - number % 28:02d}") for number in range(1, 61)))
    events = [event(number, number, first_reading=True) for number in calls]
    due = owed(person(), events, calls, matches(*calls), {}, NOW)
    assert {one.section for one in due.dues} == {Section.ALREADY_OPEN}
    assert len(due.dues) == BACKLOG_CARDS == 12
    assert due.more == 48
    shown = [calls[one.call].facts.sessions[0].value.day for one in due.dues]
    assert shown == sorted(one.facts.sessions[0].value.day for one in calls.values())[:12]
    settled = [topic for one in due.dues for topic in one.topics] + list(due.told)
    assert sorted(settled) == sorted(f"event:{number}" for number in calls)


def test_news_are_not_counted_among_the_twelve_of_a_backlog() -> None:
    calls = by_id(*(call(number) for number in range(1, 31)))
    events = [event(number, number, first_reading=number > 10) for number in calls]
    due = owed(person(), events, calls, matches(*calls), {}, NOW)
    sections = [one.section for one in due.dues]
    assert sections == [Section.NEW] * 10 + [Section.ALREADY_OPEN] * 12
    assert due.more == 8


def test_calls_without_a_deadline_come_last_in_a_backlog() -> None:
    calls = by_id(call(1, None), call(2, "2026-12-01"), call(3, "2026-10-01"))
    events = [event(number, number, first_reading=True) for number in calls]
    due = owed(person(), events, calls, matches(1, 2, 3), {}, NOW)
    assert [one.call for one in due.dues] == [3, 2, 1]


def test_the_best_matches_come_first_among_what_is_new() -> None:
    calls = by_id(call(1), call(2), call(3))
    due = owed(person(), [event(number, number) for number in calls], calls, matches(3, 1, 2), {}, NOW)
    assert [one.call for one in due.dues] == [3, 1, 2]
