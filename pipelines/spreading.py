"""Spreads work that needs nothing but the processor over the processes of one machine. What the work is comes from outside.

For commands that compare or read many thousands of texts at once, never for a server: processes are made by forking.
"""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 3
"""Batches a process that wait: enough that none is idle, few enough that memory stays flat."""


def processors() -> int:
    """How many processes are worth making; 1 where the system cannot fork."""
    if "fork" not in get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    todo = iter(items)
    while batch := list(islice(todo, size)):
        yield batch


def spread(work: Callable[[list[T]], R], items: Iterable[T], size: int) -> Iterator[R]:
    """What `work` makes of each batch of `size` items, in order. One batch, or one processor: no process is made.

    `work` is a function of a module. What it raises is raised here.
    """
    todo = batches(items, size)
    first = list(islice(todo, 2))
    if len(first) < 2 or processors() < 2:
        yield from map(work, (*first, *todo))
        return
    with get_context("fork").Pool(processors()) as pool:
        waiting = deque(pool.apply_async(work, (batch,)) for batch in first)
        for batch in todo:
            waiting.append(pool.apply_async(work, (batch,)))
            if len(waiting) > AHEAD * processors():
                yield waiting.popleft().get()
        while waiting:
            yield waiting.popleft().get()


def share_out(work: Callable[[int], bytes], number: int) -> list[bytes]:
    """What `work` makes of each number below `number`, in order, for work that looks into what this process holds and
    changes nothing: the other processes start as copies of this one, which does its part. `work` may be any function.
    """
    helpers = min(processors(), number) - 1
    if helpers < 1:
        return [work(one) for one in range(number)]
    following = get_context("fork").Value("q", 0)
    with _copies(helpers, lambda giving: giving.send(dict(_parts(work, number, following)))) as answers:
        done = dict(_parts(work, number, following))
        for answer in answers:
            try:
                done |= answer.recv()
            except EOFError as cause:
                raise RuntimeError("a process that shared the work died") from cause
    return [done[one] for one in range(number)]


@contextmanager
def _copies(number: int, do: Callable[[Connection], None]) -> Iterator[list[Connection]]:
    """Copies of this process, each doing its part and giving its answer; none outlives the block."""
    context = get_context("fork")
    pipes = [context.Pipe(duplex=False) for _ in range(number)]
    children = [context.Process(target=do, args=(giving,)) for _, giving in pipes]
    gc.freeze()  # a collection would write in every object, and copy all of the memory
    try:
        for child, (_, giving) in zip(children, pipes, strict=True):
            child.start()
            giving.close()
        yield [taking for taking, _ in pipes]
    finally:
        gc.unfreeze()
        for child, (taking, _) in zip(children, pipes, strict=True):
            taking.close()
            if child.pid is not None:
                child.terminate()
                child.join()


def _parts(work: Callable[[int], bytes], number: int, following: Any) -> Iterator[tuple[int, bytes]]:
    """What this process does: the next number that nobody has taken, until none is left."""
    while True:
        with following.get_lock():
            one = following.value
            following.value = one + 1
        if one >= number:
            return
        yield one, work(one)
