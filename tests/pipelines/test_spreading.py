"""Work spread over processes comes back whole and in order, and what it raises is raised."""

from collections.abc import Callable

import pytest

from pipelines import spreading
from pipelines.spreading import batches, share_out, spread


def doubled(some: list[int]) -> list[int]:
    return [2 * one for one in some]


def refuse(some: list[int]) -> list[int]:
    raise ValueError(f"not {some[0]}")


@pytest.mark.parametrize("number", [0, 1, 3, 4, 7, 100])
def test_batches_come_back_in_order(number: int) -> None:
    found = [one for some in spread(doubled, range(number), 3) for one in some]
    assert found == [2 * one for one in range(number)]


def test_one_processor_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "processors", lambda: 1)
    assert list(spread(doubled, range(5), 2)) == [[0, 2], [4, 6], [8]]
    assert share_out(lambda one: bytes([one]), 3) == [b"\0", b"\1", b"\2"]


def test_the_last_batch_is_shorter() -> None:
    assert list(batches(range(5), 2)) == [[0, 1], [2, 3], [4]]


def test_parts_look_into_what_this_process_holds_and_come_back_in_order() -> None:
    held = list(range(100))

    def squares(block: int) -> bytes:
        return b",".join(str(one * one).encode() for one in held[block * 10 : block * 10 + 10])

    assert b",".join(share_out(squares, 10)) == b",".join(str(one * one).encode() for one in held)


@pytest.mark.parametrize("call", [lambda: list(spread(refuse, range(9), 2)), lambda: share_out(refused, 9)])
def test_what_the_work_raises_is_raised_here(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="not"):
        call()


def refused(number: int) -> bytes:
    raise ValueError(f"not {number}")
