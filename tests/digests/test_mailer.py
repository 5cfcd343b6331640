"""Letters out of the house: a folder, and a real mail server on loopback that accepts, refuses or hangs up."""

import socket
from asyncio import WriteTransport
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from digests.mailer import FolderMailer, LastingFailure, PassingFailure, Security, SmtpMailer, SmtpOptions, file_name
from model.letter import Letter
from model.trouble import Trouble
from tests.digests.fakes import letter

SENDER = "alertes@veilleur.example"


@dataclass
class Server:
    """What the mail server answers at each step (None: yes), and what it has taken. "hang up" closes the connection."""

    mail: str | None = None
    rcpt: str | None = None
    data: str | None = None
    taken: list[tuple[str | None, list[str], bytes]] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.sessions.add(id(session))
        if self.mail:
            return self._answer(server, self.mail)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt:
            return self._answer(server, self.rcpt)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data and not self.data.startswith("taken"):
            return self._answer(server, self.data)
        assert isinstance(envelope.original_content, bytes)
        self.taken.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content))
        return self._answer(server, "hang up") if self.data else "250 OK"

    def _answer(self, server: SMTP, answer: str) -> str:
        if answer == "hang up":
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
        return answer


class Loopback(Controller):
    """The server of aiosmtpd on a free port, whose settings are those of the test."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, **self.SMTP_kwargs)


@contextmanager
def serving(server: Server, **settings: Any) -> Iterator[SmtpOptions]:
    controller = Loopback(server, hostname="127.0.0.1", port=free_port(), **settings)
    controller.start()
    try:
        yield SmtpOptions(host="127.0.0.1", port=controller.port, sender=SENDER, timeout=5, hello="test.example")
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def test_a_letter_arrives_byte_for_byte_dots_included() -> None:
    server = Server()
    with serving(server) as options, SmtpMailer(options) as mailer:
        mailer.send(letter())
    assert server.taken == [(SENDER, ["awa.diop@saint-aubin.example"], letter().body)]


def test_many_letters_go_through_one_connection() -> None:
    server = Server()
    with serving(server) as options, SmtpMailer(options) as mailer:
        for _ in range(5):
            mailer.send(letter())
    assert (len(server.taken), len(server.sessions)) == (5, 1)


def test_the_envelope_sender_can_name_the_subscriber_for_bounces() -> None:
    server = Server()
    with (
        serving(server) as options,
        SmtpMailer(replace(options, envelope=lambda number: f"retour+{number}@veilleur.example")) as mailer,
    ):
        mailer.send(letter())
    assert server.taken[0][0] == "retour+7@veilleur.example"


def test_the_next_letter_is_announced_but_never_handed_over_before_its_turn() -> None:
    server, after = Server(), letter(id=2, address="lou@saint-aubin.example")
    with serving(server) as options, SmtpMailer(options) as mailer:
        mailer.send(letter(id=1), lambda: after)
        assert [recipients for _, recipients, _ in server.taken] == [["awa.diop@saint-aubin.example"]]
        mailer.send(after)
    assert [recipients for _, recipients, _ in server.taken] == [["awa.diop@saint-aubin.example"], [after.address]]
    assert len(server.sessions) == 1


def test_a_letter_announced_that_does_not_leave_leaves_nothing_behind() -> None:
    server = Server()
    with serving(server) as options, SmtpMailer(options) as mailer:
        mailer.send(letter(id=1), lambda: letter(id=2, address="gone@saint-aubin.example"))
        mailer.send(letter(id=3, address="lou@saint-aubin.example"), lambda: letter(id=4))
    assert [recipients for _, recipients, _ in server.taken] == [
        ["awa.diop@saint-aubin.example"],
        ["lou@saint-aubin.example"],
    ]


@pytest.mark.parametrize("step", ["mail", "rcpt"])
@pytest.mark.parametrize("answer", ["451 Later", "421 Closing", "550 No", "hang up"])
def test_what_goes_wrong_with_an_announcement_is_told_at_the_letters_own_turn(step: str, answer: str) -> None:
    server, after = Server(), letter(id=2)

    def following() -> Letter:
        setattr(server, step, answer)
        return after

    with serving(server) as options, SmtpMailer(options) as mailer:
        mailer.send(letter(id=1), following)
        with pytest.raises((PassingFailure, LastingFailure)):
            mailer.send(after)
        setattr(server, step, None)
        mailer.send(after)
    assert len(server.taken) == 2


def test_with_a_limit_a_minute_no_letter_is_announced_and_each_waits_its_turn() -> None:
    server, waits = Server(), list[float]()
    with serving(server) as options, SmtpMailer(replace(options, per_minute=30), waits.append) as mailer:
        mailer.send(letter(id=1), lambda: letter(id=2))
        mailer.send(letter(id=2))
    assert (len(server.taken), waits) == (2, [2.0])


@pytest.mark.parametrize(
    ("server", "failure", "everybody", "ambiguous"),
    [
        (Server(rcpt="450 Mailbox busy"), PassingFailure, False, False),
        (Server(rcpt="451 Try later"), PassingFailure, False, False),
        (Server(data="451 Try later"), PassingFailure, False, False),
        (Server(rcpt="421 Closing"), PassingFailure, True, False),
        (Server(mail="421 Too many"), PassingFailure, True, False),
        (Server(mail="553 Sender not allowed"), PassingFailure, True, False),
        (Server(mail="451 Slow down"), PassingFailure, False, False),
        (Server(rcpt="550 No such user"), LastingFailure, False, False),
        (Server(data="554 Looks like spam"), LastingFailure, False, False),
        (Server(rcpt="hang up"), PassingFailure, False, False),
        (Server(data="hang up"), PassingFailure, False, True),
        (Server(data="taken, then hang up"), PassingFailure, False, True),
    ],
    ids=lambda held: repr(held)[:60] if isinstance(held, Server) else None,
)
def test_what_passes_what_lasts_and_what_concerns_everybody(
    server: Server, failure: type[Exception], everybody: bool, ambiguous: bool
) -> None:
    with serving(server) as options, SmtpMailer(options) as mailer, pytest.raises(failure) as raised:
        mailer.send(letter())
    if isinstance(raised.value, PassingFailure):
        assert (raised.value.everybody, raised.value.ambiguous) == (everybody, ambiguous)


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
@pytest.mark.parametrize("answer", ["451 Later", "421 Closing", "550 No", "hang up"])
def test_after_any_failure_the_next_letter_leaves(step: str, answer: str) -> None:
    server = Server()
    setattr(server, step, answer)
    with serving(server) as options, SmtpMailer(options) as mailer:
        with pytest.raises((PassingFailure, LastingFailure)):
            mailer.send(letter())
        setattr(server, step, None)
        mailer.send(letter())
    assert len(server.taken) == 1


def test_a_reason_holds_no_address() -> None:
    server = Server(rcpt="550 5.1.1 <awa.diop@saint-aubin.example>: unknown user")
    with serving(server) as options, SmtpMailer(options) as mailer, pytest.raises(LastingFailure) as raised:
        mailer.send(letter())
    assert raised.value.reason == "RCPT : 550 5.1.1 <(adresse)>: unknown user"


def test_a_server_that_is_not_there_stops_everybody() -> None:
    mailer = SmtpMailer(SmtpOptions(host="127.0.0.1", port=free_port(), sender=SENDER, timeout=2))
    with pytest.raises(PassingFailure) as raised:
        mailer.send(letter())
    assert raised.value.everybody


def login(accepted: bool) -> Callable[..., AuthResult]:
    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=accepted and data.password == b"secret", handled=False)

    return check


@pytest.mark.parametrize("accepted", [True, False])
def test_a_login_refused_stops_everybody_and_never_tells_the_password(accepted: bool) -> None:
    server = Server()
    with serving(server, authenticator=login(accepted), auth_require_tls=False) as options:
        named = replace(options, user="veilleur", password="secret")
        assert "secret" not in repr(named)
        with SmtpMailer(named) as mailer:
            if accepted:
                mailer.send(letter())
                return
            with pytest.raises(PassingFailure) as raised:
                mailer.send(letter())
    assert raised.value.everybody
    assert raised.value.reason.startswith("identification refusée (535")
    assert "secret" not in raised.value.reason


def test_a_server_without_tls_is_refused_when_tls_is_asked_for() -> None:
    server = Server()
    with serving(server) as options, pytest.raises(PassingFailure) as raised:
        SmtpMailer(replace(options, security=Security.STARTTLS)).send(letter())
    assert raised.value.everybody
    assert server.taken == []


def test_an_address_the_server_cannot_read_fails_for_good() -> None:
    with serving(Server()) as options, SmtpMailer(options) as mailer, pytest.raises(LastingFailure):
        mailer.send(letter(address="éloïse@saint-aubin.example"))


def test_the_same_letter_written_twice_is_one_file(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path / "lettres")
    mailer.send(letter())
    mailer.send(letter())
    (held,) = (tmp_path / "lettres").iterdir()
    assert held.name == "2026-09-15_0a1b2c.eml"
    assert held.read_bytes() == letter().body


@pytest.mark.parametrize("identifier", ["<../../etc/passwd@x>", "<a/b\\c@x>", "<é\n@x>"])
def test_a_file_name_never_leaves_its_folder(identifier: str) -> None:
    name = file_name(letter(message_id=identifier))
    assert Path(name).name == name
    assert not {"/", "\\", "\n"} & set(name)


def test_a_folder_that_cannot_be_written_is_told_in_french_and_leaves_nothing_behind(tmp_path: Path) -> None:
    blocked = tmp_path / "lettres"
    blocked.write_text("un fichier")
    with pytest.raises(Trouble, match="dossier"):
        FolderMailer(blocked).send(letter())
    assert [path.name for path in tmp_path.iterdir()] == ["lettres"]
