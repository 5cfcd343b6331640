"""Where letters come back to: a Maildir, an mbox file or a mailbox read by IMAP. What a message means is in `returns`."""

import imaplib
import mailbox
import re
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from digests import french
from digests.mailer import Security
from model.trouble import Trouble

_MARK = "VeilleurLu"
"""Our own keyword on the messages of a mailbox: one that somebody has opened by hand is read all the same."""

_LARGEST = 2_000_000
"""Bytes read of one message: a return carries back at most the letter it is about."""


class Box(Protocol):
    """Gives the messages not yet taken in; each is marked once the next one is asked for, so that a death loses none.

    Raises Trouble, in French, when the box cannot be read.
    """

    def messages(self) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class FileBox:
    """A Maildir folder, whose read messages are marked as seen, or an mbox file, which is read whole each time."""

    path: Path

    def messages(self) -> Iterator[bytes]:
        """The messages, oldest first."""
        try:
            if self.path.is_dir():
                yield from self._of_maildir()
            elif self.path.exists():
                with closing(mailbox.mbox(self.path, create=False)) as file:
                    yield from (file.get_bytes(key) for key in file.iterkeys())
            else:
                raise FileNotFoundError(self.path)
        except (OSError, mailbox.Error) as cause:
            raise Trouble(
                f"La boîte des retours ne peut pas être lue : {self.path}",
                "Vérifiez [mail] returns : un dossier Maildir ou un fichier mbox, lisible par Veilleur.",
                str(cause),
            ) from cause

    def _of_maildir(self) -> Iterator[bytes]:
        with closing(mailbox.Maildir(self.path, create=False)) as folder:
            for key in sorted(folder.iterkeys()):
                message = folder.get_message(key)
                if "S" in message.get_flags():
                    continue
                yield folder.get_bytes(key)
                message.set_subdir("cur")
                message.add_flag("S")
                folder[key] = message


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapBox:
    """A mailbox of the operator. `context` is for a server whose certificate this machine does not know."""

    host: str
    user: str
    password: str = field(repr=False)
    port: int = 993
    folder: str = "INBOX"
    security: Security = Security.TLS
    timeout: float = 30.0
    context: ssl.SSLContext | None = field(default=None, repr=False)

    def messages(self) -> Iterator[bytes]:
        """The messages without our mark, in the order of the mailbox. Nothing is ever deleted nor moved."""
        with self._told(), self._session() as server:
            _said(server, f"dossier « {self.folder} »", server.select(_quoted(self.folder)))
            marks = _can_mark(server)
            wanted = ("UNKEYWORD", _MARK) if marks else ("UNSEEN",)
            numbers = _said(server, "recherche", server.uid("SEARCH", *wanted))
            for number in (numbers[0] or b"").decode().split():
                fetched = _said(server, "lecture", server.uid("FETCH", number, f"(BODY.PEEK[]<0.{_LARGEST}>)"))
                body = next((part[1] for part in fetched if isinstance(part, tuple)), None)
                if body is not None:  # deleted meanwhile by somebody else
                    yield bytes(body)
                flags = rf"(\Seen {_MARK})" if marks else r"(\Seen)"
                _said(server, "marquage", server.uid("STORE", number, "+FLAGS.SILENT", flags))

    @contextmanager
    def _session(self) -> Iterator[imaplib.IMAP4]:
        server = self._connected()
        try:
            server.login(self.user, self.password)
            yield server
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()
            with suppress(OSError):  # closed already, when the leave was taken
                server.shutdown()

    def _connected(self) -> imaplib.IMAP4:
        context = self.context or ssl.create_default_context()
        if self.security is Security.TLS:
            return imaplib.IMAP4_SSL(self.host, self.port, ssl_context=context, timeout=self.timeout)
        server = imaplib.IMAP4(self.host, self.port, timeout=self.timeout)
        try:
            if self.security is Security.STARTTLS:
                server.starttls(context)
        except BaseException:
            server.shutdown()
            raise
        return server

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except ssl.SSLCertVerificationError as cause:
            raise self._trouble(
                f"Le certificat de « {self.host} » est refusé : {cause.verify_message}.",
                "Vérifiez que [mail] returns_host est le nom qui figure sur le certificat, et que l’horloge est juste.",
                cause,
            ) from cause
        except imaplib.IMAP4.error as cause:
            raise self._trouble(
                f"La boîte des retours ne répond pas comme attendu ({_plain(cause)}).",
                "Vérifiez [mail] returns_user, returns_folder et la variable du mot de passe (returns_password_variable).",
                cause,
            ) from cause
        except OSError as cause:
            raise self._trouble(
                f"La boîte des retours ne peut pas être jointe : {self.host}, port {self.port}.",
                "Vérifiez [mail] returns_host, returns_port et returns_security, puis relancez « veilleur mail returns ».",
                cause,
            ) from cause

    def _trouble(self, message: str, hint: str, cause: Exception) -> Trouble:
        return Trouble(french.bound(message), french.bound(hint), detail=type(cause).__name__)


def _can_mark(server: imaplib.IMAP4) -> bool:
    """Whether the mailbox keeps keywords of its clients (RFC 3501, 7.1: PERMANENTFLAGS holds `\\*`), or ours already."""
    _, held = server.response("PERMANENTFLAGS")
    said = b" ".join(part for part in held or [] if isinstance(part, bytes))
    return rb"\*" in said or _MARK.encode() in said


def _said(server: imaplib.IMAP4, step: str, answer: tuple[str, list[Any]]) -> list[Any]:
    status, data = answer
    if status != "OK":
        raise server.error(f"{step} : {_plain(data[0] if data else status)}")
    return data


def _quoted(folder: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", folder) + '"'


def _plain(said: object) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return re.sub(r"\S+@\S+", "(adresse)", " ".join(text.split()))[:200]
