"""`veilleur replay`: everything done again on a copy, and what would come out otherwise."""

import json
import tempfile
from contextlib import closing
from pathlib import Path

import click

from day.replay import Replayed, replay
from day.replayed import Difference
from model.codec import to_plain
from model.trouble import Trouble
from pipelines import intake
from store import backup as copies
from store.connection import connect
from veilleur.commands.common import Context, common
from veilleur.console import Bars, plural, table
from veilleur.french_click import FrenchCommand
from veilleur.lock import only_one

SHOWN = 40
WHAT = {"call": "appel", "value": "valeur", "event": "événement"}


@click.command("replay", cls=FrenchCommand, short_help="Refait tout sur une copie, et dit ce qui changerait.")
@click.option("--keep", type=click.Path(path_type=Path), help="Garder la copie refaite sous ce nom.")
@click.option("--json", "as_json", is_flag=True, help="Un seul objet JSON, toutes les différences comprises.")
@click.option("--apply", "applied", is_flag=True, help="Corriger la base, après l’avoir sauvegardée.")
@common
def replay_all(context: Context, keep: Path | None, as_json: bool, applied: bool) -> None:
    """Refait appels et événements à partir des publications gardées, sur une copie : la base n’est pas touchée.

    Avec les mêmes règles, le résultat est le même à l’octet près. Après un changement des règles (une lecture, un
    rapprochement), montre ce qu’il aurait changé, avant que quiconque en entende parler.

    Avec --apply, relit ensuite toutes les publications et corrige les appels, d’un seul coup, après une sauvegarde. Une date
    corrigée est annoncée aux collectivités ; le reste ne l’est pas. Les appels ne sont ni réunis ni séparés : c’est à
    l’équipe de le faire (veilleur call join, veilleur call undo).
    """
    if keep is not None and keep.exists():
        raise Trouble(f"« {keep} » existe déjà.", "Donnez un autre nom.")
    with tempfile.TemporaryDirectory() as folder:
        bars = Bars()
        bars.begin("Tout refaire")
        done = replay(context.settings.database_path, keep or Path(folder) / "replay.db", bars.at)
        bars.end()
    if as_json:
        click.echo(json.dumps(to_plain(done), ensure_ascii=False))
    else:
        _tell(done)
    if applied:
        _apply(context, done)


def _apply(context: Context, done: Replayed) -> None:
    """Corrects the database in place, unless nothing would change."""
    if done.same:
        click.echo("Rien à corriger.", err=True)
        return
    path = context.settings.database_path
    kept = path.with_name(f"{path.name}.avant-relecture-{context.now:%Y%m%dT%H%M%S}")
    with only_one(path), closing(connect(path)) as db:
        copies.backup(db, kept)
        click.echo(f"Sauvegarde : {kept}", err=True)
        found = intake.reread(db, context.now)
    told = f"{plural(found.calls, 'appel corrigé', 'appels corrigés')}, {plural(len(found.events), 'événement')}"
    click.echo(f"{plural(found.notices, 'publication lue', 'publications lues')} autrement, {told}.", err=True)
    click.echo(f"Pour revenir en arrière : veilleur restore {kept}", err=True)


def _tell(done: Replayed) -> None:
    size = f"{plural(done.inputs, 'entrée')}, {plural(done.calls, 'appel')}, {plural(done.events, 'événement')}"
    if done.same:
        click.echo(f"Même résultat, à l’octet près : {size}.")
        click.echo(f"Empreinte : {done.digest}")
        _tell_reread(done)
        return
    _tell_reread(done)
    click.echo(f"Le résultat diffère : {size}, {plural(len(done.differences), 'différence')}.")
    rows = [_row(one) for one in done.differences[:SHOWN]]
    if rows:
        table("Ce qui changerait", ("quoi", "appel", "avant", "après"), rows)
    if len(done.differences) > SHOWN:
        click.echo(f"Et {plural(len(done.differences) - SHOWN, 'autre')} : veilleur replay --json les donne toutes.")
    for refusal in done.refused:
        click.echo(f"Ne peut pas être refait : {refusal}")


def _tell_reread(done: Replayed) -> None:
    """Once all was read again, versions and events keep what was told under the rules of before."""
    if done.reread_at is not None:
        click.echo(
            f"Tout a été relu le {done.reread_at:%d/%m/%Y} : les changements et les événements ne sont plus comparés."
        )


def _row(one: Difference) -> tuple[str, str, str, str]:
    return WHAT[one.what], f"{one.call or 'nouveau'} – {one.title}", one.before or "—", one.after or "—"


COMMANDS = (replay_all,)
