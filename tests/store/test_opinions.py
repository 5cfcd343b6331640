"""What members said of calls: kept, replaced, taken back."""

from dataclasses import replace
from typing import Any

from model.opinion import About, Judgement, Opinion
from store import members, opinions
from store.connection import Database, write
from tests.store import samples


def _opinion(db: Database, **fields: Any) -> Opinion:
    with write(db):
        member = members.save(db, samples.member())
    usual: dict[str, Any] = {
        "id": 0,
        "member": member,
        "about": About.CALL,
        "judgement": Judgement.USEFUL,
        "at": samples.NOW,
    }
    return Opinion(**(usual | fields))


def test_an_opinion_comes_back_as_it_was_said(db: Database) -> None:
    said = _opinion(db, call=samples.saved_call(db), about=About.FUNDER, funder="Un bailleur")
    with write(db):
        number = opinions.say(db, said)
    assert opinions.get(db, number) == replace(said, id=number)
    assert opinions.standing(db) == opinions.standing(db, said.member) == [replace(said, id=number)]
    assert opinions.standing(db, said.member + 1) == []


def test_the_last_word_on_the_same_thing_replaces_the_one_before(db: Database) -> None:
    said = _opinion(db, call=samples.saved_call(db))
    with write(db):
        first = opinions.say(db, said)
        last = opinions.say(db, replace(said, judgement=Judgement.NOT_FOR_US, at=samples.LATER))
        opinions.say(db, replace(said, about=About.SERIES))
    assert [one.judgement for one in opinions.standing(db)] == [Judgement.NOT_FOR_US, Judgement.USEFUL]
    kept = opinions.get(db, first)
    assert kept is not None
    assert kept.undone_at == samples.LATER, "what was said is remembered, even replaced"
    assert last in [one.id for one in opinions.standing(db)]


def test_an_opinion_is_taken_back_once(db: Database) -> None:
    said = _opinion(db, call=samples.saved_call(db))
    with write(db):
        number = opinions.say(db, said)
        assert opinions.undo(db, number, samples.LATER)
        assert not opinions.undo(db, number, samples.LATER)
    assert opinions.standing(db) == []
