"""The crawl of many sources, from the first request to the notices stored, beside spiders that only download.

The reading of texts is left apart: notices are stored with what their source states in fields of its own. What the
comparison with all known calls and the history add is measured on a line of its own.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import Cost, Measure, cost_of
from benchmarks.sites import Sites, host, served

PORT = 8790
FEW, MANY = 200, 2_000
DETAILS = 10
ON_A_LIST = 3
MORNING, EVENING = "2026-11-24T06:30:00+00:00", "2026-11-24T18:30:00+00:00"

DEFINITION = """
name = "Fonds n° {number}"
publisher = "Fonds"
url = "{list}"
language = "fr"
recipe = "html_list"
state = "proved"
official = true
why = "Mesure."

[read]
pages = ["{list}"]
item = "li.appel"
says_empty = ["Aucun appel"]

[read.fields]
title = "a"
link = "a"
"""
WITH_PAGES = """
[read.detail.fields]
title = "h1"
text = ".texte"
deadline = ".limite"
"""

# The house: the door of the crawlers, then the store. "plain" keeps each notice under a call of its own, "whole" compares
# it with all those known and keeps its history, as a day does.
HOUSE = """
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from crawlers import CrawlOptions, load_folder, read
from model.call import Call
from model.codes import Status
from model.notice import Notice, Outcome
from pipelines import intake
from store import calls, notices, sources
from store.connection import connect, create, write

folder, at, how = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), sys.argv[3]
definitions, problems = load_folder(folder / "sources")
hosts = tuple((folder / "hosts").read_text().split())
options = CrawlOptions(delay=0, allow_private_hosts=hosts, run_seconds=3600)
base = folder / "base.db"

def store(db, lot):
    if how == "whole":
        intake.take_in_many(db, lot, at, first_reading=True, reader=lambda notice: notice.given)
        return
    with write(db):
        for one in lot:
            call = Call(id=0, title=one.title, url=one.url, source=one.source, reference=one.reference, facts=one.given,
                        status=Status.OPEN, first_seen=at)
            notices.add(db, one, calls.insert(db, call, at, None))

with closing(connect(base) if base.exists() else create(base)) as db:
    with write(db):
        sources.save_list(db, [one.source for one in definitions])
    waiting, failed = [], 0
    for thing in read(definitions, sources.states(db), at, options):
        if isinstance(thing, Notice):
            waiting.append(thing)
        if len(waiting) >= 50:
            store(db, waiting)
            waiting = []
        if isinstance(thing, Outcome):
            store(db, waiting)
            waiting = []
            failed += thing.result.value == "failed"
            if how == "whole":
                intake.see(db, thing)
            with write(db):
                sources.save_state(db, thing.state)
sys.exit(f"{failed} sources en échec" if failed or problems else 0)
"""

# What Scrapy costs by itself: the same addresses, nothing kept.
BARE = """
import sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

class Bare(Spider):
    name = "bare"
    async def start(self):
        for url in open(sys.argv[1]):
            yield Request(url.strip(), dont_filter=True)
    def parse(self, response):
        pass

process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS": 32, "TELNETCONSOLE_ENABLED": False,
                               "REMOTE_CONTROL_ENABLED": False, "ROBOTSTXT_OBEY": False})
