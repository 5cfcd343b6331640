"""Claim, send, mark: with the real store, a mailer that keeps what it is given, and deaths in the middle."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from digests import deliver
from digests.deliver import prepare, preview, send
from digests.mailer import FolderMailer, Following, LastingFailure, Mailer, PassingFailure
from digests.problems import SERVER, Code
from model.call import NewEvent
from model.codes import EventKind, Rhythm, Showing, Status
from model.letter import Letter
from model.trouble import Trouble
from store import calls, deliveries, events, issues, matches, members, sources
from store.connection import Database, create, write
from tests.digests import fakes
from tests.digests.fakes import LINKS, NOW, VOICE, KeepingMailer, days, member, person

E = EventKind
AT = datetime(2026, 9, 10, 6, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = create(tmp_path / "veilleur.db")
    with write(opened):
        sources.save_list(opened, [fakes.source()])
        members.save(opened, member())
    yield opened
    opened.close()


def subscribe(db: Database, number: int, **more: Any) -> int:
    someone = person(id=0, address=f"personne{number}@saint-aubin.example", **{"round_at": None} | more)
    with write(db):
        return members.save_subscriber(db, someone)


def publish(db: Database, deadline: str = "2026-11-03", **more: Any) -> int:
    with write(db):
        call = calls.insert(db, fakes.call(0, deadline, **more), AT, None)
        happens(db, call, E.NEW)
        held = matches.of_member(db, 1)
        matches.replace(db, 1, [*held.values(), *fakes.matches(call).values()])
    return call


def happens(db: Database, call: int, kind: EventKind, **more: Any) -> None:
    events.append(db, NewEvent(call=call, kind=kind, at=AT, sentence="Ce qui s’est passé", **more))


def round_(db: Database, now: datetime = NOW) -> deliver.Prepared:
    return prepare(db, now, LINKS, VOICE)


def states(db: Database, subscriber: int) -> dict[str, str]:
    return {topic: state.value for topic, state in deliveries.ledger(db, subscriber).items()}


def test_a_round_claims_a_letter_with_its_lines_and_moves_the_cursor(db: Database) -> None:
    someone = subscribe(db, 1)
    publish(db)
    publish(db)
    assert round_(db).letters == 1
    (waiting,) = deliveries.waiting(db)
    assert waiting.shown == ("event:1", "event:2")
    assert states(db, someone) == {"event:1": "claimed", "event:2": "claimed"}
    (held,) = members.subscribers(db)
    assert (held.cursor, held.round_at) == (2, NOW.astimezone(UTC))


def test_the_bytes_claimed_are_the_bytes_sent_even_if_the_world_changes(db: Database) -> None:
    subscribe(db, 1)
    publish(db)
    round_(db)
    (claimed,) = deliveries.waiting(db)
    with write(db):
        calls.set_status(db, 1, Status.WITHDRAWN, None)
    mailer = KeepingMailer()
    assert send(db, mailer, NOW).sent == 1
    assert [letter.body for letter in mailer.taken] == [claimed.body]
    assert mailer.closed == 1


def test_running_twice_sends_nothing_twice(db: Database) -> None:
    someone = subscribe(db, 1, rhythm=Rhythm.AT_ONCE)
    publish(db)
    mailer = KeepingMailer()
    for _ in range(3):
        round_(db)
        send(db, mailer, NOW)
    assert len(mailer.taken) == 1
    assert states(db, someone) == {"event:1": "sent"}


def test_a_person_whose_day_it_is_not_gets_nothing_and_keeps_the_cursor(db: Database) -> None:
    subscribe(db, 1, weekday=4)
    publish(db)
    round_(db)  # the first round is due at once
    publish(db)
    assert round_(db, NOW + days(1)).not_due == 1
    assert round_(db, NOW + days(3)).letters == 1


def test_a_round_with_nothing_to_show_moves_the_cursor_without_a_letter(db: Database) -> None:
    subscribe(db, 1)
    with write(db):
        unmatched = calls.insert(db, fakes.call(0), AT, None)
        happens(db, unmatched, E.NEW)
    assert round_(db) == deliver.Prepared(silent=1)
    assert members.subscribers(db)[0].cursor == 1
    assert deliveries.waiting(db) == []


def test_a_profile_widened_later_finds_what_is_still_open(db: Database) -> None:
    someone = subscribe(db, 1)
    publish(db)
    with write(db):
        matches.replace(db, 1, [])
    round_(db)
    with write(db):
        matches.replace(db, 1, list(fakes.matches(1).values()))
    round_(db, NOW + days(7))
    (waiting,) = deliveries.waiting(db)
    assert waiting.subject.startswith("Nouveau")  # it was published after they subscribed, and never told
    assert states(db, someone) == {"event:1": "claimed"}


def test_a_withdrawal_is_told_to_those_who_had_a_card_though_it_matches_no_more(db: Database) -> None:
    first, second = subscribe(db, 1), subscribe(db, 2, rhythm=Rhythm.NONE)
    publish(db)
    mailer = KeepingMailer()
    round_(db)
    send(db, mailer, NOW)
    with write(db):
        happens(db, 1, E.WITHDRAWN)
        calls.set_status(db, 1, Status.WITHDRAWN, None)
        matches.replace(db, 1, [])
    round_(db, NOW + days(7))
    send(db, mailer, NOW + days(7))
    assert [letter.subscriber for letter in mailer.taken] == [first, first]
    assert mailer.taken[1].subject == "Retiré : Appel numéro 0"
    assert states(db, second) == {}


def test_an_internal_source_never_reaches_a_letter(db: Database) -> None:
    subscribe(db, 1)
    publish(db)
    with write(db):
        sources.save_list(db, [fakes.source(show=Showing.INTERNAL)])
    assert round_(db).silent == 1
    with write(db):
        sources.save_list(db, [fakes.source()])
    assert round_(db, NOW + days(7)).letters == 1  # no line was written: nothing is lost if it may be shown one day


def test_one_person_whose_letter_fails_does_not_stop_the_others(db: Database) -> None:
    broken = subscribe(db, 1, name="Ada")
    fine = subscribe(db, 2)
    publish(db)
    db.execute("UPDATE subscribers SET address = 'no address at all' WHERE id = ?", (broken,))
    db.conn.commit()
    done = round_(db)
    assert done.letters == 1
    (problem,) = done.problems
    assert (problem.code, problem.subject) == (Code.NOT_COMPOSED, f"abonné {broken}")
    assert "no address" not in problem.message + problem.detail
    assert [issue.code for issue in issues.open_ones(db)] == [Code.NOT_COMPOSED]
    assert states(db, fine) == {"event:1": "claimed"}
    assert states(db, broken) == {}
    assert next(one for one in members.subscribers(db) if one.id == broken).cursor == 0
    db.execute("UPDATE subscribers SET address = 'ada@saint-aubin.example' WHERE id = ?", (broken,))
    db.conn.commit()
    assert round_(db, NOW + days(1)).letters == 1  # the day after, whatever the weekday
    assert issues.open_ones(db) == []


def test_a_lasting_failure_is_marked_noted_and_not_tried_again(db: Database) -> None:
    refused, taken = subscribe(db, 1), subscribe(db, 2)
    publish(db)
    round_(db)
    mailer = KeepingMailer({refused: LastingFailure("RCPT : 550 no such user")})
    done = send(db, mailer, NOW)
    assert (done.sent, done.failed, done.left) == (1, 1, 0)
    assert states(db, refused) == {"event:1": "failed"}
    assert states(db, taken) == {"event:1": "sent"}
    assert [(issue.code, issue.detail) for issue in issues.open_ones(db)] == [(Code.REFUSED, "RCPT : 550 no such user")]
    assert send(db, KeepingMailer(), NOW + days(1)).sent == 0
    publish(db)
    round_(db, NOW + days(7))
    assert send(db, KeepingMailer(), NOW + days(7)).sent == 2
    assert issues.open_ones(db) == []  # the address works again


def test_a_passing_failure_waits_longer_and_longer_then_is_given_up(db: Database) -> None:
    someone = subscribe(db, 1)
    publish(db)
    round_(db)
    mailer = KeepingMailer({someone: PassingFailure("451 later")})
    tries = []
    for minute in range(0, 60 * 24 * 6, 5):
        now = NOW + days(1) * (minute / 1440)
        done = send(db, mailer, now)
        if done.put_off or done.failed:
            tries.append(minute)
        if done.failed:
            break
    waits = [after - before for before, after in pairwise(tries)]
    assert waits[:6] == [10, 10, 20, 40, 80, 160]
    assert max(waits) == 360
    assert 5 * 1440 < tries[-1] < 5 * 1440 + 361
    assert states(db, someone) == {"event:1": "failed"}
    assert [issue.code for issue in issues.open_ones(db)] == [Code.GIVEN_UP]


def test_a_passing_failure_that_passes_is_no_issue(db: Database) -> None:
    someone = subscribe(db, 1)
    publish(db)
    round_(db)
    assert send(db, KeepingMailer({someone: PassingFailure("451 later")}), NOW).put_off == 1
    assert send(db, KeepingMailer(), NOW).sent == 0  # not before its time
    assert send(db, KeepingMailer(), NOW + days(1)).sent == 1
    assert issues.open_ones(db) == []


def test_a_server_out_of_use_stops_the_sending_and_counts_against_no_letter(db: Database) -> None:
    first, second = subscribe(db, 1), subscribe(db, 2)
    publish(db)
    round_(db)
    failure = PassingFailure("connexion impossible", everybody=True)
    done = send(db, KeepingMailer({first: failure, second: failure}), NOW)
    assert (done.sent, done.left) == (0, 2)
    assert [(issue.code, issue.times) for issue in issues.open_ones(db)] == [(Code.SERVER, 1)]
    assert [state.tries for state in deliveries.letters(db, 9)] == [0, 0]
    assert send(db, KeepingMailer(), NOW).sent == 2
    assert [issue for issue in issues.open_ones(db) if issue.subject == SERVER] == []


def test_a_server_that_stops_half_way_stays_an_issue(db: Database) -> None:
    subscribe(db, 1)
    second = subscribe(db, 2)
    publish(db)
    round_(db)
    done = send(db, KeepingMailer({second: PassingFailure("421 closing", everybody=True)}), NOW)
    assert (done.sent, done.left) == (1, 1)
    assert [issue.subject for issue in issues.open_ones(db)] == [SERVER]


def test_a_link_broken_after_the_letter_was_handed_over_is_counted_and_sent_again(db: Database) -> None:
    someone = subscribe(db, 1)
    publish(db)
    round_(db)
    done = send(db, KeepingMailer({someone: PassingFailure("lien rompu", ambiguous=True)}), NOW)
    assert (done.put_off, done.ambiguous, done.left) == (1, 1, 0)
    assert [issue.code for issue in issues.open_ones(db)] == [Code.MAYBE_TWICE]
    assert send(db, KeepingMailer(), NOW + days(1)).sent == 1


class Death(BaseException):
    """The process ends here."""


class DyingMailer:
    """Dies before or after the server took the letter."""

    def __init__(self, inner: Mailer, *, after: bool) -> None:
        self.inner, self.after = inner, after

    def send(self, letter: Letter, following: Following | None = None) -> None:
        if self.after:
            self.inner.send(letter)
        raise Death

    def close(self) -> None:
        self.inner.close()


@pytest.mark.parametrize("after", [False, True])
def test_a_death_loses_nothing_and_the_folder_makes_the_double_one_file(db: Database, tmp_path: Path, after: bool) -> None:
    someone = subscribe(db, 1)
    publish(db)
    round_(db)
    folder = FolderMailer(tmp_path / "lettres")
    with pytest.raises(Death):
        send(db, DyingMailer(folder, after=after), NOW)
    assert states(db, someone) == {"event:1": "claimed"}
    assert send(db, folder, NOW).sent == 1
    assert len(list((tmp_path / "lettres").iterdir())) == 1


def test_a_death_while_composing_leaves_those_claimed_and_composes_the_others_once(db: Database) -> None:
    for number in range(4):
        subscribe(db, number)
    publish(db)

    def die(done: int, total: int) -> None:
        if done == 2:
            raise Death

    with pytest.raises(Death):
        prepare(db, NOW, LINKS, VOICE, die)
    assert len(deliveries.waiting(db)) == 2
    assert round_(db).letters == 2
    mailer = KeepingMailer()
    send(db, mailer, NOW)
    assert len({letter.subscriber for letter in mailer.taken}) == len(mailer.taken) == 4


def test_somebody_who_left_between_the_claim_and_the_sending_gets_nothing(db: Database) -> None:
    someone = subscribe(db, 1)
    publish(db)
    round_(db)
    with write(db):
        members.save_subscriber(db, replace(members.subscribers(db)[0], rhythm=Rhythm.NONE))
    mailer = KeepingMailer()
    assert send(db, mailer, NOW).suppressed == 1
    assert mailer.taken == []
    assert states(db, someone) == {"event:1": "suppressed"}


def test_a_preview_is_the_letter_and_writes_nothing(db: Database) -> None:
    someone = subscribe(db, 1)
    publish(db)
    shown = preview(db, "Personne1@saint-aubin.example", NOW, LINKS, VOICE)
    assert shown is not None
    assert deliveries.waiting(db) == []
    assert states(db, someone) == {}
    round_(db)
    (claimed,) = deliveries.waiting(db)
    assert shown.body == claimed.body
    assert preview(db, "personne1@saint-aubin.example", NOW, LINKS, VOICE) is None


def test_a_preview_for_an_unknown_address_says_so_without_repeating_it(db: Database) -> None:
    with pytest.raises(Trouble) as raised:
        preview(db, "inconnu@ailleurs.example", NOW, LINKS, VOICE)
    assert "inconnu" not in str(raised.value)


@pytest.mark.parametrize("missed", [1, 3, 10])
def test_missed_days_are_caught_up_and_everything_reaches_everybody_once(db: Database, missed: int) -> None:
    people = [subscribe(db, number, rhythm=Rhythm.DAILY) for number in range(3)]
    mailer = KeepingMailer()
    for day in range(25):
        publish(db, "2027-03-01")
        if not 5 <= day < 5 + missed:
            round_(db, NOW + days(day))
            send(db, mailer, NOW + days(day))
    for someone in people:
        taken = [letter.id for letter in mailer.taken if letter.subscriber == someone]
        told = [topic for letter_id in taken for topic in deliveries.letter(db, letter_id).shown]
        assert sorted(told) == sorted(f"event:{number}" for number in range(1, 26))


def test_a_claimed_letter_reads_back_from_its_bytes(db: Database) -> None:
    subscribe(db, 1)
    publish(db, title="Eau & assainissement <2026>")
    round_(db)
    (waiting,) = deliveries.waiting(db)
    message = message_from_bytes(waiting.body, policy=default)
    assert message["Message-ID"] == waiting.message_id
    assert message["Subject"] == waiting.subject == "Déjà ouvert : Eau & assainissement <2026> — jusqu’au 3 nov."
    assert message["To"].addresses[0].addr_spec == waiting.address


def test_a_day_that_was_not_read_whole_leaves_their_round_to_those_who_have_nothing_to_be_told(db: Database) -> None:
    subscribe(db, 1)
    partial = prepare(db, NOW, LINKS, VOICE, whole=False)
    assert (partial.letters, partial.silent) == (0, 1)
    publish(db)
    assert round_(db).letters == 1


def test_what_is_owed_leaves_even_on_a_day_that_was_not_read_whole(db: Database) -> None:
    subscribe(db, 1)
    publish(db)
    assert prepare(db, NOW, LINKS, VOICE, whole=False).letters == 1
    assert round_(db).letters == 0
