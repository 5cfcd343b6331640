"""Members and their people: who is the same as whom."""

import pytest

from model.codes import Rhythm
from model.member import Member
from store import members
from store.connection import Database, write
from tests.store import samples
from tests.store.samples import LATER, NOW


def _saved(db: Database, *found: Member) -> list[int]:
    with write(db):
        return [members.save(db, member) for member in found]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"siren": "210000011"}, {"siren": "210000011", "name": "Brumeval"}, True),
        ({"siren": "210000011"}, {"siren": "210000029"}, False),
        ({}, {"name": "VILLE de  brumeval"}, True),
        ({"department": "64"}, {"department": "64"}, True),
        ({"department": "64"}, {"department": "65"}, False),
        ({"department": None}, {"department": ""}, True),
        ({}, {"siren": "210000011"}, True),
        ({"siren": "210000011"}, {}, True),
        ({}, {"name": "Ville d’Ombreville"}, False),
    ],
)
def test_the_siren_names_a_member_else_its_name_and_department(
    db: Database, first: dict[str, str], second: dict[str, str], same: bool
) -> None:
    one, other = _saved(db, samples.member(**first), samples.member(**second))
    assert (one == other) is same
    assert len(members.every(db)) == (1 if same else 2)


def test_a_siren_once_known_stays(db: Database) -> None:
    _saved(db, samples.member(siren="210000011"), samples.member(population=12))
    [kept] = members.every(db)
    assert (kept.siren, kept.population) == ("210000011", 12)


def test_an_id_names_a_member_whose_key_is_unknown(db: Database) -> None:
    [member_id] = _saved(db, samples.member())
    assert _saved(db, samples.member(id=member_id, name="Commune nouvelle de Brumeval")) == [member_id]
    assert [member.name for member in members.every(db)] == ["Commune nouvelle de Brumeval"]
    assert members.get(db, 99) is None


def test_an_address_names_a_person_whatever_its_case(db: Database) -> None:
    person_id = samples.saved_person(db)
    assert samples.saved_person(db, address="CAMILLE@Brumeval.example", name="C. Roux", rhythm=Rhythm.DAILY) == person_id
    found = members.subscriber(db, " camille@brumeval.EXAMPLE ")
    assert found is not None
    assert (found.name, found.rhythm, found.address) == ("C. Roux", Rhythm.DAILY, "CAMILLE@Brumeval.example")
    assert members.subscriber(db, "autre@brumeval.example") is None


def test_importing_a_person_again_does_not_move_their_place_in_the_events(db: Database) -> None:
    person_id = samples.saved_person(db, since_event=3)
    with write(db):
        members.move_cursor(db, person_id, 8, LATER)
    samples.saved_person(db, since_event=40, cursor=40, subscribed_at=LATER)
    [kept] = members.subscribers(db)
    assert (kept.since_event, kept.cursor, kept.round_at, kept.subscribed_at) == (3, 8, LATER, NOW)


def test_moving_the_cursor_of_nobody_is_told(db: Database) -> None:
    with pytest.raises(LookupError), write(db):
        members.move_cursor(db, 1, 1, NOW)
