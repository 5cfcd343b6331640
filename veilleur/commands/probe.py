"""The command that tries inferred sources live. What is found is decided in `day.probing`."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

import crawlers
from crawlers import Definition
from day.new_source import section_text
from day.probing import Probe, Verdict, accepted, probe
from model.codes import SourceSetting
from model.trouble import Trouble
from veilleur import wiring
from veilleur.commands.common import Context, common
from veilleur.commands.sources import source
from veilleur.console import plural, table
from veilleur.settings import nearest

VERDICTS = {
    Verdict.AS_INFERRED: "comme déduit",
    Verdict.OTHERWISE: "autrement",
    Verdict.NOTHING: "rien trouvé",
    Verdict.REFUSED: "refusé",
}
READ_BY_US = (SourceSetting.PROVED, SourceSetting.TO_PROBE)


@source.command("probe", short_help="Lit en direct les sources déduites.")
@click.argument("slugs", metavar="[NOM…]", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Aussi les sources déjà lues chaque jour.")
@click.option("--accept", is_flag=True, help="Écrire ce qui a été trouvé dans les fiches.")
@click.option("--json", "as_json", is_flag=True, help="Tout ce qui a été trouvé, en un objet JSON.")
@common
def probe_sources(context: Context, slugs: Sequence[str], every: bool, accept: bool, as_json: bool) -> None:
    """Essaie en direct les sources dont la forme est déduite (state = "to_probe") : comme déduit, autrement (une fiche est
    proposée), rien trouvé, refusé. Rien n’est enregistré et personne n’est prévenu. Avec --accept, une source lue comme
    déduit devient « proved » et sera lue chaque jour ; une autre prend la manière proposée et attend un nouvel essai."""
    chosen = _chosen(context, slugs, every=every)
    if not chosen:
        click.echo("Aucune source à essayer : toutes sont lues chaque jour, à la main ou à l’arrêt.")
        return
    options = wiring.crawl_options(context.settings)
    found = probe(chosen, context.now, options, crawlers.read, lambda step: click.echo(f"{step}…", err=True))
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
    else:
        _show(found, in_full=len(chosen) == 1)
    if accept:
        _accept(context, found)
    elif any(one.verdict in (Verdict.AS_INFERRED, Verdict.OTHERWISE) for one in found) and not as_json:
        click.echo("Pour écrire ce qui a été trouvé dans les fiches : la même commande avec --accept.")


def _chosen(context: Context, slugs: Sequence[str], *, every: bool) -> list[Definition]:
    listed, _ = wiring.watch_list(context.settings)
    by_slug = {one.slug: one for one in listed}
    unknown = next((slug for slug in slugs if slug not in by_slug), None)
    if unknown is not None:
        raise Trouble(f"Source inconnue : {unknown}{nearest(unknown, list(by_slug))}.", "Toutes : veilleur source list")
    if slugs:
        return [by_slug[slug] for slug in dict.fromkeys(slugs)]
    settings = READ_BY_US if every else (SourceSetting.TO_PROBE,)
    return [one for one in listed if one.source.setting in settings]


def _show(found: Sequence[Probe], *, in_full: bool) -> None:
    rows = [(one.definition.slug, VERDICTS[one.verdict], one.reason) for one in found]
    table("Essai en direct", ("source", "trouvé", "détail"), rows)
    held = Counter(one.verdict for one in found)
    told = ", ".join(f"{held[verdict]} {words}" for verdict, words in VERDICTS.items() if held[verdict])
    click.echo(f"{plural(len(found), 'source essayée', 'sources essayées')} : {told}.")
    for one in found:
        if in_full and one.proposal is not None:
            click.echo("\nManière proposée :\n\n" + section_text(one.proposal.definition))


def _accept(context: Context, found: Sequence[Probe]) -> None:
    folder = context.settings.place(context.settings.watch_list.folder)
    for one in found:
        if one.verdict not in (Verdict.AS_INFERRED, Verdict.OTHERWISE):
            continue
        path = folder / f"{one.definition.slug}.toml"
        _write(path, accepted(path.read_text(encoding="utf-8"), one, context.now))
        what = "lue chaque jour" if one.verdict is Verdict.AS_INFERRED else "manière changée, à essayer de nouveau"
        click.echo(f"{path.name} : {what}. Gardez ses pages : veilleur source keep {one.definition.slug} --name live")


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    beside = path.with_suffix(".toml.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _plain(one: Probe) -> dict[str, object]:
    proposal = one.proposal.definition.table if one.proposal is not None else None
    return {
        "slug": one.definition.slug,
        "verdict": one.verdict.value,
        "reason": one.reason,
        "items": len(one.tried.items),
        "proposal": {"recipe": proposal["recipe"], "read": proposal["read"]} if proposal else None,
    }


COMMANDS = (source,)
