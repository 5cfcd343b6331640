"""Members: import their file, with a rehearsal that says line by line what would change."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import click

from day import import_members, members_file
from day.import_members import Action, ImportPlan
from day.preview_profile import volumes
from store.connection import Database, connect
from veilleur import wiring
from veilleur.commands.common import Context, common
from veilleur.console import plural
from veilleur.french_click import FrenchGroup
from veilleur.lock import only_one

PREVIEWED = 100
"""Lines of a rehearsal that say how many alerts their profile would have had; a whole country's would take minutes."""


@click.group(cls=FrenchGroup, short_help="Les collectivités adhérentes et leurs abonnés.")
def member() -> None:
    """Les collectivités adhérentes et leurs abonnés."""


@member.command("import", short_help="Prend un tableau de collectivités (CSV ou XLSX) en compte.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option("--dry-run", is_flag=True, help="Montre ligne par ligne ce qui changerait, sans rien écrire.")
@common
def import_file(context: Context, file: Path, dry_run: bool) -> None:
    """Crée ou met à jour les collectivités et leurs abonnés ; le même fichier importé deux fois ne change rien."""
    read = members_file.parse(file)
    path = context.settings.database_path
    with only_one(path), closing(connect(path)) as db:
        planned = import_members.plan(db, read)
        previews = _volumes(db, planned, context) if dry_run else {}
        if not dry_run:
            import_members.apply(db, planned, context.now)
    _tell(planned, previews, every_line=dry_run)
    if dry_run:
        click.echo("Répétition : rien n’a été écrit. Pour l’appliquer, relancez sans --dry-run.")


def _volumes(db: Database, planned: ImportPlan, context: Context) -> dict[int, str]:
    """Line → how many alerts its profile would have had, for the first profiles that would change."""
    changed = [line for line in planned.lines if line.action in (Action.CREATED, Action.CHANGED)][:PREVIEWED]
    profiles = [line.member for line in changed if line.member is not None]
    found = volumes(db, profiles, context.now, wiring.weights(context.settings)) if profiles else []
    return {line.number: one.sentence for line, one in zip(changed, found, strict=True)}


def _tell(planned: ImportPlan, previews: Mapping[int, str], *, every_line: bool) -> None:
    """All the lines for a rehearsal; otherwise those with something wrong, and the count."""
    for line in planned.lines:
        if every_line or line.problems:
            click.echo(str(line), err=not every_line)
        if line.number in previews:
            click.echo(f"    volume : {previews[line.number]}")
    for column in planned.unknown_columns:
        click.echo(f"Colonne non lue : {column}", err=True)
    counted = ", ".join(f"{planned.count(action)} {action}{'s' if planned.count(action) > 1 else ''}" for action in Action)
    click.echo(f"{plural(len(planned.lines), 'ligne')} : {counted}.")


COMMANDS = (member,)
