"""A small IMAP server on loopback, over TLS: one mailbox in memory, the commands that a reader needs (RFC 3501)."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.digests.certificates import serving as certified


@dataclass
class Kept:
    """A message with its flags."""

    body: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Mailbox:
    """`keywords`: whether clients may keep flags of their own. `dies_at`: the command at which the server hangs up."""

    messages: list[Kept] = field(default_factory=list)
    user: str = "retours"
    password: str = "secret"
    folder: str = "INBOX"
    keywords: bool = True
    dies_at: str = ""
    heard: list[str] = field(default_factory=list)


class _Session(socketserver.StreamRequestHandler):
    def setup(self) -> None:
        held: Any = self.server
        if held.context is not None:
            self.request = held.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        held: Any = self.server
        self.box: Mailbox = held.box
        self.say("* OK ready")
        while line := self.rfile.readline():
            tag, command, rest = ([*line.decode().strip().split(" ", 2), ""])[:3]
            if command.upper() == "UID":
                command, _, rest = rest.partition(" ")
            self.box.heard.append(command.upper())
            if command.upper() == self.box.dies_at:
                return
            getattr(self, f"on_{command.lower()}")(tag, rest)
            if command.upper() == "LOGOUT":
                return

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def say(self, *lines: str) -> None:
        for line in lines:
            self.wfile.write(f"{line}\r\n".encode())

    def on_capability(self, tag: str, rest: str) -> None:
        self.say("* CAPABILITY IMAP4rev1", f"{tag} OK done")

    def on_login(self, tag: str, rest: str) -> None:
        good = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', rest) == [("", self.box.user), (self.box.password, "")]
        self.say(f"{tag} OK welcome" if good else f"{tag} NO [AUTHENTICATIONFAILED] bad login")

    def on_select(self, tag: str, rest: str) -> None:
        if rest.strip('"') != self.box.folder:
            self.say(f"{tag} NO no such mailbox")
            return
        own = r" \*" if self.box.keywords else ""
        self.say(
            f"* {len(self.box.messages)} EXISTS",
            rf"* OK [PERMANENTFLAGS (\Seen \Deleted{own})] flags",
            "* OK [UIDVALIDITY 1] valid",
            f"{tag} OK [READ-WRITE] selected",
        )

    def on_search(self, tag: str, rest: str) -> None:
        lacking = r"\Seen" if rest == "UNSEEN" else rest.removeprefix("UNKEYWORD ")
        found = [str(number) for number, one in enumerate(self.box.messages, start=1) if lacking not in one.flags]
        self.say(f"* SEARCH {' '.join(found)}".rstrip(), f"{tag} OK done")

    def on_fetch(self, tag: str, rest: str) -> None:
        number, most = re.match(r"(\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", rest).groups()  # type: ignore[union-attr]
        body = self.box.messages[int(number) - 1].body[: int(most)]
        self.wfile.write(f"* {number} FETCH (UID {number} BODY[]<0> {{{len(body)}}}\r\n".encode() + body + b")\r\n")
        self.say(f"{tag} OK done")

    def on_store(self, tag: str, rest: str) -> None:
        number, _, flags = rest.split(" ", 2)
        self.box.messages[int(number) - 1].flags |= set(flags.strip("()").split())
        self.say(f"{tag} OK done")

    def on_logout(self, tag: str, rest: str) -> None:
        self.say("* BYE", f"{tag} OK bye")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = False
    box: Mailbox
    context: ssl.SSLContext | None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that refuses the certificate hangs up: that is what the tests look at."""


@contextmanager
def serving(box: Mailbox, certificate: Path | None) -> Iterator[int]:
    """The port on which `box` may be read, over TLS when there is a certificate."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.box, server.context = box, certified(certificate) if certificate else None
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
