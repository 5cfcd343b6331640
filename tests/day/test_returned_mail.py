"""What comes back: a dead address is stopped, a complaint is a goodbye, an absence nothing, and none can be made up."""

import mailbox
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from day.returned_mail import SOFT_LIMIT, take_back
from digests import deliver
from digests.boxes import FileBox
from digests.envelope import Envelopes
from digests.problems import Code
from digests.returns import understood
from model.codes import Rhythm
from model.preferences import Act, How
from model.returned import ReturnKind
from model.trouble import Trouble
from store import consents, issues, members, suppressions
from store.connection import Database, create, write
from tests.digests import fakes
from tests.digests.fakes import LINKS, NOW, VOICE

OURS = Envelopes(b"a key of the tests", "veille+{id}@veilleur.example")
ADDRESS = "awa.diop@saint-aubin.example"


def bounce(status: str = "5.1.1", action: str = "failed", to: str = "", said: str = "550 no such user") -> bytes:
    """A delivery status report as Postfix writes it (RFC 3464)."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mx.example
To: {to or OURS.sender(1)}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0
Auto-Submitted: auto-replied

--b
Content-Type: text/plain

The mail system could not deliver.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {ADDRESS}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said} {ADDRESS}

--b
Content-Type: message/rfc822

From: veille@veilleur.example
Subject: 1 nouveau

Bonjour
--b--
""".encode()


COMPLAINT = f"""From: fbl@provider.example
To: plaintes@veilleur.example
Subject: FW: 1 nouveau
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1.0
Version: 1
Original-Mail-From: <{OURS.sender(1)}>

--b
Content-Type: message/rfc822

Return-Path: <{OURS.sender(1)}>
From: veille@veilleur.example
Subject: 1 nouveau

Bonjour
--b--
""".encode()


def plain(subject: str, *headers: str, sender: str = "awa.diop@saint-aubin.example") -> bytes:
    more = "".join(f"{header}\n" for header in headers)
    return f"From: {sender}\nTo: {OURS.sender(1)}\nSubject: {subject}\n{more}\nBonjour\n".encode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (bounce(), ReturnKind.HARD),
        (bounce("5.0.0"), ReturnKind.HARD),
        (bounce("5.2.1"), ReturnKind.HARD),
        (bounce("5.2.2"), ReturnKind.SOFT),
        (bounce("5.7.1"), ReturnKind.SOFT),
        (bounce("4.2.2"), ReturnKind.SOFT),
        (bounce("4.4.1", "delayed"), ReturnKind.SOFT),
        (bounce("2.0.0", "delivered"), ReturnKind.OTHER),
        (COMPLAINT, ReturnKind.COMPLAINT),
        (plain("Absent jusqu'au 3 mars", "Auto-Submitted: auto-replied"), ReturnKind.ABSENCE),
        (plain("Absence", "Precedence: auto_reply"), ReturnKind.ABSENCE),
        (plain("Demande d'authentification", "Auto-Submitted: auto-generated"), ReturnKind.GATEWAY),
        (plain("Votre message", sender="noreply@mailinblack.example"), ReturnKind.GATEWAY),
        (plain("Une question"), ReturnKind.OTHER),
        (b"", ReturnKind.OTHER),
        (b"\xff\xfe\x00 nothing that reads", ReturnKind.OTHER),
    ],
)
def test_each_return_is_known_for_what_it_is(body: bytes, kind: ReturnKind) -> None:
    assert understood(body, OURS).kind is kind


def test_the_reason_holds_no_address() -> None:
    assert understood(bounce(), OURS).reason == "5.1.1 smtp; 550 no such user (adresse)"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = create(tmp_path / "veilleur.db")
    with write(opened):
        members.save(opened, fakes.member())
        members.save_subscriber(opened, fakes.person(id=0))
    yield opened
    opened.close()


@pytest.fixture
def box(tmp_path: Path) -> Path:
    mailbox.Maildir(tmp_path / "retours").close()
    return tmp_path / "retours"


