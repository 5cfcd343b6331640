"""The parent's side of the child process: starts it, reads its lines, notices its death or silence, and ends it."""

import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Full, Queue
from types import TracebackType
from typing import IO, Self

from crawlers.health import Code, Unreadable
from crawlers.wire import Beat, Order, decode, encode_order
from model.notice import Notice, Outcome

LINES_AHEAD = 20_000
"""Lines read ahead of whoever takes them in: beyond, the child waits."""

DETAIL_LINES = 40


class Child:
    """A crawl under way. Use it in a `with`: leaving it ends the child, finished or not.

    Linux kills the child when the thread that started it ends: start and read it in one thread.
    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self._lines: Queue[bytes | None] = Queue(LINES_AHEAD)
        self._errors: deque[str] = deque(maxlen=DETAIL_LINES)
        self._is_left = threading.Event()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crawlers.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        )
        self._threads = [self._thread(self._read_lines), self._thread(self._read_errors), self._thread(self._send_order)]

    def things(self) -> Iterator[Notice | Outcome]:
        """What the child finds, as it comes. Unreadable when it dies before its end, or is silent or long for too long."""
        ends_at = time.monotonic() + self._order.options.run_seconds
        while (line := self._next_line(ends_at)) is not None:
            thing = self._decoded(line)
            if not isinstance(thing, Beat):
                yield thing
        self._threads[1].join(5)
        if self._process.wait() != 0:
            raise Unreadable(Code.CHILD_ENDED, self._account())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Kills the child if it still runs, and waits until nothing of it is left."""
        self._is_left.set()
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                _close(pipe)

    @property
    def pid(self) -> int:
        """The child's process number."""
        return self._process.pid

    def _next_line(self, ends_at: float) -> bytes | None:
        wait = min(self._order.options.stuck_seconds, max(ends_at - time.monotonic(), 0))
        try:
            return self._lines.get(timeout=wait)
        except Empty:
            raise Unreadable(Code.STUCK, f"silence de {wait:.0f} s\n{self._account()}") from None

    def _decoded(self, line: bytes) -> Notice | Outcome | Beat:
        try:
            return decode(line)
        except (ValueError, TypeError, KeyError) as error:
            raise Unreadable(Code.CHILD_ENDED, f"ligne illisible ({error})\n{self._account()}") from error

    def _account(self) -> str:
        return f"code de sortie {self._process.poll()}\n" + "".join(self._errors)

    def _send_order(self) -> None:
        """In a thread: the order may be longer than the pipe, and the child may die before it has read it."""
        try:
            self._process.stdin.write(encode_order(self._order))  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
        except OSError as error:
            self._errors.append(f"ordre non transmis : {error}\n")

    def _read_lines(self) -> None:
        for line in self._process.stdout or ():
            self._put(line)
        self._put(None)

    def _put(self, line: bytes | None) -> None:
        """Waits for room, for as long as somebody may still take lines."""
        while not self._is_left.is_set():
            with suppress(Full):
                self._lines.put(line, timeout=0.5)
                return

    def _read_errors(self) -> None:
        for line in self._process.stderr or ():
            self._errors.append(line.decode(errors="replace"))

    def _thread(self, work: object) -> threading.Thread:
        thread = threading.Thread(target=work, daemon=True)  # type: ignore[arg-type]
        thread.start()
        return thread


def _environment() -> dict[str, str]:
    """The child must find this very package, installed or not."""
    root = str(Path(__file__).resolve().parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])}


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be flushed has no reader left
        return
