"""Takes the bytes of a letter out of the house, to a folder or a mail server; when and to whom is decided in `deliver`."""

import os
import re
import smtplib
import ssl
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from digests import french
from model.deadline import PARIS
from model.letter import Letter
from model.trouble import Trouble

_ADDRESS = re.compile(r"[^\s<>:;,\"]+@[^\s<>:;,\"]+")
_PLAIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


class PassingFailure(Exception):  # noqa: N818 the contract's name: a failure that passes
    """The letter did not leave, or may not have, and may leave later.

    `reason` is the server's answer without addresses. `ambiguous`: the link broke after the whole letter was handed over
    and before the answer, so that the server may have taken it. `everybody`: no other letter can leave now either.
    """

    def __init__(self, reason: str, *, ambiguous: bool = False, everybody: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.ambiguous = ambiguous
        self.everybody = everybody


class LastingFailure(Exception):  # noqa: N818 the contract's name: a failure that lasts
    """The server refuses this letter for good; `reason` is its answer without addresses."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Following = Callable[[], Letter | None]
"""Reads the letter that is likely to be sent next, None when there is none or it cannot be read now; it never raises."""


class Mailer(Protocol):
    """What sends one letter. `send` returns when the letter is taken in charge, else raises one of the two failures.

    A mailer that waits for an answer may call `following` meanwhile, and begin to speak of that letter, never hand it over.
    """

    def send(self, letter: Letter, following: Following | None = None) -> None: ...

    def close(self) -> None: ...


class FolderMailer:
    """Writes each letter as one `.eml` file: the same letter written twice is one file, never half a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, letter: Letter, following: Following | None = None) -> None:
        """Writes `DAY_ID.eml` (the letter's day in Paris, its Message-ID): no address in a name. Trouble if it cannot."""
        target = self._folder / file_name(letter)
        temporary = target.with_suffix(".tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as out:
                out.write(letter.body)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(target)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise _no_folder(self._folder, error) from error

    def close(self) -> None:
        """Nothing stays open."""


def file_name(letter: Letter) -> str:
    """The name of a letter's file: `2026-09-15_1f0c….eml`."""
    day = letter.composed_at.astimezone(ZoneInfo(PARIS)).date().isoformat()
    local = letter.message_id.strip("<>").partition("@")[0]
    return f"{day}_{_UNSAFE.sub('-', local)}.eml"


class Security(StrEnum):
    """How the link to the server is protected: not at all (a server on this machine), after hello, or from the start."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpOptions:
    """The mail server. `sender` is the envelope's, unless `envelope` gives one for each subscriber (VERP).

    `timeout` in seconds. `per_minute`: letters a minute at most, 0 for no limit. `context` is for a server whose
    certificate this machine does not know.
    """

    host: str
    sender: str
    port: int = 25
    security: Security = Security.NONE
    user: str = ""
    password: str = field(default="", repr=False)
    envelope: Callable[[int], str] | None = None
    timeout: float = 30.0
    per_minute: int = 0
    hello: str | None = None
    context: ssl.SSLContext | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A letter that will be sent next, and its bytes as DATA wants them."""

    letter: Letter
    data: bytes


class SmtpMailer:
    """One connection for many letters, opened at the first and again when it breaks. Close it, or use `with`."""

    def __init__(self, options: SmtpOptions, sleep: Callable[[float], None] = time.sleep) -> None:
        self._options, self._sleep = options, sleep
        self._open: smtplib.SMTP | None = None
        self._ahead: tuple[_Ahead, Future[None]] | None = None
        self._helper: ThreadPoolExecutor | None = None
        self._sent = 0

    def __enter__(self) -> "SmtpMailer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, letter: Letter, following: Following | None = None) -> None:
        """Hands the very bytes of the letter to the server. 4xx, time-outs and broken links pass; 5xx last.

        `following` is read while the server looks at this one, and announced once it has it, so that it looks at the
        address while our disk writes the mark: the time of a letter is the longer of both, not their sum.
        """
        self._wait_for_turn()
        ahead = self._announced(letter)
        if ahead is None:
            self._address(letter)
        after = self._data(self._server(), ahead.data if ahead else _stuffed(letter.body), following)
        if after is not None and not self._options.per_minute:
            self._helper = self._helper or ThreadPoolExecutor(1, "announce")
            self._ahead = after, self._helper.submit(self._address, after.letter)

    def _address(self, letter: Letter) -> None:
        """Says who the letter is from and to."""
        server, envelope = self._server(), self._options.envelope
        sender = envelope(letter.subscriber) if envelope else self._options.sender
        self._step("MAIL", lambda: server.docmd(f"MAIL FROM:{_path(sender)}"), everybody=True)
        self._step("RCPT", lambda: server.docmd(f"RCPT TO:{_path(letter.address)}"))

    def _announced(self, letter: Letter) -> _Ahead | None:
        """Whether the server knows who this letter is from and to; raises what it answered."""
        (ahead, said), self._ahead = self._ahead or (None, None), None
        if ahead is None or said is None:
            return None
        if ahead.letter.id == letter.id:
            said.result()
            return ahead
        if said.exception() is None and self._open is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._open.rset()
        return None

    def probe(self, sender: str) -> str:
        """Connects, logs in and offers `sender`, without any letter: what the server objects to, empty when nothing."""
        try:
            server = self._server()
            self._step("MAIL", lambda: server.docmd(f"MAIL FROM:{_path(sender)}"))
        except (PassingFailure, LastingFailure) as failure:
            return failure.reason
        finally:
            self.close()
        return ""

    def _wait_for_turn(self) -> None:
        """A relay that limits its clients drops those that hurry: letters are spread evenly."""
        if self._options.per_minute and self._sent:
            self._sleep(60 / self._options.per_minute)
        self._sent += 1

    def close(self) -> None:
        """Takes leave of the server; a server already gone is no failure."""
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.shutdown()
        server, self._open, self._ahead = self._open, None, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _server(self) -> smtplib.SMTP:
        if self._open is None:
            self._open = self._connect()
        return self._open

    def _connect(self) -> smtplib.SMTP:
        try:
            return _connected(self._options)
        except smtplib.SMTPAuthenticationError as error:
            raise PassingFailure(f"identification refusée ({_said(error)})", everybody=True) from error
        except ssl.SSLCertVerificationError as error:
            raise PassingFailure(
                f"certificat du serveur refusé ({error.verify_message}) : vérifiez que [mail] host est le nom qu’il porte",
                everybody=True,
            ) from error
        except smtplib.SMTPNotSupportedError as error:
            raise PassingFailure(f"{_lacking(self._options)} ({_said(error)})", everybody=True) from error
        except (smtplib.SMTPException, OSError) as error:
            raise PassingFailure(f"connexion impossible ({_said(error)})", everybody=True) from error

    def _step(self, step: str, act: Callable[[], tuple[int, bytes]], *, everybody: bool = False) -> None:
        """`everybody`: a lasting refusal at this step is about us, not about this letter."""
        try:
            code, answer = act()
        except UnicodeEncodeError as error:
            raise LastingFailure(f"{step} : adresse que ce serveur ne sait pas lire") from error
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise PassingFailure(f"{step} : lien rompu ({_said(error)})") from error
        if code not in (250, 251):
            self._refuse(step, code, answer, everybody=everybody)

    def _data(self, server: smtplib.SMTP, data: bytes, following: Following | None) -> _Ahead | None:
        """The letter itself; gives the next one, read and made ready while the server looks at this one."""
        handed, after = False, None
        try:
            code, answer = server.docmd("DATA")
            if code == 354:
                handed = True
                server.send(data)
                if following is not None and (letter := following()) is not None:
                    after = _Ahead(letter, _stuffed(letter.body))
                code, answer = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise PassingFailure(f"lien rompu pendant l’envoi ({_said(error)})", ambiguous=handed) from error
        if code != 250:
            self._refuse("DATA", code, answer)
        return after

    def _refuse(self, step: str, code: int, answer: object, *, everybody: bool = False) -> None:
        reason = f"{step} : {code} {_text(answer)}"
        if code == 421:
            self._drop()
            raise PassingFailure(reason, everybody=True)
        if self._open is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._open.rset()
        if code < 500:
            raise PassingFailure(reason)
        if everybody:
            raise PassingFailure(reason, everybody=True)
        raise LastingFailure(reason)

    def _drop(self) -> None:
        """Forgets a broken connection: the next letter opens another."""
        server, self._open = self._open, None
        if server is not None:
            server.close()


def _path(address: str) -> str:
    """An address as the envelope has it; smtplib's own way, which reads it as a header first, is for those that need it."""
    return f"<{address}>" if _PLAIN.fullmatch(address) else smtplib.quoteaddr(address)


def _stuffed(body: bytes) -> bytes:
    """The letter as DATA wants it (RFC 5321, 4.5.2). Its lines end with CRLF already: smtplib's own search for those that
    do not took half the time of a sending."""
    ended = body if body.endswith(b"\r\n") else body + b"\r\n"
    return ended.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def _connected(options: SmtpOptions) -> smtplib.SMTP:
    context = options.context or ssl.create_default_context()
    if options.security is Security.TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            options.host, options.port, options.hello, timeout=options.timeout, context=context
        )
    else:
        server = smtplib.SMTP(options.host, options.port, options.hello, timeout=options.timeout)
    try:
        if options.security is Security.STARTTLS:
            server.starttls(context=context)
        if options.user:
            server.login(options.user, options.password)
        server.ehlo_or_helo_if_needed()
    except BaseException:
        server.close()
        raise
    return server


def _lacking(options: SmtpOptions) -> str:
    """What the server does not offer, of what is asked of it."""
    if options.security is Security.STARTTLS:
        return "le serveur n’offre pas ce qui est demandé, STARTTLS ou l’identification : voyez [mail] security et port"
    return "le serveur ne demande pas d’identification ici : retirez [mail] user, ou voyez [mail] security et port"


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return _text(str(error) or type(error).__name__)


def _text(answer: object) -> str:
    """A server's answer, short and without addresses (rule 12)."""
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return _ADDRESS.sub("(adresse)", " ".join(said.split()))[:200]


def _no_folder(folder: Path, error: OSError) -> Trouble:
    return Trouble(
        f"La lettre ne peut pas être écrite dans le dossier {folder}.",
        french.bound("Vérifiez qu’il est inscriptible et que le disque a de la place, puis relancez « veilleur deliver »."),
        detail=str(error),
    )
