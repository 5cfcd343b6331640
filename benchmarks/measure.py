"""One figure beside its reference, and the cost of a command: CPU of the whole family, and the largest process."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measure:
    """`reference` is measured in the same run; `bound` is the most that the plan allows `value`, `floor` the least."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    reference_name: str = ""
    bound: float | None = None
    floor: float | None = None

    def __str__(self) -> str:
        told = f"{self.name:<46} {self.value:>9.2f} {self.unit}"
        if self.reference:
            told += f"   {self.value / self.reference:>6.2f} × {self.reference_name} ({self.reference:.2f} {self.unit})"
        if self.bound is not None:
            told += f"   borne {self.bound:g} : {'tenue' if self.value <= self.bound else 'DÉPASSÉE'}"
        if self.floor is not None:
            told += f"   plancher {self.floor:g} : {'tenu' if self.value >= self.floor else 'PERCÉ'}"
        return told


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a command and of all its children; the most memory they held together, in MB, what they share counted
    once; wall seconds."""

    cpu: float
    megabytes: float
    wall: float
    code: int


def cost_of(arguments: Sequence[str], folder: Path) -> Cost:
    """Runs `python ARGUMENTS` in `folder` and says what it cost. Memory is sampled 20 times a second (Linux)."""
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        child = subprocess.Popen([sys.executable, *arguments], cwd=folder, stdout=said, stderr=said, start_new_session=True)
        peak = _Peak(child.pid)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        peak.stop()
        return Cost(usage.ru_utime + usage.ru_stime, peak.megabytes, time.monotonic() - started, child.returncode)


class _Peak:
    """The largest total of resident memory of a session's processes."""

    def __init__(self, session: int) -> None:
        self.megabytes = 0.0
        self._session = session
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        pause = OFTEN
        while not self._stopped.wait(pause):
            members = _members(self._session)
            pause = OFTEN if len(members) < 2 else SELDOM
            self.megabytes = max(self.megabytes, sum(map(_shared_out if len(members) > 1 else _resident, members)))


OFTEN, SELDOM = 0.05, 0.25
"""Seconds between two looks: what several processes share takes the system some milliseconds to tell."""


def _members(session: int) -> list[Path]:
    """The processes of a session."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = (path / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # a process that ended meanwhile
            continue
        if int(fields[3]) == session:
            found.append(path)
    return found


def _resident(process: Path) -> float:
    """Megabytes in memory."""
    try:
        return int((process / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, IndexError):
        return 0.0


def _shared_out(process: Path) -> float:
    """Megabytes in memory, those that several processes share divided among them: forked copies count once."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Pss:")), 0.0)
