"""Calls of the corpus printed as PDF by a browser say what their text says."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers import pdf
from evaluation import calls, floors

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PRINTED = sorted((Path(__file__).parents[1] / "fixtures" / "pdf").glob("*.pdf"))
CORPUS = {line["id"]: line for line in map(json.loads, floors.corpus("calls").read_text(encoding="utf-8").splitlines())}


def as_printed(path: Path) -> dict[str, Any]:
    """The call with the words of its PDF: the title is its first line."""
    title, _, text = pdf.text_of(path.read_bytes()).strip().partition("\n")
    return CORPUS[path.stem] | {"title": title, "text": text.strip()}


@pytest.mark.parametrize("path", PRINTED, ids=[path.stem for path in PRINTED])
def test_a_printed_call_is_read_as_its_text(path: Path) -> None:
    line = CORPUS[path.stem]
    printed = as_printed(path)
    assert printed["title"] == line["title"]
    assert calls.values(printed, 1, NOW) == calls.values(line, 1, NOW)


def test_the_floors_of_the_corpus_hold_on_what_is_printed() -> None:
    held = floors.pinned()["calls"].floors
    scored = calls.score([as_printed(path) for path in PRINTED], NOW)
    hard = ("deadline", "amount", "countries", "eligible", "kind", "status", "scope")
    assert {field: scored[field]["f1"] for field in hard if scored[field]["f1"] < held[f"{field}.f1"]} == {}
