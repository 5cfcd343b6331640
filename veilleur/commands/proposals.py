"""The queue of what staff and members propose by e-mail: `veilleur proposal list`, `accept`, `refuse`."""

import json
from contextlib import closing
from zoneinfo import ZoneInfo

import click

from day import proposals as decided
from day.proposals import Corrections
from digests import french
from model.codec import to_plain
from model.deadline import PARIS
from model.proposal import Proposal, ProposalState
from store import calls, proposals
from store.connection import connect
from veilleur.commands.common import Context, common
from veilleur.console import plural
from veilleur.french_click import FrenchCommand, FrenchGroup
from veilleur.lock import only_one

LINES = 6
STATES = {ProposalState.WAITING: "attend", ProposalState.ACCEPTED: "acceptée", ProposalState.REFUSED: "refusée"}
TO_DO = "Pour chacune : veilleur proposal accept NUMÉRO (elle devient un appel), ou veilleur proposal refuse NUMÉRO."


@click.group("proposal", cls=FrenchGroup, short_help="Les appels proposés par courriel, à accepter ou à refuser.")
def proposal() -> None:
    """Ce que l’équipe et les abonnés transfèrent à la boîte de veille attend ici l’avis d’une personne : rien n’est publié
    sans elle."""


@proposal.command("list", cls=FrenchCommand, short_help="Montre les propositions qui attendent.")
@click.option("--all", "every", is_flag=True, help="Aussi celles qui ont été tranchées.")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne.")
@common
def list_(context: Context, every: bool, as_json: bool) -> None:
    """Montre chaque proposition, avec qui l’a envoyée et quand, et le début de ce qu’elle dit."""
    with closing(connect(context.settings.database_path)) as db:
        found = proposals.every(db) if every else proposals.waiting(db)
    if as_json:
        for one in found:
            click.echo(json.dumps(to_plain(one), ensure_ascii=False))
        return
    if not found:
        click.echo("Aucune proposition n’attend." if not every else "Aucune proposition n’a été reçue.")
        return
    for one in found:
        click.echo("\n".join(_shown(one)) + "\n")
    waiting = sum(one.state is ProposalState.WAITING for one in found)
    click.echo(f"{plural(waiting, 'proposition')} à trancher." + (f" {TO_DO}" if waiting else ""))


@proposal.command("accept", cls=FrenchCommand, short_help="Fait un appel d’une proposition.")
@click.argument("number", type=int, metavar="NUMÉRO")
@click.option("--url", metavar="ADRESSE", help="La page de l’appel, si le message n’en donne pas ou s’en éloigne.")
@click.option("--title", metavar="TITRE", help="Le titre de l’appel, si l’objet du message n’en est pas un.")
@click.option("--who", default="équipe", show_default=True, help="Qui décide.")
@common
def accept(context: Context, number: int, url: str | None, title: str | None, who: str) -> None:
    """Lit la proposition NUMÉRO comme une publication : elle rejoint un appel déjà connu, ou en fait un nouveau, annoncé
    dans les prochaines lettres aux collectivités qu’il concerne."""
    path = context.settings.database_path
    with only_one(path), closing(connect(path)) as db:
        taken = decided.accept(db, number, Corrections(url=url, title=title), who, context.now)
        call = calls.get(db, taken.call_id)
    became = "un nouvel appel" if taken.new else "un appel déjà connu"
    click.echo(f"Acceptée : {became}, numéro {taken.call_id}{f' – {call.title}' if call else ''}.")
    click.echo("À faire : vérifiez sa date limite et ses critères ; les lettres partiront au prochain veilleur run.")


@proposal.command("refuse", cls=FrenchCommand, short_help="Écarte une proposition.")
@click.argument("number", type=int, metavar="NUMÉRO")
@click.option("--reason", default="", metavar="TEXTE", help="Pourquoi, pour s’en souvenir.")
@click.option("--who", default="équipe", show_default=True, help="Qui décide.")
@common
def refuse(context: Context, number: int, reason: str, who: str) -> None:
    """Écarte la proposition NUMÉRO. Elle reste dans veilleur proposal list --all, et le même message ne revient pas."""
    path = context.settings.database_path
    with only_one(path), closing(connect(path)) as db:
        one = decided.refuse(db, number, reason, who, context.now)
    click.echo(f"Refusée : {one.notice.title}.")


def _shown(one: Proposal) -> list[str]:
    day = french.short_day(one.at.astimezone(ZoneInfo(PARIS)).date())
    sender = one.sender or "une personne dont l’adresse a été effacée"
    told = [line for line in one.notice.text.splitlines() if line][:LINES]
    state = "" if one.state is ProposalState.WAITING else f" – {STATES[one.state]}{f' : {one.reason}' if one.reason else ''}"
    return [
        f"{one.id}. {one.notice.title}{state}",
        f"   envoyée par {sender} ({'équipe' if one.is_staff else 'abonné'}), le {day}",
        f"   {one.notice.url or 'aucun lien : donnez-le avec --url'}",
        *(f"   | {line[:160]}" for line in told),
    ]


COMMANDS = (proposal,)
