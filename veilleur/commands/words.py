"""The words of staff in the letters: `veilleur word add`, `list`, `remove`."""

from contextlib import closing
from datetime import datetime, time
from zoneinfo import ZoneInfo

import click
from rich.markup import escape

from day import letter_words
from day.letter_words import Typed
from digests.words import title_of, when_of
from model.deadline import PARIS
from model.trouble import Trouble
from store import words
from store.connection import connect, write
from veilleur.commands.common import Context, common
from veilleur.console import plural, table
from veilleur.french_click import FrenchGroup
from veilleur.lock import only_one

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.group(cls=FrenchGroup, short_help="Les mots et les dates que l’équipe ajoute aux lettres.")
def word() -> None:
    """Ajoute aux lettres un mot de l’équipe, la note d’un groupe-pays, une date interne (relecture, webinaire)."""


@word.command("add", short_help="Ajoute un mot ou une date aux prochaines lettres.")
@click.argument("text", metavar="TEXTE")
@click.option("--title", default="", metavar="TITRE", help="Ce qui se lit au-dessus : « Relecture », « Webinaire »…")
@click.option("--link", default="", metavar="ADRESSE", help="Une page à ouvrir : inscription, salle de réunion…")
@click.option("--date", "day", type=DAY, metavar="JOUR", help="Le jour de la relecture, du webinaire… (2026-10-08).")
@click.option("--hour", metavar="HH:MM", help="Son heure, à Paris.")
@click.option("--until", type=DAY, metavar="JOUR", help="Le dernier jour où une lettre le dit encore.")
@click.option("--call", type=int, metavar="NUMÉRO", help="L’appel dont il s’agit : ceux à qui il convient, sur sa carte.")
@click.option("--place", "places", multiple=True, metavar="PAYS", help="Pour ceux qui suivent ce pays ou ce groupe de pays.")
@click.option("--theme", "themes", multiple=True, metavar="THÈME", help="Pour ceux qui suivent ce thème.")
@click.option("--who", default="", metavar="NOM", help="Qui l’écrit.")
@common
def add(
    context: Context,
    text: str,
    title: str,
    link: str,
    day: datetime | None,
    hour: str | None,
    until: datetime | None,
    call: int | None,
    places: tuple[str, ...],
    themes: tuple[str, ...],
    who: str,
) -> None:
    """Chaque personne concernée le lit une fois, dans sa prochaine lettre ; une date n’attend pas qu’un appel soit dû.

    Sans --place ni --theme ni --call, il est pour tout le monde.
    """
    typed = Typed(
        text=text,
        title=title,
        link=link,
        day=day.date() if day else None,
        hour=_hour(hour) if hour else None,
        until=until.date() if until else None,
        call=call,
        places=places,
        themes=themes,
    )
    path = context.settings.database_path
    with only_one(path), closing(connect(path)) as db:
        kept = letter_words.add(db, typed, who, context.now)
    click.echo(f"{title_of(kept)} : dans les prochaines lettres. Les voir : veilleur word list")


@word.command("list", short_help="Les mots qui attendent une lettre, et à combien ils ont été dits.")
@common
def list_words(context: Context) -> None:
    """Les mots que les lettres d’aujourd’hui disent encore, à qui, et combien de personnes les ont lus."""
    with closing(connect(context.settings.database_path)) as db:
        held = [
            (one, words.told_to(db, one.id)) for one in words.standing(db, context.now.astimezone(ZoneInfo(PARIS)).date())
        ]
    if not held:
        click.echo('Aucun mot. En ajouter un : veilleur word add "…"')
        return
    rows = [
        (one.id, escape(title_of(one)), escape(one.text), when_of(one), escape(letter_words.for_whom(one)), told)
        for one, told in held
    ]
    table("Mots de l’équipe", ("n°", "titre", "texte", "date", "pour", "dit à"), rows, numbers=(0, 5))


@word.command("remove", short_help="Retire un mot : plus aucune lettre ne le dit.")
@click.argument("numbers", nargs=-1, type=int, required=True, metavar="NUMÉRO…")
@common
def remove(context: Context, numbers: tuple[int, ...]) -> None:
    """Retire des mots des prochaines lettres ; celles qui sont déjà rédigées partent telles quelles."""
    path = context.settings.database_path
    with only_one(path), closing(connect(path)) as db, write(db):
        for number in numbers:
            if not words.withdraw(db, number, context.now):
                raise Trouble(f"Aucun mot ne porte le numéro {number}.", "Les voir : veilleur word list")
    click.echo(f"{plural(len(numbers), 'mot')} : plus dans les lettres à venir.")


def _hour(said: str) -> time:
    try:
        return time.fromisoformat(said)
    except ValueError as cause:
        raise Trouble(f"« {said} » n’est pas une heure.", "Écrivez-la ainsi : 14:30 (heure de Paris).") from cause


COMMANDS = (word,)
