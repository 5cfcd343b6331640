"""A reading against its source's own past: what is a surprise, and what is the ordinary life of a list."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers import guards
from crawlers.guards import Known, Met, Past
from crawlers.health import Code

TODAY = date(2026, 11, 24)
LATER, BEFORE = date(2027, 3, 1), date(2026, 11, 23)


def past(number: int, until: date | None = LATER, **fields: object) -> Past:
    return Past(met=number, known={str(one): Known(until) for one in range(number)}, **fields)  # type: ignore[arg-type]


def met(number: int, start: int = 0, **fields: object) -> Met:
    return Met(seen=[str(one) for one in range(start, start + number)], **fields)  # type: ignore[arg-type]


def codes(now: Met, before: Past) -> list[Code]:
    return [code for code, _ in guards.judge(now, before, TODAY)]


@pytest.mark.parametrize(
    ("count", "usual", "is_told"),
    [
        (1235, (440, 445, 449), True),  # the European portal, 2026-06-27
        (1235, (), False),  # a first reading has no past
        (1235, (449, 449), False),
        (800, (440, 445, 449), False),
        (15, (2, 3, 2), False),  # a small list may double
        (30, (5, 6, 5), True),
    ],
)
def test_a_list_that_swells_is_told(count: int, usual: tuple[int, ...], is_told: bool) -> None:
    assert codes(met(count, volumes=usual), past(10)) == ([Code.UNUSUAL_VOLUME] if is_told else [])


@pytest.mark.parametrize(
    ("now", "before", "is_told"),
    [
        (met(0), past(8), True),
        (met(0, says_empty=True), past(8), False),  # the list says that it has nothing
        (met(4), past(8), True),
        (met(5), past(8), False),
        (met(0), past(8, BEFORE), False),  # all were over
        (met(1), past(3), False),  # a small list may close
        (met(0), past(1), True),  # open until March, and gone
        (met(0), past(1, None), False),  # one call without a date may be taken down
        (met(0), past(2, None), True),
        (met(8, start=100), past(8), False),  # as many, but others
        (met(0, is_rolling=True), past(8), True),  # a feed keeps what is old
        (met(2, start=100, is_rolling=True), past(8), False),
        (met(0, left_out=8), past(8), False),  # all are there, and left out on purpose
        (met(0), Past(), False),
    ],
)
def test_half_of_what_could_be_answered_cannot_vanish_unseen(now: Met, before: Past, is_told: bool) -> None:
    assert codes(now, before) == ([Code.SUDDEN_DROP] if is_told else [])


def test_a_drop_is_told_for_some_readings_then_is_usual() -> None:
    held, told = past(8), []
    for _ in range(7):
        now = met(2)
        told.append(bool(codes(now, held)))
        held = guards.after(now, held, TODAY)
    assert told == [True, True, True, True, True, False, False]
    assert held.known.keys() == {"0", "1"}


def test_a_kind_that_vanishes_is_told_when_the_rest_stays() -> None:
    held = past(20, kinds={"EuropeAid": (12, 11, 12), "sujets": (400, 401, 402), "cascade": (2, 1, 2)})
    now = met(20, kinds={"sujets": 400})
    assert [(code, detail.split(" ")[0]) for code, detail in guards.judge(now, held, TODAY)] == [
        (Code.KIND_VANISHED, "EuropeAid")
    ]


def test_a_kind_that_swells_is_told_though_the_whole_does_not() -> None:
    held = past(500, kinds={"EuropeAid": (12, 11, 12), "sujets": (400, 401, 402)})
    assert codes(met(500, kinds={"EuropeAid": 60, "sujets": 400}), held) == [Code.UNUSUAL_VOLUME]


def test_what_staff_accept_is_usual_at_once() -> None:
    held = guards.after(met(1235, kinds={"a": 1235}), past(449, kinds={"a": (449, 449, 449)}), TODAY)
    memory, volumes = guards.accepted({guards.MEMORY: held.written(), "autre": "x"}, (449, 449, 1235))
    assert (volumes, memory["autre"]) == ((1235, 1235, 1235), "x")
    assert codes(met(1235, volumes=volumes, kinds={"a": 1235}), Past.of(memory)) == []


@given(
    st.integers(0, 9), st.dictionaries(st.text(max_size=5), st.builds(Known, st.none() | st.dates(), st.integers(0, 9))),
    st.dictionaries(st.text(max_size=5), st.lists(st.integers(0, 9), max_size=4).map(tuple)),
)  # fmt: skip
def test_the_past_comes_back_as_it_was_written(
    number: int, known: dict[str, Known], kinds: dict[str, tuple[int, ...]]
) -> None:
    held = Past(number, known, kinds)
    assert Past.of({guards.MEMORY: held.written()}) == held
    assert Past.of({}) == Past()


@pytest.mark.parametrize(
    ("before", "now", "is_told"),
    [
        ({"a": True, "b": True}, {"a": False, "b": False}, True),
        ({"a": True}, {"a": False}, True),
        ({"a": True, "b": True, "c": True}, {"a": False, "b": True, "c": True}, False),
        ({"a": False}, {"a": False}, False),
        ({"a": True}, {}, False),
        ({}, {"a": False}, False),
    ],
)
def test_dates_that_all_go_at_once_are_told(before: dict[str, bool], now: dict[str, bool], is_told: bool) -> None:
    assert (guards.lost_dates(before, now) is not None) is is_told


@pytest.mark.parametrize(
    ("dated", "told", "expected", "is_told"),
    [(0, 4, 0.9, True), (1, 12, 0.6, True), (0, 2, 0.6, False), (5, 12, 0.6, False), (0, 0, 0.9, False), (0, 9, 0.0, False),
     (3, 3, 1.0, False), (0, 3, 1.0, True)],
)  # fmt: skip
def test_far_fewer_dates_than_usual_are_told(dated: int, told: int, expected: float, is_told: bool) -> None:
    assert (guards.few_dates(dated, told, expected) is not None) is is_told
