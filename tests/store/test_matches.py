"""The best calls of each member."""

from model.codes import Role
from model.match import Match
from store import matches, members
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
