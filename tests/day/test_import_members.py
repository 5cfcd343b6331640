"""The import of members: what a plan announces, what applying it writes, and what no import may undo."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from day import import_members, members_file
from day.import_members import Action, ImportPlan
from model.call import NewEvent
from model.codes import EventKind, Rhythm
from store import calls, events, members
from store.connection import Database, create, write
from tests.matching.samples import call

NOW = datetime(2026, 3, 3, 6, 30, tzinfo=UTC)
FILE = (
    "nom;siren;nature;departement;pays_partenaires;themes;contacts\n"
    "Ville A;213300635;commune;33;Sénégal*3;eau;Awa <awa@a.fr> quotidien | Bob <bob@a.fr>\n"
    "Pays B;;epci;22;Mali;;Cléo <cleo@b.fr> hebdomadaire lundi\n"
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(create(tmp_path / "veilleur.db")) as made:
        yield made


def planned(db: Database, text: str) -> ImportPlan:
    return import_members.plan(db, members_file.read(text.encode()))


def imported(db: Database, text: str, now: datetime = NOW) -> ImportPlan:
    made = planned(db, text)
    import_members.apply(db, made, now)
    return made


def test_a_plan_writes_nothing_and_applying_it_creates(db: Database) -> None:
    plan = planned(db, FILE)
    assert plan.count(Action.CREATED) == 2
    assert members.every(db) == []
    import_members.apply(db, plan, NOW)
    town, _ = members.every(db)
    assert (town.countries, town.themes) == ({"SN": 3}, {"eau-assainissement": 2})
    awa, bob, cleo = members.subscribers(db)
    assert (awa.rhythm, bob.rhythm, bob.weekday, cleo.weekday) == (Rhythm.DAILY, Rhythm.WEEKLY, 1, 0)
    assert (awa.member, awa.subscribed_at, awa.cursor) == (town.id, NOW, 0)


def test_a_second_import_of_the_same_file_changes_nothing(db: Database) -> None:
    imported(db, FILE)
    before = (members.every(db), members.subscribers(db))
    again = imported(db, FILE, NOW + timedelta(days=9))
    assert again.count(Action.UNCHANGED) == 2
    assert (members.every(db), members.subscribers(db)) == before


def test_what_would_change_is_said_field_by_field(db: Database) -> None:
    imported(db, FILE)
    plan = imported(db, FILE.replace("Sénégal*3", "Sénégal*2, Togo*1").replace("awa@a.fr> quotidien", "awa@a.fr> mensuel"))
    assert str(plan.lines[0]) == (
        "Ligne 2, Ville A : modifiée\n"
        "    pays_partenaires : Sénégal*3 → Sénégal*2, Togo*1\n"
        "    contacts : Awa <awa@a.fr> quotidien → Awa <awa@a.fr> mensuel"
    )
    assert members.every(db)[0].countries == {"SN": 2, "TG": 1}
    assert members.subscribers(db)[0].rhythm is Rhythm.MONTHLY


def test_a_column_that_is_not_in_the_file_changes_nothing(db: Database) -> None:
    imported(db, FILE)
    plan = imported(db, "nom;siren\nVille A (nouvelle)\t;213300635\n")
    assert [change.what for change in plan.lines[0].changes] == ["nom"]
    town = members.every(db)[0]
    assert (town.name, town.countries) == ("Ville A (nouvelle)", {"SN": 3})
    assert len(members.subscribers(db)) == 3


def test_people_who_come_after_events_are_told_of_them_as_already_open(db: Database) -> None:
    with write(db):
        number = calls.insert(db, replace(call(), id=0), NOW, None)
        event = events.append(db, _new(number))
    imported(db, FILE)
    assert {person.since_event for person in members.subscribers(db)} == {event.number}


def test_an_import_never_moves_a_person_in_the_events(db: Database) -> None:
    imported(db, FILE)
    awa = members.subscribers(db)[0]
    with write(db):
        members.move_cursor(db, awa.id, 41, NOW)
    imported(db, FILE.replace("quotidien", "immédiat"), NOW + timedelta(days=2))
    after = members.subscribers(db)[0]
    assert (after.rhythm, after.cursor, after.subscribed_at) == (Rhythm.AT_ONCE, 41, NOW)


def test_no_file_subscribes_again_somebody_who_left(db: Database) -> None:
    imported(db, FILE)
    awa = members.subscribers(db)[0]
    with write(db):
        members.save_subscriber(db, replace(awa, rhythm=Rhythm.NONE))
    plan = imported(db, FILE)
    assert plan.count(Action.UNCHANGED) == 2
    assert members.subscribers(db)[0].rhythm is Rhythm.NONE


def test_an_address_belongs_to_one_member_in_a_file(db: Database) -> None:
    plan = imported(db, FILE.replace("cleo@b.fr", "AWA@a.fr"))
    assert plan.lines[1].problems == ("contacts : AWA@a.fr est déjà à la ligne 2 ; cette adresse y reste",)
    assert len(members.subscribers(db)) == 2


def test_a_refused_line_says_why_and_the_rest_goes_on(db: Database) -> None:
    plan = imported(db, FILE.replace("epci", "royaume"))
    assert [line.action for line in plan.lines] == [Action.CREATED, Action.REFUSED]
    assert "cette nature n’est pas connue" in str(plan.lines[1])
    assert len(members.every(db)) == 1


def test_the_sample_members_of_the_demonstration_are_read_without_a_refusal(db: Database) -> None:
    bundled = Path(__file__).parents[2] / "veilleur" / "demo_world" / "members.csv"
    plan = import_members.plan(db, members_file.parse(bundled))
    assert plan.unknown_columns == ()
    assert plan.count(Action.CREATED) == len(plan.lines) > 5


def _new(number: int) -> NewEvent:
    return NewEvent(call=number, kind=EventKind.NEW, at=NOW, sentence="Nouvel appel")
