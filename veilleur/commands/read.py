"""`veilleur read`: what the house reads in a file, each value with the words it was read in."""

import json
from pathlib import Path
from typing import Any

import click

from day import read_file
from evaluation import phrases
from veilleur.commands.common import Context, common
from veilleur.console import table
from veilleur.french_click import FrenchCommand
from veilleur.values import NAMES, in_french, quote


@click.command(cls=FrenchCommand, short_help="Montre ce qui est lu dans un fichier.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER…")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne.")
@common
def read(context: Context, files: tuple[Path, ...], as_json: bool) -> None:
    """Lit un texte, une page HTML, un PDF, ou chaque ligne d’un fichier .jsonl, et montre ce qui en est compris."""
    for path in files:
        for item in read_file.items(path, context.now):
            if item.phrase is not None:
                _line({"id": item.id, "read": phrases.read_phrase(item.phrase)})
                continue
            plain = read_file.read(item)
            if plain is None:
                continue
            if as_json or path.suffix == ".jsonl":
                _line({"id": item.id, **plain})
            else:
                _show(item.id, plain)


def _line(held: dict[str, Any]) -> None:
    click.echo(json.dumps(held, ensure_ascii=False))


def _show(title: str, plain: dict[str, Any]) -> None:
    rows = [
        (words, in_french(name, reading["value"]), quote(reading["evidence"]), _doubt(reading))
        for name, words in NAMES.items()
        for reading in _readings(plain[name])
    ]
    if rows:
        table(title, ("champ", "valeur", "lu dans", "sûreté"), rows)
    else:
        click.echo(f"{title} : rien n’a été lu.")


def _readings(held: Any) -> list[dict[str, Any]]:
    return held if isinstance(held, list) else [held] if held else []


def _doubt(reading: dict[str, Any]) -> str:
    flags = f" ({', '.join(reading['flags'])})" if reading["flags"] else ""
    doubt = ", à vérifier" if reading["to_check"] else ""
    return f"{reading['confidence']:.0%}{doubt}{flags}"


COMMANDS = (read,)
