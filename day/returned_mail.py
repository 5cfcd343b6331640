"""Reads the box where letters come back, and draws what follows: stopped addresses, people who left, points for staff."""

import mailbox
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from digests import consent, problems
from digests.envelope import Envelopes
from digests.returns import understood
from model.codes import Rhythm
from model.member import Subscriber
from model.preferences import Act, How
from model.returned import Returned, ReturnKind, Why
from model.trouble import Trouble
from store import consents, issues, members, returns, suppressions
from store.connection import Database, write

SOFT_LIMIT = 5
"""So many letters put off within `SOFT_SPAN` ask somebody to look at the address."""
SOFT_SPAN = timedelta(days=60)


def take_back(db: Database, box: Path, envelopes: Envelopes, now: datetime) -> Counter[ReturnKind]:
    """Takes in what is new in `box` (a maildir folder or an mbox file), one commit a message; how many of each kind.

    A message read twice counts once. An absence is noted and means nothing. Trouble when the box cannot be read.
    """
    taken: Counter[ReturnKind] = Counter()
    for body in _messages(box):
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


def _messages(box: Path) -> Iterator[bytes]:
    try:
        if box.is_dir():
            yield from _of_maildir(box)
        elif box.exists():
            with closing(mailbox.mbox(box, create=False)) as file:
                yield from (file.get_bytes(key) for key in file.iterkeys())
        else:
            raise FileNotFoundError(box)
    except (OSError, mailbox.Error) as cause:
        raise Trouble(
            f"La boîte des retours ne peut pas être lue : {box}",
            "Vérifiez [mail] returns : un dossier Maildir ou un fichier mbox, lisible par Veilleur.",
            str(cause),
        ) from cause


def _of_maildir(box: Path) -> Iterator[bytes]:
    """The messages not yet seen; each is marked as seen once the caller has taken it in."""
    with closing(mailbox.Maildir(box, create=False)) as folder:
        for key in sorted(folder.iterkeys()):
            message = folder.get_message(key)
            if "S" in message.get_flags():
                continue
            yield folder.get_bytes(key)
            message.set_subdir("cur")
            message.add_flag("S")
            folder[key] = message
