"""Grouping 100,000 notices by call, then 200 more: wall time and memory, beside the comparison of bare titles."""

import json
import random
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.measure import Measure, cost_of
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.notice import Notice
from pipelines import traces
from pipelines.blocking import Groups
from pipelines.traces import Trace

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


def made(number: int) -> Iterator[Trace]:
    """The traces of `number` notices, each forgotten as soon as its trace is drawn."""
    return (traces.of_notice(notice, notice.given) for notice in notices(number))


def timed() -> dict[str, float]:
    """Seconds of the whole grouping, of its traces alone, of the notices more, and of the bare titles."""
    started = time.perf_counter()
    every = list(made(NUMBER + MORE))
    drawn = time.perf_counter()
    groups = Groups(every[:NUMBER])
    grouped = time.perf_counter()
    for trace in every[NUMBER:]:
        groups.add(trace)
    added = time.perf_counter()
    titles = [trace.title for trace in every[:NUMBER]]
    process.cdist(titles[:MORE], titles, scorer=fuzz.ratio, score_cutoff=85, dtype=np.uint8)
    return {
        "drawn": drawn - started,
        "grouped": grouped - drawn,
        "added": added - grouped,
        "titles": time.perf_counter() - added,
        "calls": len(set(groups.call)),
    }


def measure() -> Iterator[Measure]:
    """In a process of its own, so that its memory is known."""
    code = "from benchmarks import duplicates; import json; json.dump(duplicates.timed(), open('timed.json', 'w'))"
    cost = cost_of(["-c", code], Path.cwd())
    if cost.code != 0:
        sys.exit(f"la mesure a fini par {cost.code}")
    found = json.loads(Path("timed.json").read_text(encoding="utf-8"))
    Path("timed.json").unlink()
    yield Measure("100 000 publications tirées de leurs textes", found["drawn"], "s")
    yield Measure("leur comparaison, jusqu’aux groupes", found["grouped"], "s", bound=30)
    yield Measure("mémoire", cost.megabytes, "Mo", bound=500)
    yield Measure("200 publications de plus", found["added"], "s", found["titles"], "titres nus de ces 200", bound=1)
