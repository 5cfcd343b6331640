"""The link to a mail server over TLS, with a certificate of the tests: what is said in clear, what is refused, in French."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from digests.mailer import PassingFailure, Security, SmtpMailer, SmtpOptions
from tests.digests import certificates
from tests.digests.fakes import letter
from tests.digests.test_mailer import free_port


@dataclass
class Server:
    """Keeps, for each letter, whether the link was ciphered and who had logged in."""

    taken: list[tuple[bool, str]] = field(default_factory=list)
    passwords: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        who = session.auth_data.login.decode() if session.auth_data else ""
        self.taken.append((server.transport.get_extra_info("cipher") is not None, who))  # type: ignore[union-attr]
        return "250 OK"

    def check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.passwords.append(data.password)
        return AuthResult(success=data.password == b"secret", handled=False, auth_data=data)


class Listening(Controller):
    """aiosmtpd on a free port, with the settings of the test."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, **self.SMTP_kwargs)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificates.certificate(tmp_path_factory.mktemp("certificate"))


@contextmanager
def serving(server: Server, file: Path, security: Security, **more: Any) -> Iterator[SmtpOptions]:
    own = certificates.serving(file)
    settings: dict[str, Any] = {"authenticator": server.check} | more
    if security is Security.TLS:
        controller = Listening(
            server, hostname="127.0.0.1", port=free_port(), ssl_context=own, auth_require_tls=False, **settings
        )
    else:
        controller = Listening(
            server,
            hostname="127.0.0.1",
            port=free_port(),
            tls_context=own,
            require_starttls=True,
            auth_required=True,
            **settings,
        )
    controller.start()
    try:
        yield SmtpOptions(
            host="127.0.0.1",
            port=controller.port,
            sender="veille@veilleur.example",
            security=security,
            user="veilleur",
            password="secret",
            timeout=5,
            hello="test.example",
            context=certificates.trusting(file),
        )
    finally:
        controller.stop()


BOTH = pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])


@BOTH
def test_letters_leave_over_tls_after_one_login(file: Path, security: Security) -> None:
    server = Server()
    with serving(server, file, security) as options, SmtpMailer(options) as mailer:
        assert mailer.probe(options.sender) == ""
        mailer.send(letter(id=1), lambda: letter(id=2))
        mailer.send(letter(id=2))
    assert server.taken == [(True, "veilleur")] * 2
    assert server.passwords == [b"secret"] * 2  # the probe's and the sending's: one a connection


@BOTH
def test_a_certificate_that_nobody_vouches_for_is_refused_in_french_and_hears_no_password(
    file: Path, security: Security
) -> None:
    server = Server()
    with serving(server, file, security) as options, pytest.raises(PassingFailure) as raised:
        SmtpMailer(replace(options, context=None)).send(letter())
    assert raised.value.everybody
    assert not raised.value.ambiguous
    assert raised.value.reason.startswith("certificat du serveur refusé (")
    assert "[mail] host" in raised.value.reason
    assert (server.taken, server.passwords) == ([], [])


@BOTH
def test_the_certificate_of_another_name_is_refused(tmp_path: Path, security: Security) -> None:
    other = certificates.certificate(tmp_path, "ailleurs.example")
    server = Server()
    with serving(server, other, security) as options, pytest.raises(PassingFailure, match="certificat du serveur refusé"):
        SmtpMailer(options).send(letter())
    assert server.passwords == []


@BOTH
def test_a_login_refused_over_tls_never_tells_the_password(file: Path, security: Security) -> None:
    server = Server()
    with serving(server, file, security) as options, pytest.raises(PassingFailure) as raised:
        SmtpMailer(replace(options, password="tout faux")).send(letter())
    assert raised.value.reason.startswith("identification refusée (535")
    assert "tout faux" not in raised.value.reason
    assert server.taken == []


def test_tls_asked_of_a_server_that_speaks_in_clear_is_told(file: Path) -> None:
    server = Server()
    with serving(server, file, Security.STARTTLS) as options, pytest.raises(PassingFailure) as raised:
        SmtpMailer(replace(options, security=Security.TLS)).send(letter())
    assert raised.value.everybody
    assert raised.value.reason.startswith("connexion impossible")


def test_no_link_is_older_than_tls_1_2() -> None:
    assert ssl.create_default_context().minimum_version >= ssl.TLSVersion.TLSv1_2
