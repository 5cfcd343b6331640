"""What staff do to calls: values set, given back, calls joined, joins undone; and what no sequence of all that may break."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from day.replay import replay
from model.call import Call
from model.codes import EventKind, Kind, Status
from model.facts import Facts
from model.notice import Notice
from model.trouble import Trouble
from pipelines import intake
from pipelines.doubts import Code
from store import calls, connection, events, inputs, issues, joins, notices, sources
from store.connection import Database, write
from tests.pipelines.fakes import NOW, TITLE, limit
from tests.pipelines.test_intake import DAY, check_versions, given_only, paper, source, take

OTHER = "Bourses de mobilité des artistes du littoral atlantique"
RELAY = {"source": "relais", "url": "https://relais.example/7"}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = house(tmp_path / "v.sqlite")
    yield made
    made.close()


def house(path: Path) -> Database:
    made = connection.create(path)
    with write(made):
        sources.save_list(made, [source("fonds-eau", official=True), source("relais"), source("presse")])
    return made


def held(db: Database, call: int) -> Call:
    found = calls.get(db, call)
    assert found is not None
    return found


def state(db: Database) -> dict[int, Any]:
    """What each call says and who speaks of it; not its history, which only grows."""
    of = {(one.source, one.reference): one.call for one in notices.publications(db, range(1, 100))}
    return {
        call.id: (replace(call, status=Status.OPEN), sorted(key for key, number in of.items() if number == call.id))
        for call in calls.every(db)
    }


def test_what_staff_set_survives_the_next_crawls_field_by_field(db: Database) -> None:
    (taken,) = take(db, paper("2026-06-15", countries=["SN"]))
    intake.set_by_staff(db, taken.call_id, "countries", ["ML", "NE"], "camille", NOW + DAY)
    take(db, paper("2026-06-30", countries=["SN", "TG"], title=TITLE + " !"), now=NOW + 2 * DAY)
    call = held(db, taken.call_id)
    assert [c.value for c in call.facts.countries] == ["ML", "NE"]
    assert (call.title, call.facts.sessions[0].value) == (TITLE + " !", limit("2026-06-30"))
    assert call.facts.countries[0].evidence.quote == "Saisi par camille"
    assert {v.who for v in calls.versions(db, call.id) if v.field == "countries" and v.before} == {"camille"}


def test_a_field_given_back_says_again_what_the_sources_say_now(db: Database) -> None:
    (taken,) = take(db, paper("2026-06-15", countries=["SN"]))
    intake.set_by_staff(db, taken.call_id, "countries", [], "camille", NOW + DAY)
    take(db, paper("2026-06-15", countries=["SN", "TG"]), now=NOW + 2 * DAY)
    assert held(db, taken.call_id).facts.countries == ()
    intake.release(db, taken.call_id, "countries", "camille", NOW + 3 * DAY)
    assert [c.value for c in held(db, taken.call_id).facts.countries] == ["SN", "TG"]


def test_a_deadline_set_by_staff_is_told_to_members_and_not_taken_back_by_the_source(db: Database) -> None:
    (taken,) = take(db, paper("2026-06-15"))
    (event,) = intake.set_by_staff(db, taken.call_id, "sessions", [limit("2026-07-01")], "camille", NOW + DAY)
    assert (event.kind, event.after) == (EventKind.DEADLINE_MOVED, "2026-07-01")
    (again,) = take(db, paper("2026-06-20"), now=NOW + 2 * DAY)
    assert again.events == ()
    assert held(db, taken.call_id).facts.sessions[0].value == limit("2026-07-01")


def test_a_value_set_by_staff_settles_the_disagreement_of_sources(db: Database) -> None:
    (taken, _) = take(db, paper("2026-06-15"), paper("2026-06-16", **RELAY))
    take(db, paper("2026-06-25", **RELAY), now=NOW + DAY)
    assert held(db, taken.call_id).notes != ()
    assert [issue.code for issue in issues.open_ones(db)] == [Code.SOURCES_DISAGREE]
    intake.set_by_staff(db, taken.call_id, "sessions", [limit("2026-06-15")], "camille", NOW + 2 * DAY)
    assert held(db, taken.call_id).notes == ()
    assert issues.open_ones(db) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("colour", "bleu"),
        ("title", ""),
        ("kind", "inconnu"),
        ("sessions", ["2026-06-15"]),
        ("opening", "hier"),
        ("funder", 12),
        ("countries", [12]),
    ],
)
def test_a_wrong_value_is_told_and_changes_nothing(db: Database, field: str, value: Any) -> None:
    (taken,) = take(db, paper("2026-06-15"))
    before = held(db, taken.call_id)
    with pytest.raises(Trouble):
        intake.set_by_staff(db, taken.call_id, field, value, "camille", NOW)
    assert held(db, taken.call_id) == before
    assert inputs.count(db) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", Kind.FUND),
        ("opening", date(2026, 4, 1)),
        ("status", Status.WITHDRAWN),
        ("title", "Un titre plus clair"),
        ("funder", None),
        ("summary", "En deux mots."),
        ("rolling", True),
    ],
)
def test_fields_of_every_shape_can_be_set(db: Database, field: str, value: Any) -> None:
    (taken,) = take(db, paper("2026-06-15"))
    intake.set_by_staff(db, taken.call_id, field, value, "camille", NOW + DAY)
    call = held(db, taken.call_id)
    found = getattr(call, field) if field in ("title", "funder") else getattr(call.facts, field)
    assert getattr(found, "value", found) == value


def test_two_calls_joined_are_one_and_the_other_is_no_longer_shown(db: Database) -> None:
    one, other = take(db, paper("2026-06-15"), paper("2026-06-15", title=OTHER, **RELAY))
    (joined,) = intake.join(db, other.call_id, one.call_id, "camille", NOW + DAY)
    assert held(db, other.call_id).same_as == one.call_id
    assert [call.id for call in calls.not_over(db)] == [one.call_id]
    assert calls.some(db, [one.call_id, other.call_id]).keys() == {one.call_id}
    found = joins.get(db, joined)
    assert found is not None
    assert (found.came_from, found.who, found.reason) == (other.call_id, "camille", "réunis à la main")
    (again,) = take(db, paper("2026-06-20", title=OTHER, **RELAY), now=NOW + 2 * DAY)
    assert (again.call_id, again.new) == (one.call_id, False)


def test_a_join_undone_gives_both_calls_back_as_they_were(db: Database) -> None:
    one, other = take(db, paper("2026-06-15"), paper("2026-06-15", title=OTHER, countries=["SN"], **RELAY))
    intake.set_by_staff(db, other.call_id, "kind", Kind.PRIZE, "camille", NOW + DAY)
    before = state(db)
    joined = intake.join(db, other.call_id, one.call_id, "camille", NOW + 2 * DAY)
    assert [c.value for c in held(db, one.call_id).facts.countries] == ["SN"]
    assert intake.undo(db, joined, "camille", NOW + 3 * DAY) == (other.call_id,)
    assert state(db) == before


def test_an_automatic_join_undone_makes_a_call_of_its_own_that_is_never_joined_again(db: Database) -> None:
    one, relayed = take(db, paper("2026-06-15"), paper("2026-06-15", countries=["SN"], **RELAY))
    assert relayed.call_id == one.call_id
    (why,) = joins.of_call(db, one.call_id)
    (made,) = intake.undo(db, [why.id], "camille", NOW + DAY)
    assert made != one.call_id
    assert held(db, one.call_id).facts.countries == ()
    assert [event.kind for event in events.of_call(db, made)] == [EventKind.NEW]
    (again,) = take(db, paper("2026-06-15", countries=["SN", "ML"], **RELAY), now=NOW + 2 * DAY)
    assert again.call_id == made
    (third,) = take(db, paper("2026-06-15", source="presse", url="https://presse.example/1"), now=NOW + 2 * DAY)
    assert third.call_id in (one.call_id, made)


def test_what_cannot_be_undone_is_told(db: Database) -> None:
    one, other = take(db, paper("2026-06-15"), paper("2026-06-15", title=OTHER, **RELAY))
    joined = intake.join(db, other.call_id, one.call_id, "camille", NOW)
    for wrong in ((99,), (*joined, *joined)):
        with pytest.raises(Trouble, match="n’existe pas, ou a déjà été défaite"):
            intake.undo(db, wrong, "camille", NOW)
    with pytest.raises(Trouble, match="a été réuni à l’appel"):
        intake.join(db, other.call_id, one.call_id, "camille", NOW)
    with pytest.raises(Trouble, match="lui-même"):
        intake.join(db, one.call_id, one.call_id, "camille", NOW)
    intake.undo(db, joined, "camille", NOW)
    assert held(db, other.call_id).same_as is None


def test_only_the_latest_join_of_a_publication_can_be_undone(db: Database) -> None:
    ids = [
        taken.call_id
        for taken in take(
            db,
            paper("2026-06-15"),
            paper("2026-06-15", title=OTHER, **RELAY),
            paper("2026-06-15", title="Prix des musiques de l’Atlantique", source="presse", url="https://presse.example/1"),
        )
    ]
    first = intake.join(db, ids[1], ids[0], "camille", NOW)
    second = intake.join(db, ids[0], ids[2], "camille", NOW)
    with pytest.raises(Trouble, match="Défaites d’abord la réunion"):
        intake.undo(db, first, "camille", NOW)
    intake.undo(db, second, "camille", NOW)
    intake.undo(db, first, "camille", NOW)
    assert [call.same_as for call in calls.every(db)] == [None, None, None]


# --- whatever happens, in any order ---------------------------------------------------------------------------------

PAPERS = st.builds(
    lambda where, n, title, days, status: paper(
        *(date.fromordinal(date(2026, 3, 1).toordinal() + day).isoformat() for day in sorted(days)),
        title=f"{title} {n}",
        source=where,
        url=f"https://{where}.example/{n}",
        status=status,
    ),
    st.sampled_from(["fonds-eau", "relais", "presse"]),
    st.sampled_from(["a", "b"]),
    st.sampled_from([TITLE, TITLE + " 2026", TITLE + " 2027", OTHER]),
    st.sets(st.integers(0, 500), max_size=2),
    st.sampled_from([None, None, Status.OPEN, Status.CLOSED, Status.WITHDRAWN]),
)
VALUES = st.sampled_from(
    [
        ("countries", ["SN"]),
        ("countries", []),
        ("sessions", [limit("2026-12-01")]),
        ("sessions", []),
        ("title", "Titre du service"),
        ("funder", None),
        ("kind", Kind.FUND),
    ]
)
ACTS = st.one_of(
    PAPERS,
    st.just("clock"),
    st.just("failure"),
    st.tuples(st.just("set"), st.integers(0, 9), VALUES),
    st.tuples(st.just("release"), st.integers(0, 9), VALUES),
    st.tuples(st.just("join"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("undo"), st.integers(0, 9), st.none()),
)
STEPS = st.lists(st.tuples(st.integers(0, 40), ACTS), max_size=14)


class Killed(BaseException):
    """The process ends here."""


def stop(said: Notice) -> Facts:
    raise Killed


class House:
    """A database, and what staff have set in it as they believe it."""

    def __init__(self, path: Path) -> None:
        self.db = house(path)
        self.now = NOW
        self.pins: dict[int, dict[str, Any]] = {}

    def do(self, days: int, act: Any) -> None:
        self.now += timedelta(days=days)
        if act == "clock":
            intake.run_clock(self.db, self.now)
        elif act == "failure":
            with pytest.raises(Killed):
                take(self.db, paper("2026-06-15", title="fin"), now=self.now, reader=stop)
        elif isinstance(act, Notice):
            take(self.db, replace(act, seen_at=self.now), now=self.now)
        else:
            self.staff(*act)

    def staff(self, verb: str, number: int, what: Any) -> None:
        known = [call.id for call in calls.every(self.db)]
        if not known:
            return
        call = known[number % len(known)]
        try:
            if verb == "set":
                intake.set_by_staff(self.db, call, what[0], what[1], "camille", self.now)
                self.pins.setdefault(call, {})[what[0]] = what[1]
            elif verb == "release":
                intake.release(self.db, call, what[0], "camille", self.now)
                self.pins.get(call, {}).pop(what[0], None)
            elif verb == "join":
                intake.join(self.db, call, known[what % len(known)], "camille", self.now)
            else:
                found = [one.id for number in known for one in joins.of_call(self.db, number)]
                if found:
                    intake.undo(self.db, [found[number % len(found)]], "camille", self.now)
        except Trouble:  # what cannot be done is told, and leaves everything as it was
            return


def check(home: House) -> None:
    """No call is lost, versions chain, events follow each other, what staff set stands, joins lead somewhere."""
    db = home.db
    kept = {call.id: call for call in calls.every(db)}
    story = events.since(db, 0)
    assert [event.number for event in story] == list(range(1, len(story) + 1))
    first = {EventKind.NEW, EventKind.ANNOUNCED}
    for call in kept.values():
        kinds = [event.kind for event in story if event.call == call.id]
        assert kinds[0] in first
        assert not first & set(kinds[1:])
        check_versions(db, call.id)
        assert call.same_as is None or call.same_as in kept
        for field, value in home.pins.get(call.id, {}).items():
            found = getattr(call, field) if field in ("title", "funder") else getattr(call.facts, field)
            plain = [one.value for one in found] if isinstance(found, tuple) else getattr(found, "value", found)
            assert plain == value, (call.id, field)
    spoken = notices.publications(db, kept)
    assert {one.call for one in spoken} <= set(kept)
    assert len(spoken) == len({(said.source, said.reference) for _, said in notices.every(db)})
    assert all(kept[one.call].same_as is None for one in spoken)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_whatever_comes_nothing_is_lost_and_what_staff_set_stands(steps: list[tuple[int, Any]]) -> None:
    with TemporaryDirectory() as folder:
        home = House(Path(folder) / "v.sqlite")
        try:
            for days, act in steps:
                home.do(days, act)
                check(home)
        finally:
            home.db.close()


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_whatever_has_come_is_done_again_to_the_same_bytes(steps: list[tuple[int, Any]]) -> None:
    with TemporaryDirectory() as folder:
        home = House(Path(folder) / "v.sqlite")
        for days, act in steps:
            home.do(days, act)
        home.db.close()
        done = replay(Path(folder) / "v.sqlite", Path(folder) / "again.sqlite", reader=given_only)
        assert done.same, (done.differences, done.refused)
