"""A funder's web site on loopback, in threads: pages and faults that a test sets, and the requests it got."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Self


@dataclass
class Page:
    """An answer: whole, or as `chunks` sent one by one without a length. `etag` makes the server answer 304."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    length: int | None = None
    chunks: int = 0
    wait: threading.Event | None = None


@dataclass(frozen=True)
class Hit:
    """One request received."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Route = Page | Callable[[Hit], Page]


class Funder:
    """Use it in a `with`; `pages` maps paths (without the query) to pages or to functions of the request."""

    def __init__(self, tls: SSLContext | None = None) -> None:
        self.pages: dict[str, Route] = {}
        self.hits: list[Hit] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"

    def hits_of(self, path: str) -> list[Hit]:
        """The requests for a path."""
        return [hit for hit in self.hits if hit.path.split("?")[0] == path]

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Says nothing."""

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                hit = Hit(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                site.hits.append(hit)
                route = site.pages.get(self.path.split("?")[0], Page(b"absent", 404))
                try:
                    _send(self, route(hit) if callable(route) else route, hit)
                except OSError:  # the client left, as it should when an answer is too big
                    self.close_connection = True

            do_POST = do_HEAD = do_GET  # noqa: N815 - the names of the standard library

        return Handler


def _send(handler: BaseHTTPRequestHandler, page: Page, hit: Hit) -> None:
    if page.wait is not None:
        page.wait.wait(10)
    if page.etag and page.etag == hit.headers.get("if-none-match"):
        page = Page(status=304, etag=page.etag)
    handler.send_response(page.status)
    for name, value in page.headers.items():
        handler.send_header(name, value)
    if page.etag:
        handler.send_header("ETag", page.etag)
    handler.close_connection = True
    handler.send_header("Connection", "close")
    if not page.chunks:
        handler.send_header("Content-Length", str(page.length if page.length is not None else len(page.body)))
    handler.end_headers()
    for _ in range(page.chunks or 1 if hit.method != "HEAD" else 0):
        handler.wfile.write(page.body)
