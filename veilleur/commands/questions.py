"""The questions to staff about doubtful values, and their answers: `veilleur questions`, `veilleur answer`."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing

import click

from day import staff_answers
from model.codec import to_plain
from model.question import Asked
from model.trouble import Trouble
from pipelines.questions import FIELDS, ranked
from store import calls
from store import questions as kept
from store.connection import Database, connect
from veilleur.commands.common import Context, common
from veilleur.console import plural
from veilleur.french_click import FrenchCommand
from veilleur.lock import only_one
from veilleur.values import NAMES, in_french, quote

SHOWN, PROOF = 20, 200
"""Questions shown at once; characters of a proof: enough to answer without opening the page."""
TO_DO = (
    "Ouvrez la page de l’appel, puis : veilleur answer NUMÉRO --confirm (c’est juste), "
    'veilleur answer NUMÉRO "VALEUR" (corriger), --nothing (l’appel n’en dit rien), --undo (se raviser).'
)


@click.command("questions", cls=FrenchCommand, short_help="Les valeurs trop douteuses pour être des faits, à trancher.")
@click.option("--field", type=click.Choice(FIELDS), help="Seulement les questions sur ce champ.")
@click.option("--all", "every", is_flag=True, help=f"Toutes, au lieu des {SHOWN} premières.")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne.")
@common
def questions(context: Context, field: str | None, every: bool, as_json: bool) -> None:
    """Liste les questions en attente, celles qui comptent le plus d’abord : appels du champ, dates, candidats, lieux.

    En attendant une réponse, les collectivités voient la valeur « à vérifier », avec sa phrase ; aucun appel n’est caché.
    """
    with closing(connect(context.settings.database_path)) as db:
        waiting = ranked(one for one in kept.open_ones(db) if field in (None, one.field))
    if as_json:
        for one in waiting:
            click.echo(json.dumps(to_plain(one), ensure_ascii=False))
        return
    if not waiting:
        click.echo("Aucune question : toutes les valeurs lues sont sûres, ou tranchées.")
        return
    shown = waiting if every else waiting[:SHOWN]
    click.echo(f"{plural(len(waiting), 'question')}{_by_field(waiting)}")
    for one in shown:
        click.echo("\n".join(("", *_lines(one))))
    click.echo("")
    if len(shown) < len(waiting):
        click.echo(f"Et {plural(len(waiting) - len(shown), 'autre')} : veilleur questions --all, ou --field CHAMP")
    click.echo(TO_DO)


@click.command("answer", cls=FrenchCommand, short_help="Répond à une question : confirmer, corriger, se raviser.")
@click.argument("number", type=int, metavar="NUMÉRO")
@click.argument("words", required=False, metavar="[VALEUR]")
@click.option("--confirm", is_flag=True, help="Ce qui a été lu est juste.")
@click.option("--nothing", is_flag=True, help="L’appel ne dit rien de cela : retirer la valeur.")
@click.option("--undo", is_flag=True, help="Retirer la réponse donnée : les sources parlent de nouveau.")
@click.option("--who", default="équipe", show_default=True, help="Qui répond, pour l’histoire de l’appel.")
@common
def answer(context: Context, number: int, words: str | None, confirm: bool, nothing: bool, undo: bool, who: str) -> None:
    """Répond à la question NUMÉRO. VALEUR s’écrit comme on parle : « 15 mars 2027 à 17 h », « Sénégal ; Mali »,
    « jusqu’à 50 000 € par projet », « commune ; intercommunalité » (plusieurs valeurs, séparées par « ; »).

    Une valeur corrigée tient jusqu’à ce qu’on la retire, quoi que disent les sources. Une valeur confirmée vaut tant que la
    source la dit ; si elle en dit une autre, la question revient.
    """
    if [bool(words and words.strip()), confirm, nothing, undo].count(True) != 1:
        raise Trouble("Donnez une réponse, et une seule.", "Une VALEUR, --confirm, --nothing ou --undo.")
    path = context.settings.database_path
    with only_one(path), closing(connect(path)) as db:
        if undo:
            back = staff_answers.take_back(db, number, who, context.now)
            click.echo(
                "Réponse retirée ; les sources sont maintenant sûres."
                if back is None
                else f"Réponse retirée ; la question revient sous le numéro {back.id}."
            )
            return
        one = (
            staff_answers.confirm(db, number, who, context.now)
            if confirm
            else staff_answers.correct(db, number, words or "", who, context.now)
        )
        _tell(db, one)


def _tell(db: Database, one: Asked) -> None:
    """What the call now holds, as understood: the person sees at once a value misread."""
    call = calls.get(db, one.call)
    held = getattr(call.facts, one.field) if call is not None else None
    readings = held if isinstance(held, tuple) else (held,) if held is not None else ()
    values = [in_french(one.field, to_plain(reading.value)) for reading in readings]
    click.echo(f"Appel {one.call}, {NAMES[one.field]} : {' ; '.join(values) or 'rien'}")
    click.echo(f"Pour revenir dessus : veilleur answer {one.id} --undo")


def _by_field(waiting: Sequence[Asked]) -> str:
    counted = Counter(one.field for one in waiting)
    return " – " + ", ".join(f"{NAMES[field]} {number}" for field, number in counted.most_common())


def _lines(one: Asked) -> Iterator[str]:
    said = " ; ".join(dict.fromkeys(in_french(one.field, doubt.value) for doubt in one.doubts))
    yield f"N° {one.id}   {NAMES[one.field]} : {said}"
    yield f"     {one.title} (appel {one.call}) – {one.url}"
    yield from (f"     lu dans {words}" for words in dict.fromkeys(quote(doubt.quote, PROOF) for doubt in one.doubts))
    yield f"     doute : {' ; '.join(dict.fromkeys(doubt.why for doubt in one.doubts))}"


COMMANDS = (questions, answer)
