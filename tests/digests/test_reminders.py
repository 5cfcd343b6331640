"""When the end of a call is recalled, what does not wait for the day of the rhythm, and how few cards are wanted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from digests.cards import Owner, card_of
from digests.owed import Owed, limited, out_of_turn, owed
from digests.reminders import Memory
from digests.rhythm import Habits
from model.call import Call, Event
from model.codes import DeliveryState, EventKind, Kind, Precision, Rhythm
from model.facts import Facts
from model.letter import Due, Section
from model.preferences import Preferences, Reminders
from tests.digests.fakes import NOW, PARIS, by_id, call, days, event, matches, member, on, person, read

E = EventKind
MARKED = datetime(2026, 8, 1, 9, tzinfo=UTC)
KNOWN = {"event:1": DeliveryState.SENT}


def wishing(**wishes: Any) -> Habits:
    return Habits(wishes=Preferences(subscriber=7, **wishes))


def morning(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), NOW.time(), PARIS)


class Life:
    """One person who marked one call useful, day after day."""

    def __init__(self, deadline: str, *, enter_by: date | None = None, **wishes: Any) -> None:
        self.call = call(1, deadline)
        self.matches = {1: replace(matches(1)[1], council=enter_by and enter_by + timedelta(days=15), enter_by=enter_by)}
        self.ledger, self.told_at = dict(KNOWN), {"event:1": MARKED}
        self.habits = wishing(**wishes)
        self.someone = person(rhythm=Rhythm.DAILY)

    def on(self, day: str) -> list[str]:
        now = morning(day)
        memory = Memory(useful={1: MARKED}, told_at=self.told_at)
        due = owed(self.someone, [event(1, 1)], by_id(self.call), self.matches, self.ledger, now, self.habits, memory)
        topics = [topic for one in due.dues for topic in one.topics]
        for topic in topics:
            self.ledger[topic], self.told_at[topic] = DeliveryState.SENT, now
        return [topic.partition("/")[2] for topic in topics]

    def through(self, first: str, last: str) -> dict[str, list[str]]:
        day, found = date.fromisoformat(first), {}
        while day <= date.fromisoformat(last):
            if day.weekday() < 5:
                told = self.on(day.isoformat())
                if told:
                    found[day.isoformat()] = told
            day += timedelta(days=1)
        return found


def test_a_call_marked_useful_is_recalled_at_thirty_fourteen_seven_and_two_days() -> None:
    told = Life("2026-10-16").through("2026-09-01", "2026-10-17")  # a Friday
    assert told == {
        "2026-09-16": ["2026-10-16/J-30"],
        "2026-10-02": ["2026-10-16/J-14"],
        "2026-10-09": ["2026-10-16/J-7"],
        "2026-10-14": ["2026-10-16/J-2"],
    }


def test_the_day_to_put_the_file_on_the_agenda_is_recalled_a_week_before_and_that_day() -> None:
    told = Life("2026-10-16", enter_by=date(2026, 9, 24)).through("2026-09-01", "2026-10-17")
    assert told == {
        "2026-09-16": ["2026-10-16/J-30"],
        "2026-09-21": ["2026-09-24/J-7"],  # the week before had its reminder
        "2026-09-24": ["2026-09-24/J-0"],
        "2026-10-02": ["2026-10-16/J-14"],
        "2026-10-09": ["2026-10-16/J-7"],
        "2026-10-14": ["2026-10-16/J-2"],
    }
    assert Life("2026-10-16", enter_by=date(2026, 9, 10)).through("2026-09-01", "2026-09-12") == {
        "2026-09-03": ["2026-09-10/J-7"],
        "2026-09-10": ["2026-09-10/J-0"],
    }


def test_a_reminder_of_the_agenda_says_by_when_and_for_which_council() -> None:
    match = replace(matches(1)[1], council=date(2026, 9, 25), enter_by=date(2026, 9, 10))
    due = Due(call=1, section=Section.CLOSING, reminder="reminder:1/2026-09-10/J-7")
    owner = Owner(member=member(), now=morning("2026-09-03"))
    by, council = "jeudi 10 septembre 2026", "vendredi 25 septembre 2026"
    said = f"Dossier à inscrire à l’ordre du jour avant le {by}, pour le conseil du {council}"
    notes = [" ".join(note.split()) for note in card_of(due, call(1, "2026-10-16"), match, None, owner).when.notes]
    assert said in notes
    other = replace(due, reminder="reminder:1/2026-10-16/J-30")
    assert not card_of(other, call(1, "2026-10-16"), match, None, owner).when.notes


def test_a_reminder_of_a_day_that_is_not_worked_leaves_the_working_day_before() -> None:
    told = Life("2026-10-13").through("2026-09-01", "2026-10-13")  # J-30 is a Sunday, J-2 too
    assert told["2026-09-11"] == ["2026-10-13/J-30"]
    assert told["2026-10-06"] == ["2026-10-13/J-7"]
    assert told["2026-10-12"] == ["2026-10-13/J-2"]  # not on Friday the 9th: that week has had its reminder


@pytest.mark.parametrize("weekday", range(7))
def test_one_week_never_has_two_reminders_of_a_call(weekday: int) -> None:
    deadline = date(2026, 10, 12) + timedelta(days=weekday)
    told = Life(deadline.isoformat()).through("2026-08-15", deadline.isoformat())
    weeks = [date.fromisoformat(day).isocalendar()[:2] for day in told]
    assert len(weeks) == len(set(weeks))
    assert sum(len(topics) for topics in told.values()) >= 3


def test_a_date_that_moves_starts_again_and_one_that_moves_back_is_not_repeated() -> None:
    life = Life("2026-10-16")
    assert life.on("2026-10-02") == ["2026-10-16/J-14"]
    life.call = call(1, "2026-11-13")
    assert life.through("2026-10-05", "2026-10-14") == {"2026-10-14": ["2026-11-13/J-30"]}
    life.call = call(1, "2026-10-30")
    assert life.through("2026-10-15", "2026-10-19") == {"2026-10-19": ["2026-10-30/J-14"]}
    life.call = call(1, "2026-11-13")
    assert life.through("2026-10-20", "2026-10-30") == {"2026-10-30": ["2026-11-13/J-14"]}


def test_a_step_that_had_passed_when_the_call_was_marked_is_not_caught_up() -> None:
    memory = Memory(useful={1: morning("2026-09-25")})
    held = by_id(call(1, "2026-10-16"))
    for day, steps in (("2026-09-28", 0), ("2026-10-02", 1)):
        due = owed(person(), [event(1, 1)], held, matches(1), KNOWN, morning(day), wishing(), memory)
        assert len(due.dues) == steps


def test_missed_days_give_one_reminder_the_nearest() -> None:
    assert Life("2026-10-16").on("2026-10-15") == ["2026-10-16/J-2"]


def test_who_marked_it_useful_gets_the_reminder_instead_of_the_closing() -> None:
    events = [event(1, 1), event(2, 1, E.CLOSING)]
    held, now = by_id(call(1, "2026-10-16")), morning("2026-10-02")
    with_mark = owed(person(), events, held, matches(1), KNOWN, now, wishing(), Memory(useful={1: MARKED}))
    (due,) = with_mark.dues
    assert (due.section, due.topics) == (Section.CLOSING, ("reminder:1/2026-10-16/J-14",))
    assert with_mark.told == ("event:2",)
    without = owed(person(), events, held, matches(1), KNOWN, now, wishing(), Memory())
    assert [one.topics for one in without.dues] == [("event:2",)]


def test_who_wants_no_reminder_is_not_told_that_a_call_closes() -> None:
    events = [event(1, 1), event(2, 1, E.CLOSING)]
    due = owed(person(), events, by_id(call(1, "2026-10-01")), matches(1), KNOWN, NOW, wishing(reminders=Reminders.NONE))
    assert (due.dues, due.told) == ((), ("event:2",))


def test_who_wants_all_reminders_has_them_for_each_call_that_was_shown() -> None:
    memory = Memory(told_at={"event:1": MARKED})
    for wish, number in ((Reminders.ALL, 1), (Reminders.USEFUL, 0)):
        habits = wishing(reminders=wish)
        due = owed(person(), [event(1, 1)], by_id(call(1, "2026-09-29")), matches(1), KNOWN, NOW, habits, memory)
        assert len(due.dues) == number


def test_a_reminder_and_a_change_of_one_call_are_one_card() -> None:
    events = [event(1, 1), event(2, 1, E.DEADLINE_MOVED, before="2026-09-20", after="2026-09-29")]
    held = by_id(call(1, "2026-09-29"))
    due = owed(person(), events, held, matches(1), KNOWN, NOW, wishing(), Memory(useful={1: MARKED}))
    assert [(one.section, one.topics) for one in due.dues] == [(Section.CHANGED, ("event:2", "reminder:1/2026-09-29/J-14"))]


def test_a_vague_date_has_no_reminder() -> None:
    facts = Facts(sessions=(read(on("2026-09-30", precision=Precision.MONTH)),))
    held = by_id(call(1, facts=facts))
    assert owed(person(), [event(1, 1)], held, matches(1), KNOWN, NOW, wishing(), Memory(useful={1: MARKED})) == Owed()


def test_a_call_that_is_not_for_us_gives_nothing_more() -> None:
    events = [event(1, 1), event(2, 1, E.AMENDED)]
    memory = Memory(useful={1: MARKED}, refused=frozenset({1}))
    assert owed(person(), events, by_id(call(1, "2026-09-20")), matches(1), KNOWN, NOW, wishing(), memory) == Owed()


MOVED_BACK = {"before": "2026-11-03", "after": "2026-10-02"}


def appeal(deadline: str | None) -> Call:
    return call(1, facts=Facts(kind=read(Kind.APPEAL), sessions=(read(on(deadline)),) if deadline else ()))


@pytest.mark.parametrize(
    ("held", "events", "ledger", "wishes", "urgent"),
    [
        (call(1, "2026-10-05"), [event(1, 1)], {}, {}, True),  # 20 days
        (call(1, "2026-10-06"), [event(1, 1)], {}, {}, False),  # 21 days
        (call(1, "2026-10-05"), [event(1, 1)], {}, {"urgent": False}, False),
        (call(1, "2026-10-05"), [event(1, 1, first_reading=True)], {}, {}, False),
        (call(1, "2026-10-02"), [event(1, 1), event(2, 1, E.DEADLINE_MOVED, **MOVED_BACK)], KNOWN, {}, True),
        (call(1, "2026-10-02"), [event(1, 1), event(2, 1, E.AMENDED)], KNOWN, {}, False),
        (call(1, "2026-09-21"), [event(1, 1), event(2, 1, E.AMENDED)], KNOWN, {}, True),  # before the next Tuesday
        (call(1, "2026-09-28"), [event(1, 1), event(2, 1, E.CLOSING)], KNOWN, {}, False),
        (call(1, None), [event(1, 1)], {}, {}, False),
        (appeal(None), [event(1, 1)], {}, {"appeals": True}, True),
        (appeal(None), [event(1, 1)], {}, {}, False),
    ],
)
def test_what_does_not_wait_for_the_day_of_the_rhythm(
    held: Call, events: list[Event], ledger: dict[str, DeliveryState], wishes: dict[str, Any], urgent: bool
) -> None:
    due = owed(person(), events, by_id(held), matches(1), ledger, NOW, wishing(**wishes))
    assert [one.urgent for one in due.dues] == [urgent]
    assert len(out_of_turn(due).dues) == urgent
    assert out_of_turn(due).told == ()


def test_a_monthly_person_learns_before_it_is_too_late() -> None:
    events = [event(1, 1), event(2, 1, E.CLOSING)]
    someone = person(rhythm=Rhythm.MONTHLY)
    due = owed(someone, events, by_id(call(1, "2026-09-29")), matches(1), KNOWN, NOW)
    assert [one.urgent for one in due.dues] == [True]


def test_what_happened_in_a_pause_is_already_open() -> None:
    pause = {"pause_from": date(2026, 9, 8), "pause_until": date(2026, 9, 12)}
    before, during = event(1, 1, at=NOW - days(1)), event(1, 1)
    for happened, section in ((before, Section.NEW), (during, Section.ALREADY_OPEN)):
        due = owed(person(), [happened], by_id(call(1)), matches(1), {}, NOW, wishing(**pause))
        assert [one.section for one in due.dues] == [section]


def test_the_cards_that_are_too_many_are_told_counted_and_never_lost() -> None:
    calls = by_id(*(call(number) for number in range(1, 9)))
    events = [event(number, number, first_reading=number > 5) for number in calls]
    whole = owed(person(), events, calls, matches(*calls), {}, NOW)
    assert limited(whole, None) == whole
    few = limited(whole, 4)
    assert [one.call for one in few.dues] == [1, 2, 3, 4]
    assert (few.rest, few.more) == (1, 3)
    settled = [topic for one in few.dues for topic in one.topics] + list(few.told)
    assert sorted(settled) == sorted(f"event:{number}" for number in calls)