process.crawl(Bare)
process.start()
"""

URLWATCH = "import sys; from urlwatch.cli import main; sys.exit(main())"


def measure() -> Iterator[Measure]:
    """200 sources with the pages of their calls; then lists alone, 200 and 2,000 of them."""
    with tempfile.TemporaryDirectory() as name:
        with served(PORT, DETAILS) as sites:
            yield from _with_pages(sites, Path(name) / "pages")
        with served(PORT, ON_A_LIST) as sites:
            few = _lists(sites, Path(name) / "few", FEW)
            many = _lists(sites, Path(name) / "many", MANY)
    yield Measure(f"{MANY} listes : mémoire, tous processus", many.megabytes, "Mo", few.megabytes, f"{FEW} listes", 500)
    yield Measure(f"{MANY} listes : CPU", many.cpu, "s", few.cpu, f"{FEW} listes", MANY / FEW * few.cpu)


def _with_pages(sites: Sites, folder: Path) -> Iterator[Measure]:
    paths = ["/robots.txt", "/appels", *(f"/appels/{k}" for k in range(DETAILS))]
    _set_up(sites, folder, FEW, WITH_PAGES)
    (folder / "urls").write_text("\n".join(sites.url(number, path) for path in paths for number in range(FEW)))
    bare = _must(cost_of(["-c", BARE, str(folder / "urls")], folder), "Scrapy nu")
    sites.counted()
    first = _house(folder, MORNING)
    asked, told = sites.counted(), _calls(folder)
    yield Measure(
        f"{FEW} sources, {FEW * DETAILS} publications rangées", first.wall, "s", bare.wall, "Scrapy nu", 1.5 * bare.wall
    )
    yield Measure("  CPU, tous processus", first.cpu, "s", bare.cpu, "Scrapy nu")
    yield Measure("  demandes par page, robots.txt compris", asked.total() / (FEW * len(paths)), "", bound=1)
    second = _house(folder, EVENING)
    asked = sites.counted()
    yield Measure("les mêmes le soir, sans changement", second.wall, "s", first.wall, "première lecture")
    yield Measure("  demandes par page de liste", (asked.total() - asked["/robots.txt"]) / FEW, "", bound=1)
    yield Measure("  appels et publications réécrits", float(told != _calls(folder)), "", bound=0)
    (folder / "base.db").unlink()
    whole = _house(folder, MORNING, "whole")
    yield Measure("avec le rapprochement et l’histoire", whole.wall, "s", first.wall, "publications rangées")
    yield from _urlwatch(sites, folder, bare)


def _urlwatch(sites: Sites, folder: Path, bare: Cost) -> Iterator[Measure]:
    """urlwatch compares pages and understands none: the same addresses, without robots.txt, which it does not ask."""
    if find_spec("urlwatch") is None:
        return
    paths = ["/appels", *(f"/appels/{k}" for k in range(DETAILS))]
    jobs = [json.dumps({"url": sites.url(number, path)}) for path in paths for number in range(FEW)]
    (folder / "jobs.yaml").write_text("\n---\n".join(jobs))
    files = {"urls": "jobs.yaml", "config": "urlwatch.yaml", "hooks": "hooks.py", "cache": "cache.db"}
    (folder / "hooks.py").touch()
    arguments = ["-c", URLWATCH, *(part for name, file in files.items() for part in (f"--{name}", file))]
    first, second = (_must(cost_of(arguments, folder), "urlwatch") for _ in range(2))
    yield Measure("urlwatch, mêmes pages, première fois", first.wall, "s", bare.wall, "Scrapy nu", None)
    yield Measure("urlwatch, mêmes pages, sans changement", second.wall, "s", bare.wall, "Scrapy nu", None)


def _lists(sites: Sites, folder: Path, number: int) -> Cost:
    _set_up(sites, folder, number, "")
    return _house(folder, MORNING)


def _house(folder: Path, at: str, how: str = "plain") -> Cost:
    return _must(cost_of(["-c", HOUSE, str(folder), at, how], Path(__file__).parents[1]), "la lecture")


def _set_up(sites: Sites, folder: Path, number: int, more: str) -> None:
    (folder / "sources").mkdir(parents=True)
    for one in range(number):
        text = DEFINITION.format(number=one, list=sites.url(one, "/appels")) + more
        (folder / "sources" / f"fonds-{one}.toml").write_text(text, encoding="utf-8")
    (folder / "hosts").write_text(" ".join(host(one) for one in range(number)))


def _calls(folder: Path) -> str:
    """A mark of all that is kept of calls: equal when nothing of them was written."""
    with sqlite3.connect(folder / "base.db") as db:
        held = [
            db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in ("calls", "notices", "events", "versions")
        ]
        number = len(held[0])
    db.close()
    if number != FEW * DETAILS:
        raise SystemExit(f"{number} appels rangés au lieu de {FEW * DETAILS} : la mesure ne vaut rien.")
    return sha256(repr(held).encode()).hexdigest()


def _must(cost: Cost, what: str) -> Cost:
    if cost.code != 0:
        raise SystemExit(f"{what} a fini par {cost.code} : la mesure ne vaut rien.")
    return cost
