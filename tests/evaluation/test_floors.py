"""The project's own corpora stay above their pinned figures, and a figure is only lowered on purpose."""

import json
from pathlib import Path

import pytest

from evaluation import floors
from model.trouble import Trouble

PINNED = floors.pinned()


@pytest.mark.parametrize("name", sorted(floors.MEASURES))
def test_a_corpus_is_read_no_worse_than_when_it_was_pinned(name: str) -> None:
    held = PINNED[name]
    assert held.digest == floors.digest(floors.corpus(name)), "étiquettes changées : veilleur eval floors --pin"
    assert floors.fallen(held.floors, floors.MEASURES[name](floors.corpus(name))) == {}


def test_every_corpus_of_the_project_is_pinned() -> None:
    assert set(PINNED) == set(floors.MEASURES)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    file = tmp_path / "floors.json"
    floors.pin("calls", {"kind.f1": 0.9}, accept_lower=False, file=file)
    return file


def test_a_better_figure_becomes_the_floor(kept: Path) -> None:
    floors.pin("calls", {"kind.f1": 0.95}, accept_lower=False, file=kept)
    assert floors.pinned(kept)["calls"].floors == {"kind.f1": 0.95}


def test_a_lower_figure_is_refused_and_the_file_stays(kept: Path) -> None:
    before = kept.read_text(encoding="utf-8")
    with pytest.raises(Trouble, match=r"kind\.f1 0\.9000 → 0\.8000"):
        floors.pin("calls", {"kind.f1": 0.8}, accept_lower=False, file=kept)
    assert kept.read_text(encoding="utf-8") == before


def test_a_lower_figure_is_written_when_it_is_accepted_in_words(kept: Path) -> None:
    floors.pin("calls", {"kind.f1": 0.8}, accept_lower=True, file=kept)
    assert json.loads(kept.read_text(encoding="utf-8"))["calls"]["floors"] == {"kind.f1": 0.8}


def test_a_figure_that_is_gone_has_fallen(kept: Path) -> None:
    with pytest.raises(Trouble):
        floors.pin("calls", {"scope.f1": 1.0}, accept_lower=False, file=kept)
    assert floors.fallen({"kind.f1": 0.9}, {}) == {"kind.f1": (0.9, 0.0)}
