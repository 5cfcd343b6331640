"""The table that ends a day: numbers that mean what they say, and what asks for someone told apart."""

import pytest

from day.report import DayReport
from model.codes import EventKind, ReadResult
from model.notice import Problem
from veilleur.commands.day_table import show


def told(capsys: pytest.CaptureFixture[str], report: DayReport, *steps: str) -> tuple[dict[str, str], str, str]:
    show(report, steps)
    said = capsys.readouterr()
    rows = [line.split("│") for line in said.out.splitlines() if "│" in line]
    return {name.strip(): number.strip() for name, number in rows}, said.out, said.err


def test_sources_read_say_how_many_did_not_change(capsys: pytest.CaptureFixture[str]) -> None:
    report = DayReport()
    report.results.update({ReadResult.READ: 2, ReadResult.UNCHANGED: 3, ReadResult.FAILED: 1})
    rows, _, _ = told(capsys, report)
    assert rows["sources lues"] == "5 (dont 3 sans changement)"
    assert rows["sources en échec"] == "1"


def test_one_source_read_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    report = DayReport()
    report.results[ReadResult.READ] = 1
    assert told(capsys, report)[0]["sources lues"] == "1"


def test_only_the_rows_of_the_steps_done_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    report = DayReport()
    report.events.update({EventKind.NEW: 4, EventKind.ANNOUNCED: 1, EventKind.CLOSED: 2})
    rows, _, _ = told(capsys, report, "crawl", "clock")
    assert rows["appels nouveaux"] == "5"
    assert rows["appels clos"] == "2"
    assert "lettres parties" not in rows


def test_what_was_left_out_is_told_with_its_reason_and_the_largest_first(capsys: pytest.CaptureFixture[str]) -> None:
    report = DayReport()
    report.dropped.update({"doublon": 1, "copie périmée": 244})
    _, out, _ = told(capsys, report)
    assert out.index("244 éléments – copie périmée") < out.index("1 élément – doublon")


def test_problems_go_to_the_error_stream_and_do_not_flood_it(capsys: pytest.CaptureFixture[str]) -> None:
    report = DayReport()
    report.problems = [Problem(code="time_out", subject=f"source-{n}", message="Pas de réponse.") for n in range(25)]
    report.failed["lecture des sources"] = "Le disque est plein."
    _, out, err = told(capsys, report)
    assert "Pas de réponse" not in out
    assert err.count("À voir :") == 20
    assert "5 autres" in err
    assert "[" not in err
    assert "Étape non faite : lecture des sources – Le disque est plein." in err


def test_the_word_that_a_problem_speaks_of_is_shown_short(capsys: pytest.CaptureFixture[str]) -> None:
    report = DayReport()
    report.problems = [
        Problem(code="unknown_word", subject="s", message="Code inconnu.", detail="programme\n 999 " + "x" * 300)
    ]
    _, _, err = told(capsys, report)
    assert "Code inconnu. [programme 999 xxx" in err
    assert "x…]" in err
    assert len(err.splitlines()[0]) < 250
