"""The day and its steps: init, crawl, match, digest, deliver, run, schedule."""

import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from day import daily, preview
from day.means import Means
from day.report import DayReport
from day.why import why
from digests.mailer import FolderMailer
from digests.render import html_of, text_of
from model.trouble import Trouble
from store import backup, sources
from store.connection import connect, create, write
from veilleur import keys, scheduler, wiring
from veilleur.commands import archive, why_table
from veilleur.commands.common import Context, common
from veilleur.commands.day_table import show
from veilleur.console import Bars, plural
from veilleur.french_click import FrenchCommand
from veilleur.lock import only_one


@click.command(cls=FrenchCommand, short_help="Crée la base, la clé des liens, et charge la liste de veille.")
@common
def init(context: Context) -> None:
    """Crée la base et la clé qui signe les liens, applique les migrations, charge la liste de veille.

    Peut être relancé sans risque : rien de ce qui existe n’est perdu.
    """
    settings = context.settings
    listed, problems = wiring.watch_list(settings)
    with only_one(settings.database_path), closing(create(settings.database_path)) as db, write(db):
        sources.save_list(db, [definition.source for definition in listed])
    made = keys.make(settings)
    click.echo(f"Base prête : {settings.database_path}")
    if made:
        click.echo(f"Clé des liens créée : {made} (gardez-la avec vos sauvegardes, hors de la base)")
    click.echo(f"Liste de veille : {plural(len(listed), 'source')}")
    for problem in problems:
        click.echo(f"À corriger : {problem.message}", err=True)
    click.echo("Ensuite : veilleur member import FICHIER.csv, puis veilleur run")


def _do(context: Context, steps: Sequence[str], only: Sequence[str] = ()) -> None:
    settings = context.settings
    with only_one(settings.database_path):
        report = daily.run(wiring.means(settings, Bars(), only), context.now, steps)
    show(report, steps)
    if report.failed:
        raise click.exceptions.Exit(1)


@click.command(cls=FrenchCommand, short_help="Lit les sources et prend leurs publications en compte.")
@click.argument("slugs", nargs=-1, metavar="[SOURCE]…")
@click.option("--archive", "archived", is_flag=True, help="Lire une fois les appels clos, sans prévenir personne.")
@common
def crawl(context: Context, slugs: tuple[str, ...], archived: bool) -> None:
    """Lit les sources (toutes celles éprouvées, ou celles nommées) et met les appels à jour. Avec --archive, lit une fois
    leurs appels clos : les fenêtres attendues et les volumes ont alors des années derrière eux."""
    if archived:
        archive.read_and_show(context, slugs)
        return
    _do(context, ("crawl", "clock"), slugs)


@click.command(cls=FrenchCommand, short_help="Recalcule les correspondances entre appels et collectivités.")
@click.option("--why", "who", metavar="QUI", help="Dit pourquoi cette collectivité (adresse, nom, SIREN) reçoit ou non.")
@common
def match(context: Context, who: str | None) -> None:
    """Recalcule ce qui convient à chaque collectivité ; avec --why, explique sans rien écrire."""
    if who is None:
        _do(context, ("match",))
        return
    with closing(connect(context.settings.database_path)) as db:
        why_table.show(why(db, who, context.now, wiring.weights(context.settings)))


@click.command(cls=FrenchCommand, short_help="Rédige les lettres dues, sans les envoyer.")
@click.option(
    "--preview", "address", metavar="ADRESSE", help="Montre la lettre de cette personne sans rien écrire ni envoyer."
)
@click.option("--output", type=click.Path(path_type=Path), help="Avec --preview : le fichier .eml ou .html à écrire.")
@click.option("--send-to", "to", default="", metavar="ADRESSE", help="Avec --preview : envoie cette lettre à cette adresse.")
@common
def digest(context: Context, address: str | None, output: Path | None, to: str) -> None:
    """Rédige les lettres dues et les inscrit au registre ; « veilleur deliver » les envoie."""
    if address is None:
        if to or output:
            raise Trouble("Cette option va avec --preview.", "Dites de qui voir la lettre : --preview ADRESSE")
        _do(context, ("digest",))
        return
    means = wiring.means(context.settings)
    letter = preview.preview(means, address, context.now, to)
    if letter is not None and to:
        preview.sent(means, letter)
        click.echo(f"Lettre envoyée : {letter.subject}. Ses liens ne sont pas les vôtres : ils ne font rien.")
    if letter is None:
        click.echo(f"Rien à dire à {address} aujourd’hui : aucune lettre ne partirait.")
    elif output is None and not to:
        click.echo(f"Objet : {letter.subject}\n\n{text_of(letter.body)}")
    elif output is not None:
        page = output.suffix.lower() in (".html", ".htm")
        output.write_bytes(html_of(letter.body).encode() if page else letter.body)
        click.echo(f"Lettre écrite dans {output} : {letter.subject}")


@click.command(cls=FrenchCommand, short_help="Envoie les lettres rédigées.")
@common
def deliver(context: Context) -> None:
    """Envoie les lettres qui attendent, y compris celles d’une journée interrompue."""
    _do(context, ("deliver",))


@click.command(cls=FrenchCommand, short_help="Fait la journée entière.")
@click.option("--dry-run", is_flag=True, help="Tout faire sur une copie : ni la base ni les abonnés ne voient rien.")
@click.option("--letters", type=click.Path(path_type=Path), help="Avec --dry-run : où garder les lettres qui partiraient.")
@common
def run(context: Context, dry_run: bool, letters: Path | None) -> None:
    """La journée : lire, comprendre, rapprocher, rédiger, envoyer. Sans danger si elle est relancée.

    Termine par 0 si la journée est faite, 1 si une étape a échoué, 3 si une autre exécution est en cours.
    """
    if not dry_run:
        _do(context, ())
        return
    means = wiring.means(context.settings, Bars())
    with tempfile.TemporaryDirectory() as folder:
        report = _rehearse(means, context, Path(folder), letters)
    show(report)
    click.echo("Répétition sur une copie : rien n’a été enregistré ni envoyé.")
    if report.failed:
        raise click.exceptions.Exit(1)


def _rehearse(means: Means, context: Context, folder: Path, letters: Path | None) -> DayReport:
    copy = folder / "copie.db"
    with closing(connect(means.database)) as db:
        backup.backup(db, copy)
    mailer = FolderMailer(letters or folder / "lettres")
    return daily.run(replace(means, database=copy, mailer=mailer), context.now)


@click.command(cls=FrenchCommand, short_help="Fait la journée tous les jours à l’heure dite.")
@common
def schedule(context: Context) -> None:
    """Lance la journée chaque jour à l’heure de [schedule] at (Europe/Paris), jusqu’à Ctrl-C."""
    scheduler.keep(context.settings, context.config)


COMMANDS = (init, crawl, match, digest, deliver, run, schedule)
