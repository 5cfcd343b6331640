"""The mail: check it before production, letters that wait for staff, what came back, addresses that are stopped."""

from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import dns.exception
import dns.resolver
from rich.markup import escape

from day import mail_check, returned_mail, sample
from day.mail_check import Checked
from digests.links import Links
from digests.mailer import Security
from model.codes import DeliveryState
from model.deadline import PARIS
from model.trouble import Trouble
from store import approvals, deliveries, mail_checks, members, suppressions
from store.approvals import Decision
from store.connection import connect, write
from veilleur import keys, wiring
from veilleur.commands.common import Context, common
from veilleur.console import plural, table
from veilleur.french_click import FrenchGroup
from veilleur.lock import only_one

STATES = {
    DeliveryState.CLAIMED: "à envoyer",
    DeliveryState.SENT: "partie",
    DeliveryState.FAILED: "refusée",
    DeliveryState.SUPPRESSED: "retenue",
}


@click.group(cls=FrenchGroup, short_help="Le courrier : vérifier, relire, retours, adresses arrêtées.")
def mail() -> None:
    """Le courrier : vérifier avant la production, relire les lettres, lire les retours, rétablir une adresse."""


@mail.command("check", short_help="Vérifie que les lettres arriveront ; à réussir avant la production.")
@common
def check(context: Context) -> None:
    """Joint le serveur d’envoi et regarde les enregistrements DNS, la signature, le site et qui répond. N’écrit à personne.

    Termine par 0 si tout est bon ; en production, les lettres ne partent qu’après.
    """
    settings = context.settings
    held = settings.mail
    if held.host is None:
        raise Trouble("Aucun serveur d’envoi n’est réglé.", "Donnez [mail] host, puis relancez veilleur mail check.")
    voice = wiring.voice(settings)
    links = Links(keys.read(settings), settings.site.url)
    found = mail_check.check(
        Checked(
            voice=voice,
            site=settings.site.url,
            refusal=wiring.smtp(settings).probe(wiring.envelopes(settings).sender(0)),
            protected=held.security is not Security.NONE or held.host in mail_check.LOCAL,
            selector=held.dkim_selector,
            seal=wiring.seal(settings),
            sample=sample.sample(links, voice, held.sender, context.now),
        ),
        _records,
    )
    table(
        "Le courrier", ("quoi", "", "détail"), [(one.what, "oui" if one.good else "NON", escape(one.words)) for one in found]
    )
    passed = all(one.good for one in found)
    with closing(connect(settings.database_path)) as db, write(db):
        mail_checks.keep(db, wiring.mail_mark(settings), passed, context.now)
    click.echo("Tout est bon : les lettres peuvent partir." if passed else "Corrigez les lignes NON, puis relancez.")
    if not passed:
        raise click.exceptions.Exit(1)


@mail.command("waiting", short_help="Les lettres qui attendent une relecture.")
@common
def waiting(context: Context) -> None:
    """Montre les lettres que [letters] approve retient, et quand elles partiront sans réponse."""
    with closing(connect(context.settings.database_path)) as db:
        held = approvals.waiting(db)
    rows = [(one.letter, one.subject, f"{one.lapses_at:%d/%m %H:%M} UTC" if one.lapses_at else "jamais") for one in held]
    table("À relire", ("lettre", "objet", "part sans réponse"), rows, numbers=(0,))


@mail.command("approve", short_help="Laisse partir des lettres relues.")
@click.argument("letters", nargs=-1, type=int, required=True, metavar="LETTRE…")
@click.option("--refuse", is_flag=True, help="Ne pas les envoyer.")
@click.option("--who", default="", metavar="NOM", help="Qui a relu.")
@common
def approve(context: Context, letters: tuple[int, ...], refuse: bool, who: str) -> None:
    """Répond pour des lettres qui attendent ; « veilleur deliver » envoie celles qui sont approuvées."""
    decision = Decision.REFUSED if refuse else Decision.APPROVED
    path = context.settings.database_path
    with only_one(path), closing(connect(path, durable=True)) as db, write(db):
        for number in letters:
            if not approvals.answer(db, number, decision, who, context.now):
                raise Trouble(f"La lettre {number} n’attend pas de réponse.", "Celles qui attendent : veilleur mail waiting")
            if refuse:
                deliveries.mark_suppressed(db, number, context.now, "refusée à la relecture")
    click.echo(f"{plural(len(letters), 'lettre')} : {'ne partira pas' if refuse else 'partira au prochain envoi'}.")


