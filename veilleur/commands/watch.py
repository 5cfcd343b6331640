"""The watch list from day to day: keeping the pages of a source. What is in the list is shown by `sources`."""

import click

import crawlers
from day.keep_pages import keep_pages
from veilleur import wiring
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


COMMANDS = (source,)
