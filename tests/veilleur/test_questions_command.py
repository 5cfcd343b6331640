"""`veilleur questions` and `veilleur answer`, as a person types them."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.codes import Kind, Status
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.notice import Notice
from pipelines import intake
from store import calls
from store.connection import connect
from veilleur.cli import main

NOW = "2026-03-02T08:00:00+01:00"
QUOTE = "Le fonds aide, du côté de Dakar, ceux qui gardent la mémoire des ports et des phares, sans plus de détail."


class House:
    """A database with one call that holds two doubtful values."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.config, self.database, self._capsys = folder / "config.toml", folder / "veilleur.db", capsys

    def run(self, *arguments: str) -> tuple[int, str]:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--config", str(self.config), "--now", NOW])
        told = self._capsys.readouterr()
        return int(ended.value.code or 0), " ".join((told.out + told.err).split())

    def facts(self) -> Facts:
        with closing(connect(self.database)) as db:
            call = calls.get(db, 1)
            assert call is not None
            assert call.status is Status.OPEN
            return call.facts


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> House:
    (tmp_path / "sources").mkdir()
    made = House(tmp_path, capsys)
    made.config.write_text(
        f'[watch_list]\nfolder = "{tmp_path}/sources"\n[database]\npath = "{made.database}"\n', encoding="utf-8"
    )
    assert made.run("init")[0] == 0
    known = Facts(countries=(Reading("SN", Evidence(QUOTE), 0.5),), kind=Reading(Kind.PRIZE, Evidence("Mémoire"), 0.4))
    at = datetime(2026, 3, 2, 7, tzinfo=UTC)
    paper = Notice(source="essai", reference="1", url="https://essai.example/1", title="Mémoire", seen_at=at, given=known)
    with closing(connect(made.database)) as db:
        intake.take_in(db, paper, at, first_reading=False, reader=lambda one: one.given)
    return made


def test_it_lists_what_waits_with_the_whole_sentence_the_doubt_and_what_to_do(house: House) -> None:
    code, told = house.run("questions")
    assert code == 0
    assert told.startswith("2 questions – ")
    assert f"pays : SN (Sénégal) Mémoire (appel 1) – https://essai.example/1 lu dans « {QUOTE} »" in told
    assert "lecture peu sûre : 50 %, il en faut 60" in told
    assert "veilleur answer NUMÉRO --confirm" in told
    assert "2 questions sur des valeurs douteuses : veilleur questions" in house.run("status")[1]


def test_one_field_alone_and_json(house: House) -> None:
    told = house.run("questions", "--field", "kind", "--json")[1]
    assert [json.loads(told)[key] for key in ("call", "field")] == [1, "kind"]


def test_a_value_confirmed_is_a_fact_and_can_be_taken_back(house: House) -> None:
    number = json.loads(house.run("questions", "--field", "countries", "--json")[1])["id"]
    code, told = house.run("answer", str(number), "--confirm", "--who", "camille")
    assert (code, told) == (0, f"Appel 1, pays : SN (Sénégal) Pour revenir dessus : veilleur answer {number} --undo")
    assert house.facts().countries[0].confidence == 1.0
    assert "la question revient sous le numéro" in house.run("answer", str(number), "--undo")[1]
    assert house.facts().countries[0].confidence == 0.5
    assert house.run("answer", str(number), "--undo")[0] == 1


def test_a_value_corrected_in_plain_words_and_one_said_to_be_nothing(house: House) -> None:
    waiting = {
        field: json.loads(house.run("questions", "--field", field, "--json")[1])["id"] for field in ("countries", "kind")
    }
    assert "ML (Mali) ; NE (Niger)" in house.run("answer", str(waiting["countries"]), "Mali ; Niger")[1]
    assert "nature : rien" in house.run("answer", str(waiting["kind"]), "--nothing")[1]
    assert [one.value for one in house.facts().countries] == ["ML", "NE"]
    assert house.facts().kind is None
    assert "Aucune question" in house.run("questions")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["1"], "une réponse, et une seule"),
        (["1", "Mali", "--confirm"], "une réponse, et une seule"),
        (["1", "xyzzy"], "n’est pas compris"),
        (["77", "--confirm"], "n’existe pas"),
        (["1", "--undo"], "n’a pas de réponse"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_what_to_do(house: House, arguments: list[str], said: str) -> None:
    code, told = house.run("answer", *arguments)
    assert code == 1
    assert said in told
    assert "À faire" in told
