"""A day on a portal of the real size: CPU and memory of the whole command, beside the bare download of the same pages."""

import re
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import veilleur
from benchmarks.measure import Cost, Measure, cost_of
from benchmarks.portal import records, served

DAY = date(2026, 8, 25)
WORLD = Path(veilleur.__file__).parent / "demo_world"
# What anything that reads the portal pays: ask for each page, parse it, count. No crawl, no reading, no base.
BARE = """
import json, sys, urllib.request
total, page = 1, 1
while (page - 1) * 100 < total:
    asked = urllib.request.Request(sys.argv[1] + f"&pageNumber={page}", b"x", {"Content-Type": "multipart/form-data"})
    answer = json.load(urllib.request.urlopen(asked))
    total, page = answer["totalResults"], page + 1
"""


def measure() -> Iterator[Measure]:
    """First day, then the same day again, both in fresh processes."""
    with served(records(DAY)) as port, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = f"http://127.0.0.1:{port}/search?apiKey=x&text=***"
        _set_up(folder, address)
        bare = cost_of(["-c", BARE, address], folder)
        first = _day(folder)
        second = _day(folder)
    yield Measure("première journée, 725 fiches : CPU", first.cpu, "s", bare.cpu, "téléchargement nu", 30)
    yield Measure(
        "première journée : mémoire, tous processus", first.megabytes, "Mo", bare.megabytes, "téléchargement nu", 400
    )
    yield Measure("la même journée refaite : CPU", second.cpu, "s", bare.cpu, "téléchargement nu", 30)


def _set_up(folder: Path, address: str) -> None:
    (folder / "sources").mkdir()
    source = (WORLD / "sources" / "portail-europe.toml").read_text(encoding="utf-8")
    source = re.sub(r'search = "[^"]*"', f'search = "{address}"', source)
    (folder / "sources" / "portail-europe.toml").write_text(source, encoding="utf-8")
    (folder / "config.toml").write_text(
        '[watch_list]\nfolder = "sources"\n'
        '[crawl]\nallow_private_hosts = ["127.0.0.1"]\ndelay = 0\n'
        '[mail]\nfolder = "lettres"\n',
        encoding="utf-8",
    )
    for arguments in (["init"], ["member", "import", str(WORLD / "members.csv"), "--now", "2026-08-24T08:00:00+02:00"]):
        _must(cost_of(["-m", "veilleur", *arguments], folder), arguments[0])


def _day(folder: Path) -> Cost:
    return _must(cost_of(["-m", "veilleur", "run", "--today", DAY.isoformat()], folder), "run")


def _must(cost: Cost, what: str) -> Cost:
    if cost.code != 0:
        raise SystemExit(f"veilleur {what} a fini par {cost.code} : la mesure ne vaut rien.")
    return cost
