"""The best calls of each member."""

from model.codes import Role
from model.match import Match
from model.opinion import About, Judgement, Opinion
from store import matches, members, opinions
from store.connection import Database, write
from tests.store import samples


def test_the_two_hundred_best_are_kept_and_replace_those_before(db: Database) -> None:
    with write(db):
        member_id = members.save(db, samples.member())
    ids = [samples.saved_call(db) for _ in range(205)]
    found = [
        Match(member=member_id, call=call_id, role=Role.LEAD, score=rank % 101, reasons=("pays : Sénégal", "eau"))
        for rank, call_id in enumerate(ids)
    ]
    with write(db):
        matches.replace(db, member_id, found)
    kept = list(matches.of_member(db, member_id).values())
    assert kept == sorted(found, key=lambda match: (-match.score, match.call))[:200]
    with write(db):
        matches.replace(db, member_id, found[:1])
    assert matches.of_member(db, member_id) == {ids[0]: found[0]}
    assert matches.of_member(db, 99) == {}


def test_what_an_opinion_sets_aside_is_kept_as_long_as_the_opinion_stands(db: Database) -> None:
    with write(db):
        member_id = members.save(db, samples.member())
    call_id = samples.saved_call(db)
    said = Opinion(id=0, member=member_id, call=call_id, about=About.SERIES, judgement=Judgement.NOT_FOR_US, at=samples.NOW)
    with write(db):
        opinion = opinions.say(db, said)
        matches.replace(db, member_id, [], {call_id: opinion})
    assert matches.set_aside(db, member_id) == {call_id: opinion}
    with write(db):
        opinions.undo(db, opinion, samples.NOW)
    assert matches.set_aside(db, member_id) == {}
