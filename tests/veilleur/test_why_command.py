"""`veilleur match --why`: read only, in French, for somebody who asks."""

from contextlib import closing
from pathlib import Path

import pytest

from store.connection import connect
from tests.day.worlds import keep
from tests.matching.samples import call, member
from veilleur.cli import main

TODAY = "2026-03-02"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    file = tmp_path / "config.toml"
    file.write_text(
        f'[watch_list]\nfolder = "{tmp_path}/sources"\n[database]\npath = "{tmp_path}/veilleur.db"\n', encoding="utf-8"
    )
    assert run("init", "--config", str(file)) == 0
    with closing(connect(tmp_path / "veilleur.db")) as db:
        keep(
            db,
            [member(1, name="Brumeval", countries={"SN": 3}, themes={"eau-assainissement": 3})],
            [
                call(1, title="Puits", countries=["SN"], themes=["eau-assainissement"]),
                call(2, title="Sport", themes=["sport"]),
            ],
        )
    return file


def test_it_shows_what_is_told_with_its_reasons_and_counts_the_rest(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("match", "--why", "brumeval", "--today", TODAY, "--config", str(config)) == 0
    said = capsys.readouterr().out
    assert "Brumeval : 1 appel signalé" in said
    assert "Pays : Sénégal, votre partenaire" in said
    assert "trop loin de votre profil" in said


def test_an_unknown_name_is_told_without_a_trace(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("match", "--why", "Atlantis", "--config", str(config)) == 1
    assert "ne s’appelle" in capsys.readouterr().err
