"""What sources said, and where their publications stand."""

import sqlite3

import pytest

from store import calls, notices
from store.connection import Database, write
from tests.store import samples
from tests.store.samples import LATER, NOW


def test_a_publication_follows_its_latest_notice(db: Database) -> None:
    call_id = samples.saved_call(db)
    assert notices.publication(db, "bailleur", "eau-2026") is None
    changed = samples.notice(text="Avant le 30 avril 2026.", seen_at=LATER)
    with write(db):
        first = notices.add(db, samples.notice(), call_id)
        second = notices.add(db, changed, call_id)
    found = notices.publication(db, "bailleur", "eau-2026")
    assert found is not None
    assert (found.call, found.notice, found.fingerprint) == (call_id, second, changed.fingerprint)
    assert (found.first_seen, found.last_seen) == (NOW, LATER)
    assert notices.of_call(db, call_id) == [samples.notice(), changed]
    assert list(notices.every(db)) == [(first, samples.notice()), (second, changed)]


def test_a_publication_may_move_to_the_next_edition(db: Database) -> None:
    first, second = samples.saved_call(db), samples.saved_call(db)
    with write(db):
        notices.add(db, samples.notice(), first)
        notices.add(db, samples.notice(title="Eau, édition 2027"), second)
    found = notices.publication(db, "bailleur", "eau-2026")
    assert found is not None
    assert found.call == second
    assert notices.of_call(db, first) == [samples.notice()]
    assert [call.id for call in calls.search(db, "collectivités répondent")] == [second]


def test_what_is_met_again_is_dated_and_nothing_else_moves(db: Database) -> None:
    call_id = samples.saved_call(db)
    with write(db):
        for reference in ("1", "2"):
            notices.add(db, samples.notice(reference=reference), call_id)
        notices.touch(db, "bailleur", iter(["1", "unknown"]), LATER)
        notices.touch(db, "autre", ["2"], LATER)
    seen = [notices.publication(db, "bailleur", reference) for reference in ("1", "2", "unknown")]
    assert [one and one.last_seen for one in seen] == [LATER, NOW, None]
    with write(db):
        notices.touch(db, "bailleur", ["1"], NOW)
    again = notices.publication(db, "bailleur", "1")
    assert again is not None
    assert again.last_seen == LATER
    assert len(notices.of_call(db, call_id)) == 2


def test_raw_answers_are_kept_small(db: Database) -> None:
    raw = b"<li>appel</li>" * 10_000
    call_id = samples.saved_call(db)
    with write(db):
        notice_id = notices.add(db, samples.notice(raw=raw), call_id)
    assert db.execute("SELECT length(raw) FROM notices").fetchone()[0] < len(raw) / 100
    assert notices.get(db, notice_id).raw == raw


def test_every_notice_is_read_while_others_are_written(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.rows.PAGE", 2)
    call_id = samples.saved_call(db)
    with write(db):
        ids = [notices.add(db, samples.notice(reference=str(number)), call_id) for number in range(5)]
    met = []
    for notice_id, notice in notices.every(db):
        met.append(notice_id)
        with write(db):
            notices.touch(db, notice.source, [notice.reference], LATER)
    assert met == ids


def test_an_unknown_notice_is_told(db: Database) -> None:
    with pytest.raises(LookupError):
        notices.get(db, 1)
    with pytest.raises(sqlite3.IntegrityError), write(db):
        notices.add(db, samples.notice(), 99)
