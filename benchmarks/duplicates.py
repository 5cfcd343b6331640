"""Grouping 100,000 notices by call, then 200 more: wall time and memory, beside the comparison of bare titles."""

import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.measure import Measure, cost_of
from evaluation import duplicates
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.notice import Notice
from pipelines.blocking import Groups

NUMBER, MORE = 100_000, 200
NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
BEGINNINGS = re.findall("...", "belcordanfergalhorjalkorlummarnorpalquirossaltorvelwesyarzanbriclodrafligroplustatri")
ENDINGS_WORDS = "an ette ier ois ure age ment tion ique able eau in on al isme iste oire ence ude aille "
ENDINGS = ENDINGS_WORDS.split()
COMMON_WORDS = (
    "eau climat jeunesse culture énergie santé école villes projets coopération soutien territoires collectivités fonds "
)
COMMON = COMMON_WORDS.split()
SMALL_WORDS = "de la des pour les et dans avec une sur du au "
SMALL = SMALL_WORDS.split()


def notices(number: int) -> Iterator[Notice]:
    """`number` notices: calls of six words or so, one out of four told again by relays that cut, reword and mark."""
    chance = random.Random(20260825)
    middles = ["a", "i", "o", "e", "an", "il"]
    rare = [a + m + n + b for a in BEGINNINGS for m in middles for n in middles for b in ENDINGS]
    made = 0
    while made < number:
        told = _told(chance, rare, made)
        yield told
        made += 1
        for source in ("relais", "presse")[: chance.choice((0, 0, 0, 1, 2))]:
            if made < number:
                yield _relayed(told, source, chance, made)
                made += 1


def _told(chance: random.Random, rare: list[str], n: int) -> Notice:
    title = " ".join([*chance.sample(COMMON, 2), *chance.sample(rare, 4)])
    body = " ".join(chance.choice((SMALL, COMMON, rare, rare)[chance.randrange(4)]) for _ in range(80))
    day = date(2026, 3, 10) + timedelta(days=chance.randrange(360))
    text = f"{body}. L’aide atteint {chance.randrange(5, 400)} 000 euros. Dossier avant le {day:%d/%m/%Y}."
    return _notice("bailleur", n, title, text, day, f"Fonds {chance.randrange(300)}")


def _relayed(told: Notice, source: str, chance: random.Random, n: int) -> Notice:
    words = told.title.split()
    title = "AAP : " + " ".join(chance.sample(words, len(words) - 1))
    return _notice(source, n, title, told.text[chance.randrange(200) :], told.given.sessions[0].value.day, told.funder)


def _notice(source: str, n: int, title: str, text: str, day: date, funder: str | None) -> Notice:
    given = Facts(sessions=(Reading(Deadline(day), Evidence("")),))
    url = f"https://{source}.example/{n}"
    return Notice(source=source, reference=str(n), url=url, title=title, text=text, seen_at=NOW, funder=funder, given=given)


def line(notice: Notice) -> str:
    """A notice as a line of a corpus."""
    told = {name: getattr(notice, name) for name in ("source", "title", "text", "url", "funder")}
    limit = notice.given.sessions[0].value.day
    return json.dumps({"id": notice.reference, **told, "deadline": limit.isoformat()}, ensure_ascii=False)


def timed(file: str) -> dict[str, float]:
    """Seconds from the lines of a file to its groups, then of the notices more, and of the bare titles."""
    lines = list(map(json.loads, Path(file).read_text(encoding="utf-8").splitlines()))
    started = time.perf_counter()
    groups = Groups(duplicates.load(lines[:NUMBER]).traces)
    grouped = time.perf_counter()
    for one in lines[NUMBER:]:
        groups.add(duplicates.trace(one))
    added = time.perf_counter()
    titles = [str(one["title"]) for one in lines[:NUMBER]]
    process.cdist(titles[:MORE], titles, scorer=fuzz.ratio, score_cutoff=85, dtype=np.uint8)
    return {"grouped": grouped - started, "added": added - grouped, "titles": time.perf_counter() - added}


def measure() -> Iterator[Measure]:
    """The command on a file of 100,000 lines; then, in another process, what 200 lines more cost."""
    with tempfile.TemporaryDirectory() as folder:
        file, more = Path(folder) / "lignes.jsonl", Path(folder) / "plus.json"
        with file.open("w", encoding="utf-8") as written:
            written.writelines(f"{line(notice)}\n" for notice in islice(notices(NUMBER + MORE), NUMBER))
        cost = cost_of(["-m", "veilleur", "eval", "duplicates", str(file), "--json"], Path.cwd())
        if cost.code != 0:
            sys.exit(f"la mesure a fini par {cost.code}")
        yield Measure("100 000 publications, des lignes aux groupes", cost.wall, "s", bound=30)
        yield Measure("mémoire de tous ses processus", cost.megabytes, "Mo", bound=500)
        with file.open("a", encoding="utf-8") as written:
            written.writelines(f"{line(notice)}\n" for notice in islice(notices(NUMBER + MORE), NUMBER, None))
        told = f"json.dump(duplicates.timed({str(file)!r}), open({str(more)!r}, 'w'))"
        if cost_of(["-c", f"from benchmarks import duplicates; import json; {told}"], Path.cwd()).code != 0:
            sys.exit("la mesure des publications de plus a échoué")
        found = json.loads(more.read_text(encoding="utf-8"))
        yield Measure("200 publications de plus", found["added"], "s", found["titles"], "titres nus de ces 200", bound=1)
