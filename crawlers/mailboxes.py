"""Reads the new messages of a mailbox, Maildir or IMAP, and changes nothing in it. What a message says is read elsewhere.

Scrapy's downloader calls `MailboxHandler` for the schemes `maildir` and `imaps`; the request bears the `Mailbox` itself,
which no redirect and no page can make.
"""

import asyncio
import base64
import imaplib
import ipaddress
import json
import os
import socket
import ssl
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Request, Response

from crawlers.fetch_guard import ALLOWED_HOSTS, MAILBOX, is_public
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Mailbox

MOST_BYTES = 10_000_000
SECONDS = 60
FIRST_DAYS = 30
"""Of a mailbox never read, the messages of so many days."""

Messages = list[dict[str, str]]


class MailboxHandler(BaseDownloadHandler):
    """Scrapy's way to a mailbox: the reading waits for the disk or the network in a thread of its own."""

    async def download_request(self, request: Request) -> Response:
        """The messages, as JSON. Raises Unreadable, which ends in the errback of the request."""
        allowed = frozenset(host.lower() for host in self.crawler.settings.getlist(ALLOWED_HOSTS))
        body = await asyncio.to_thread(read, request.meta[MAILBOX], json.loads(request.body), os.environ, allowed)
        return Response(request.url, body=body)


class Imap(Protocol):
    """What is asked of a connection: the names of `imaplib`."""

    def login(self, user: str, password: str) -> Any: ...
    def select(self, mailbox: str, readonly: bool) -> Any: ...
    def response(self, code: str) -> Any: ...
    def uid(self, command: str, *args: str) -> Any: ...
    def logout(self) -> Any: ...


def read(box: Mailbox, asked: Mapping[str, Any], environment: Mapping[str, str], allowed: Collection[str]) -> bytes:
    """The messages that the last reading did not see, as JSON: `mark` for the next reading, and `messages`, each with its
    `key` and its bytes (`raw`, in base64; empty when it is too big). `asked` holds `mark`, `now` and `most`.
    """
    if box.folder is not None:
        mark, messages = of_maildir(Path(box.folder), asked)
    else:
        password = environment.get(box.password_variable or "")
        if not password:
            raise Unreadable(Code.KEY_MISSING, f"variable d’environnement à remplir : {box.password_variable}")
        try:
            mark, messages = of_imap(_connection(box, allowed), box, password, asked)
        except (OSError, imaplib.IMAP4.error) as error:
            raise failure(error, box) from error
    return json.dumps({"mark": mark, "messages": messages}).encode()


def of_maildir(folder: Path, asked: Mapping[str, Any]) -> tuple[list[str], Messages]:
    """The messages of a Maildir that are not among the keys of `mark`, the oldest first; the keys now known."""
    try:
        files = [one for name in ("cur", "new") for one in (folder / name).iterdir() if one.is_file()]
    except OSError as error:
        raise Unreadable(Code.NOT_FOUND, f"pas de boîte Maildir lisible à cette adresse ({error.strerror})") from error
    known = set(asked["mark"] or ())
    by_key = {one.name.partition(":")[0]: one for one in files}
    fresh = sorted(by_key.keys() - known)[: asked["most"]]
    messages: Messages = []
    for key in fresh:
        with suppress(FileNotFoundError):  # a mail reader has just moved it: it is met again next time
            messages.append(_message(key, by_key[key].read_bytes()))
    met = known & by_key.keys() | {one["key"] for one in messages}
    return sorted(met), messages


def of_imap(connection: Imap, box: Mailbox, password: str, asked: Mapping[str, Any]) -> tuple[list[str], Messages]:
    """The messages of an IMAP mailbox after the one that `mark` names; nothing is marked as seen."""
    try:
        connection.login(box.user or "", password)
        status, _ = connection.select(box.box, True)
        if status != "OK":
            raise Unreadable(Code.NOT_FOUND, f"pas de boîte « {box.box} »")
        validity = _text(connection.response("UIDVALIDITY")[1][0])
        last = _last(asked["mark"], validity)
        uids = _new_uids(connection, last, asked["now"])[: asked["most"]]
        messages = [_message(f"{validity}.{uid}", _raw(connection, uid)) for uid in uids]
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            connection.logout()
    return [validity, str(max([last or 0, *uids]))], messages


def _new_uids(connection: Imap, last: int | None, now: str) -> list[int]:
    since = (datetime.fromisoformat(now) - timedelta(days=FIRST_DAYS)).strftime("%d-%b-%Y")
    criterion = f"UID {last + 1}:*" if last is not None else f"SINCE {since}"
    _, found = connection.uid("SEARCH", criterion)
    uids = [int(one) for one in _text(found[0]).split()]
    return sorted(uid for uid in uids if last is None or uid > last)  # « N:* » gives the last message, however old


def _raw(connection: Imap, uid: int) -> bytes:
    _, found = connection.uid("FETCH", str(uid), "(BODY.PEEK[])")
    return next((one[1] for one in found if isinstance(one, tuple)), b"")


def _last(mark: Sequence[str] | None, validity: str) -> int | None:
    """The number of the last message seen; None when the server numbered all again (RFC 3501)."""
    return int(mark[1]) if mark and len(mark) == 2 and mark[0] == validity and mark[1].isdigit() else None


def _message(key: str, raw: bytes) -> dict[str, str]:
    return {"key": key, "raw": base64.b64encode(raw).decode() if len(raw) <= MOST_BYTES else ""}


class _CheckedImap(imaplib.IMAP4_SSL):
    """Connects to the address that was checked, whatever the name leads to a moment later."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self.address = address
        super().__init__(host, port, ssl_context=ssl.create_default_context(), timeout=SECONDS)

    def _create_socket(self, timeout: float | None) -> ssl.SSLSocket:
        plain = socket.create_connection((self.address, self.port), timeout)
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _connection(box: Mailbox, allowed: Collection[str]) -> Imap:
    host = box.host or ""
    found = [info[4][0] for info in socket.getaddrinfo(host, box.port, type=socket.SOCK_STREAM)]
    public = [one for one in found if host.lower() in allowed or is_public(ipaddress.ip_address(str(one).split("%")[0]))]
    if not public:
        raise Unreadable(Code.BLOCKED_ADDRESS, f"{host} est sur un réseau privé")
    return _CheckedImap(host, box.port, str(public[0]))


def failure(error: OSError | imaplib.IMAP4.error, box: Mailbox) -> Unreadable:
    """What a server says of a failed log-in may repeat the address: it is not kept."""
    if isinstance(error, imaplib.IMAP4.error):
        return Unreadable(Code.KEY_REFUSED, f"{box.host} refuse la connexion ou la boîte ({type(error).__name__})")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unreadable(Code.CERTIFICATE, f"{box.host} : {error.verify_message}")
    if isinstance(error, socket.gaierror):
        return Unreadable(Code.DNS_GONE, f"{box.host}")
    code = Code.TIME_OUT if isinstance(error, TimeoutError) else Code.UNREACHABLE
    return Unreadable(code, f"{box.host} : {error.strerror}")


def _text(held: Any) -> str:
    return held.decode("ascii", errors="replace") if isinstance(held, bytes) else str(held or "")
