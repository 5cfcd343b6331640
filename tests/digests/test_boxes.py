"""A mailbox read by IMAP over TLS, from a server on loopback: each message once, none lost, and troubles told in French."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from day.returned_mail import take_back
from digests.boxes import ImapBox
from digests.mailer import Security
from model.returned import ReturnKind
from model.trouble import Trouble
from store import members, suppressions
from store.connection import Database, create, write
from tests.day.test_returned_mail import OURS, bounce, plain
from tests.digests import fakes
from tests.digests.certificates import certificate, trusting
from tests.digests.fakes import NOW
from tests.digests.imap_server import Kept, Mailbox, serving


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(create(tmp_path / "veilleur.db")) as opened:
        with write(opened):
            members.save(opened, fakes.member())
            members.save_subscriber(opened, fakes.person(id=0))
        yield opened


def box(port: int, file: Path, **more: Any) -> ImapBox:
    held: dict[str, Any] = {"host": "127.0.0.1", "port": port, "user": "retours", "password": "secret", "timeout": 5}
    return ImapBox(**held | {"context": trusting(file)} | more)


@pytest.mark.parametrize("keywords", [True, False])
def test_what_came_back_is_taken_in_once_and_stays_in_the_mailbox(db: Database, file: Path, keywords: bool) -> None:
    held = Mailbox([Kept(bounce()), Kept(plain("Absente", "Auto-Submitted: auto-replied"))], keywords=keywords)
    with serving(held, file) as port:
        assert take_back(db, box(port, file), OURS, NOW) == {ReturnKind.HARD: 1, ReturnKind.ABSENCE: 1}
        assert take_back(db, box(port, file), OURS, NOW).total() == 0
        held.messages.append(Kept(plain("Bonjour")))
        assert take_back(db, box(port, file), OURS, NOW) == {ReturnKind.OTHER: 1}
    assert suppressions.is_stopped(db, "awa.diop@saint-aubin.example")
    assert len(held.messages) == 3
    assert all(r"\Seen" in one.flags for one in held.messages)


def test_a_message_that_somebody_opened_by_hand_is_read_all_the_same(db: Database, file: Path) -> None:
    with serving(Mailbox([Kept(bounce(), {r"\Seen"})]), file) as port:
        assert take_back(db, box(port, file), OURS, NOW) == {ReturnKind.HARD: 1}


def test_a_link_cut_before_the_mark_reads_the_message_again_and_counts_it_once(db: Database, file: Path) -> None:
    held = Mailbox([Kept(bounce()), Kept(plain("Bonjour"))], dies_at="STORE")
    with serving(held, file) as port:
        with pytest.raises(Trouble):
            take_back(db, box(port, file), OURS, NOW)
        held.dies_at = ""
        assert take_back(db, box(port, file), OURS, NOW) == {ReturnKind.OTHER: 1}
    assert suppressions.is_stopped(db, "awa.diop@saint-aubin.example")


def test_the_mailbox_may_be_another_folder_whose_name_is_quoted(db: Database, file: Path) -> None:
    with serving(Mailbox([Kept(bounce())], folder="Retours des lettres"), file) as port:
        assert take_back(db, box(port, file, folder="Retours des lettres"), OURS, NOW).total() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password": "faux"}, "AUTHENTICATIONFAILED"),
        ({"folder": "Absent"}, "no such mailbox"),
        ({"context": None}, "certificat de « 127.0.0.1 » est refusé"),
        ({"port": 1}, "ne peut pas être jointe"),
    ],
)
def test_what_cannot_be_read_is_told_in_french_without_the_password(
    db: Database, file: Path, changed: dict[str, Any], said: str
) -> None:
    with serving(Mailbox([Kept(bounce())]), file) as port, pytest.raises(Trouble) as raised:
        take_back(db, box(**{"port": port, "file": file} | changed), OURS, NOW)
    assert said in str(raised.value).replace("\u00a0", " ")
    assert "returns_" in raised.value.hint
    assert "secret" not in f"{raised.value}{raised.value.hint}{raised.value.detail}{box(1, file)!r}"


def test_a_server_without_tls_gets_no_password(db: Database, file: Path) -> None:
    held = Mailbox([Kept(bounce())])
    with serving(held, None) as port, pytest.raises(Trouble):
        take_back(db, replace(box(port, file), security=Security.STARTTLS), OURS, NOW)
    assert "LOGIN" not in held.heard
