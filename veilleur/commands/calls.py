"""One call: `veilleur call find` and `show`, and what staff do to it. What is shown is drawn in `call_page`."""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from zoneinfo import ZoneInfo

import click

from day.call_edit import value_of
from day.call_sheet import sheet
from model.call import Call, Event
from model.codec import to_plain
from model.deadline import PARIS
from model.trouble import Trouble
from pipelines import intake
from store import calls
from store.connection import Database, connect
from veilleur.commands import call_page
from veilleur.commands.common import Context, common
from veilleur.console import plural
from veilleur.french_click import FrenchCommand, FrenchGroup
from veilleur.lock import only_one

WHO = click.option("--who", default="équipe", show_default=True, help="Qui agit, pour l’histoire de l’appel.")
FOUND = 20


@click.group("call", cls=FrenchGroup, short_help="Un appel : le trouver, le voir, le corriger, le réunir, défaire.")
def call() -> None:
    """Trouve et montre un appel, ses preuves et son histoire ; le corrige, le réunit à un autre, défait une réunion."""


@call.command("find", cls=FrenchCommand, short_help="Les appels qui ont ces mots.")
@click.argument("words", nargs=-1, required=True, metavar="MOTS…")
@common
def find(context: Context, words: tuple[str, ...]) -> None:
    """Liste les appels qui ont tous ces mots, les plus proches d’abord, avec leur numéro."""
    with closing(connect(context.settings.database_path)) as db:
        found = calls.search(db, " ".join(words), FOUND)
    if not found:
        click.echo("Aucun appel n’a tous ces mots.")
    for one in found:
        click.echo(call_page.line(one))


@call.command("show", cls=FrenchCommand, short_help="Tout ce que l’on sait d’un appel, et d’où on le sait.")
@click.argument("number", type=int, metavar="NUMÉRO")
@click.option("--json", "as_json", is_flag=True, help="Un seul objet JSON.")
@common
def show(context: Context, number: int, as_json: bool) -> None:
    """Montre les valeurs d’un appel avec leur preuve, ses publications, ses éditions, ses changements et ses événements."""
    today = context.now.astimezone(ZoneInfo(PARIS)).date()
    with closing(connect(context.settings.database_path)) as db:
        held = sheet(db, number, today)
    click.echo(json.dumps(to_plain(held), ensure_ascii=False) if as_json else "\n".join(call_page.page(held)))


@call.command("set", cls=FrenchCommand, short_help="Fixe une valeur d’un appel, quoi que disent ses sources.")
@click.argument("number", type=int, metavar="NUMÉRO")
@click.argument("field", metavar="CHAMP")
@click.argument("words", required=False, metavar="[VALEUR]")
@click.option("--nothing", is_flag=True, help="L’appel ne dit rien de cela : vider le champ.")
@WHO
@common
def set_field(context: Context, number: int, field: str, words: str | None, nothing: bool, who: str) -> None:
    """Fixe le CHAMP (« date limite », « pays », « url », « titre »…) de l’appel NUMÉRO. VALEUR s’écrit comme on parle :
    « 15 mars 2027 à 17 h », « Sénégal ; Mali », « jusqu’à 50 000 € par projet » (plusieurs valeurs, séparées par « ; »).

    La valeur tient jusqu’à ce qu’on la rende aux sources. Une date qui bouge est annoncée aux collectivités.
    """
    if bool(words and words.strip()) == nothing:
        raise Trouble(
            "Donnez une VALEUR, ou --nothing pour vider le champ.", 'Par exemple : veilleur call set 12 pays "Mali"'
        )
    name = call_page.field_of(field)
    value = value_of(name, words or "", context.now.astimezone(ZoneInfo(PARIS)).date())
    with _at_work(context) as db:
        before = _existing(db, number)
        events = intake.set_by_staff(db, number, name, value, who, context.now)
        _tell_change(before, _existing(db, number), name, events)
    click.echo(f"Pour revenir à ce que disent les sources : veilleur call release {number} {name}")


@call.command("release", cls=FrenchCommand, short_help="Rend une valeur fixée aux sources.")
@click.argument("number", type=int, metavar="NUMÉRO")
@click.argument("field", metavar="CHAMP")
@WHO
@common
def release(context: Context, number: int, field: str, who: str) -> None:
    """Rend le CHAMP de l’appel NUMÉRO à ses sources : ce qu’elles en disent maintenant vaut de nouveau."""
    name = call_page.field_of(field)
    with _at_work(context) as db:
        before = _existing(db, number)
        if name not in sheet(db, number, context.now.date()).set_by:
            raise Trouble(f"Personne n’a fixé ce champ de l’appel {number}.", f"Ce qui l’est : veilleur call show {number}")
        events = intake.release(db, number, name, who, context.now)
        _tell_change(before, _existing(db, number), name, events)


@call.command("join", cls=FrenchCommand, short_help="Dit que deux appels n’en font qu’un.")
@click.argument("number", type=int, metavar="NUMÉRO")
@click.argument("into", type=int, metavar="AUTRE")
@WHO
@common
def join(context: Context, number: int, into: int, who: str) -> None:
    """Réunit l’appel NUMÉRO à l’appel AUTRE : ses publications parlent de celui-ci, seul montré. Rien n’est perdu."""
    with _at_work(context) as db:
        made = intake.join(db, number, into, who, context.now)
        kept = _existing(db, into)
    click.echo(f"L’appel {number} est réuni à l’appel {into} : {kept.title} ({plural(len(made), 'publication')}).")
    click.echo(f"Pour défaire : veilleur call undo {' '.join(map(str, made))}")


@call.command("undo", cls=FrenchCommand, short_help="Défait des réunions, faites par l’équipe ou par Veilleur.")
@click.argument("joins", nargs=-1, required=True, type=int, metavar="RÉUNION…")
@WHO
@common
def undo(context: Context, joins: tuple[int, ...], who: str) -> None:
    """Défait les réunions de ces numéros (veilleur call show les donne) : chaque publication reparle de son appel, et ne
    sera plus jamais rendue à l’autre par Veilleur."""
    with _at_work(context) as db:
        back = intake.undo(db, joins, who, context.now)
        apart = [_existing(db, one) for one in dict.fromkeys(back)]
    for one in apart:
        click.echo(f"Appel à part : {call_page.line(one)}")
    click.echo("Pour les réunir de nouveau : veilleur call join NUMÉRO AUTRE")


@contextmanager
def _at_work(context: Context) -> Iterator[Database]:
    """The database, for one who changes it: no day runs meanwhile."""
    path = context.settings.database_path
    with only_one(path), closing(connect(path)) as db:
        yield db


def _existing(db: Database, number: int) -> Call:
    found = calls.get(db, number)
    if found is None:
        raise Trouble(f"L’appel {number} n’existe pas.", "Cherchez son numéro : veilleur call find MOTS")
    return found


def _tell_change(before: Call, after: Call, field: str, events: Iterable[Event]) -> None:
    was, now = call_page.value(before, field), call_page.value(after, field)
    click.echo(f"Appel {after.id}, {call_page.name_of(field)} : {was} → {now}")
    for event in events:
        click.echo(f"Annoncé aux collectivités concernées (événement {event.number}) : {event.sentence}")


COMMANDS = (call,)
