"""What a member says of calls, keeps, takes back and can always see; and how several answer together."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from day import feedback, together
from day.match_all import match_all
from day.means import Silent
from day.together import Said
from matching import Weights
from model.opinion import About, Judgement
from model.together import Saying
from model.trouble import Trouble
from store import matches, members
from store import together as kept
from store.connection import Database, create, write
from tests.day.worlds import keep
from tests.matching.samples import NOW, call, member

WATER = {"countries": ["SN"], "themes": ["eau-assainissement"], "eligible": ["collectivite"]}
PEOPLE = [
    member(1, name="Ville A", countries={"SN": 3}, themes={"eau-assainissement": 3}),
    member(2, name="Ville B", countries={"SN": 2}, themes={"jeunesse": 3}),
    member(3, name="Ville C", countries={"JP": 3}, themes={"sport": 3}),
]
CALLS = [
    call(1, title="Puits, première édition", funder="Agence bleue", **WATER),
    replace(call(2, title="Puits, deuxième édition", funder="Agence bleue", **WATER), previous=1),
    call(3, title="Réseaux", funder="Fonds vert", **WATER),
]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(create(tmp_path / "veilleur.db")) as made:
        keep(made, PEOPLE, CALLS)
        yield made


def told(db: Database, who: int = 1) -> set[int]:
    match_all(db, NOW, Weights(), Silent())
    return set(matches.of_member(db, who))


def test_not_for_us_sets_a_series_aside_shows_it_and_gives_it_back(db: Database) -> None:
    assert told(db) == {1, 2, 3}
    number = feedback.say(db, 1, 2, About.SERIES, Judgement.NOT_FOR_US, NOW)
    assert told(db) == {3}
    hidden = feedback.set_aside(db, 1, NOW, Weights())
    assert [one.call.id for one in hidden] == [1, 2]
    assert hidden[0].sentence.startswith("Mis de côté : vous avez dit « pas pour nous »")
    assert feedback.take_back(db, 1, number, NOW)
    assert told(db) == {1, 2, 3}
    assert feedback.set_aside(db, 1, NOW, Weights()) == []


def test_one_call_refused_stays_among_the_matches_so_that_its_page_can_say_so(db: Database) -> None:
    feedback.say(db, 1, 3, About.CALL, Judgement.NOT_FOR_US, NOW)
    assert told(db) == {1, 2, 3}
    assert [one.call.id for one in feedback.set_aside(db, 1, NOW, Weights())] == [3]


def test_a_funder_is_set_aside_for_one_member_only(db: Database) -> None:
    feedback.say(db, 1, 1, About.FUNDER, Judgement.NOT_FOR_US, NOW)
    assert told(db) == {3}
    assert told(db, 2) != set()


def test_an_opinion_of_another_member_or_of_no_call_is_refused(db: Database) -> None:
    number = feedback.say(db, 1, 1, About.CALL, Judgement.USEFUL, NOW)
    with pytest.raises(Trouble, match="n’est pas celui"):
        feedback.take_back(db, 2, number, NOW)
    with pytest.raises(Trouble, match="n’existe pas"):
        feedback.say(db, 1, 99, About.CALL, Judgement.USEFUL, NOW)


def test_a_seeker_is_seen_with_its_consent_and_no_more_once_it_takes_it_back(db: Database) -> None:
    number = together.say(db, Said(member=2, call=1, saying=Saying.SEEKING, consent=True, message="  À  Thiès "), NOW)
    board = together.board_of(db, 1, 1, NOW)
    assert [(one.name, one.message) for one in board.seekers] == [("Ville B", "À Thiès")]
    assert together.board_of(db, 3, 1, NOW).relayed == 1, "nothing in common with the third: CUF puts them in touch"
    assert together.take_back(db, 2, number, NOW)
    assert together.board_of(db, 1, 1, NOW).seekers == ()


def test_asking_for_help_opens_a_ticket_with_an_owner_and_giving_up_closes_the_wish(db: Database) -> None:
    together.say(db, Said(member=1, call=1, saying=Saying.HELP), NOW)
    (request,) = together.requests(db)
    assert (request.member.name, request.call.id, request.ticket.owner) == ("Ville A", 1, "")
    together.take(db, request.ticket.id, "Équipe Afrique", NOW)
    assert together.requests(db)[0].ticket.owner == "Équipe Afrique"
    together.say(db, Said(member=1, call=1, saying=Saying.GIVEN_UP), NOW)
    assert together.requests(db) == []
    assert [step.said for step in kept.of_member(db, 1)] == [Saying.GIVEN_UP]


def test_what_cannot_be_said_is_told(db: Database) -> None:
    with pytest.raises(Trouble, match="déposé"):
        together.say(db, Said(member=1, call=1, saying=Saying.WON), NOW)
    with pytest.raises(Trouble, match="500"):
        together.say(db, Said(member=1, call=1, saying=Saying.SEEKING, message="a" * 501), NOW)
    with pytest.raises(Trouble, match="n’existe pas"):
        together.say(db, Said(member=9, call=1, saying=Saying.SEEKING), NOW)
    with pytest.raises(Trouble, match="déjà close"):
        together.settle(db, 7, "", NOW)
    with pytest.raises(Trouble, match="Dites qui"):
        together.take(db, 7, " ", NOW)


def test_erasing_a_member_takes_what_it_said_with_it(db: Database) -> None:
    together.say(db, Said(member=2, call=1, saying=Saying.SEEKING, consent=True), NOW)
    feedback.say(db, 2, 1, About.CALL, Judgement.USEFUL, NOW)
    with write(db):
        db.conn.execute("DELETE FROM members WHERE id = 2")
    assert members.get(db, 2) is None
    assert kept.of_call(db, 1) == []
