"""When a publication that its source no longer shows is worth telling staff: nothing is withdrawn for that (rule 3)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from model.call import Call
from model.notice import Outcome

MISSED = 5
"""Healthy readings in a row that have not met it."""
SPAN = timedelta(days=7)
"""Time between the first and the last of them: the European portal lost all its external calls for a day of April 2026."""

FEW, SHARE = 3, 0.05
"""Publications, and share of those met, up to which a disappearance is that of calls and not of a part of the list."""

ROLLING = frozenset({"feed", "wordpress"})
"""Recipes that show what is newest: what leaves them says nothing."""


def is_healthy(outcome: Outcome) -> bool:
    """A reading without any problem: one that found too little proves no absence."""
    return not outcome.problems


def is_gone(call: Call, last_seen: datetime, readings: Sequence[datetime]) -> bool:
    """A publication of `call`, met last at `last_seen`, has been missed for long enough; `readings` are the starts of the
    healthy ones, in order."""
    missed = [reading for reading in readings if reading > last_seen]
    return not call.status.is_over and len(missed) >= MISSED and missed[-1] - missed[0] >= SPAN


def is_few(gone: int, met: int) -> bool:
    """So few are gone, of a reading that met `met` publications, that each may have been taken down."""
    return gone <= max(FEW, SHARE * met)
