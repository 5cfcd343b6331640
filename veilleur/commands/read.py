"""`veilleur read`: what the house reads in a file, each value with the words it was read in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from day import read_file
from evaluation import phrases
from veilleur.commands.common import Context, common
from veilleur.console import table
from veilleur.french_click import FrenchCommand
from vocabularies import applicants, countries, groups, prerequisites, themes

LONGEST_QUOTE = 90
NAMES = {
    "kind": "nature",
    "status": "état dit",
    "scope": "champ",
    "programme": "programme",
    "opening": "ouverture",
    "sessions": "date limite",
    "later_stages": "étapes suivantes",
    "rolling": "au fil de l’eau",
    "amounts": "montants",
    "rates": "taux",
    "countries": "pays",
    "excluded_countries": "pays exclus",
    "groups": "groupes de pays",
    "excluded_groups": "groupes exclus",
    "themes": "thèmes",
    "sdgs": "ODD",
    "eligible": "qui peut répondre",
    "partners": "qui peut s’y joindre",
    "excluded": "qui ne peut pas",
    "conditions": "conditions",
    "prerequisites": "à préparer",
}


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
        (words, _value(name, reading["value"]), _quote(reading["evidence"]), _doubt(reading))
        for name, words in NAMES.items()
        for reading in _readings(plain[name])
    ]
    if rows:
        table(title, ("champ", "valeur", "lu dans", "sûreté"), rows)
    else:
        click.echo(f"{title} : rien n’a été lu.")


def _readings(held: Any) -> list[dict[str, Any]]:
    return held if isinstance(held, list) else [held] if held else []


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if name in ("sessions", "later_stages"):
        hour = f" à {value['hour'][:5].replace(':', ' h ')}" if value["hour"] else ""
        return f"{value['day']}{hour} ({value['zone']}){'' if value['inclusive'] else ', ce jour exclu'}"
    if name == "amounts":
        bounds = "–".join(value[one] for one in ("minimum", "maximum") if value[one])
        return f"{bounds} {value['currency']} ({value['role'] or 'rôle non dit'})"
    if name == "conditions":
        return _condition(value)
    if name == "rates":
        return "–".join(f"{value[one]:g} %" for one in ("minimum", "maximum") if value[one] is not None)
    return _word(name, value)


def _condition(value: dict[str, Any]) -> str:
    whose = f"{applicants.name(value['whose'])} : " if value["whose"] else ""
    least, most = (f"{value[one]:,}".replace(",", "\u00a0") if value[one] else "" for one in ("minimum", "maximum"))
    counted = {"population": "habitants", "partners": "partenaires", "countries": "pays", "territory": "siège"}[
        value["kind"]
    ]
    bounds = (
        f"de {least} à {most}" if least and most else f"au moins {least}" if least else f"au plus {most}" if most else ""
    )
    return f"{whose}{' '.join(filter(None, (bounds, counted, *value['territories'])))}"


def _word(name: str, value: Any) -> str:
    """The French name of a code, after the code itself."""
    names: dict[str, Callable[[str], str]] = {
        "countries": countries.name,
        "excluded_countries": countries.name,
        "groups": groups.name,
        "excluded_groups": groups.name,
        "themes": themes.name,
        "eligible": applicants.name,
        "partners": applicants.name,
        "prerequisites": prerequisites.name,
        "excluded": applicants.name,
    }
    return f"{value} ({names[name](value)})" if name in names else str(value)


def _quote(said: str) -> str:
    return f"« {said if len(said) <= LONGEST_QUOTE else said[:LONGEST_QUOTE].rstrip() + '…'} »"


def _doubt(reading: dict[str, Any]) -> str:
    flags = f" ({', '.join(reading['flags'])})" if reading["flags"] else ""
    doubt = ", à vérifier" if reading["to_check"] else ""
    return f"{reading['confidence']:.0%}{doubt}{flags}"


COMMANDS = (read,)
