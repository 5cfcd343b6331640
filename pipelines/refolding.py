"""What a call would be had it always been told by these notices alone: for what staff join, or undo. Nothing is saved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from model.call import Call
from model.facts import Facts
from model.notice import Notice
from pipelines.history import Voice, decide
from pipelines.pins import Pins, pinned


@dataclass(frozen=True, slots=True)
class Heard:
    """A notice, what was read in it, and the instant it was taken in."""

    notice: Notice
    facts: Facts
    at: datetime


def refold(heard: Sequence[Heard], official: Collection[str], pins: Pins, known: Call | None = None) -> Call:
    """The call that these notices, one at least, make in their order; `official`: the sources where funders speak.

    `known` is the call as it stands: it keeps its id, its first sight, its edition before, and where it stood, so that
    what has changed can be told (see `history.corrected`).
    """
    call: Call | None = None
    for one in heard:
        voice = _voice(call, one.notice, official)
        call = decide(call, one.notice, one.facts, one.at, first_reading=False, voice=voice).call
    if call is None:
        raise ValueError("a call is made of one notice at least")
    if known is not None:
        kept = {"id": known.id, "first_seen": known.first_seen, "previous": known.previous, "status": known.status}
        call = replace(call, **kept, notes=known.notes)  # type: ignore[arg-type]
    return pinned(call, pins)


def _voice(call: Call | None, notice: Notice, official: Collection[str]) -> Voice:
    if call is None or (call.source, call.reference) == (notice.source, notice.reference):
        return Voice.PRINCIPAL
    return Voice.TAKES_OVER if notice.source in official and call.source not in official else Voice.RELAY
