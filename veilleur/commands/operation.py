"""Running the house: status, backup, restore, demo."""

from contextlib import closing
from pathlib import Path

import click

from model.codes import Status
from store import backup as copies
from store import calls, deliveries, issues, links, members, questions, runs, sources
from store.connection import Database, connect
from veilleur import demo as demonstration
from veilleur.commands import site
from veilleur.commands.common import Context, common
from veilleur.console import plural, table
from veilleur.french_click import FrenchCommand
from veilleur.lock import only_one

STATUSES = {
    Status.ANNOUNCED: "annoncés",
    Status.UPCOMING: "à venir",
    Status.OPEN: "ouverts",
    Status.PERMANENT: "permanents",
    Status.CLOSED: "clos",
    Status.WITHDRAWN: "retirés",
}


@click.command(cls=FrenchCommand, short_help="Où en est la maison, et ce qui demande quelqu’un.")
@common
def status(context: Context) -> None:
    """Montre la dernière journée, les appels par état, les abonnés, les lettres en attente, les points à voir et les
    questions."""
    with closing(connect(context.settings.database_path)) as db:
        _last_day(db)
        counted = calls.counts(db)
        table("Appels", ("état", "nombre"), [(word, counted.get(one, 0)) for one, word in STATUSES.items()], numbers=(1,))
        click.echo(
            f"{plural(len(sources.listed(db)), 'source')}, {plural(len(members.every(db)), 'collectivité')}, "
            f"{plural(len(members.subscribers(db)), 'abonné')}, "
            f"{plural(len(deliveries.waiting(db)), 'lettre en attente', 'lettres en attente')}"
        )
        _open_issues(db)
        asked = questions.count(db)
        bad = len(links.bad(db))
        if bad:
            click.echo(f"{plural(bad, 'lien')} d’appel à vérifier, parmi les points ci-dessus")
        if asked:
            click.echo(f"{plural(asked, 'question')} sur des valeurs douteuses : veilleur questions")


def _last_day(db: Database) -> None:
    last = runs.last(db)
    if last is None:
        click.echo("Aucune journée n’a encore été faite. Commencez par : veilleur run")
        return
    words = {"done": "faite", "failed": "faite en partie", None: "interrompue ou en cours"}
    click.echo(f"Dernière journée : {last.day:%d/%m/%Y} – {words.get(last.state, last.state)}")


def _open_issues(db: Database) -> None:
    waiting = issues.open_ones(db)
    if not waiting:
        click.echo("Rien à voir : aucun point ouvert.")
        return
    rows = [(f"{one.opened_at:%d/%m/%Y}", one.subject, one.times, one.message) for one in waiting]
    table("À voir", ("depuis le", "sujet", "fois", "quoi"), rows, numbers=(2,))


@click.command(cls=FrenchCommand, short_help="Copie la base dans un fichier, sans rien arrêter.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FICHIER")
@common
def backup(context: Context, file: Path) -> None:
    """Copie la base entière dans FICHIER, même pendant une journée. La clé des liens se garde à part."""
    with closing(connect(context.settings.database_path)) as db:
        copies.backup(db, file)
    click.echo(f"Sauvegarde écrite : {file} ({file.stat().st_size / 1e6:.1f} Mo)")
    click.echo(f"N’oubliez pas la clé des liens : {context.settings.place(context.settings.site.key_file)}")


@click.command(cls=FrenchCommand, short_help="Remet une sauvegarde à la place de la base.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FICHIER")
@common
def restore(context: Context, file: Path) -> None:
    """Vérifie FICHIER puis le met à la place de la base ; l’ancienne est gardée à côté."""
    path = context.settings.database_path
    with only_one(path):
        copies.restore(file, path)
    click.echo(f"Base remise en place : {path}")


@click.command(cls=FrenchCommand, short_help="Montre deux journées entières, sans Internet.")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("demo"), help="Où écrire la base et les lettres.")
@click.option("--no-serve", is_flag=True, help="S’arrêter après les lettres, sans servir le site.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Le port du petit monde servi (0 : un port libre).")
def demo(folder: Path, no_serve: bool, port: int) -> None:
    """Sert un petit monde d’exemple sur cette machine, le lit, rapproche, écrit les lettres, et dit où elles sont."""
    if no_serve:
        demonstration.show(folder, port)
        return
    at = demonstration.free_port()
    settings = demonstration.show(folder, port, f"http://127.0.0.1:{at}")
    click.echo("\nLes liens des lettres ouvrent les pages de cette machine : rythme, désabonnement, agenda, appels ouverts.")
    site.keep(settings, "127.0.0.1", at, demonstration.evening)


COMMANDS = (status, backup, restore, demo)
