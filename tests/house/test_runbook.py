"""Every problem that Veilleur can name is explained to the person who will read its name."""

from enum import StrEnum
from pathlib import Path

import pytest

import crawlers.health
import day.by_hand
import day.daily
import day.proposals
import digests.problems
import pipelines.doubts
import pipelines.links

RUNBOOK = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text(encoding="utf-8")
CODES: tuple[type[StrEnum], ...] = (
    crawlers.health.Code,
    pipelines.doubts.Code,
    pipelines.links.Code,
    digests.problems.Code,
    day.daily.Code,
    day.by_hand.Code,
    day.proposals.Code,
)


@pytest.mark.parametrize("code", [code for codes in CODES for code in codes])
def test_a_code_has_its_line_in_the_runbook(code: StrEnum) -> None:
    assert f"| `{code.value}` |" in RUNBOOK


def test_the_runbook_explains_no_code_that_does_not_exist() -> None:
    named = {line.split("`")[1] for line in RUNBOOK.splitlines() if line.startswith("| `")}
    assert named == {code.value for codes in CODES for code in codes}
