"""Many small web sites on loopback, each at an address of its own, served by one process that counts what it is asked.

`python -m benchmarks.sites PORT DETAILS` serves until it is killed. Site number N is 127.1.X.Y, with robots.txt, /appels (a
list of DETAILS calls) and /appels/K; no two sites publish the same calls. /compte says how many requests each path got.
"""

import asyncio
import json
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random

SYLLABLES = ("ba", "co", "di", "fu", "ga", "lo", "mi", "nu", "pa", "ro", "si", "tu", "va", "zo", "bel", "cor")
WORDS = ["".join(some) for some in product(SYLLABLES, repeat=3)]
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "septembre", "octobre", "novembre")
LINKS = "".join(f"<li><a href='/rubrique/{k}'>Rubrique {k}</a></li>" for k in range(40))
ROBOTS = b"User-agent: *\nDisallow: /prive\n"


def host(number: int) -> str:
    """The address of a site; on Linux every address of 127.0.0.0/8 is this machine."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def page(number: int, path: str, details: int) -> bytes | None:
    """A page of a site; None when it has none there."""
    if path == "/robots.txt":
        return ROBOTS
    if path == "/appels":
        items = (f"<li class='appel'><a href='/appels/{k}'>{_title(number, k)}</a></li>" for k in range(details))
        return _page("Appels", f"<ul>{''.join(items)}</ul>")
    name, _, last = path.rpartition("/")
    return _call(number, int(last)) if name == "/appels" and last.isdigit() and int(last) < details else None


@cache
def _call(number: int, k: int) -> bytes:
    made = Random(number * 1_000 + k)
    text = "".join(f"<p>{' '.join(made.choices(WORDS, k=60))}.</p>" for _ in range(8))
    day = f"{made.randint(1, 28)} {made.choice(MONTHS)} 2027"
    return _page(_title(number, k), f"<p class='limite'>{day}</p><div class='texte'>{text}</div>")


def _title(number: int, k: int) -> str:
    return f"Appel {' '.join(Random(number * 1_000 + k).choices(WORDS, k=6))}"


def _page(title: str, body: str) -> bytes:
    head = f"<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>{title}</title></head><body>"
    return f"{head}<nav><ul>{LINKS}</ul></nav><main><h1>{title}</h1>{body}</main></body></html>".encode()


@dataclass(frozen=True)
class Sites:
    """Sites under way: `port` is that of all of them."""

    port: int

    def url(self, number: int, path: str) -> str:
        """The whole address of a page of a site."""
        return f"http://{host(number)}:{self.port}{path}"

    def counted(self) -> Counter[str]:
        """Path → requests got since the last time this was asked."""
        with urllib.request.urlopen(self.url(0, "/compte"), timeout=30) as answer:
            return Counter(json.load(answer))


@contextmanager
def served(port: int, details: int) -> Iterator[Sites]:
    """The sites, in a process of their own."""
    with subprocess.Popen([sys.executable, "-m", "benchmarks.sites", str(port), str(details)]) as child:
        try:
            yield _ready(Sites(port))
        finally:
            child.kill()


def _ready(sites: Sites) -> Sites:
    for _ in range(200):
        with suppress(OSError):
            sites.counted()
            return sites
        time.sleep(0.05)
    raise SystemExit("Les sites de la mesure ne répondent pas.")


async def _serve(port: int, details: int) -> None:
    asked = Counter[str]()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode().split("?")[0]
                if path == "/compte":
                    writer.write(_told(json.dumps(asked).encode(), "application/json"))
                    asked.clear()
                else:
                    asked[path] += 1
                    writer.write(_told(page(_number(head), path, details), "text/html; charset=utf-8"))
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "0.0.0.0", port, backlog=2048)
    async with server:
        await server.serve_forever()


def _told(body: bytes | None, kind: str) -> bytes:
    status, held = ("200 OK", body) if body is not None else ("404 Not Found", b"absente")
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(held)}\r\n\r\n".encode() + held


def _number(head: bytes) -> int:
    """The site that was asked, by its address."""
    asked = next((line for line in head.split(b"\r\n") if line.lower().startswith(b"host:")), b"host: 127.1.0.1")
    third, fourth = asked.split(b":")[1].strip().split(b".")[2:4]
    return int(third) * 250 + int(fourth) - 1


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2])))
