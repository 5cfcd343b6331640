"""`veilleur eval`: the program scored on labelled corpora, in the documented formats."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from evaluation import calls, duplicates, floors, matches, phrases
from model.trouble import Trouble
from veilleur.commands.common import Context, common
from veilleur.console import table
from veilleur.french_click import FrenchGroup

Line = Mapping[str, Any]
T = TypeVar("T")


@click.group("eval", cls=FrenchGroup, short_help="Mesure Veilleur sur des corpus étiquetés.")
def evaluate() -> None:
    """Mesure Veilleur sur des corpus étiquetés (JSON Lines), dans les formats documentés."""


def lines_of(files: Iterable[Path]) -> Iterator[Line]:
    """The objects of JSON Lines files, in order. Trouble names the file and the line that is not one."""
    for path in files:
        try:
            with path.open(encoding="utf-8-sig") as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        yield _object(line, path, number)
        except (OSError, UnicodeDecodeError) as cause:
            raise Trouble(
                f"« {path} » ne peut pas être lu.", "Vérifiez son nom et son codage (UTF-8).", str(cause)
            ) from cause


def _object(line: str, path: Path, number: int) -> Line:
    try:
        read = json.loads(line)
    except ValueError as cause:
        raise Trouble(f"{path}, ligne {number} : ce n’est pas du JSON.", "Un objet JSON par ligne.", str(cause)) from cause
    if not isinstance(read, dict):
        raise Trouble(f"{path}, ligne {number} : un objet JSON est attendu.", "Un objet JSON par ligne.")
    return read


def timed(score: Callable[[list[T]], Mapping[str, Any]], lines: list[T]) -> dict[str, Any]:
    """What `score` answers, with `seconds` and `per_second` of the items scored."""
    started = time.perf_counter()
    found = dict(score(lines))
    seconds = time.perf_counter() - started
    return found | {"seconds": round(seconds, 3), "per_second": round(len(lines) / seconds, 1) if seconds else None}


def corpus_command(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments that every corpus takes: files, --json and --each."""
    command = click.option(
        "--each", is_flag=True, help="Une ligne JSON par élément, sans compter ; les réponses peuvent manquer."
    )(command)
    command = click.option("--json", "as_json", is_flag=True, help="Un seul objet JSON.")(command)
    return click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER…")(command)


def tell(found: Mapping[str, Any], title: str, *, as_json: bool) -> None:
    """One JSON object, or a table: a row a key, a column a figure."""
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    nested = {name: held for name, held in found.items() if isinstance(held, Mapping)}
    if nested:
        columns = list(next(iter(nested.values())))
        rows = [(name, *(held.get(column) for column in columns)) for name, held in nested.items()]
        table(title, ("", *columns), rows, numbers=range(1, len(columns) + 1))
    plain = [(name, held) for name, held in found.items() if name not in nested]
    table("" if nested else title, ("", ""), plain, numbers=(1,))


def tell_each(items: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line."""
    for item in items:
        click.echo(json.dumps(item, ensure_ascii=False))


@evaluate.command("phrases", short_help="Une phrase, une lecture.")
@corpus_command
@common
def eval_phrases(context: Context, files: tuple[Path, ...], as_json: bool, each: bool) -> None:
    """Compare ce qui est lu dans chaque phrase à sa bonne lecture."""
    lines = list(lines_of(files))
    if each:
        tell_each({"id": line.get("id"), "read": phrases.read_phrase(line)} for line in lines)
    else:
        tell(timed(phrases.score, lines), "Phrases", as_json=as_json)


@evaluate.command("calls", short_help="Une publication entière, chaque champ.")
@corpus_command
@common
def eval_calls(context: Context, files: tuple[Path, ...], as_json: bool, each: bool) -> None:
    """Compare chaque champ lu dans une publication à son étiquette : précision, rappel, F1."""
    lines = list(lines_of(files))
    if each:
        tell_each(calls.each(lines, context.now))
    else:
        tell(timed(lambda held: calls.score(held, context.now), lines), "Appels", as_json=as_json)


@evaluate.command("matches", short_help="Des collectivités, des appels, des jugements.")
@corpus_command
@common
def eval_matches(context: Context, files: tuple[Path, ...], as_json: bool, each: bool) -> None:
    """Compare le classement des appels de chaque collectivité à des jugements, au jour du corpus ou de --today."""
    lines = [json.dumps(line) for line in lines_of(files)]
    if each:
        tell_each(matches.each(lines, context.now))
    else:
        tell(timed(lambda held: matches.evaluate(held, context.now), lines), "Correspondances", as_json=as_json)


@evaluate.command("duplicates", short_help="Des publications, celles d’un même appel.")
@corpus_command
@common
def eval_duplicates(context: Context, files: tuple[Path, ...], as_json: bool, each: bool) -> None:
    """Regroupe les publications d’un même appel et d’une même édition, et compare les paires aux étiquettes."""
    started = time.perf_counter()
    held = duplicates.load(lines_of(files))  # line by line: of 100,000 notices, only the traces are kept
    if each:
        tell_each(duplicates.each(held))
        return
    found: dict[str, Any] = dict(duplicates.score(held))
    seconds = time.perf_counter() - started
    found |= {"seconds": round(seconds, 3), "per_second": round(len(held.ids) / seconds, 1)}
    tell(found, "Doublons", as_json=as_json)


@evaluate.command("floors", short_help="Les corpus du projet et leurs planchers.")
@click.option("--pin", is_flag=True, help="Écrit les chiffres du jour comme planchers.")
@click.option("--accept-lower", is_flag=True, help="Avec --pin : accepte qu’un plancher baisse.")
@common
def eval_floors(context: Context, pin: bool, accept_lower: bool) -> None:
    """Compare le programme à ses planchers sur les corpus du projet ; sort en erreur si un chiffre est dessous."""
    held, under = floors.pinned(), []
    for name, measure in floors.MEASURES.items():
        figures = measure(floors.corpus(name))
        if pin:
            floors.pin(name, figures, accept_lower=accept_lower)
            continue
        before = held[name].floors if name in held else {}
        under += [f"{name} {figure}" for figure in floors.fallen(before, figures)]
        under += [f"{name} (étiquettes changées)"] if name not in held or held[name].digest != _digest(name) else []
        table(
            name, ("", "plancher", "ce jour"), [(one, before.get(one), now) for one, now in figures.items()], numbers=(1, 2)
        )
    if under:
        raise Trouble(
            f"Sous le plancher : {', '.join(under)}.", "Corrigez, ou fixez-les de nouveau : veilleur eval floors --pin"
        )


def _digest(name: str) -> str:
    return floors.digest(floors.corpus(name))


COMMANDS = (evaluate,)
