"""The watch list: what is followed, and whether its files are right."""

import click

from model.codes import Showing, SourceSetting
from veilleur import wiring
from veilleur.commands.common import Context, common
from veilleur.console import plural, table
from veilleur.french_click import FrenchGroup

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


COMMANDS = (source,)
