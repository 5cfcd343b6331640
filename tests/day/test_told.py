"""What is read of a call, told as plain values in the documented form."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from day.read_file import item_of, read
from day.told import plain
from model.evidence import Evidence, Reading
from model.facts import Facts

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
TITLE = "Appel à projets : l’eau au Sénégal"
TEXT = (
    "Les associations peuvent candidater, en partenariat avec une commune. Aide de 5 000 € au plus. "
    "Dépôt du 10 mars au 15 mai 2026."
)


def told(text: str = TEXT, published: str = "2026-03-01") -> dict[str, Any]:
    found = read(item_of({"title": TITLE, "text": text, "published": published}, 1, NOW))
    assert found is not None
    return found


def test_each_value_comes_with_its_words_their_place_and_its_confidence() -> None:
    deadline = told()["deadline"]
    assert deadline["value"] == "2026-05-15"
    assert TEXT[slice(*deadline["at"])] == deadline["evidence"]
    assert 0 < deadline["confidence"] <= 1


def test_the_sum_has_the_form_of_the_corpora() -> None:
    assert told()["amount"]["value"] == {"min": None, "max": 5000.0, "currency": "EUR", "role": "grant"}


def test_partners_are_told_apart_from_who_may_apply() -> None:
    found = told()
    assert [one["value"] for one in found["eligible"]] == ["association"]
    assert [(one["value"], one["flags"]) for one in found["partners"]] == [("commune", ["partner"])]


@pytest.mark.parametrize(
    ("published", "status"), [("2026-03-01", "upcoming"), ("2026-04-01", "open"), ("2026-06-01", "closed")]
)
def test_the_status_is_that_of_the_day_it_was_published(published: str, status: str) -> None:
    assert told(published=published)["status"]["value"] == status


def test_nothing_read_is_null_or_an_empty_list() -> None:
    found = plain(Facts(), date(2026, 3, 2))
    assert (found["deadline"], found["status"], found["amount"], found["eligible"]) == (None, None, None, [])


@pytest.mark.parametrize(
    ("confidence", "flags", "to_check"),
    [(0.9, (), False), (0.5, (), True), (0.9, ("year_inferred",), True), (0.9, ("extended",), False)],
)
def test_a_weak_or_doubtful_value_is_a_question(confidence: float, flags: tuple[str, ...], to_check: bool) -> None:
    opening = Reading(date(2026, 4, 1), Evidence("le 1er avril", 0, 12), confidence, flags)
    assert plain(Facts(opening=opening), date(2026, 3, 2))["opening"]["to_check"] is to_check
