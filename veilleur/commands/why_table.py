"""`veilleur match --why`: what one member is told and why, and what it is not told, counted by reason."""

import click

from day.why import Told, Why
from model.codes import Role
from veilleur.console import plural, table

SHOWN = 20
ROLES = {
    Role.LEAD: "chef de file",
    Role.PARTNER: "partenaire",
    Role.PARTICIPANT: "participant",
    Role.VIA: "par un autre",
    Role.UNKNOWN: "à vérifier",
    Role.NO: "non éligible",
}


def show(why: Why) -> None:
    """Prints the profile's remarks, the calls told with their reasons, and the others by reason."""
    click.echo(f"{why.member.name} : {plural(len(why.told), 'appel signalé', 'appels signalés')}")
    for remark in why.remarks:
        click.echo(f"Profil : {remark}")
    for told in why.told[:SHOWN]:
        _tell(told)
    if len(why.told) > SHOWN:
        click.echo(f"… et {plural(len(why.told) - SHOWN, 'autre')}")
    for call, detour in why.detours:
        click.echo(f"Détour : {call.title} – {detour.sentence}")
    if why.aside:
        rows = [(reason, str(number)) for reason, number in why.aside.most_common()]
        table("Les appels non signalés", ("pourquoi", "nombre"), rows, numbers=(1,))
    if why.nearest:
        nearest = [(str(match.score), call.title_fr or call.title, match.reasons[0]) for call, match in why.nearest]
        table("Les plus proches parmi eux", ("note", "appel", "pourquoi"), nearest, numbers=(0,))


def _tell(told: Told) -> None:
    click.echo(f"\n{told.match.score:>3}  {told.call.title_fr or told.call.title} ({ROLES[told.match.role]})")
    click.echo(f"     {' · '.join(told.match.reasons)}")
    for line in told.to_do:
        click.echo(f"     {line}")
