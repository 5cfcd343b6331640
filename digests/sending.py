"""Send → mark: takes claimed letters out of the house, one commit a recipient; what they say is in `rounds`.

The only possible double is a death, or a broken link, between the server's acceptance and our mark: the letter is then
sent again under the same Message-ID, by which mail programs can recognise it. The beginning of each attempt is written
in the commit that marks the letter before, so that the next run knows that such a moment was, and says so. Nothing is
ever lost.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from digests import problems
from digests.mailer import LastingFailure, Mailer, PassingFailure
from digests.problems import Code
from model.letter import Letter
from model.notice import Problem
from model.trouble import Trouble
from store import deliveries, issues, members
from store.connection import Database, write

_FIRST_WAIT = timedelta(minutes=10)
_LONGEST_WAIT = timedelta(hours=6)
_PATIENCE = timedelta(days=5)

RETURNED = frozenset({Code.BOUNCED, Code.COMPLAINED, Code.PUT_OFF, Code.GATEWAY})
_NOT_OF_THE_ADDRESS = frozenset({Code.NOT_COMPOSED, Code.MAYBE_TWICE}) | RETURNED
"""What the acceptance of a letter does not settle."""

Progress = Callable[[int, int], None]
"""Called with the number done and the total."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The end of a sending: letters taken by the server, put off, refused for good, held back, and those not tried.

    `ambiguous`: the server may have taken them once already, when the link broke or the process died.
    """

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    suppressed: int = 0
    left: int = 0
    ambiguous: int = 0
    problems: tuple[Problem, ...] = ()


def send(db: Database, mailer: Mailer, now: datetime, on_progress: Progress | None = None) -> Sent:
    """Sends the letters that wait, oldest first, and marks each in its own commit; `db` should be `durable`.

    Passing failures are tried again later, longer and longer, for five days; lasting ones never. When the server cannot
    be used at all the sending stops there, without counting against any letter. Writes the problems as issues, and
    closes the mailer's connection.
    """
    try:
        done = _Sending(db, mailer, now).all(on_progress)
    finally:
        mailer.close()
    if done.sent and not any(problem.subject == problems.SERVER for problem in done.problems):
        with write(db):
            issues.settle(db, problems.SERVER, now)
    return done


class _Sending:
    """One sending: what is done so far, and the letter whose attempt is already written as begun."""

    def __init__(self, db: Database, mailer: Mailer, now: datetime) -> None:
        self._db, self._mailer, self._now = db, mailer, now
        self._begun: int | None = None
        self._ahead: Letter | None = None
        self._done = Sent()
        self._known = {issue.subject for issue in issues.open_ones(db)}

    def all(self, on_progress: Progress | None) -> Sent:
        """Every letter that waits, until the server is of no use."""
        waiting = deliveries.waiting_ids(self._db, self._now)
        self._done = Sent(left=len(waiting))
        for number, letter_id in enumerate(waiting, start=1):
            try:
                self._one(self._read(letter_id), waiting[number] if number < len(waiting) else None)
            except PassingFailure as failure:
                self._forget()
                self._note(problems.server(failure.reason))
                break
            if on_progress is not None:
                on_progress(number, len(waiting))
        return self._done

    def _read(self, letter_id: int) -> Letter:
        ahead, self._ahead = self._ahead, None
        return ahead if ahead is not None and ahead.id == letter_id else deliveries.to_send(self._db, letter_id)

    def _look_ahead(self, letter_id: int) -> Letter | None:
        """Read while a letter is in the server's hands: what goes wrong waits for its own turn, where it is told."""
        with suppress(Trouble):
            self._ahead = deliveries.to_send(self._db, letter_id)
        return self._ahead

    def _one(self, letter: Letter, following: int | None) -> None:
        """One letter out; raises the passing failures that concern every letter."""
        if not members.wants_letters(self._db, letter.address):
            with write(self._db):
                deliveries.mark_suppressed(self._db, letter.id, self._now, "désabonnement, ou adresse arrêtée")
            self._count(suppressed=self._done.suppressed + 1)
            return
        self._begin(letter)
        try:
            self._mailer.send(letter, None if following is None else partial(self._look_ahead, following))
        except LastingFailure as failure:
            self._fail(letter, problems.refused(letter, failure.reason), failure.reason)
        except PassingFailure as failure:
            if failure.everybody:
                raise
            self._put_off(letter, failure)
        else:
            self._mark(letter, following)

    def _begin(self, letter: Letter) -> None:
        """The attempt begins; one whose end is not known may have reached the server."""
        if self._begun == letter.id:
            return
        problem = problems.maybe_twice(letter, "arrêt brutal pendant l’envoi")
        with write(self._db):
            unknown = deliveries.mark_started(self._db, letter.id, self._now)
            if unknown:
                issues.note(self._db, problem, self._now)
        self._begun = letter.id
        if unknown:
            told = (*self._done.problems, problem)
            self._done = replace(self._done, ambiguous=self._done.ambiguous + 1, problems=told)

    def _mark(self, letter: Letter, following: int | None) -> None:
        """The server has it. The same commit begins the next one, unless an unknown end of its own must be told first."""
        with write(self._db):
            deliveries.mark_sent(self._db, letter.id, self._now)
            if (subject := problems.subject_of(letter.subscriber)) in self._known:
                issues.settle(self._db, subject, self._now, but=_NOT_OF_THE_ADDRESS)
            if following is not None and deliveries.start_if_new(self._db, following, self._now):
                self._begun = following
        self._count(sent=self._done.sent + 1)

    def _put_off(self, letter: Letter, failure: PassingFailure) -> None:
        age = self._now - letter.composed_at
        if age > _PATIENCE:
            self._fail(letter, problems.given_up(letter, failure.reason), failure.reason)
            return
        with write(self._db):
            deliveries.note_try(self._db, letter.id, self._now, failure.reason, self._now + _wait(age))
        self._count(put_off=self._done.put_off + 1)
        if failure.ambiguous:
            self._done = replace(self._done, ambiguous=self._done.ambiguous + 1)
            self._note(problems.maybe_twice(letter, failure.reason))

    def _fail(self, letter: Letter, problem: Problem, reason: str) -> None:
        with write(self._db):
            deliveries.mark_failed(self._db, letter.id, self._now, reason)
            issues.note(self._db, problem, self._now)
        self._done = replace(self._done, problems=(*self._done.problems, problem))
        self._count(failed=self._done.failed + 1)

    def _forget(self) -> None:
        """The server refused before any letter was handed over: no attempt took place."""
        if self._begun is not None:
            with write(self._db):
                deliveries.mark_unstarted(self._db, self._begun)

    def _note(self, problem: Problem) -> None:
        with write(self._db):
            issues.note(self._db, problem, self._now)
        self._known.add(problem.subject)
        self._done = replace(self._done, problems=(*self._done.problems, problem))

    def _count(self, **changed: int) -> None:
        self._done = replace(self._done, **changed, left=self._done.left - 1)  # type: ignore[arg-type]


def _wait(age: timedelta) -> timedelta:
    """As long again as the letter has waited: each wait doubles, without counting the tries."""
    return min(max(age, _FIRST_WAIT), _LONGEST_WAIT)
