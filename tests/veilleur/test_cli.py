"""The command line as a person meets it: French words, exit codes, and no stack trace for a slip."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from veilleur.cli import main, veilleur
from veilleur.commands import register
from veilleur.french_click import FrenchCommand, FrenchGroup


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


@pytest.mark.parametrize("arguments", [(), ("--help",), ("source",), ("run", "--help"), ("member", "import", "--help")])
def test_help_is_in_french(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, *arguments)
    assert code == 0
    assert "Usage : veilleur" in out
    assert "Montre cette aide" in out
    assert not [word for word in ("Show", "Commands:", "Options:", "Usage:") if word in out]
    assert err == ""


def every_command() -> Iterator[tuple[str, click.Command]]:
    """All the commands and groups, by the words that call them."""
    register(veilleur)
    waiting: list[tuple[str, click.Command]] = [("veilleur", veilleur)]
    while waiting:
        words, command = waiting.pop()
        yield words, command
        if isinstance(command, click.Group):
            waiting += [(f"{words} {name}", one) for name, one in command.commands.items()]


def test_every_command_speaks_french_and_says_what_it_does() -> None:
    for words, command in every_command():
        assert isinstance(command, FrenchCommand | FrenchGroup), f"{words} ne parle pas français"
        assert command.help, f"{words} ne dit pas ce qu’il fait"
        assert command.short_help or words == "veilleur", f"{words} n’a pas de résumé"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--bogus"), "l’option --bogus n’existe pas"),
        (("read",), "il manque FICHIER"),
        (("crawl", "--config"), "l’option --config attend une valeur"),
        (("demo", "--port", "lundi"), "la valeur de --port ne convient pas"),
    ],
)
def test_a_misuse_says_in_french_what_is_wrong_and_exits_with_2(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = call(capsys, *arguments)
    assert code == 2
    assert said in err
    assert "--help" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rnu",), "« rnu » n’existe pas (vouliez-vous dire « run » ?)"),
        (("source", "chek"), "« chek » n’existe pas (vouliez-vous dire « check » ?)"),
        (("run", "--today", "25/08/2026"), "n’est pas une date"),
        (("read", "absent.txt"), "ne peut pas être lu"),
        (("run", "--config", "absent.toml"), "est introuvable"),
    ],
)
def test_a_trouble_is_one_message_with_what_to_do_and_exits_with_1(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = call(capsys, *arguments)
    assert code == 1
    assert said in err
    assert "À faire" in err
    assert "Traceback" not in err


def test_a_house_is_made_and_told_from_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").touch()
    assert call(capsys, "init")[0] == 0
    code, out, _ = call(capsys, "status")
    assert code == 0
    assert "Aucune journée n’a encore été faite" in out
    assert "Rien à voir" in out
    again = call(capsys, "init")
    assert again[0] == 0
    assert "Clé des liens créée" not in again[1]


def test_the_watch_list_is_listed_and_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources").mkdir()
    (tmp_path / "config.toml").write_text('[watch_list]\nfolder = "sources"\n', encoding="utf-8")
    code, out, _ = call(capsys, "source", "list")
    assert (code, "vide" in out) == (0, True)
    (tmp_path / "sources" / "faux.toml").write_text('naem = "x"\n', encoding="utf-8")
    code, out, err = call(capsys, "source", "check")
    assert code == 1
    assert "naem" in err
    assert "1 à corriger" in out


def test_what_is_read_in_a_file_is_shown_with_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "appel.txt"
    path.write_text("Eau au Sénégal\nDate limite : 15 octobre 2026 à 17 h.\n", encoding="utf-8")
    code, out, _ = call(capsys, "read", str(path))
    assert code == 0
    assert "2026-10-15 à 17 h" in out
    assert "Sénégal" in out
