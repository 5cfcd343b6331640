"""kill -9 at every commit and at every step of the talk with a real mail server, and a server that does every wrong.

Nobody is ever left without their letter; nobody gets it twice, but for the one moment in which the server had the whole
letter and we did not know: that one is counted, and carries the same Message-ID.
"""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes
from pathlib import Path
from sqlite3 import IntegrityError
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from digests import deliver
from digests.mailer import SmtpMailer, SmtpOptions
from digests.problems import Code
from model.call import NewEvent
from model.codes import EventKind
from store import calls, deliveries, events, issues, matches, members, sources
from store.connection import Database, connect, create, write
from tests.digests import fakes
from tests.digests.fakes import NOW, days
from tests.digests.test_mailer import Loopback, free_port

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
PEOPLE = 4


class Inbox:
    """A server that keeps what it accepts; `answers` are given first, one a letter, in the place of 250."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.answers: list[str] = []
        self.rcpt_answers: list[str] = []

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if self.rcpt_answers:
            return self.rcpt_answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = self.answers.pop(0) if self.answers else "250 OK"
        if said == "cut before":
            server.transport.abort()
            return "451 gone"
        body = envelope.content if isinstance(envelope.content, bytes) else b""
        if said.startswith("250") or said == "cut after":
            self.taken.append((envelope.rcpt_tos[0], str(message_from_bytes(body)["Message-ID"])))
        if said == "cut after":
            server.transport.abort()
        return said if said[0].isdigit() else "250 OK"

    def counts(self) -> Counter[str]:
        return Counter(address for address, _ in self.taken)


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    held = Inbox()
    controller = Loopback(held, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield held, controller.port
    controller.stop()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "veilleur.db"
    with closing(create(path)) as db, write(db):
        sources.save_list(db, [fakes.source()])
        members.save(db, fakes.member())
        for number in range(PEOPLE):
            members.save_subscriber(db, fakes.person(id=0, address=f"p{number}@saint-aubin.example"))
        for number in range(3):
            call = calls.insert(db, fakes.call(0, reference=str(number)), NOW, None)
            events.append(db, NewEvent(call=call, kind=EventKind.NEW, at=NOW, sentence="Nouvel appel"))
        matches.replace(db, 1, list(fakes.matches(1, 2, 3).values()))
    return path


def process(base: Path, port: int, moment: str = "none", number: int = 0) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-m", "tests.digests.killed_sending", str(base), str(port), moment, str(number)]
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)


def everything_is_sent(db: Database) -> None:
    assert deliveries.waiting(db) == []
    for person in members.subscribers(db):
        states = {state.value for state in deliveries.ledger(db, person.id).values()}
        assert states == {"sent"}
        assert len(deliveries.ledger(db, person.id)) == 3


def maybe_twice(db: Database) -> list[str]:
    return [one.subject for one in issues.open_ones(db) if one.code == Code.MAYBE_TWICE]


# 4 claims, 1 beginning, 4 marks: each commit, before and after.
COMMITS = [(f"commit-{when}", number) for when in ("before", "after") for number in range(1, 2 * PEOPLE + 2)]
STEPS = [
    (moment, number)
    for moment in (
        "before-mail",
        "mail-unanswered",
        "after-mail",
        "after-rcpt",
        "after-data",
        "half-body",
        "unanswered",
        "accepted",
    )
    for number in (1, 2, PEOPLE)
]


@pytest.mark.parametrize(("moment", "number"), [*COMMITS, *STEPS])
def test_after_a_death_everybody_has_their_letter_and_a_double_is_only_the_counted_moment(
    inbox: tuple[Inbox, int], base: Path, moment: str, number: int
) -> None:
    server, port = inbox
    killed = process(base, port, moment, number)
    assert killed.returncode == -9, killed.stderr
    before = server.counts()
    done = process(base, port)
    assert done.returncode == 0, done.stderr
    counts = server.counts()
    assert len(counts) == PEOPLE, "lost"
    with closing(connect(base)) as db:
        everything_is_sent(db)
        doubles = [address for address, times in counts.items() if times > 1]
        if moment not in ("accepted", "unanswered") and (moment, number) not in [*_MARKS_LOST, *_WHILE_MARKING]:
            assert doubles == []
        assert len(doubles) <= 1
        if doubles:
            assert before[doubles[0]] == 1
            assert len({mark for address, mark in server.taken if address == doubles[0]}) == 1
            person = members.subscriber(db, doubles[0])
            assert person is not None
            assert maybe_twice(db) == [f"abonné {person.id}"], "a double that nobody counted"
    again = process(base, port)
    assert "sent=0" in again.stdout
    assert server.counts() == counts


# A death just before the commit that marks a letter is the same moment, seen from the other side.
_MARKS_LOST = [("commit-before", number) for number in range(PEOPLE + 2, 2 * PEOPLE + 2)]
# A letter is announced while the one before is being marked: that one's moment, again.
_WHILE_MARKING = [
    (moment, number) for moment in ("before-mail", "mail-unanswered", "after-mail", "after-rcpt") for number in (2, PEOPLE)
]


def mailer(port: int, timeout: float = 5) -> SmtpMailer:
    return SmtpMailer(SmtpOptions(host="127.0.0.1", port=port, sender="veille@veilleur.example", timeout=timeout))


@pytest.mark.parametrize(
    ("answers", "rcpt", "doubles", "failed"),
    [
        (["421 closing"], [], 0, 0),
        (["451 later"], [], 0, 0),
        (["452 full", "451 later", "450 later"], [], 0, 0),
        ([], ["450 greylisted"], 0, 0),
        (["550 refused"], [], 0, 1),
        ([], ["550 no such user"], 0, 1),
        (["cut before"], [], 0, 0),
        (["cut after"], [], 1, 0),
        (["cut before", "451 later", "cut before", "421 closing"], [], 0, 0),
    ],
)
def test_whatever_the_server_does_nothing_is_lost_and_only_a_cut_after_the_whole_letter_may_double(
    inbox: tuple[Inbox, int], base: Path, answers: list[str], rcpt: list[str], doubles: int, failed: int
) -> None:
    server, port = inbox
    server.answers, server.rcpt_answers = list(answers), list(rcpt)
    ambiguous = refused = 0
    with closing(connect(base, durable=True)) as db:
        deliver.prepare(db, NOW, fakes.LINKS, fakes.VOICE)
        for day in range(3):
            done = deliver.send(db, mailer(port), NOW + days(day))
            ambiguous, refused = ambiguous + done.ambiguous, refused + done.failed
        assert deliveries.waiting(db) == []
        assert refused == failed
        counts = server.counts()
        assert len(counts) == PEOPLE - failed
        assert sum(counts.values()) - len(counts) == doubles
        assert ambiguous >= doubles
        assert len(maybe_twice(db)) == len({*maybe_twice(db)}) <= ambiguous


def test_a_server_too_slow_to_answer_is_dropped_and_its_letters_leave_later(base: Path) -> None:
    class Asleep(Inbox):
        async def handle_MAIL(self, server: SMTP, *_: Any) -> str:  # noqa: N802
            await asyncio.sleep(2)
            return "250 too late"

    slow = Loopback(Asleep(), hostname="127.0.0.1", port=free_port())
    slow.start()
    try:
        with closing(connect(base, durable=True)) as db:
            deliver.prepare(db, NOW, fakes.LINKS, fakes.VOICE)
            done = deliver.send(db, mailer(slow.port, timeout=0.2), NOW)
            assert (done.sent, done.ambiguous) == (0, 0)
            assert len(deliveries.waiting(db)) == PEOPLE
    finally:
        slow.stop()


def test_a_full_disk_while_marking_loses_nothing_and_counts_the_double(inbox: tuple[Inbox, int], base: Path) -> None:
    server, port = inbox
    with closing(connect(base, durable=True)) as db:
        deliver.prepare(db, NOW, fakes.LINKS, fakes.VOICE)
        db.execute(
            "CREATE TEMP TRIGGER full BEFORE UPDATE ON letters WHEN NEW.state = 'sent' AND NEW.id = 3 "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
        with pytest.raises(IntegrityError, match="disk is full"):
            deliver.send(db, mailer(port), NOW)
        db.execute("DROP TRIGGER full")
        deliver.send(db, mailer(port), NOW)
        everything_is_sent(db)
        assert sum(server.counts().values()) == PEOPLE + 1
        assert maybe_twice(db) == ["abonné 3"]
