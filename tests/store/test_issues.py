"""What a person should know and settle."""

from model.notice import Problem
from store import issues
from store.connection import Database, write
from tests.store.samples import LATER, NOW


def _problem(code: str = "thin", subject: str = "bailleur", **words: str) -> Problem:
    return Problem(code=code, subject=subject, **({"message": "Peu de publications."} | words))


def _note(db: Database, *problems: Problem) -> None:
    with write(db):
        for problem in problems:
            issues.note(db, problem, NOW)


def test_the_same_problem_again_is_one_issue_with_the_newest_words(db: Database) -> None:
    _note(db, _problem())
    with write(db):
        issues.note(db, _problem(message="Aucune publication.", detail="0 < 3"), LATER)
    [found] = issues.open_ones(db)
    assert (found.times, found.opened_at, found.seen_at, found.closed_at) == (2, NOW, LATER, None)
    assert (found.message, found.detail) == ("Aucune publication.", "0 < 3")


def test_another_code_or_subject_is_another_issue(db: Database) -> None:
    _note(db, _problem(), _problem(code="slow"), _problem(subject="relais"))
    assert [(issue.code, issue.subject) for issue in issues.open_ones(db)] == [
        ("thin", "bailleur"),
        ("slow", "bailleur"),
        ("thin", "relais"),
    ]


def test_settling_closes_what_came_back_no_more(db: Database) -> None:
    _note(db, _problem(), _problem(code="slow"), _problem(subject="relais"))
    with write(db):
        assert issues.settle(db, "bailleur", LATER, but={"slow"}) == 1
        assert issues.settle(db, "bailleur", LATER, but={"slow"}) == 0
        assert issues.settle(db, "nobody", LATER) == 0
    assert [(issue.code, issue.subject) for issue in issues.open_ones(db)] == [("slow", "bailleur"), ("thin", "relais")]


def test_a_problem_that_comes_back_after_it_was_settled_is_a_new_issue(db: Database) -> None:
    _note(db, _problem())
    with write(db):
        issues.settle(db, "bailleur", LATER)
        issues.note(db, _problem(), LATER)
    [found] = issues.open_ones(db)
    assert (found.id, found.times, found.opened_at) == (2, 1, LATER)
