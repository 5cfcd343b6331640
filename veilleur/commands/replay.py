"""`veilleur replay`: everything done again on a copy, and what would come out otherwise."""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import click

from day.replay import Replayed, replay
from day.replayed import Difference
from model.trouble import Trouble
from veilleur.commands.common import Context, common
from veilleur.console import Bars, plural, table
from veilleur.french_click import FrenchCommand

SHOWN = 40
WHAT = {"call": "appel", "value": "valeur", "event": "événement"}


@click.command("replay", cls=FrenchCommand, short_help="Refait tout sur une copie, et dit ce qui changerait.")
@click.option("--keep", type=click.Path(path_type=Path), help="Garder la copie refaite sous ce nom.")
@click.option("--json", "as_json", is_flag=True, help="Un seul objet JSON, toutes les différences comprises.")
@common
def replay_all(context: Context, keep: Path | None, as_json: bool) -> None:
    """Refait appels et événements à partir des publications gardées, sur une copie : la base n’est pas touchée.

    Avec les mêmes règles, le résultat est le même à l’octet près. Après un changement des règles (une lecture, un
    rapprochement), montre ce qu’il aurait changé, avant que quiconque en entende parler.
    """
    if keep is not None and keep.exists():
        raise Trouble(f"« {keep} » existe déjà.", "Donnez un autre nom.")
    with tempfile.TemporaryDirectory() as folder:
        bars = Bars()
        bars.begin("Tout refaire")
        done = replay(context.settings.database_path, keep or Path(folder) / "replay.db", bars.at)
        bars.end()
    if as_json:
        click.echo(json.dumps(asdict(done), ensure_ascii=False))
    else:
        _tell(done)


def _tell(done: Replayed) -> None:
    size = f"{plural(done.inputs, 'entrée')}, {plural(done.calls, 'appel')}, {plural(done.events, 'événement')}"
    if done.same:
        click.echo(f"Même résultat, à l’octet près : {size}.")
        click.echo(f"Empreinte : {done.digest}")
        return
    click.echo(f"Le résultat diffère : {size}, {plural(len(done.differences), 'différence')}.")
    rows = [_row(one) for one in done.differences[:SHOWN]]
    if rows:
        table("Ce qui changerait", ("quoi", "appel", "avant", "après"), rows)
    if len(done.differences) > SHOWN:
        click.echo(f"Et {plural(len(done.differences) - SHOWN, 'autre')} : veilleur replay --json les donne toutes.")
    for refusal in done.refused:
        click.echo(f"Ne peut pas être refait : {refusal}")


def _row(one: Difference) -> tuple[str, str, str, str]:
    return WHAT[one.what], f"{one.call or 'nouveau'} – {one.title}", one.before or "—", one.after or "—"


COMMANDS = (replay_all,)
