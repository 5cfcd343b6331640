"""Reads the box where letters come back, and draws what follows: stopped addresses, people who left, points for staff."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from digests import consent, problems
from digests.boxes import Box
from digests.envelope import Envelopes
from digests.returns import understood
from model.codes import Rhythm
from model.member import Subscriber
from model.preferences import Act, How
from model.returned import Returned, ReturnKind, Why
from store import consents, issues, members, returns, suppressions
from store.connection import Database, write

SOFT_LIMIT = 5
"""So many letters put off within `SOFT_SPAN` ask somebody to look at the address."""
SOFT_SPAN = timedelta(days=60)


def take_back(db: Database, box: Box, envelopes: Envelopes, now: datetime) -> Counter[ReturnKind]:
    """Takes in what is new in `box`, one commit a message; how many of each kind.

    A message read twice counts once. An absence is noted and means nothing. Trouble when the box cannot be read.
    """
    taken: Counter[ReturnKind] = Counter()
    for body in box.messages():
        back = understood(body, envelopes)
        person = members.by_id(db, back.subscriber) if back.subscriber is not None else None
        with write(db):
            if returns.keep(db, replace(back, subscriber=person.id if person else None), now):
                taken[back.kind] += 1
                _draw(db, back, person, now)
    return taken


def _draw(db: Database, back: Returned, person: Subscriber | None, now: datetime) -> None:
    subject = person.id if person else None
    if back.kind is ReturnKind.GATEWAY:
        issues.note(db, problems.gateway(subject, back.reason), now)
    elif person is None:
        if back.kind is not ReturnKind.ABSENCE:
            issues.note(db, problems.unknown_return(back.kind.value, back.reason), now)
    elif back.kind is ReturnKind.HARD:
        suppressions.stop(db, person.address, Why.HARD, back.reason, now)
        issues.note(db, problems.bounced(person.id, back.reason), now)
    elif back.kind is ReturnKind.COMPLAINT:
        _leave(db, person, back, now)
    elif back.kind is ReturnKind.SOFT and returns.count(db, person.id, ReturnKind.SOFT, now - SOFT_SPAN) >= SOFT_LIMIT:
        issues.note(db, problems.often_put_off(person.id, back.reason), now)


def _leave(db: Database, person: Subscriber, back: Returned, now: datetime) -> None:
    """Whoever says « c’est du courrier indésirable » has said that they want no more letters."""
    members.save_subscriber(db, replace(person, rhythm=Rhythm.NONE))
    suppressions.stop(db, person.address, Why.COMPLAINT, back.reason, now)
    consents.add(db, consent.line(person.id, now, Act.WITHDRAWN, How.COMPLAINT, "Signalé comme indésirable."))
    issues.note(db, problems.complained(person.id, back.reason), now)
