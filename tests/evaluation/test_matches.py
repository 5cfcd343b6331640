"""The scores of matching on a judged corpus, each checked on rankings counted by hand."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from evaluation.matches import each, evaluate, load, ndcg, precision
from matching import match
from model.codes import Kind, Role

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
MEMBERS = [
    {"id": "ville", "kind": "commune", "territory": "FR-22", "countries": {"SN": 3}, "themes": {"eau-assainissement": 3}},
    {"id": "autre", "kind": "commune", "territory": "FR-22", "countries": {"JP": 3}, "themes": {"sport": 2}},
]
CALLS: list[dict[str, Any]] = [
    {"id": "puits", "title": "Des puits", "lang": "fr", "countries": ["SN"], "themes": ["eau-assainissement"],
     "eligible": ["commune"], "deadline": "2026-05-01", "scope": "international",
     "amount": {"min": 1000, "max": 5000, "currency": "EUR"}},
    {"id": "région", "title": "Réservé aux régions", "lang": "fr", "countries": ["SN"], "themes": ["eau-assainissement"],
     "eligible": ["region"], "deadline": "2026-05-01", "scope": "international"},
    {"id": "égypte", "title": "L’eau en Égypte", "lang": "fr", "countries": ["EG"], "themes": ["eau-assainissement"],
     "eligible": ["commune"], "deadline": "2026-05-01", "scope": "international", "kind": "prize"},
]  # fmt: skip
JUDGED = [
    {"member": "ville", "call": "puits", "relevance": 3, "eligible": True},
    {"member": "ville", "call": "région", "relevance": 0, "eligible": False},
]


def lines(judged: list[dict[str, Any]] = JUDGED) -> list[str]:
    return [json.dumps(row) for row in ({"members": MEMBERS}, {"calls": CALLS}, *judged)]


def test_a_perfect_matching_scores_one_and_alerts_no_ineligible_call() -> None:
    scores = evaluate(lines(), NOW)
    perfect = {"ndcg10": 1.0, "p5": 1.0, "ineligible_alerted": 0, "silent": 1.0}
    assert {name: scores[name] for name in perfect} == perfect
    assert scores["members"] == 2


def test_the_baselines_are_measured_on_the_same_judgements() -> None:
    scores = evaluate(lines(), NOW)
    assert scores["overlap"]["ineligible_alerted"] == 1, "overlap knows nothing of who may answer"
    assert scores["full_text"]["ndcg10"] == 0, "« eau » is a word of the call in Egypt, not of « Des puits »"


def test_an_alerted_call_that_the_judge_refuses_is_counted() -> None:
    refused = [{"member": "ville", "call": "puits", "relevance": 0, "eligible": False}]
    scores = evaluate(lines(refused), NOW)
    assert scores["ineligible_alerted"] == 1
    assert scores["silent"] == 0.5, "this member has nothing relevant and is told something"


def test_each_pair_told_comes_best_first_then_the_refused() -> None:
    told = list(each(lines(), NOW))
    assert [(row["member"], row["call"], row["role"]) for row in told] == [
        ("ville", "puits", Role.LEAD),
        ("ville", "région", Role.NO),
        ("autre", "région", Role.NO),
    ]
    assert told[0]["score"] == 100
    assert told[1]["score"] == 0


def test_what_a_call_states_in_fields_is_taken_as_stated() -> None:
    corpus = load(lines(), NOW)
    facts = corpus.calls[0].facts
    assert [one.value for one in facts.countries] == ["SN"]
    assert facts.sessions[0].value.day.isoformat() == "2026-05-01"
    assert facts.amounts[0].value.maximum == 5000
    kind = corpus.calls[2].facts.kind
    assert kind is not None
    assert kind.value is Kind.PRIZE


@pytest.mark.parametrize(
    ("ranked", "judged", "expected"),
    [
        ([3, 2, 1], [3, 2, 1], 1.0),
        ([], [3], 0.0),
        ([0, 3], [3], 0.6309),
        ([2], [3, 2], 0.3374),
        ([0] * 10 + [3], [3], 0.0),
    ],
)
def test_ndcg_is_that_of_the_books(ranked: list[int], judged: list[int], expected: float) -> None:
    assert ndcg(ranked, judged) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("ranked", "judged", "expected"),
    [
        ([3, 1, 2, 1, 1, 0], [3, 1, 2, 1, 1], 1.0),
        ([3], [3], 1.0),
        ([3, 0], [3], 0.5),
        ([3], [3, 2], 0.5),
        ([], [3], 0.0),
        ([3, 0, 0, 0, 0], [3] * 9, 0.2),
    ],
)
def test_precision_counts_what_is_missed_and_what_is_too_much(ranked: list[int], judged: list[int], expected: float) -> None:
    assert precision(ranked, judged) == pytest.approx(expected)


def test_the_judged_corpus_of_the_project_stays_above_its_floors_and_beats_both_baselines() -> None:
    corpus = Path(__file__).parents[2] / "evaluation" / "corpora" / "matches.jsonl"
    scores = evaluate(corpus.read_text(encoding="utf-8").splitlines(), NOW)
    assert scores["ndcg10"] >= 0.90
    assert scores["p5"] >= 0.85
    assert (scores["ineligible_alerted"], scores["silent"]) == (0, 1.0)
    for baseline in ("full_text", "overlap"):
        assert scores["ndcg10"] > scores[baseline]["ndcg10"] + 0.1
        assert scores["p5"] > scores[baseline]["p5"] + 0.1


def test_the_judged_corpus_has_the_size_and_the_shares_that_make_it_hard() -> None:
    corpus = Path(__file__).parents[2] / "evaluation" / "corpora" / "matches.jsonl"
    lines = corpus.read_text(encoding="utf-8").splitlines()
    held, calls = load(lines, NOW), json.loads(lines[1])["calls"]
    assert len(held.members) >= 15
    assert len(held.calls) >= 80
    assert sum(one.get("out_of_field", False) for one in calls) / len(calls) >= 0.4, "as its writer labelled them"
    relevant = {name for (name, _), judged in held.judged.items() if judged.relevance}
    assert len(relevant) <= 0.8 * len(held.members), "one profile in five must get nothing"
    assert {(m, c) for (m, c), judged in held.judged.items() if judged.relevance and not judged.eligible} == set()


def test_every_words_quoted_on_the_judged_corpus_are_in_the_call() -> None:
    corpus = Path(__file__).parents[2] / "evaluation" / "corpora" / "matches.jsonl"
    held = load(corpus.read_text(encoding="utf-8").splitlines(), NOW)
    titles = {call.id: call.title for call in held.calls}
    told = [one for found in match(held.calls, held.members, held.now, texts=held.texts).values() for one in found]
    quotes = [
        (one.call, part.split("»")[0].strip("\N{NO-BREAK SPACE}").rstrip("…"))
        for one in told
        for sentence in one.reasons
        for part in sentence.split("«")[1:]
    ]
    assert len(quotes) > 100
    assert [(call, said) for call, said in quotes if said not in f"{titles[call]}\n{held.texts[call]}"] == []
