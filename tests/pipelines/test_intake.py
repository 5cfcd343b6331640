"""What is saved when notices come in and the clock ticks: nothing twice, nothing lost, whatever stops in between."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.codes import EventKind, ReadResult, Showing, SourceSetting, Status
from model.facts import Facts
from model.notice import Notice, Outcome
from model.source import Source, SourceState
from pipelines import intake
from pipelines.doubts import Code
from store import calls, connection, events, issues, notices, sources
from store.connection import Database
from tests.pipelines.fakes import NOW, TITLE, facts, limit, notice, read

DAY = timedelta(days=1)
TABLES = ("calls", "notices", "versions", "events", "issues")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = connection.create(tmp_path / "veilleur.sqlite")
    with connection.write(made):
        sources.save_list(made, [source("fonds-eau", official=True), source("relais"), source("presse")])
    yield made
    made.close()


def source(slug: str, *, official: bool = False) -> Source:
    return Source(
        slug=slug,
        name=slug,
        publisher=slug,
        funder=None,
        url=f"https://{slug}.example",
        language="fr",
        recipe="feed",
        setting=SourceSetting.PROVED,
        official=official,
        show=Showing.EXTRACT,
        why="pour les tests",
    )


def given_only(paper: Notice) -> Facts:
    """A reading that finds what the source states, and nothing else."""
    return paper.given


def take(db: Database, *papers: Notice, now: datetime = NOW, reader: intake.Reader = given_only) -> list[intake.Taken]:
    return intake.take_in_many(db, papers, now, first_reading=False, reader=reader)


def paper(*limits: str, title: str = TITLE, **more: Any) -> Notice:
    known = {name: more.pop(name) for name in ("opening", "status", "amounts", "countries") if name in more}
    return notice(title, given=facts(*limits, **known), **more)


def dump(db: Database, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    return {name: [tuple(row) for row in db.execute(f"SELECT * FROM {name} ORDER BY 1")] for name in tables or TABLES}


def story(db: Database) -> list[tuple[int, EventKind]]:
    return [(event.call, event.kind) for event in events.since(db, 0)]


def test_a_first_notice_makes_a_call_with_one_event(db: Database) -> None:
    (taken,) = take(db, paper("2026-06-15"))
    assert (taken.new, taken.changed, [e.kind for e in taken.events]) == (True, True, [EventKind.NEW])
    held = calls.get(db, taken.call_id)
    assert held is not None
    assert (held.title, held.status, held.facts.sessions[0].value) == (TITLE, Status.OPEN, limit("2026-06-15"))
    assert taken.events[0].notice == notices.publication(db, "fonds-eau", held.reference).notice  # type: ignore[union-attr]


def test_the_same_notice_again_only_moves_the_time_of_its_sight(db: Database) -> None:
    (first,) = take(db, paper("2026-06-15"))
    before = dump(db)
    (again,) = take(db, replace(paper("2026-06-15"), seen_at=NOW + DAY, raw=b"autre reponse"), now=NOW + DAY)
    assert again == intake.Taken(call_id=first.call_id)
    assert dump(db) == before
    known = notices.publication(db, "fonds-eau", "https://fonds-eau.example/aap")
    assert known is not None
    assert (known.first_seen, known.last_seen) == (NOW, NOW + DAY)


def test_the_same_notice_twice_in_a_batch_is_kept_once(db: Database) -> None:
    first, again = take(db, paper("2026-06-15"), paper("2026-06-15"))
    assert (first.changed, again.changed, again.call_id) == (True, False, first.call_id)
    assert [len(rows) for rows in dump(db, "notices", "events").values()] == [1, 1]


def test_a_moved_date_is_saved_with_its_event_and_its_version(db: Database) -> None:
    (first,) = take(db, paper("2026-06-15"))
    (moved,) = take(db, paper("2026-06-30"), now=NOW + DAY)
    assert (moved.call_id, moved.new, [e.kind for e in moved.events]) == (first.call_id, False, [EventKind.DEADLINE_MOVED])
    assert db.execute("SELECT deadline FROM calls").fetchone()[0] == "2026-06-30"
    last = [version for version in calls.versions(db, first.call_id) if version.field == "sessions"][-1]
    assert (last.notice, last.at, last.who) == (moved.events[0].notice, NOW + DAY, "source")


def test_the_history_of_each_value_is_a_chain(db: Database) -> None:
    for n, said in enumerate(
        [paper("2026-06-15"), paper("2026-06-30", title="Autre titre"), paper("2026-07-15", "2026-09-15")]
    ):
        (taken,) = take(db, said, now=NOW + n * DAY)
    check_versions(db, taken.call_id)


def test_a_date_moved_after_the_end_reopens_the_call_and_the_clock_does_not_close_it_in_between(db: Database) -> None:
    take(db, paper("2026-03-15"))
    intake.run_clock(db, NOW + 6 * DAY)
    take(db, paper("2026-04-30"), now=NOW + 10 * DAY)
    intake.run_clock(db, NOW + 10 * DAY)
    assert [kind for _, kind in story(db)] == [EventKind.NEW, EventKind.CLOSED, EventKind.REOPENED]


def test_a_page_that_turns_to_the_next_edition_makes_a_call_chained_to_the_last(db: Database) -> None:
    (old,) = take(db, paper("2026-04-04"))
    intake.run_clock(db, NOW + 30 * DAY)
    (new,) = take(db, paper("2027-04-04", opening="2027-01-10", at=NOW + 200 * DAY), now=NOW + 200 * DAY)
    held = calls.get(db, new.call_id)
    assert held is not None
    assert (new.new, held.previous) == (True, old.call_id)
    assert [e.kind for e in new.events] == [EventKind.ANNOUNCED]
    assert any("nouvelle édition" in (v.after or "") for v in calls.versions(db, new.call_id))
    (again,) = take(db, paper("2027-04-05", opening="2027-01-10", at=NOW + 201 * DAY), now=NOW + 201 * DAY)
    assert again.call_id == new.call_id


def test_two_sources_make_one_call_and_the_reason_is_kept(db: Database) -> None:
    first, second = take(db, paper("2026-06-15"), paper("2026-06-15", source="relais", url="https://relais.example/7"))
    assert (second.call_id, second.new, second.events) == (first.call_id, False, ())
    joined = [v.after for v in calls.versions(db, first.call_id) if v.field == "publication"]
    assert joined == ["relais https://relais.example/7 (même titre, même date limite, même financeur, mêmes thèmes et pays)"]


def test_the_official_source_takes_over_whichever_came_first(db: Database) -> None:
    relay, official = paper("2026-06-16", source="relais", url="https://relais.example/7"), paper("2026-06-15")
    (first,) = take(db, relay)
    (second,) = take(db, official, now=NOW + DAY)
    held = calls.get(db, first.call_id)
    assert held is not None
    assert (second.call_id, held.source, held.facts.sessions[0].value) == (first.call_id, "fonds-eau", limit("2026-06-15"))
    assert held.notes == ("Selon une autre source, date limite\u00a0: 16\u00a0juin 2026 (relais).",)
    take(db, replace(relay, given=facts("2026-06-20")), now=NOW + 2 * DAY)
    after = calls.get(db, first.call_id)
    assert after is not None
    assert after == replace(held, notes=("Selon une autre source, date limite\u00a0: 20\u00a0juin 2026 (relais).",))
    (issue,) = issues.open_ones(db)
    assert (issue.code, issue.subject) == (Code.SOURCES_DISAGREE, f"appel {first.call_id}")
    assert issue.detail.startswith("sessions: 2026-06-15 | relais, sessions: 2026-06-20 | ")


def test_a_disagreement_is_settled_when_the_relay_agrees_again(db: Database) -> None:
    relay = paper("2026-06-15", source="relais", url="https://relais.example/7")
    take(db, paper("2026-06-15"), relay)
    take(db, replace(relay, given=facts("2026-06-25")), now=NOW + DAY)
    assert len(issues.open_ones(db)) == 1
    take(db, relay, now=NOW + 2 * DAY)
    assert issues.open_ones(db) == []


class Failing:
    """A reading that raises on some titles, until it is repaired."""

    def __init__(self, *titles: str) -> None:
        self.titles = titles

    def __call__(self, said: Notice) -> Facts:
        if said.title in self.titles:
            raise ValueError("un texte impossible")
        return replace(said.given, countries=(read("SN"),))


def test_a_reading_that_raises_loses_neither_its_notice_nor_the_others(db: Database) -> None:
    bad, good = paper("2026-06-15", title="Texte impossible"), paper("2026-06-15", url="https://fonds-eau.example/2")
    failed, fine = take(db, bad, good, reader=Failing("Texte impossible"))
    assert [problem.code for problem in failed.problems] == [Code.READING_FAILED]
    assert (fine.problems, fine.changed) == ((), True)
    held = calls.get(db, failed.call_id)
    assert held is not None
    assert (held.facts.sessions[0].value, held.facts.countries) == (limit("2026-06-15"), ())
    (issue,) = issues.open_ones(db)
    assert (issue.code, issue.detail) == (Code.READING_FAILED, "ValueError('un texte impossible')")


def test_a_reading_that_raised_is_tried_again_until_it_works(db: Database) -> None:
    bad, reader = paper("2026-06-15", title="Texte impossible"), Failing("Texte impossible")
    take(db, bad, reader=reader)
    take(db, bad, now=NOW + DAY, reader=reader)
    assert [issue.times for issue in issues.open_ones(db)] == [2]
    reader.titles = ()
    (repaired,) = take(db, bad, now=NOW + 2 * DAY, reader=reader)
    assert (repaired.changed, repaired.events, issues.open_ones(db)) == (True, (), [])
    assert [c.value for c in calls.get(db, repaired.call_id).facts.countries] == ["SN"]  # type: ignore[union-attr]
    assert len(dump(db, "notices")["notices"]) == 1
    (after,) = take(db, bad, now=NOW + 3 * DAY, reader=reader)
    assert not after.changed


def test_a_year_that_only_time_has_changed_moves_nothing(db: Database) -> None:
    def reader(said: Notice) -> Facts:
        year = 2026 if said.seen_at < NOW + 100 * DAY else 2027
        return Facts(sessions=(replace(read(limit(f"{year}-03-31"), "avant le 31 mars"), flags=("year_inferred",)),))

    take(db, paper(), reader=reader)
    intake.run_clock(db, NOW + 30 * DAY)
    (again,) = take(db, paper(title=TITLE + " !", at=NOW + 200 * DAY), now=NOW + 200 * DAY, reader=reader)
    assert (again.new, again.changed, again.events) == (False, True, ())
    assert calls.counts(db)["closed"] == 1


class Killed(BaseException):
    """The process ends here."""


def test_a_kill_loses_nothing_that_the_next_intake_does_not_bring_back(db: Database) -> None:
    papers = [
        paper("2026-06-15", title=f"Appel à projets numéro {n}x", url=f"https://fonds-eau.example/{n}") for n in range(120)
    ]
    with pytest.raises(Killed):
        take(db, *papers, reader=stopping_at(papers[70]))
    assert len(dump(db, "calls")["calls"]) == intake.BATCH
    taken = take(db, *papers, now=NOW + DAY)
    assert [one.new for one in taken] == [False] * 50 + [True] * 70
    assert story(db) == [(n, EventKind.NEW) for n in range(1, 121)]


def stopping_at(last: Notice) -> Callable[[Notice], Facts]:
    def reader(said: Notice) -> Facts:
        if said is last:
            raise Killed
        return said.given

    return reader


def test_what_a_reading_met_again_is_touched(db: Database) -> None:
    take(db, paper("2026-06-15"))
    outcome = Outcome(
        source="fonds-eau",
        result=ReadResult.READ,
        state=SourceState(source="fonds-eau"),
        started_at=NOW + DAY,
        ended_at=NOW + DAY,
        seen=("https://fonds-eau.example/aap", "inconnue"),
    )
    before = dump(db)
    intake.see(db, outcome)
    assert notices.publication(db, "fonds-eau", outcome.seen[0]).last_seen == NOW + DAY  # type: ignore[union-attr]
    assert dump(db) == before


def test_the_clock_moves_calls_and_saves_where_they_stand(db: Database) -> None:
    take(
        db,
        paper("2026-03-31", title="Fonds pour les jumelages du Sahel", url="https://fonds-eau.example/1"),
        paper("2026-04-15", "2026-10-15", title="Soutien aux ports de pêche", url="https://fonds-eau.example/2"),
        paper("2026-06-15", title="Prix des villes éclairées", url="https://fonds-eau.example/3", opening="2026-04-01"),
    )
    written = intake.run_clock(db, NOW + 40 * DAY)
    assert [(e.call, e.kind) for e in written] == [(1, EventKind.CLOSED), (3, EventKind.OPENED)]
    rows = [tuple(row) for row in db.execute("SELECT id, status, deadline FROM calls ORDER BY id")]
    assert rows == [(1, "closed", "2026-03-31"), (2, "open", "2026-10-15"), (3, "open", "2026-06-15")]


def test_the_clock_ticking_twice_writes_once(db: Database) -> None:
    take(db, paper("2026-03-31"))
    for day in (8, 8, 9):
        intake.run_clock(db, NOW + day * DAY)
    before = dump(db)
    assert intake.run_clock(db, NOW + 9 * DAY) == []
    assert dump(db) == before
    assert [kind for _, kind in story(db)] == [EventKind.NEW, EventKind.CLOSING]


def test_a_call_absent_from_an_answer_is_not_withdrawn(db: Database) -> None:
    one, two = (
        paper("2026-06-15"),
        paper("2026-06-15", title="Bourses du littoral atlantique", url="https://fonds-eau.example/2"),
    )
    take(db, one, two)
    take(db, replace(one, title=TITLE + " !"), now=NOW + DAY)
    intake.run_clock(db, NOW + DAY)
    assert calls.counts(db)["open"] == 2


# --- whatever happens, in any order ---------------------------------------------------------------------------------

PAGES = st.builds(
    lambda source, n, title, days, status: paper(
        *(date(2026, 3, 1).__class__.fromordinal(date(2026, 3, 1).toordinal() + day).isoformat() for day in sorted(days)),
        title=f"{title} {n}",
        source=source,
        url=f"https://{source}.example/{n}",
        status=status,
    ),
    st.sampled_from(["fonds-eau", "relais", "presse"]),
    st.sampled_from(["a", "b"]),
    st.sampled_from([TITLE, TITLE + " 2026", TITLE + " 2027", "Bourses de mobilité des artistes du littoral"]),
    st.sets(st.integers(0, 500), max_size=2),
    st.sampled_from([None, None, Status.OPEN, Status.CLOSED, Status.WITHDRAWN, Status.ANNOUNCED]),
)
STEPS = st.lists(st.tuples(st.integers(0, 60), st.one_of(PAGES, st.just("clock"), st.just("failure"))), max_size=12)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_whatever_comes_no_call_is_lost_and_the_history_stays_whole(steps: list[tuple[int, Any]]) -> None:
    with TemporaryDirectory() as folder:
        db = connection.create(Path(folder) / "v.sqlite")
        try:
            live(db, steps)
            check_house(db)
        finally:
            db.close()


def live(db: Database, steps: list[tuple[int, Any]]) -> None:
    now = NOW
    said: list[Notice] = []
    for days, what in steps:
        now += days * DAY
        if what == "clock":
            intake.run_clock(db, now)
        elif what == "failure":
            with pytest.raises(Killed):
                take(db, *said, paper("2026-06-15", title="fin"), now=now, reader=stop)
        else:
            said.append(replace(what, seen_at=now))
            take(db, said[-1], now=now)


def stop(said: Notice) -> Facts:
    raise Killed


def check_house(db: Database) -> None:
    kept = list(calls.every(db))
    story_ = events.since(db, 0)
    assert [event.number for event in story_] == list(range(1, len(story_) + 1))
    first = {EventKind.NEW, EventKind.ANNOUNCED}
    for held in kept:
        kinds = [event.kind for event in story_ if event.call == held.id]
        assert kinds[0] in first
        assert not first & set(kinds[1:])
        assert held.previous is None or held.previous < held.id
        check_versions(db, held.id)
    assert {paper.call for paper in publications(db)} <= {held.id for held in kept}


def publications(db: Database) -> list[notices.Publication]:
    found = [notices.publication(db, paper.source, paper.reference) for _, paper in notices.every(db)]
    return [one for one in found if one is not None]


def check_versions(db: Database, call_id: int) -> None:
    """Each version starts from the one before; the last one of the title is the title. The clock's statuses are events."""
    last: dict[str, str | None] = {}
    for version in calls.versions(db, call_id):
        if version.field not in ("status", "publication"):
            assert version.before == last.get(version.field), version
        last[version.field] = version.after
    held = calls.get(db, call_id)
    assert held is not None
    assert last["title"] == held.title
