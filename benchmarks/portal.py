"""A portal of our own, as large as the real one on an ordinary day, served on loopback in pages of 100."""

import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

RECORDS = 725
WORDS = [
    "water",
    "sanitation",
    "cities",
    "regions",
    "climate",
    "youth",
    "citizens",
    "culture",
    "energy",
    "transport",
    "digital",
    "health",
    "research",
    "education",
    "partners",
    "municipalities",
    "mobility",
    "resilience",
    "biodiversity",
    "food",
    "waste",
    "employment",
    "training",
    "heritage",
    "democracy",
]
PROGRAMMES = ("43108390", "43108390", "43108390", "44181033", "43251589", "43252405", "43251814", "43252476")


def records(day: date, number: int = RECORDS) -> list[dict[str, Any]]:
    """`number` records as the search API gives them: a third stale, the rest due within a year. The same each time."""
    chance = random.Random(20260825)
    return [_record(n, day, chance) for n in range(number)]


def _record(n: int, day: date, chance: random.Random) -> dict[str, Any]:
    stale = n % 3 == 0
    deadline = day + timedelta(days=-chance.randint(400, 2000) if stale else chance.randint(1, 360))
    identifier = f"DEMO-{n:04}-{chance.choice('ABCD')}"
    page = f"https://portail.exemple/topic-details/{identifier}"
    title = " ".join(chance.sample(WORDS, 8)).capitalize()
    text = "<p>" + ". ".join(" ".join(chance.choices(WORDS, k=14)).capitalize() for _ in range(20)) + ".</p>"
    held = {
        "identifier": identifier,
        "title": title,
        "type": "1",
        "status": "31094502",
        "language": "en",
        "descriptionByte": text,
        "startDate": f"{day - timedelta(days=60)}T00:00:00.000+0000",
        "deadlineDate": f"{deadline}T00:00:00.000+0000",
        "deadlineModel": "single-stage",
        "frameworkProgramme": chance.choice(PROGRAMMES),
        "url": page,
        "esST_URL": page,
        "DATASOURCE": "SEDIA_PRD_CENTRICITY" if stale else "SEDIA",
        "REFERENCE": f"{n}TOPICSen",
    }
    metadata = {key: [value] for key, value in held.items()}
    return {
        "reference": f"{n}TOPICSen",
        "url": page,
        "language": "en",
        "summary": title,
        "content": title,
        "metadata": metadata,
    }


@contextmanager
def served(held: list[dict[str, Any]]) -> Iterator[int]:
    """Serves the records on a free port of loopback."""

    class Visitor(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            self._say(404, b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            number = int(parse_qs(urlsplit(self.path).query).get("pageNumber", ["1"])[0])
            found = [] if b'["fr"]' in body else held
            page = found[(number - 1) * 100 : number * 100]
            self._say(
                200,
                json.dumps({"totalResults": len(found), "pageNumber": number, "pageSize": 100, "results": page}).encode(),
            )

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Visitor)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()
