"""The watch list as it grows: a new source, the pages kept of one. What is in the list is shown by `sources`."""

from pathlib import Path

import click

import crawlers
from crawlers.strict import address
from day.keep_pages import keep_pages
from day.new_source import propose, slug_of, written
from model.trouble import Trouble
from veilleur import wiring
from veilleur.commands import try_table
from veilleur.commands.common import Context, common
from veilleur.commands.sources import definition_named, source
from veilleur.console import plural


@source.command("keep", short_help="Garde les pages d’une source comme essai.")
@click.argument("named", metavar="FICHIER|NOM")
@click.option("--name", default="", help="Le nom de l’état gardé : open s’il y a des appels, empty sinon.")
@click.option("--replace", "over", is_flag=True, help="Remplacer l’état déjà gardé sous ce nom.")
@common
def keep(context: Context, named: str, name: str, over: bool) -> None:
    """Lit une source et garde ses pages, avec ce qui y est lu, pour que les essais les relisent à chaque changement du
    programme. Adresses et téléphones de personnes y sont masqués. Une personne relit ensuite ce qui est attendu : tant que
    ce n’est pas fait, les essais et « veilleur source check » le disent."""
    settings = context.settings
    definition = definition_named(context, named)
    folder = settings.place(settings.watch_list.fixtures)
    kept = keep_pages(definition, context.now, wiring.crawl_options(settings), crawlers.read, folder, name, over=over)
    for title in kept.items[:12]:
        click.echo(f"  – {title}")
    if len(kept.items) > 12:
        click.echo(f"  … et {plural(len(kept.items) - 12, 'autre')}")
    click.echo(f"Gardé sous « {kept.name} » : {plural(len(kept.pages), 'page')}, {plural(len(kept.items), 'élément')}.")
    if len(kept.items) != kept.live:
        click.echo(f"Attention : {kept.live} éléments lus sur le site, {len(kept.items)} dans les pages gardées.", err=True)
    click.echo(f"À faire : relisez {kept.folder / 'expected.json'}, corrigez-le, puis enlevez « to_read_again ».")


@source.command("new", short_help="Propose une fiche pour une adresse.")
@click.argument("url", metavar="ADRESSE")
@click.option("--slug", default="", metavar="NOM", help="Le nom court de la source ; tiré de l’adresse sinon.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="Où écrire la fiche ; dans la liste de veille sinon.")
@click.option("--dry-run", is_flag=True, help="Montrer la fiche sans l’écrire.")
@common
def new(context: Context, url: str, slug: str, path: Path | None, dry_run: bool) -> None:
    """Regarde une adresse et essaie ce qui pourrait la lire : flux, WordPress, données, plan du site, éléments répétés, PDF,
    à défaut la page elle-même. Montre ce que prend la meilleure manière et écrit la fiche avec state = "to_probe" : rien
    n’est lu chaque jour sans votre accord."""
    settings = context.settings
    if address(url):
        raise Trouble(f"« {url} » n’est pas une adresse complète.", "Elle commence par https://")
    target = path or settings.place(settings.watch_list.folder) / f"{slug or slug_of(url)}.toml"
    if target.exists() and not dry_run:
        raise Trouble(f"{target} existe déjà.", "Choisissez un autre nom : --slug, ou un autre fichier : --file.")
    click.echo(f"Lecture de {url}…", err=True)
    found = propose(url, slug, context.now, wiring.crawl_options(settings), crawlers.read)
    best = found.best
    try_table.show(best.tried, 1)
    for attempt in found.attempts:
        mark = "retenu" if attempt is best else "aussi"
        click.echo(f"{mark} : {attempt.definition.source.recipe} – {attempt.why} ; {len(attempt.tried.items)} pris")
    text = written(best.definition)
    if dry_run:
        click.echo("\n" + text)
        return
    target.write_text(text, encoding="utf-8")
    click.echo(f"Fiche écrite : {target}")
    click.echo(
        f"À faire : relisez-la et complétez « why » ; essayez-la : veilleur source try {target} ; "
        f'gardez ses pages : veilleur source keep {target} ; puis state = "proved".'
    )


COMMANDS = (source,)
