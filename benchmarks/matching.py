"""All the communes of France before ten thousand open calls, beside a bare matrix product of the same size and full text."""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks import crowd
from benchmarks.measure import Measure, cost_of
from evaluation.baselines import words_of
from matching import Reasoned, crowd_of, match, match_crowd
from matching.blocks import rows_at_once
from matching.weights import Weights
from model.call import Call
from model.member import Member
from store import calls as kept
from store import search
from store.connection import create, write

TOP, REASONED, ROUNDS = 20, 3, 3
ASKED = 200
"""Members whose saved search is really asked; the others are extrapolated."""


def measure() -> Iterator[Measure]:
    """The whole night in a process of its own; the scores alone beside the bare product; the new calls of one day."""
    members, calls = crowd.members(), crowd.calls()
    texts = crowd.texts(calls)
    (bare_cpu, bare), (scores_cpu, scores) = _in_turn(
        lambda: _bare_product(members, calls),
        lambda: match(calls, members, crowd.NOW, texts=texts, best=TOP, reasoned=Reasoned(first=0)),
    )
    by_search = _saved_searches(members, calls)
    with tempfile.TemporaryDirectory() as name:
        told = Path(name) / "told.json"
        cost = cost_of(["-m", "benchmarks.matching", str(told)], Path.cwd())
        whole = json.loads(told.read_text(encoding="utf-8"))
    size = f"{len(members):,} collectivités × {len(calls):,} appels".replace(",", " ")
    yield Measure(f"{size} : notes et {TOP} meilleurs, CPU", scores_cpu, "s", bare_cpu, "le produit nu", 1.5 * bare_cpu)
    yield Measure("le même : temps", scores, "s", bare, "le produit nu", 15)
    yield Measure(
        f"avec les phrases des {REASONED} premiers : temps", whole["wall"], "s", by_search, "recherches gardées", 15
    )
    yield Measure(f"avec les phrases des {REASONED} premiers : CPU", whole["cpu"], "s", by_search, "recherches gardées")
    yield Measure("le même : mémoire, monde compris", cost.megabytes, "Mo", bound=1000)
    new, ready = calls[: crowd.NEW_CALLS], crowd_of(members, crowd.NOW, Weights())
    reasoned = Reasoned(first=0)
    ((news_cpu, news),) = _in_turn(lambda: match_crowd(new, ready, crowd.NOW, texts=texts, best=TOP, reasoned=reasoned))
    yield Measure(f"{len(new)} appels nouveaux, collectivités prêtes : temps", news, "s", bound=1)
    yield Measure(f"{len(new)} appels nouveaux, collectivités prêtes : CPU", news_cpu, "s", bound=1)


def _bare_product(members: list[Member], calls: list[Call]) -> None:
    """What any score by vectors pays: one product on the columns of places and topics, block by block, and its 20 best."""
    shape = crowd_of(members[:2000], crowd.NOW, Weights())
    columns = shape.wished_places.shape[1] + shape.wished_topics.shape[1]
    chance = np.random.default_rng(6)
    wished = chance.random((len(members), columns), dtype=np.float32)
    held = chance.random((columns, len(calls)), dtype=np.float32)
    size = rows_at_once(len(calls))
    for start in range(0, len(members), size):
        np.argpartition(wished[start : start + size] @ held, -TOP, axis=1)[:, -TOP:]


def _saved_searches(members: list[Member], calls: list[Call]) -> float:
    """Seconds that one full-text query a member would take for all of them."""
    with tempfile.TemporaryDirectory() as folder:
        db = create(Path(folder) / "index.db")
        try:
            with write(db):
                for one in calls:
                    kept.insert(db, one, crowd.NOW, None)
            asked = [one for one in members if words_of(one)][:ASKED]
            _, seconds = _timed(lambda: [search.mentioning(db, words_of(one), TOP) for one in asked])
        finally:
            db.close()
    return seconds * len(members) / len(asked)


def _in_turn(*works: Callable[[], object]) -> list[tuple[float, float]]:
    """The median CPU and wall seconds of each work, done in turn so that what else the machine does weighs on all alike."""
    rounds = [[_timed(work) for work in works] for _ in range(ROUNDS)]
    return [(median(cpu for cpu, _ in timed), median(wall for _, wall in timed)) for timed in zip(*rounds, strict=True)]


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds of all threads, and wall seconds."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def _whole(told: Path) -> None:
    """The night in this process: what it took, without making the world up."""
    members, calls = crowd.members(), crowd.calls()
    texts = crowd.texts(calls)
    reasoned = Reasoned(first=REASONED)
    cpu, wall = _timed(lambda: match(calls, members, crowd.NOW, texts=texts, best=TOP, reasoned=reasoned))
    told.write_text(json.dumps({"cpu": cpu, "wall": wall}), encoding="utf-8")


if __name__ == "__main__":
    _whole(Path(sys.argv[1]))
