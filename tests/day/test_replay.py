"""Everything done again on a copy: the same bytes under the same rules, and what other rules would have changed."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from day.replay import replay
from day.replayed import Difference
from model.facts import Facts
from model.notice import Notice
from model.trouble import Trouble
from pipelines import intake
from store import calls, events, inputs
from store.connection import Database, connect
from tests.pipelines.fakes import NOW, TITLE, limit, read
from tests.pipelines.test_intake import DAY, given_only, paper, take
from tests.pipelines.test_staff import OTHER, RELAY, house
from veilleur.cli import main


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "veilleur.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    made = house(path)
    yield made
    made.close()


def lived(db: Database) -> None:
    """A relay that joins, a moved date, a clock, a value set, two calls joined, a join undone."""
    one, _ = take(db, paper("2026-03-20"), paper("2026-03-20", **RELAY))
    (other,) = take(db, paper("2026-06-15", title=OTHER, source="presse", url="https://presse.example/1"), now=NOW + DAY)
    intake.run_clock(db, NOW + 2 * DAY)
    take(db, paper("2026-04-30", title=TITLE + " !"), now=NOW + 3 * DAY)
    intake.set_by_staff(db, other.call_id, "countries", ["SN"], "camille", NOW + 4 * DAY)
    joined = intake.join(db, other.call_id, one.call_id, "camille", NOW + 5 * DAY)
    intake.run_clock(db, NOW + 60 * DAY)
    intake.undo(db, joined, "camille", NOW + 61 * DAY)


def test_the_same_rules_give_the_same_bytes_and_touch_nothing(db: Database, path: Path, tmp_path: Path) -> None:
    lived(db)
    told = events.last_number(db)
    before = [tuple(row) for row in db.execute("SELECT * FROM versions")]
    done = replay(path, tmp_path / "again.db", reader=given_only)
    assert (done.same, done.differences, done.refused) == (True, (), ())
    assert (done.inputs, done.calls, done.events) == (inputs.count(db), 2, told)
    assert [tuple(row) for row in db.execute("SELECT * FROM versions")] == before
    assert events.last_number(db) == told


def test_the_same_replay_twice_has_the_same_digest(db: Database, path: Path, tmp_path: Path) -> None:
    lived(db)
    first, second = (replay(path, tmp_path / f"{n}.db", reader=given_only) for n in (1, 2))
    assert first.digest == second.digest


def test_another_reading_shows_the_values_and_the_events_it_would_have_changed(
    db: Database, path: Path, tmp_path: Path
) -> None:
    def better(said: Notice) -> Facts:
        return replace(said.given, countries=(read("SN"),), sessions=(read(limit("2026-07-01")),))

    (taken,) = take(db, paper("2026-06-15"))
    done = replay(path, tmp_path / "again.db", reader=better)
    assert not done.same
    assert Difference("value", taken.call_id, TITLE, "countries: None", '["SN"]') in done.differences
    told = [(one.before, one.after) for one in done.differences if one.what == "event"]
    assert told == [
        ("Appel ouvert, date limite\u00a0: 15\u00a0juin 2026", None),
        (None, "Appel ouvert, date limite\u00a0: 1er\u00a0juillet 2026"),
    ]


def test_another_comparison_shows_the_calls_it_would_have_split(
    db: Database, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = take(db, paper("2026-06-15"), paper("2026-06-15", **RELAY))
    monkeypatch.setattr("pipelines.likeness.SAME", 10_000)
    done = replay(path, tmp_path / "again.db", reader=given_only)
    both = "fonds-eau https://fonds-eau.example/aap, relais https://relais.example/7"
    assert done.differences[0].call == one.call_id
    assert done.differences[0].before == both
    assert {one.after for one in done.differences if one.call is None} == set(both.split(", "))


def test_what_staff_did_and_that_cannot_be_done_again_is_told(
    db: Database, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = take(db, paper("2026-06-15"), paper("2026-06-15", title=OTHER, **RELAY))
    intake.join(db, other.call_id, one.call_id, "camille", NOW + DAY)

    def refuse(*_: object) -> None:
        raise Trouble("Un appel ne se réunit pas à lui-même.")

    monkeypatch.setattr("pipelines.intake.join", refuse)
    done = replay(path, tmp_path / "again.db", reader=given_only)
    assert done.refused == ("11/03/2026, réunion de deux appels : Un appel ne se réunit pas à lui-même.",)
    assert not done.same


def test_the_command_says_that_the_result_is_the_same(
    db: Database, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    intake.take_in(db, paper("2026-06-15"), NOW, first_reading=False)
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["replay", "--json", "--keep", "copie.db"])
    assert ended.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["same"], told["calls"], told["differences"]) == (True, 1, [])
    assert (tmp_path / "copie.db").exists()
    with pytest.raises(SystemExit) as refused:
        main(["replay", "--keep", "copie.db"])
    assert refused.value.code == 1
    assert "existe déjà" in capsys.readouterr().err


def lists_more(said: Notice) -> Facts:
    """Another reading: it finds the country, and another date for the first notice of the house."""
    moved = said.given if said.source != "fonds-eau" else replace(said.given, sessions=(read(limit("2026-07-01")),))
    return replace(moved, countries=(read("SN"),))


def test_a_reread_corrects_the_calls_tells_the_dates_alone_and_is_replayed(db: Database, path: Path, tmp_path: Path) -> None:
    (taken,) = take(db, paper("2026-06-15"))
    (other,) = take(db, paper("2026-06-20", title=OTHER, source="presse", url="https://presse.example/1"), now=NOW)
    intake.set_by_staff(db, other.call_id, "countries", ["ML"], "camille", NOW + DAY)
    done = intake.reread(db, NOW + 2 * DAY, lists_more)
    assert (done.notices, done.calls) == (2, 1)
    assert [event.sentence.replace("\u00a0", " ") for event in done.events] == [
        "Date limite : 15 juin → 1er juillet 2026 (repoussée de 16 jours)"
    ]
    kept = calls.get(db, other.call_id)
    assert kept is not None
    assert [one.value for one in kept.facts.countries] == ["ML"]
    assert {one.who for one in calls.versions(db, taken.call_id)} == {"source", "relecture"}
    again = intake.reread(db, NOW + 3 * DAY, lists_more)
    assert (again.notices, again.calls, again.events) == (0, 0, ())
    replayed = replay(path, tmp_path / "again.db", reader=lists_more)
    assert (replayed.same, replayed.differences) == (True, ())
    assert replayed.reread_at == NOW + 3 * DAY


def test_a_notice_that_cannot_be_read_again_keeps_what_it_had(db: Database) -> None:
    (taken,) = take(db, paper("2026-06-15"))
    before = calls.get(db, taken.call_id)

    def fails(said: Notice) -> Facts:
        raise ValueError("illisible")

    assert intake.reread(db, NOW + DAY, fails).calls == 0
    assert calls.get(db, taken.call_id) == before


def test_the_command_saves_before_it_corrects(
    db: Database, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (taken,) = take(db, paper("2026-06-15", text="Pays éligibles : Sénégal."))
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["replay", "--apply"])
    assert ended.value.code == 0
    said = capsys.readouterr()
    assert "1 appel corrigé" in said.err
    assert "veilleur restore" in said.err
    (copy,) = tmp_path.glob("veilleur.db.avant-relecture-*")
    corrected = calls.get(db, taken.call_id)
    assert corrected is not None
    assert [one.value for one in corrected.facts.countries] == ["SN"]
    with closing(connect(copy)) as old:
        before = calls.get(old, taken.call_id)
    assert before is not None
    assert not before.facts.countries
    with pytest.raises(SystemExit):
        main(["replay", "--apply"])
    assert "Rien à corriger" in capsys.readouterr().err
