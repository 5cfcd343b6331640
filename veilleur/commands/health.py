"""The health of the watch list: what was read, what waits for staff, what a person must look at."""

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from zoneinfo import ZoneInfo

import click

from day import source_health
from day.by_hand import seen_by_hand
from day.list_health import SourceHealth, of_list
from digests import french
from model.codes import SourceSetting
from model.deadline import PARIS
from store.connection import connect
from veilleur import wiring
from veilleur.commands.common import Context, common
from veilleur.commands.sources import SETTINGS, source
from veilleur.commands.verdict_words import VERDICTS
from veilleur.console import plural, table


@source.command("health", short_help="La santé des sources, et ce qui attend quelqu’un.")
@click.argument("slugs", metavar="[NOM…]", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Aussi les sources qui vont bien.")
@click.option("--json", "as_json", is_flag=True, help="Tout, en un objet JSON.")
@common
def health(context: Context, slugs: Sequence[str], every: bool, as_json: bool) -> None:
    """Montre les sources qui demandent quelqu’un : celles qui ne se lisent plus, celles dont une lecture douteuse attend
    votre réponse, celles à ouvrir à la main ; puis combien vont bien. Avec des noms, montre ces sources-là seules."""
    listed, _ = wiring.watch_list(context.settings)
    with closing(connect(context.settings.database_path)) as db:
        found = of_list(db, listed, context.now)
    chosen = [one for one in found if one.definition.slug in slugs] if slugs else found
    if as_json:
        click.echo(json.dumps([_plain(one) for one in chosen], ensure_ascii=False))
        return
    shown = [one for one in chosen if every or slugs or one.asks]
    if shown:
        rows = [_row(one) for one in shown]
        table("Santé des sources", ("source", "dernière lecture", "quand", "éléments", "ce qu’il faut faire"), rows)
        if any(one.look is not None and one.look.is_due for one in shown):
            click.echo('Une source à la main regardée se dit ainsi : veilleur source seen NOM [--note "ce qui a été vu"]')
    else:
        click.echo("Rien à faire : aucune source ne demande quelqu’un.")
    click.echo(_counts(found))


def _row(one: SourceHealth) -> tuple[str, str, str, str, str]:
    reading = one.reading
    said = VERDICTS.get(reading.verdict, reading.verdict) if reading else _never(one)
    at = reading.started_at if reading else one.look.last.at if one.look and one.look.last else None
    number = f"{reading.seen}" + (f" (d’ordinaire {one.usual})" if one.usual is not None else "") if reading else ""
    return (
        one.definition.slug,
        said,
        french.short_day(at.astimezone(ZoneInfo(PARIS)).date()) if at else "",
        number,
        _to_do(one),
    )


def _never(one: SourceHealth) -> str:
    if one.look is not None:
        return "vue à la main" if one.look.last else "à la main, jamais vue"
    return SETTINGS[one.definition.source.setting]


def _to_do(one: SourceHealth) -> str:
    if one.hold is not None:
        waits = f"{plural(one.hold.events, 'nouvelle')} en attente"
        return (
            f"{waits} : veilleur source release {one.definition.slug} (ou --drop). {one.issue.message if one.issue else ''}"
        )
    if one.issue is not None:
        return one.issue.message
    if one.look is None or not one.look.is_due:
        return ""
    return f"{one.definition.dossier.to_do or 'Regarder s’il y a du nouveau.'} {one.definition.source.url}"


def _counts(found: Sequence[SourceHealth]) -> str:
    settings = Counter(one.definition.source.setting for one in found)
    proved = [one for one in found if one.definition.source.setting is SourceSetting.PROVED]
    well = sum(one.reading is not None and not one.asks for one in proved)
    told = [
        f"{plural(well, 'lue')} sans rien à signaler sur {plural(len(proved), 'source lue', 'sources lues')} chaque jour"
    ]
    hand = [one for one in found if one.look is not None]
    if hand:
        due = sum(one.look is not None and one.look.is_due for one in hand)
        told.append(f"{plural(len(hand), 'source')} à la main, dont {due} à regarder")
    if settings[SourceSetting.TO_PROBE]:
        told.append(f"{settings[SourceSetting.TO_PROBE]} à essayer (veilleur source probe)")
    if settings[SourceSetting.OFF]:
        told.append(f"{settings[SourceSetting.OFF]} à l’arrêt")
    return " ; ".join(told) + "."


def _plain(one: SourceHealth) -> dict[str, object]:
    return {
        "slug": one.definition.slug,
        "state": one.definition.source.setting.value,
        "verdict": one.reading.verdict if one.reading else None,
        "lasting": one.reading.lasting if one.reading else None,
        "read_at": one.reading.started_at.isoformat() if one.reading else None,
        "last_ok": one.state.last_ok.isoformat() if one.state and one.state.last_ok else None,
        "items": one.reading.seen if one.reading else None,
        "usual": one.usual,
        "failures": one.state.failures if one.state else 0,
        "held": one.hold.events if one.hold else 0,
        "issue": one.issue.code if one.issue else None,
        "look_due": one.look.is_due if one.look else None,
        "asks": one.asks,
    }


@source.command("seen", short_help="Note qu’une source à la main a été regardée.")
@click.argument("slug", metavar="NOM")
@click.option("--note", default="", help="Ce qui a été vu ; « vu, rien de nouveau » sans cela.")
@click.option("--who", default="", metavar="NOM", help="Qui a regardé.")
@common
def seen(context: Context, slug: str, note: str, who: str) -> None:
    """Dit qu’une source qui se lit à la main vient d’être regardée : son rappel se referme jusqu’à la prochaine fois."""
    with closing(connect(context.settings.database_path)) as db:
        seen_by_hand(db, slug, context.now, note, who)
    click.echo(f"{slug} : {note or 'vu, rien de nouveau'}.")


@source.command("release", short_help="Répond pour ce qui attend d’une source douteuse.")
@click.argument("slug", metavar="NOM")
@click.option("--drop", is_flag=True, help="Ne jamais le dire : la lecture était fausse.")
@click.option("--who", default="", metavar="NOM", help="Qui répond.")
@common
def release(context: Context, slug: str, drop: bool, who: str) -> None:
    """Libère les nouvelles d’une source qu’une lecture douteuse retenait (bien plus ou bien moins d’appels que d’habitude) :
    les prochaines lettres les disent une fois. Avec --drop, elles ne sont jamais dites ; les appels restent en base."""
    with closing(connect(context.settings.database_path)) as db:
        hold = source_health.release(db, slug, context.now, who, tell=not drop)
    told = plural(hold.events, "nouvelle")
    click.echo(f"{told} : {'jamais dites' if drop else 'dites dans les prochaines lettres'}.")


COMMANDS = (source,)
