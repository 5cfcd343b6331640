"""Claim → send → mark: the effects of letters, one commit a recipient; what is due is decided in `owed`.

The claim fixes the bytes of a letter, its lines of the ledger and the person's cursor in one transaction; every try sends
those bytes. The only possible double is a death, or a broken link, between the server's acceptance and our mark: the
letter is then sent again under the same Message-ID, by which mail programs can recognise it. Nothing is ever lost.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from digests import consent, french, problems
from digests.desk import Desk
from digests.draft import Voice
from digests.links import Links
from digests.mailer import LastingFailure, Mailer, PassingFailure
from digests.problems import Code
from digests.rounds import Made, Rounds, Rules
from model.codes import Rhythm
from model.letter import Letter
from model.member import Subscriber
from model.notice import Problem
from model.preferences import Act, How
from model.trouble import Trouble
from store import approvals, consents, deliveries, issues, members, suppressions
from store.connection import Database, write

USUAL = Rules()

_FIRST_WAIT = timedelta(minutes=10)
_LONGEST_WAIT = timedelta(hours=6)
_PATIENCE = timedelta(days=5)

_RETURNED = frozenset({Code.BOUNCED, Code.COMPLAINED, Code.PUT_OFF, Code.GATEWAY})
_OF_SENDING = frozenset({Code.REFUSED, Code.GIVEN_UP, Code.MAYBE_TWICE}) | _RETURNED
"""What composing a letter does not settle."""

_NOT_OF_THE_ADDRESS = frozenset({Code.NOT_COMPOSED, Code.MAYBE_TWICE}) | _RETURNED
"""What the acceptance of a letter does not settle."""

Progress = Callable[[int, int], None]
"""Called with the number done and the total."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The end of a round: letters claimed, people due with nothing to show, people whose day it is not, letters failed."""

    letters: int = 0
    silent: int = 0
    not_due: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """The end of a sending: letters taken by the server, put off, refused for good, held back, and those not tried.

    `ambiguous` are among the ones put off: the server may have taken them.
    """

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    suppressed: int = 0
    left: int = 0
    ambiguous: int = 0
    problems: tuple[Problem, ...] = ()


Done = TypeVar("Done", Prepared, Sent)


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


def send(db: Database, mailer: Mailer, now: datetime, on_progress: Progress | None = None) -> Sent:
    """Sends the letters that wait, oldest first, and marks each in its own commit; `db` should be `durable`.

    Passing failures are tried again later, longer and longer, for five days; lasting ones never. When the server cannot
    be used at all the sending stops there, without counting against any letter. Writes the problems as issues, and
    closes the mailer's connection.
    """
    try:
        done = _sent_all(db, mailer, now, on_progress)
    finally:
        mailer.close()
    if done.sent and not any(problem.subject == problems.SERVER for problem in done.problems):
        with write(db):
            issues.settle(db, problems.SERVER, now)
    return done


def preview(db: Database, address: str, now: datetime, links: Links, voice: Voice) -> Letter | None:
    """The letter that `address` would get at `now`, whatever the rhythm; None when nothing is due. Nothing is written.

    Trouble when nobody has that address.
    """
    person = members.subscriber(db, address)
    if person is None:
        raise Trouble(
            "Aucun abonné n’a cette adresse.", french.bound("Vérifiez-la, ou ajoutez-la par « veilleur member import ».")
        )
    return Rounds(Desk(db), now, links, voice, USUAL).whole(person)


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


def _sent_all(db: Database, mailer: Mailer, now: datetime, on_progress: Progress | None) -> Sent:
    waiting = deliveries.waiting_ids(db, now)
    done = Sent(left=len(waiting))
    for number, letter_id in enumerate(waiting, start=1):
        try:
            done = _sent(db, mailer, deliveries.letter(db, letter_id), now, done)
        except PassingFailure as failure:
            return _noted(db, done, problems.server(failure.reason), now)
        if on_progress is not None:
            on_progress(number, len(waiting))
    return done


def _sent(db: Database, mailer: Mailer, letter: Letter, now: datetime, done: Sent) -> Sent:
    """One letter out; raises the passing failures that concern every letter."""
    if _has_left(db, letter):
        with write(db):
            deliveries.mark_suppressed(db, letter.id, now, "désabonnement, ou adresse arrêtée")
        return replace(done, suppressed=done.suppressed + 1, left=done.left - 1)
    try:
        mailer.send(letter)
    except LastingFailure as failure:
        return _failed(db, letter, now, done, problems.refused(letter, failure.reason), failure.reason)
    except PassingFailure as failure:
        if failure.everybody:
            raise
        return _put_off(db, letter, now, done, failure)
    with write(db):
        deliveries.mark_sent(db, letter.id, now)
        issues.settle(db, problems.subject_of(letter.subscriber), now, but=_NOT_OF_THE_ADDRESS)
    return replace(done, sent=done.sent + 1, left=done.left - 1)


def _has_left(db: Database, letter: Letter) -> bool:
    person = members.subscriber(db, letter.address)
    return person is None or person.rhythm is Rhythm.NONE or suppressions.is_stopped(db, letter.address)


def _put_off(db: Database, letter: Letter, now: datetime, done: Sent, failure: PassingFailure) -> Sent:
    age = now - letter.composed_at
    if age > _PATIENCE:
        return _failed(db, letter, now, done, problems.given_up(letter, failure.reason), failure.reason)
    with write(db):
        deliveries.note_try(db, letter.id, now, failure.reason, now + _wait(age))
    done = replace(done, put_off=done.put_off + 1, left=done.left - 1)
    if not failure.ambiguous:
        return done
    return _noted(db, replace(done, ambiguous=done.ambiguous + 1), problems.maybe_twice(letter, failure.reason), now)


def _wait(age: timedelta) -> timedelta:
    """As long again as the letter has waited: each wait doubles, without counting the tries."""
    return min(max(age, _FIRST_WAIT), _LONGEST_WAIT)


def _failed(db: Database, letter: Letter, now: datetime, done: Sent, problem: Problem, reason: str) -> Sent:
    with write(db):
        deliveries.mark_failed(db, letter.id, now, reason)
        issues.note(db, problem, now)
    return replace(done, failed=done.failed + 1, left=done.left - 1, problems=(*done.problems, problem))


def _noted(db: Database, done: Done, problem: Problem, now: datetime) -> Done:
    with write(db):
        issues.note(db, problem, now)
    return replace(done, problems=(*done.problems, problem))