@mail.command("list", short_help="Les dernières lettres : à qui, quand, et ce qu’elles sont devenues.")
@click.option("--last", default=20, show_default=True, type=click.IntRange(1), metavar="NOMBRE", help="Combien en montrer.")
@common
def list_letters(context: Context, last: int) -> None:
    """Les lettres les plus récentes d’abord, avec leur numéro pour « veilleur mail show »."""
    with closing(connect(context.settings.database_path)) as db:
        held = [(one, members.by_id(db, one.subscriber)) for one in deliveries.letters(db, last)]
    rows = [
        (
            one.id,
            f"{one.composed_at.astimezone(ZoneInfo(PARIS)):%d/%m/%Y}",
            escape(person.name or person.address) if person else "effacé",
            escape(one.subject),
            STATES[one.state] + (f" ({escape(one.reason)})" if one.reason else ""),
        )
        for one, person in held
    ]
    table("Dernières lettres", ("lettre", "jour", "pour", "objet", "état"), rows, numbers=(0,))


@mail.command("show", short_help="Écrit la copie d’une lettre, telle qu’elle est partie.")
@click.argument("letter", type=int, metavar="LETTRE")
@click.argument("file", type=click.Path(path_type=Path), metavar="FICHIER.eml")
@common
def show(context: Context, letter: int, file: Path) -> None:
    """Écrit dans FICHIER les octets gardés de la lettre (la signature DKIM s’y ajoute à l’envoi)."""
    with closing(connect(context.settings.database_path)) as db:
        try:
            held = deliveries.letter(db, letter)
        except LookupError as cause:
            raise Trouble(f"La lettre {letter} n’existe pas.", "Les dernières : veilleur mail list") from cause
    file.write_bytes(held.body)
    click.echo(f"Lettre {letter} : {file}")


@mail.command("returns", short_help="Lit la boîte des retours.")
@common
def returns(context: Context) -> None:
    """Prend en compte adresses mortes, plaintes et demandes de filtres ; la journée le fait aussi."""
    settings = context.settings
    box, path = wiring.returns_box(settings), settings.database_path
    if box is None:
        raise Trouble(
            "Aucune boîte des retours n’est réglée.",
            "Donnez [mail] returns (un Maildir ou un fichier mbox) ou [mail] returns_host (une boîte IMAP).",
        )
    with only_one(path), closing(connect(path, durable=True)) as db:
        taken = returned_mail.take_back(db, box, wiring.envelopes(settings), context.now)
    table("Retours", ("quoi", "nombre"), [(kind.value, number) for kind, number in taken.most_common()], numbers=(1,))


@mail.command("lift", short_help="Rétablit une adresse arrêtée.")
@click.argument("address", metavar="ADRESSE")
@common
def lift(context: Context, address: str) -> None:
    """Laisse de nouveau partir les lettres vers ADRESSE, une fois sûr qu’elle fonctionne."""
    path = context.settings.database_path
    with only_one(path), closing(connect(path, durable=True)) as db, write(db):
        if not suppressions.lift(db, address, context.now):
            raise Trouble("Cette adresse n’est pas arrêtée.", "Vérifiez-la.")
    click.echo("Adresse rétablie.")


def _records(name: str) -> list[str]:
    """The TXT records of a name, as the DNS gives them now."""
    try:
        return [
            b"".join(record.strings).decode("utf-8", "replace") for record in dns.resolver.resolve(name, "TXT", lifetime=10)
        ]
    except dns.exception.DNSException:
        return []


COMMANDS = (mail,)
