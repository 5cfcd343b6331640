"""`veilleur match --why`: read only, in French, for somebody who asks."""

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from store.connection import connect
from tests.day.worlds import keep
from tests.matching.samples import call, member
from veilleur.cli import veilleur

TODAY = "2026-03-02"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    file = tmp_path / "config.toml"
    file.write_text(
        f'[watch_list]\nfolder = "{tmp_path}/sources"\n[database]\npath = "{tmp_path}/veilleur.db"\n', encoding="utf-8"
    )
    assert CliRunner().invoke(veilleur, ["init", "--config", str(file)]).exit_code == 0
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


def test_it_shows_what_is_told_with_its_reasons_and_counts_the_rest(config: Path) -> None:
    said = CliRunner().invoke(veilleur, ["match", "--why", "brumeval", "--today", TODAY, "--config", str(config)])
    assert said.exit_code == 0, said.output
    assert "Brumeval : 1 appel signalé" in said.output
    assert "Pays : Sénégal, votre partenaire" in said.output
    assert "trop loin de votre profil" in said.output


def test_an_unknown_name_is_told_without_a_trace(config: Path) -> None:
    said = CliRunner().invoke(veilleur, ["match", "--why", "Atlantis", "--config", str(config)])
    assert said.exit_code != 0
    assert "ne s’appelle" in str(said.exception)
