"""The scoring of whole calls, checked on answers counted by hand."""

from datetime import UTC, datetime
from typing import Any

import pytest

from evaluation.calls import each, judge, score

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CALL: dict[str, Any] = {
    "id": "puits",
    "lang": "fr",
    "title": "Appel à projets : des puits au Sénégal",
    "text": "Les communes et les associations peuvent déposer un dossier avant le 15 mai 2026. Aide de 5 000 € au plus.",
    "published": "2026-03-01",
    "expected": {"kind": "call", "deadline": "2026-05-15", "countries": ["SN"], "eligible": ["commune"], "opening": None},
}


def test_only_the_keys_given_are_scored() -> None:
    assert list(score([CALL], NOW)) == ["kind", "deadline", "opening", "countries", "eligible"]


def test_precision_and_recall_count_each_code_of_a_list() -> None:
    scored = score([CALL], NOW)
    assert scored["countries"] == {"n": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scored["eligible"] == {"n": 1, "precision": 0.5, "recall": 1.0, "f1": 0.6667}


JUDGED = [
    ("deadline", "2026-05-15", "2026-05-15", (1, 1, 1)),
    ("deadline", "2026-05-15", "2026-05-16", (0, 1, 1)),
    ("deadline", "2026-05-15", None, (0, 0, 1)),
    ("deadline", None, "2026-05-15", (0, 1, 0)),
    ("deadline", None, None, (0, 0, 0)),
    ("themes", ["sport", "sante"], ["sport"], (1, 1, 2)),
    ("themes", [], ["sport"], (0, 1, 0)),
    ("amount", {"min": None, "max": 5000, "currency": "EUR"},
     {"min": None, "max": 5000.0, "currency": "EUR", "role": "prize"}, (1, 1, 1)),
    ("amount", {"max": 5000, "currency": "EUR", "role": "grant"},
     {"min": None, "max": 5000.0, "currency": "EUR", "role": "prize"}, (0, 1, 1)),
    ("amount", {"min": None, "max": None, "currency": None}, None, (0, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("field", "expected", "read", "counts"), JUDGED)
def test_a_field_counts_what_is_right_given_and_wanted(
    field: str, expected: Any, read: Any, counts: tuple[int, int, int]
) -> None:
    assert judge(field, expected, read) == counts


def test_nothing_given_is_never_wrong_and_nothing_wanted_never_missed() -> None:
    nothing = CALL | {"text": "Bientôt.", "title": "Page", "expected": {"opening": None, "groups": []}}
    assert {row["f1"] for row in score([nothing], NOW).values()} == {1.0}


def test_each_call_is_told_without_its_answers() -> None:
    bare = {key: value for key, value in CALL.items() if key != "expected"}
    told = next(each([bare], NOW))
    assert (told["id"], told["deadline"], told["countries"], told["status"]) == ("puits", "2026-05-15", ["SN"], "open")
    assert told["amount"] == {"min": None, "max": 5000.0, "currency": "EUR", "role": "grant"}
