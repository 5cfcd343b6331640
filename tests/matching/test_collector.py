"""The collector rests while matches are made, and is left as it was found."""

import gc

import pytest

from matching.collector import at_rest


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was_even_after_an_error(on: bool) -> None:
    before = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(ZeroDivisionError):
            _break_down()
        assert gc.isenabled() is on
    finally:
        (gc.enable if before else gc.disable)()


def _break_down() -> None:
    with at_rest():
        assert not gc.isenabled()
        raise ZeroDivisionError
