"""Composes the letters that are due and claims them in the ledger, one commit a recipient; `sending` takes them out.

The claim fixes the bytes of a letter, its lines of the ledger and the person's cursor in one transaction; every try sends
those bytes.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from digests import consent, french, problems
from digests.desk import Desk
from digests.draft import Voice
from digests.links import Links
from digests.problems import Code
from digests.rounds import Made, Rounds, Rules
from digests.sending import RETURNED, Progress, Sent, send
from model.letter import Letter
from model.member import Subscriber
from model.notice import Problem
from model.preferences import Act, How
from model.trouble import Trouble
from store import approvals, consents, deliveries, issues, members, suppressions
from store.connection import Database, write

__all__ = ["USUAL", "Prepared", "Rules", "Sent", "prepare", "preview", "send"]

USUAL = Rules()

_OF_SENDING = frozenset({Code.REFUSED, Code.GIVEN_UP, Code.MAYBE_TWICE}) | RETURNED
"""What composing a letter does not settle."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The end of a round: letters claimed, people due with nothing to show, people whose day it is not, letters failed."""

    letters: int = 0
    silent: int = 0
    not_due: int = 0
    problems: tuple[Problem, ...] = ()


def prepare(
    db: Database,
    now: datetime,
    links: Links,
    voice: Voice,
    on_progress: Progress | None = None,
    *,
    whole: bool = True,
    rules: Rules = USUAL,
) -> Prepared:
    """Composes and claims the letter of everyone whose round is due at `now` (aware), and what is urgent for the others.

    Writes the problems as issues. An address that is stopped gets nothing, and keeps its place. `whole` is False when the
    day could not be read whole: what is owed leaves all the same, but whoever has nothing to be told keeps their round,
    so that the same command, repaired, does not make a weekly person wait for a week. One person's failure does not stop
    the others: their cursor stays, so that the next run tries again. Trouble when the database cannot be written.
    """
    rounds, people = Rounds(Desk(db), now, links, voice, rules), members.subscribers(db)
    stopped = {one.address_key for one in suppressions.standing(db)}
    done = Prepared()
    for number, person in enumerate(people, start=1):
        if suppressions.key_of(person.address) in stopped:
            done = replace(done, not_due=done.not_due + 1)
        else:
            done = _prepared(db, rounds, person, now, rules, done, whole)
        if on_progress is not None:
            on_progress(number, len(people))
    return done


def preview(
    db: Database, address: str, now: datetime, links: Links, voice: Voice, rules: Rules = USUAL, to: str = ""
) -> Letter | None:
    """The letter that `address` would get at `now`, whatever the rhythm; None when nothing is due. Nothing is written.

    With `to`, a copy for somebody else: its links say that they are not theirs, so that nobody unsubscribes another.
    Trouble when nobody has that address.
    """
    person = members.subscriber(db, address)
    if person is None:
        raise Trouble(
            "Aucun abonné n’a cette adresse.", french.bound("Vérifiez-la, ou ajoutez-la par « veilleur member import ».")
        )
    letter = Rounds(Desk(db), now, links, voice, rules).whole(replace(person, address=to or person.address))
    return replace(letter, subscriber=0) if letter is not None and to else letter


def _prepared(
    db: Database, rounds: Rounds, person: Subscriber, now: datetime, rules: Rules, done: Prepared, whole: bool
) -> Prepared:
    try:
        made = rounds.made_for(person)
    except Trouble:
        raise
    except Exception as error:  # noqa: BLE001 it becomes an issue: one person's letter must not stop the others'
        return _noted(db, done, problems.not_composed(person, error), now)
    if made is None:
        return replace(done, not_due=done.not_due + 1)
    if made.letter is None and not whole:
        return replace(done, silent=done.silent + 1)
    with write(db):
        _keep(db, person, made, now, rules)
        issues.settle(db, problems.subject_of(person.id), now, but=_OF_SENDING)
    return replace(done, letters=done.letters + bool(made.letter), silent=done.silent + (made.letter is None))


def _keep(db: Database, person: Subscriber, made: Made, now: datetime, rules: Rules) -> None:
    """The claim, with what must stand before a letter leaves: the record of consent, and the question to staff."""
    if made.letter is None:
        deliveries.tell(db, person.id, made.told, made.cursor or 0, now)
        return
    claimed = deliveries.claim(db, made.letter, made.cursor, now)
    member = members.get(db, person.member)
    if made.asks and member is not None:
        consents.add(db, consent.line(person.id, now, Act.ASKED, How.LETTER, consent.ASK.format(member=member.name)))
    elif not consents.of(db, person.id) and member is not None:
        consents.add(db, consent.registered(person.id, member, person.subscribed_at))
    if rules.approve and not made.asks:
        approvals.ask(db, claimed.id, now, now + rules.lapse if rules.lapse is not None else None)


def _noted(db: Database, done: Prepared, problem: Problem, now: datetime) -> Prepared:
    with write(db):
        issues.note(db, problem, now)
    return replace(done, problems=(*done.problems, problem))
