"""A small web on loopback for the demonstration: each address https://HOST/PATH is served at http://127.0.0.1:PORT/HOST/PATH.

Its pages hold whole addresses in `.exemple`, a domain that belongs to nobody; they are served with those of this machine.
"""

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import ClassVar
from urllib.parse import urlsplit

from model.trouble import Trouble

KINDS = {
    ".xml": "application/rss+xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
ABROAD = re.compile(r"https://([a-z0-9.-]+\.exemple)\b")


@dataclass
class World:
    """The served folders, the latest day first: what a day does not change is found in the one before."""

    days: list[Path] = field(default_factory=list)
    port: int = 0

    def find(self, place: str) -> Path | None:
        """The file of an address, None when nothing is published there. No way out of the folders."""
        parts = PurePosixPath(place).parts
        if not parts or any(part in ("..", ".", "/") for part in parts):
            return None
        for day in self.days:
            named = day.joinpath(*parts)
            for path in (named, named / "index.html", named.with_name(f"{named.name}.json")):
                if path.is_file():
                    return path
        return None

    def at_home(self, text: str) -> str:
        """`text` with every address of the small web as this server serves it."""
        return ABROAD.sub(f"{self._home}\\1", text)

    def abroad(self, text: str) -> str:
        """`text` with the addresses of the small web as its pages write them."""
        return text.replace(self._home, "https://")

    @property
    def _home(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


class _Visitor(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: ClassVar[World]

    def log_message(self, *_: object) -> None:
        """The demonstration prints its own account."""

    def do_GET(self) -> None:
        self._answer(self.world.find(urlsplit(self.path).path.lstrip("/")))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        """A search API: the answer depends on the language asked for, as on the European portal."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        language = _asked_language(self.headers.get("Content-Type", ""), body)
        self._answer(self.world.find(f"{urlsplit(self.path).path.lstrip('/')}.{language}.json"))

    def _answer(self, path: Path | None) -> None:
        if path is None:
            self._send(404, b"Rien n'est publie ici.", "text/plain; charset=utf-8", None)
            return
        body = path.read_bytes()
        if path.suffix != ".pdf":
            body = self.world.at_home(body.decode()).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if tag in self.headers.get("If-None-Match", ""):
            self._send(304, b"", KINDS[path.suffix], tag)
        else:
            self._send(200, body, KINDS[path.suffix], tag)

    def _send(self, status: int, body: bytes, kind: str, tag: str | None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _asked_language(kind: str, body: bytes) -> str:
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode("ascii", "replace") + b"\r\n\r\n" + body)
    for part in message.iter_parts():
        if part.get_param("name", header="content-disposition") == "languages":
            asked = json.loads(part.get_payload(decode=True) or b"[]")  # type: ignore[arg-type]
            return str(asked[0]) if asked else "en"
    return "en"


@contextmanager
def serve(world: World) -> Iterator[World]:
    """Serves `world` on loopback until the end of the block; `world.port` 0 takes a free port and is set to it."""
    visitor = type("Visitor", (_Visitor,), {"world": world})
    try:
        server = ThreadingHTTPServer(("127.0.0.1", world.port), visitor)
    except OSError as cause:
        raise Trouble(
            f"Le port {world.port} est déjà pris.",
            "Choisissez-en un autre avec --port, ou 0 pour un port libre.",
            str(cause),
        ) from cause
    server.daemon_threads = True
    world.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
