"""The operator's file: an empty one works, and a slip of the pen is told in French with what to write instead."""

import tomllib
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from model.trouble import Trouble
from veilleur.settings import SHIPPED_SOURCES, Contact, Settings, load, parse

FILE = Path("config.toml")
ROOT = Path(__file__).parents[2]


def test_an_empty_file_is_valid_and_reads_the_shipped_watch_list() -> None:
    settings = parse("", FILE)
    assert settings.watch_list.folder == SHIPPED_SOURCES
    assert settings.schedule.at == time(7, 30)


def test_the_file_shipped_as_an_example_shows_the_defaults_and_nothing_else() -> None:
    shown = load(ROOT / "config.toml").model_dump()
    default = Settings().model_dump()
    assert shown == default


def test_every_setting_of_the_code_is_explained_in_the_shipped_file() -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    for table, model in Settings.model_fields.items():
        kept: Any = Contact if table == "contacts" else model.annotation
        for key in kept.model_fields:
            assert key in text, f"[{table}] {key} n’est pas expliqué dans config.toml"


def test_paths_start_from_the_folder_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "v.toml").write_text('[database]\npath = "data/x.db"\n', encoding="utf-8")
    assert load(tmp_path / "v.toml").database_path == tmp_path / "data" / "x.db"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[crawl]\ndealy = 1\n", "[crawl] dealy est inconnu (vouliez-vous dire « delay » ?)"),
        ("[contacts.SN]\nnom = 'x'\n", "[contacts] SN.nom est inconnu (vouliez-vous dire « name » ?)"),
        ("[databse]\n", "[databse] est inconnu (vouliez-vous dire « database » ?)"),
        ("[crawl]\ndelay = 'vite'\n", "[crawl] delay : la valeur 'vite' ne convient pas (un nombre est attendu)"),
        ("[crawl]\ndelay = -1\n", "trop petit"),
        ("[mail]\nsecurity = 'ssl'\n", "starttls, tls ou none"),
        ("[schedule]\nat = '7h30'\n", 'une heure comme "07:30" est attendue'),
        ("[schedule]\nat = '02:30'\n", "entre 2 h et 3 h"),
        ("[crawl\n", "n’est pas un fichier TOML valide"),
        ("folder = 'x'\n", "[folder] est inconnu"),
    ],
)
def test_a_wrong_line_is_named_in_french_with_what_is_expected(text: str, said: str) -> None:
    with pytest.raises(Trouble) as told:
        parse(text, FILE)
    assert said in str(told.value)


def test_all_the_wrong_lines_are_told_at_once() -> None:
    with pytest.raises(Trouble) as told:
        parse("[crawl]\ndealy = 1\ntimeuot = 2\n", FILE)
    assert "dealy" in str(told.value)
    assert "timeuot" in str(told.value)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="fichier vide suffit"):
        load(tmp_path / "absent.toml")


def test_without_server_or_folder_letters_go_to_a_folder_and_never_out() -> None:
    assert parse("", FILE).letters_folder == Path.cwd() / "lettres"
    assert parse("[mail]\nhost = 'localhost'\n", FILE).letters_folder is None
    assert parse("[mail]\nhost = 'localhost'\nfolder = 'x'\n", FILE).letters_folder == Path.cwd() / "x"


def test_the_shipped_file_names_no_secret() -> None:
    mail = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))["mail"]
    assert "password" not in mail
