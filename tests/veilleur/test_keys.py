"""The signing key: made once, readable by its owner alone, never replaced."""

import stat
from pathlib import Path

import pytest

from model.trouble import Trouble
from veilleur import keys
from veilleur.settings import Settings, parse


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return parse("[site]\nkey_variable = 'VEILLEUR_TEST_KEY'\n", tmp_path / "config.toml")


def test_the_key_is_made_once_for_its_owner_alone(settings: Settings) -> None:
    path = keys.make(settings)
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = keys.read(settings)
    assert len(first) >= 32
    assert keys.make(settings) is None
    assert keys.read(settings) == first


def test_a_variable_wins_and_no_file_is_made(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEILLEUR_TEST_KEY", "donnée")
    assert keys.make(settings) is None
    assert keys.read(settings) == "donnée".encode()


def test_a_key_that_others_can_read_is_refused(settings: Settings) -> None:
    path = keys.make(settings)
    assert path is not None
    path.chmod(0o644)
    with pytest.raises(Trouble, match="chmod 600"):
        keys.read(settings)


def test_without_a_key_the_message_says_init(settings: Settings) -> None:
    with pytest.raises(Trouble, match="veilleur init"):
        keys.read(settings)


def test_an_empty_key_is_refused(settings: Settings) -> None:
    path = keys.make(settings)
    assert path is not None
    path.write_text("\n", encoding="ascii")
    with pytest.raises(Trouble, match="vide"):
        keys.read(settings)
