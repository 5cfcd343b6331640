"""A process killed at any moment: what it had committed is there, whole, and nothing else."""

import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from model.codes import DeliveryState
from store import deliveries, events, members
from store.connection import connect, create, write
from tests.store import samples

pytestmark = pytest.mark.slow

WORKER = """
import sys
from pathlib import Path
from store import calls, deliveries, events, members
from store.connection import connect, write
from tests.store import samples

db = connect(Path(sys.argv[1]), durable=True)
print("ready", flush=True)
while True:
    with write(db):
        number = events.append(db, samples.event(calls.insert(db, samples.call(), samples.NOW, None))).number
    with write(db):
        letter = deliveries.claim(db, samples.letter(1, f"event:{number}"), number, samples.NOW)
    with write(db):
        deliveries.mark_sent(db, letter.id, samples.LATER)
"""


def test_a_worker_killed_again_and_again_leaves_a_true_ledger(tmp_path: Path) -> None:
    path, chance = tmp_path / "v.db", random.Random(7)
    with closing(create(path)) as db:
        assert samples.saved_person(db) == 1
    for _ in range(8):
        worker = subprocess.Popen([sys.executable, "-c", WORKER, str(path)], stdout=subprocess.PIPE)
        with worker:
            assert worker.stdout is not None
            worker.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                worker.wait(timeout=chance.uniform(0.01, 0.25))
            worker.send_signal(signal.SIGKILL)
        _check_then_finish(path)


def _check_then_finish(path: Path) -> None:
    """The ledger, the letters and the cursor agree; then the letter cut short is sent, as the next run does."""
    with closing(connect(path, durable=True)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        numbers = [event.number for event in events.since(db, 0)]
        assert numbers == list(range(1, len(numbers) + 1))
        ledger, [person] = deliveries.ledger(db, 1), members.subscribers(db)
        waiting = deliveries.waiting(db)
        assert len(waiting) <= 1
        assert [topic for topic, state in ledger.items() if state is DeliveryState.CLAIMED] == [
            t for w in waiting for t in w.shown
        ]
        assert person.cursor == max((int(topic.removeprefix("event:")) for topic in ledger), default=0)
        assert len(numbers) - person.cursor in (0, 1)
        for letter in waiting:
            with write(db):
                deliveries.mark_sent(db, letter.id, samples.LATER)
        assert set(deliveries.ledger(db, 1).values()) <= {DeliveryState.SENT, DeliveryState.TOLD}
        for number in numbers[person.cursor :]:
            with write(db):
                deliveries.tell(db, 1, [f"event:{number}"], number, samples.LATER)
        assert len(deliveries.ledger(db, 1)) == len(numbers)