def arrives(box: Path, *bodies: bytes) -> None:
    with closing(mailbox.Maildir(box)) as folder:
        for body in bodies:
            folder.add(body)


def test_a_dead_address_gets_no_letter_until_staff_lift_it(db: Database, box: Path) -> None:
    arrives(box, bounce())
    assert take_back(db, FileBox(box), OURS, NOW) == {ReturnKind.HARD: 1}
    assert suppressions.is_stopped(db, ADDRESS)
    assert [(one.code, one.subject) for one in issues.open_ones(db)] == [(Code.BOUNCED, "abonné 1")]
    assert ADDRESS not in issues.open_ones(db)[0].detail
    assert deliver.prepare(db, NOW, LINKS, VOICE).not_due == 1
    with write(db):
        suppressions.lift(db, ADDRESS, NOW)
    assert deliver.prepare(db, NOW, LINKS, VOICE).silent == 1


def test_the_same_return_read_again_counts_once(db: Database, box: Path) -> None:
    arrives(box, bounce("4.2.2"))
    assert take_back(db, FileBox(box), OURS, NOW).total() == 1
    assert take_back(db, FileBox(box), OURS, NOW).total() == 0
    arrives(box, bounce("4.2.2"))  # the very same bytes, delivered twice
    assert take_back(db, FileBox(box), OURS, NOW).total() == 0


def test_a_complaint_is_a_goodbye_with_its_record(db: Database, box: Path) -> None:
    arrives(box, COMPLAINT)
    take_back(db, FileBox(box), OURS, NOW)
    assert members.subscribers(db)[0].rhythm is Rhythm.NONE
    assert [(one.act, one.how) for one in consents.of(db, 1)] == [(Act.WITHDRAWN, How.COMPLAINT)]


def test_an_absence_means_nothing(db: Database, box: Path) -> None:
    arrives(box, plain("Absent", "Auto-Submitted: auto-replied"))
    assert take_back(db, FileBox(box), OURS, NOW) == {ReturnKind.ABSENCE: 1}
    assert issues.open_ones(db) == []
    assert not suppressions.is_stopped(db, ADDRESS)


def test_letters_put_off_too_often_ask_somebody_to_look(db: Database, box: Path) -> None:
    for number in range(SOFT_LIMIT):
        assert issues.open_ones(db) == []
        arrives(box, bounce("4.2.2", said=f"452 full {number}"))
        take_back(db, FileBox(box), OURS, NOW + timedelta(days=number))
    assert [one.code for one in issues.open_ones(db)] == [Code.PUT_OFF]


def test_a_gateway_that_asks_is_told_to_staff(db: Database, box: Path) -> None:
    arrives(box, plain("Demande d'authentification de votre message"))
    take_back(db, FileBox(box), OURS, NOW)
    assert [one.code for one in issues.open_ones(db)] == [Code.GATEWAY]


def test_nobody_can_make_up_a_bounce_for_somebody(db: Database, box: Path) -> None:
    others = Envelopes(b"another key", "veille+{id}@veilleur.example")
    arrives(box, bounce(to=others.sender(1)), bounce(to="veille+1@veilleur.example", said="550 x"))
    take_back(db, FileBox(box), OURS, NOW)
    assert not suppressions.is_stopped(db, ADDRESS)
    assert [one.code for one in issues.open_ones(db)] == [Code.UNKNOWN_RETURN]


def test_an_mbox_file_reads_too_and_a_box_that_is_not_there_is_told(db: Database, tmp_path: Path) -> None:
    with closing(mailbox.mbox(tmp_path / "retours.mbox")) as file:
        file.add(bounce())
    assert take_back(db, FileBox(tmp_path / "retours.mbox"), OURS, NOW) == {ReturnKind.HARD: 1}
    assert take_back(db, FileBox(tmp_path / "retours.mbox"), OURS, NOW) == {}
    with pytest.raises(Trouble, match="boîte des retours"):
        take_back(db, FileBox(tmp_path / "rien"), OURS, NOW)
