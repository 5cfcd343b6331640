"""`veilleur call`: staff find, see, correct, join and undo, in French, and are told how to come back."""

import json
import re
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.call import Call
from model.document import Document
from model.link import LinkState
from pipelines import intake
from store import calls, links
from store.connection import connect, write
from store.links import Link
from tests.pipelines.fakes import NOW, facts, notice
from veilleur.cli import main

TODAY = "2026-03-11"
TITLE = "Appel à projets Eau et assainissement en Afrique"


class Desk:
    """Somebody of the staff, and what the terminal answers."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self._config, self._capsys = folder / "veilleur.db", folder / "config.toml", capsys

    def ask(self, *words: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main([*words, "--today", TODAY, "--config", str(self._config)])
        said = self._capsys.readouterr()
        assert int(ended.value.code or 0) == code, said
        return said.out + said.err

    def call(self, number: int) -> Call:
        with closing(connect(self.path)) as db:
            found = calls.get(db, number)
        assert found is not None
        return found


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    (tmp_path / "sources").mkdir()
    (tmp_path / "config.toml").write_text(
        '[watch_list]\nfolder = "sources"\n[database]\npath = "veilleur.db"\n', encoding="utf-8"
    )
    made = Desk(tmp_path, capsys)
    made.ask("init")
    rules = Document(url="https://fonds-eau.example/reglement.pdf", label="Règlement", sha256="a" * 64)
    said = facts("2026-06-15", countries=["SN"])
    with closing(connect(made.path)) as db:
        intake.take_in_many(
            db,
            [
                notice(TITLE, given=said, documents=(rules,)),
                notice(
                    "Bourses de musique ancienne", source="relais", url="https://relais.example/9", funder="Fondation du son"
                ),
            ],
            NOW,
            first_reading=False,
            reader=lambda one: one.given,
        )
    return made


def test_a_call_is_found_by_its_words_and_shown_with_its_proofs(desk: Desk) -> None:
    assert f"1  {TITLE} (ouvert)" in desk.ask("call", "find", "assainissement", "afrique")
    shown = desk.ask("call", "show", "1")
    for said in (
        "date limite : 2026-06-15",
        "SN (Sénégal)",
        "« lu dans la page »",
        "Document : Règlement",
        "Publications",
        "Événements",
    ):
        assert said in shown
    assert json.loads(desk.ask("call", "show", "1", "--json"))["call"]["title"] == TITLE


def test_a_value_is_set_in_plain_french_and_given_back(desk: Desk) -> None:
    said = desk.ask("call", "set", "1", "date limite", "30 septembre 2026 à 17 h", "--who", "Awa")
    assert "date limite : 2026-06-15 (Europe/Paris) → 2026-09-30 à 17 h 00 (Europe/Paris)" in said
    assert "Annoncé aux collectivités" in said
    assert "veilleur call release 1 sessions" in said
    assert desk.call(1).facts.sessions[0].value.day == date(2026, 9, 30)
    assert "Fixé par Awa : date limite" in desk.ask("call", "show", "1")
    assert "→ 2026-06-15" in desk.ask("call", "release", "1", "sessions")
    assert "Personne n’a fixé" in desk.ask("call", "release", "1", "sessions", code=1)


@pytest.mark.parametrize(
    ("field", "words", "shown"),
    [
        ("pays", "Mali ; Niger", "ML (Mali) ; NE (Niger)"),
        ("thèmes", "eau-assainissement", "eau-assainissement (Eau et assainissement)"),
        ("odd", "ODD 6 ; 13", "6 ; 13"),
        ("titre", "Eau pour tous", "Eau pour tous"),
        ("url", "https://fonds-eau.example/2027", "https://fonds-eau.example/2027"),
        ("nature", "formation", "training"),
    ],
)
def test_each_kind_of_value_is_understood(desk: Desk, field: str, words: str, shown: str) -> None:
    assert f"→ {shown}" in desk.ask("call", "set", "1", field, words)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("1", "couleur", "bleu"), "n’existe pas"),
        (("1", "pays", "Atlantide"), "n’est pas compris"),
        (("1", "thèmes", "philatélie"), "n’est pas un thème connu"),
        (("1", "odd", "18"), "de 1 à 17"),
        (("1", "titre", "--nothing"), "garde un titre"),
        (("1", "pays"), "Donnez une VALEUR"),
        (("99", "pays", "Mali"), "n’existe pas"),
    ],
)
def test_what_is_not_understood_changes_nothing_and_says_what_to_do(
    desk: Desk, arguments: tuple[str, ...], told: str
) -> None:
    before = desk.call(1)
    said = desk.ask("call", "set", *arguments, code=1)
    assert told in said
    assert "À faire" in said
    assert desk.call(1) == before


def test_two_calls_are_joined_and_parted_again(desk: Desk) -> None:
    said = desk.ask("call", "join", "2", "1")
    join = re.search(r"veilleur call undo (\d+)", said)
    assert join is not None
    assert "réuni à l’appel 1" in desk.ask("call", "show", "2")
    assert "Bourses de musique ancienne" in desk.ask("call", "show", "1")
    assert "Appel à part : 2  Bourses" in desk.ask("call", "undo", join[1])
    assert desk.call(2).same_as is None
    assert "déjà été défaite" in desk.ask("call", "undo", join[1], code=1)


def test_an_absent_call_is_told_with_the_way_to_find_it(desk: Desk) -> None:
    assert "veilleur call find" in desk.ask("call", "show", "99", code=1)
    assert "Aucun appel" in desk.ask("call", "find", "philatélie")


def test_a_broken_page_is_told_on_the_call_and_counted(desk: Desk) -> None:
    with closing(connect(desk.path)) as db, write(db):
        one = Link(call=1, url=desk.call(1).url, checks=(), verdict=LinkState.BROKEN, checked_at=NOW + timedelta(days=1))
        links.put(db, one)
    assert "Lien : ne répond plus" in desk.ask("call", "show", "1")
    assert "1 lien d’appel à vérifier" in desk.ask("status")
