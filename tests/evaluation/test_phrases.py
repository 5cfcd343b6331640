"""The scoring of labelled phrases, and the project's own phrases read without a fault."""

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.phrases import judge, read_phrase, score

CORPUS = Path(__file__).parents[2] / "evaluation" / "corpora" / "phrases.jsonl"
PHRASES = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("phrase", PHRASES, ids=[phrase["id"] for phrase in PHRASES])
def test_a_phrase_is_read_as_a_person_reads_it(phrase: dict[str, Any]) -> None:
    read = read_phrase(phrase)
    assert judge(phrase["kind"], phrase["expected"], read) == "exact", (phrase["text"], read)


GRANT = {"min": None, "max": 5000, "currency": "EUR", "role": "grant"}
JUDGED = [
    ("deadline", {"deadline": "2026-03-15"}, {"deadline": "2026-03-15", "time": "17:00"}, "exact"),
    ("deadline", {"deadline": "2026-03-15"}, {"deadline": "2026-03-16"}, "wrong"),
    ("deadline", {"deadline": "2026-03-15"}, {"deadline": None}, "missed"),
    ("deadline", {"deadline": None}, {"deadline": "2026-03-15"}, "wrong"),
    ("deadline", {"deadline": None}, {"deadline": None}, "exact"),
    ("deadline", {"deadline": "2026-03-15", "time": "12:00"}, {"deadline": "2026-03-15"}, "missed"),
    ("deadline", {"deadline": "2026-03-15", "time": "12:00"}, {"deadline": "2026-03-15", "time": "17:00"}, "wrong"),
    ("deadline", {"deadline": None, "rolling": True}, {"deadline": None}, "missed"),
    ("amount", GRANT, GRANT | {"role": "fee"}, "wrong"),
    ("amount", GRANT | {"min": 1000}, GRANT, "missed"),
    ("rate", {"min": None, "max": None}, {"min": None, "max": 30}, "wrong"),
    ("countries", {"include": ["SN", "ML"], "exclude": []}, {"include": ["ML", "SN"], "exclude": []}, "exact"),
    ("countries", {"include": ["SN"], "exclude": ["MA"]}, {"include": ["SN"], "exclude": []}, "missed"),
]


@pytest.mark.parametrize(("kind", "expected", "read", "verdict"), JUDGED)
def test_a_value_read_wrongly_is_worse_than_a_value_missed(
    kind: str, expected: dict[str, Any], read: dict[str, Any], verdict: str
) -> None:
    assert judge(kind, expected, read) == verdict


def test_the_score_counts_each_kind_apart() -> None:
    lines = [
        {"kind": "deadline", "text": "Date limite : 15 mars 2026", "expected": {"deadline": "2026-03-15"}},
        {"kind": "deadline", "text": "Date limite : 16 mars 2026", "expected": {"deadline": "2026-03-15"}},
        {"kind": "rate", "text": "Bonjour", "expected": {"min": None, "max": 80}},
    ]
    assert score(lines) == {
        "deadline": {"n": 2, "exact": 1, "wrong": 1, "missed": 0},
        "rate": {"n": 1, "exact": 0, "wrong": 0, "missed": 1},
    }


def test_an_unknown_kind_is_an_error_not_a_silent_zero() -> None:
    with pytest.raises(KeyError):
        read_phrase({"kind": "colour", "text": "bleu"})


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2026", "2026-12-02"), ("2026-11", "2026-12-02"), ("2026-12-20", "2026-12-02"), ("2026-03-01T10:00:00", "2026-12-02")],
)
def test_published_gives_the_missing_year(published: str, expected: str) -> None:
    line = {"kind": "deadline", "text": "Candidatures ouvertes jusqu’au 2 décembre", "published": published}
    assert read_phrase(line)["deadline"] == expected
