"""What staff answer to the questions on doubtful values: right, otherwise, nothing, or on second thoughts. Thin."""

from datetime import datetime
from zoneinfo import ZoneInfo

from day.staff_words import values_of
from model.deadline import PARIS
from model.question import Asked, Settled
from model.trouble import Trouble
from pipelines import intake
from store import questions, staff_values
from store.connection import Database


def confirm(db: Database, number: int, who: str, now: datetime) -> Asked:
    """The values asked about are right. Gives the question as it now is; Trouble when it does not wait any more."""
    one = _waiting(db, number)
    intake.confirm(db, one.call, one.field, who, now)
    return _asked(db, number)


def correct(db: Database, number: int, words: str, who: str, now: datetime) -> Asked:
    """The field holds what `words` say (see `day.staff_words`), nothing for no words; members hear of a date that moves."""
    one = _waiting(db, number)
    value = values_of(one.field, words, now.astimezone(ZoneInfo(PARIS)).date())
    intake.set_by_staff(db, one.call, one.field, value, who, now)
    return _asked(db, number)


def take_back(db: Database, number: int, who: str, now: datetime) -> Asked | None:
    """Undoes an answer: sources speak again. Gives the question that waits instead, None when they now speak surely."""
    one = _asked(db, number)
    answered = one.settled_by in (Settled.SET, Settled.CONFIRMED)
    if not answered or one.field not in staff_values.of_call(db, one.call):
        raise Trouble(f"La question {number} n’a pas de réponse à retirer.", "Les questions en attente : veilleur questions")
    intake.release(db, one.call, one.field, who, now)
    return questions.open_on(db, one.call, one.field)


def _waiting(db: Database, number: int) -> Asked:
    one = _asked(db, number)
    if one.settled_at is not None:
        raise Trouble(
            f"La question {number} n’attend plus de réponse.",
            f"Pour revenir sur une réponse : veilleur answer {number} --undo ; sinon : veilleur questions",
        )
    return one


def _asked(db: Database, number: int) -> Asked:
    found = questions.get(db, number)
    if found is None:
        raise Trouble(f"La question {number} n’existe pas.", "Les numéros : veilleur questions")
    return found
