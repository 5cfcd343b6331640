"""Letters sent, marks durable, beside a bare loop of smtplib over one connection to the same server."""

import os
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO

from benchmarks.measure import Measure
from digests import deliver
from digests.mailer import SmtpMailer, SmtpOptions
from model.letter import Letter
from model.member import Member, Subscriber
from store import deliveries, members
from store.connection import connect, create, write

ROUNDS = 7
"""Disks are not even: each round measures both, one after the other, and the middle one is told."""


def sending(letter: Letter, member: Member, people: list[Subscriber], sender: str, now: datetime) -> Iterator[Measure]:
    """Letters a second, from the ledger to the mark of each, in the same order as the bare loop; and what the disk takes.

    A mark is on the disk before the next letter leaves: where the disk takes longer than the bare loop takes for a letter,
    no program can keep to the floor, and the last line says so.
    """
    with _server() as port:
        rounds = [
            (_ours(port, letter, member, people, sender, now), _bare(port, letter, people, sender), _disk())
            for _ in range(ROUNDS)
        ]
    ours, bare, ratio, disk = (
        statistics.median(values)
        for values in zip(*((one, other, one / other, disk) for one, other, disk in rounds), strict=True)
    )
    yield Measure(
        "lettres par seconde, marques durables comprises", ours, "/s", bare, "une boucle nue de smtplib", floor=0.7 * bare
    )
    yield Measure(f"  le rapport, tour par tour (le médian de {ROUNDS})", ratio, "×", floor=0.7)
    yield Measure("  une écriture durable de ce disque, à vide", disk, "ms", 1000 / bare, "une lettre de la boucle nue")


def _disk() -> float:
    """The middle time, in milliseconds, of an append of three pages that is on the disk when it returns."""
    with tempfile.TemporaryFile() as file:
        return statistics.median(_elapsed(lambda: _kept(file)) for _ in range(200)) * 1000


def _kept(file: IO[bytes]) -> None:
    file.write(b"x" * 12_288)
    file.flush()
    os.fdatasync(file.fileno())


def _ours(port: int, letter: Letter, member: Member, people: list[Subscriber], sender: str, now: datetime) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "veilleur.db"
        with closing(create(path)) as db, write(db):
            members.save(db, member)
            for person in people:
                members.save_subscriber(db, replace(person, id=0))
                mine = replace(letter, subscriber=person.id, address=person.address, message_id=f"<{person.id}@x>")
                deliveries.claim(db, mine, 1, now)
        with closing(connect(path, durable=True)) as db:
            mailer = SmtpMailer(SmtpOptions(host="127.0.0.1", port=port, sender=sender))
            took = _elapsed(lambda: _all_sent(deliver.send(db, mailer, now), len(people)))
    return len(people) / took


def _all_sent(done: deliver.Sent, number: int) -> None:
    if done.sent != number:
        raise RuntimeError(f"{done.sent} letters sent instead of {number}")


def _bare(port: int, letter: Letter, people: list[Subscriber], sender: str) -> float:
    def loop() -> None:
        with smtplib.SMTP("127.0.0.1", port) as server:
            for person in people:
                server.sendmail(sender, [person.address], letter.body)

    return len(people) / _elapsed(loop)


@contextmanager
def _server() -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.taker"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _elapsed(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started
