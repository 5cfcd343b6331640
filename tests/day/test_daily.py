"""The day in its order, with a reader of sources that says what we want: what breaks is told, and the rest goes on."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawlers import CrawlOptions, Definition
from crawlers.definition import of_table
from day import daily
from day.daily import is_first_reading
from day.means import Means, Reader
from digests.draft import Voice
from digests.links import Links
from digests.mailer import FolderMailer
from model.codes import EventKind, ReadResult, Rhythm
from model.member import Member, Subscriber
from model.notice import Notice, Outcome, Problem
from model.source import SourceState, Validator
from model.trouble import Trouble
from pipelines import steps
from store import issues, members, runs, sources
from store.connection import connect, create, write

NOW = datetime(2026, 9, 15, 5, 30, tzinfo=UTC)
STATE = SourceState(source="reseau", validators={"x": Validator(etag="1")}, last_ok=NOW)


def definition(slug: str = "reseau") -> Definition:
    return of_table(
        slug,
        {
            "name": "Réseau d’essai",
            "publisher": "Réseau",
            "url": "https://reseau.exemple/",
            "language": "fr",
            "recipe": "feed",
            "state": "proved",
            "official": False,
            "why": "Pour l’essai.",
            "read": {"feed": "https://reseau.exemple/flux.xml"},
        },
    )


def notice(reference: str = "1", deadline: str = "15 novembre 2026") -> Notice:
    return Notice(
        source="reseau",
        reference=reference,
        url=f"https://reseau.exemple/{reference}",
        title="Appel à projets : eau potable au Sénégal",
        text=f"Pour les communes françaises. Date limite : {deadline}. Projets d’accès à l’eau potable au Sénégal.",
        published=date(2026, 9, 10),
        seen_at=NOW,
    )


def outcome(
    result: ReadResult = ReadResult.READ, problems: tuple[Problem, ...] = (), seen: tuple[str, ...] = ("1",)
) -> Outcome:
    return Outcome(
        source="reseau", result=result, state=STATE, started_at=NOW, ended_at=NOW, notices=1, seen=seen, problems=problems
    )


def says(*messages: Notice | Outcome) -> Reader:
    def read(
        definitions: Sequence[Definition], states: Mapping[str, SourceState], now: datetime, options: CrawlOptions
    ) -> Iterator[Notice | Outcome]:
        yield from messages

    return read


@pytest.fixture
def means(tmp_path: Path) -> Means:
    path = tmp_path / "veilleur.db"
    with closing(create(path)) as db, write(db):
        number = members.save(
            db, Member(id=0, name="Ville", kind="commune", countries={"SN": 3}, themes={"eau-assainissement": 3})
        )
        members.save_subscriber(
            db,
            Subscriber(
                id=0,
                member=number,
                name="Awa",
                address="awa@ville.exemple",
                rhythm=Rhythm.DAILY,
                weekday=1,
                subscribed_at=NOW - timedelta(days=1),
            ),
        )
    return Means(
        database=path,
        listed=[definition().source],
        definitions=[definition()],
        options=CrawlOptions(),
        read=says(notice(), outcome()),
        mailer=FolderMailer(tmp_path / "lettres"),
        links=Links(b"k" * 32, "https://veille.exemple"),
        voice=Voice(name="Veilleur", sender="veille@veille.exemple"),
    )


def states(means: Means) -> dict[str, SourceState]:
    with closing(connect(means.database)) as db:
        return sources.states(db)


def test_a_day_goes_from_publication_to_letter(means: Means) -> None:
    report = daily.run(means, NOW)
    assert report.failed == {}
    assert (report.notices, report.new_calls, report.letters, report.sent) == (1, 1, 1, 1)
    assert states(means)["reseau"] == STATE


def test_the_same_day_again_changes_nothing(means: Means) -> None:
    daily.run(means, NOW)
    again = daily.run(means, NOW + timedelta(minutes=5))
    assert (again.new_calls, again.letters, again.sent) == (0, 0, 0)


def test_a_moved_deadline_is_told_the_next_day(means: Means) -> None:
    daily.run(means, NOW)
    moved = replace(means, read=says(notice(deadline="30 novembre 2026"), outcome()))
    report = daily.run(moved, NOW + timedelta(days=1))
    assert report.events[EventKind.DEADLINE_MOVED] == 1
    assert report.sent == 1


def test_only_the_named_steps_are_done(means: Means) -> None:
    report = daily.run(means, NOW, ("crawl", "clock"))
    assert (report.new_calls, report.letters) == (1, 0)


def broken(error: Exception) -> Reader:
    def read(
        definitions: Sequence[Definition], states: Mapping[str, SourceState], now: datetime, options: CrawlOptions
    ) -> Iterator[Notice | Outcome]:
        yield notice()
        yield outcome()
        raise error

    return read


def test_letters_leave_even_if_the_crawl_breaks(means: Means, capsys: pytest.CaptureFixture[str]) -> None:
    report = daily.run(replace(means, read=broken(RuntimeError("cassé"))), NOW)
    assert list(report.failed) == ["lecture des sources"]
    assert report.sent == 1
    assert "cassé" in capsys.readouterr().err
    with closing(connect(means.database)) as db:
        assert [issue.code for issue in issues.open_ones(db)] == ["step_failed"]
        last = runs.last(db)
    assert last is not None
    assert last.state == "failed"


def test_a_trouble_is_told_without_a_stack_trace(means: Means, capsys: pytest.CaptureFixture[str]) -> None:
    report = daily.run(replace(means, read=broken(Trouble("Le disque est plein.", "Libérez de la place."))), NOW)
    assert report.failed == {"lecture des sources": "Le disque est plein. Libérez de la place."}
    assert "Traceback" not in capsys.readouterr().err


def test_a_source_that_fails_is_an_issue_and_closes_by_itself_when_it_is_read_again(means: Means) -> None:
    problem = Problem(code="time_out", subject="reseau", message="Le site n’a pas répondu à temps.")
    passing = outcome(ReadResult.FAILED, (problem,), ())
    quiet = daily.run(replace(means, read=says(passing)), NOW - timedelta(days=2))
    assert quiet.problems == []
    with closing(connect(means.database)) as db:
        assert issues.open_ones(db) == []
    failed = daily.run(replace(means, read=says(replace(passing, lasting=True))), NOW)
    assert failed.failed == {}
    with closing(connect(means.database)) as db:
        assert [issue.subject for issue in issues.open_ones(db)] == ["reseau"]
    daily.run(means, NOW + timedelta(days=1))
    with closing(connect(means.database)) as db:
        assert issues.open_ones(db) == []


def test_a_publication_that_could_not_be_understood_is_asked_for_again(
    means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ValueError("phrase impossible")

    with monkeypatch.context() as patched:
        patched.setattr(steps, "STEPS", (stumble,))
        report = daily.run(means, NOW)
    assert [problem.code for problem in report.problems] == ["reading_failed"]
    assert states(means)["reseau"].validators == {}
    daily.run(means, NOW + timedelta(days=1))
    assert states(means)["reseau"].validators == STATE.validators
    with closing(sqlite3.connect(means.database)) as db:
        assert db.execute("SELECT deadline FROM calls").fetchall() == [("2026-11-15",)]


@pytest.mark.parametrize(
    ("state", "first"),
    [
        (None, True),
        (SourceState(source="s"), True),
        (SourceState(source="s", last_ok=NOW - timedelta(days=1)), False),
        (SourceState(source="s", last_ok=NOW - timedelta(days=14)), False),
        (SourceState(source="s", last_ok=NOW - timedelta(days=15)), True),
    ],
)
def test_what_a_source_shows_first_or_after_two_weeks_of_silence_may_be_old(state: SourceState | None, first: bool) -> None:
    assert is_first_reading(state, NOW) is first


class Seen:
    """A watcher that writes down what it is told."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.last: dict[str, tuple[int, int]] = {}
        self.ended = False

    def begin(self, title: str) -> None:
        self.titles.append(title)

    def at(self, done: int, total: int) -> None:
        self.last[self.titles[-1]] = (done, total)

    def end(self) -> None:
        self.ended = True


def test_whoever_watches_sees_each_step_reach_its_end(means: Means) -> None:
    seen = Seen()
    daily.run(replace(means, watcher=seen), NOW)
    assert seen.titles[0] == "Lecture des sources"
    assert seen.ended
    assert all(done == total for done, total in seen.last.values())
    assert "Envoi des lettres" in seen.last
