"""The watch list: what is followed, and whether its files are right."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

import crawlers
from crawlers import Definition, load
from day.check_list import check_list
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
STATES = {
    SourceSetting.PROVED: "dont la forme a été vue",
    SourceSetting.TO_PROBE: "à vérifier en direct",
    SourceSetting.BY_HAND: "à lire à la main",
    SourceSetting.OFF: "à l’arrêt",
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
    if listed:
        click.echo(f"{plural(len(listed), 'source')} : {counted(listed)}.")
    for problem in problems:
        click.echo(f"À corriger : {problem.message}", err=True)


@source.command("check", short_help="Vérifie chaque fichier de la liste de veille.")
@common
def check(context: Context) -> None:
    """Vérifie que chaque définition se lit sans erreur, que les noms sont uniques, les mots connus, et que les pages gardées
    de chaque source se lisent comme prévu, sans réseau. Termine par 1 si quelque chose est à corriger."""
    listed, problems = wiring.watch_list(context.settings)
    fixtures = context.settings.place(context.settings.watch_list.fixtures)
    checked = check_list(listed, problems, fixtures)
    for slug, sentences in sorted(checked.mistakes.items()):
        for sentence in sentences:
            click.echo(f"À corriger : {slug} – {sentence}", err=True)
    for path in checked.unread:
        click.echo(f"À relire : {path}, puis enlevez « to_read_again »", err=True)
    wrong = len(checked.mistakes) + len(checked.unread)
    told = f" ({counted(listed)})" if listed else ""
    click.echo(f"{plural(len(listed), 'définition valable', 'définitions valables')}{told}, {wrong} à corriger.")
    click.echo(f"{plural(checked.scenes, 'état gardé relu', 'états gardés relus')} sans réseau.")
    if not fixtures.is_dir():
        click.echo(f"Aucune page gardée : le dossier {fixtures} n’existe pas ([watch_list] fixtures).")
    if not checked.is_right:
        raise click.exceptions.Exit(1)


def counted(listed: Sequence[Definition]) -> str:
    """How many sources are in each state, in French."""
    held = Counter(one.source.setting for one in listed)
    return ", ".join(f"{held[setting]} {words}" for setting, words in STATES.items() if held[setting])


@source.command("try", short_help="Essaie une définition, sans la base.")
@click.argument("named", metavar="FICHIER|NOM")
@click.option("--page", type=click.IntRange(min=1), default=1, help="La page du tableau à montrer.")
@click.option("--json", "as_json", is_flag=True, help="Tout ce qui est pris, en un objet JSON.")
@common
def try_source(context: Context, named: str, page: int, as_json: bool) -> None:
    """Lit une source une fois et montre ce que sa définition en prend : les premiers éléments, ce qui est rempli, les
    problèmes. Rien n’est enregistré et personne n’est prévenu. Termine par 1 si la source n’a pas pu être lue."""
    definition = definition_named(context, named)
    tried = try_out(definition, context.now, wiring.crawl_options(context.settings), crawlers.read)
    if as_json:
        click.echo(json.dumps(tried.plain(), ensure_ascii=False))
    else:
        try_table.show(tried, page)
    if tried.outcome.result is ReadResult.FAILED:
        raise click.exceptions.Exit(1)


def definition_named(context: Context, named: str) -> Definition:
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
