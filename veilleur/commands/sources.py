"""The watch list: what is followed, and whether its files are right."""

import json
from pathlib import Path

import click

import crawlers
from crawlers import Definition, load
from day.try_out import try_out
from model.codes import ReadResult, Showing, SourceSetting
from model.trouble import Trouble
from veilleur import wiring
from veilleur.commands import try_table
from veilleur.commands.common import Context, common
from veilleur.console import plural, table
from veilleur.french_click import FrenchGroup
from veilleur.settings import nearest

SETTINGS = {
    SourceSetting.PROVED: "lue chaque jour",
    SourceSetting.TO_PROBE: "à vérifier",
    SourceSetting.BY_HAND: "à la main",
    SourceSetting.OFF: "arrêtée",
}
SHOWINGS = {
    Showing.FULL: "tout",
    Showing.EXTRACT: "extrait",
    Showing.LINK: "lien",
    Showing.INTERNAL: "interne",
}


@click.group(cls=FrenchGroup, short_help="La liste de veille.")
def source() -> None:
    """La liste de veille : un fichier par source, sans code."""


@source.command("list", short_help="Les sources suivies et leur état.")
@common
def list_sources(context: Context) -> None:
    """Montre les sources de la liste de veille : nom court, nom, état, manière de lire, ce qui peut en être montré."""
    listed, problems = wiring.watch_list(context.settings)
    if not listed:
        click.echo("La liste de veille est vide : ajoutez un fichier .toml dans le dossier des sources.")
    else:
        rows = [
            (one.slug, one.source.name, SETTINGS[one.source.setting], one.source.recipe, SHOWINGS[one.source.show])
            for one in listed
        ]
        table("Liste de veille", ("nom court", "source", "état", "lecture", "montré"), rows)
    for setting, words in SETTINGS.items():
        number = sum(one.source.setting is setting for one in listed)
        if number:
            click.echo(f"{words} : {number}")
    for problem in problems:
        click.echo(f"À corriger : {problem.message}", err=True)


@source.command("check", short_help="Vérifie chaque fichier de la liste de veille.")
@common
def check(context: Context) -> None:
    """Vérifie que chaque définition se lit sans erreur ; termine par 1 si l’une d’elles est à corriger."""
    listed, problems = wiring.watch_list(context.settings)
    for problem in problems:
        click.echo(f"À corriger : {problem.message}", err=True)
    click.echo(f"{plural(len(listed), 'définition valable', 'définitions valables')}, {len(problems)} à corriger.")
    if problems:
        raise click.exceptions.Exit(1)


@source.command("try", short_help="Essaie une définition, sans la base.")
@click.argument("named", metavar="FICHIER|NOM")
@click.option("--page", type=click.IntRange(min=1), default=1, help="La page du tableau à montrer.")
@click.option("--json", "as_json", is_flag=True, help="Tout ce qui est pris, en un objet JSON.")
@common
def try_source(context: Context, named: str, page: int, as_json: bool) -> None:
    """Lit une source une fois et montre ce que sa définition en prend : les premiers éléments, ce qui est rempli, les
    problèmes. Rien n’est enregistré et personne n’est prévenu. Termine par 1 si la source n’a pas pu être lue."""
    definition = _definition(context, named)
    tried = try_out(definition, context.now, wiring.crawl_options(context.settings), crawlers.read)
    if as_json:
        click.echo(json.dumps(tried.plain(), ensure_ascii=False))
    else:
        try_table.show(tried, page)
    if tried.outcome.result is ReadResult.FAILED:
        raise click.exceptions.Exit(1)


def _definition(context: Context, named: str) -> Definition:
    """The definition in a file, or that of the watch list under this short name."""
    path = Path(named)
    if path.suffix == ".toml" or path.is_file():
        return load(path)
    folder = context.settings.place(context.settings.watch_list.folder)
    path = folder / f"{named}.toml"
    if path.is_file():
        return load(path)
    known = sorted(one.stem for one in folder.glob("*.toml"))
    raise Trouble(
        f"« {named} » n’est ni un fichier .toml ni une source de la liste{nearest(named, known)}.",
        "Toutes les sources : veilleur source list",
    )


COMMANDS = (source,)
