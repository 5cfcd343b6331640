"""What `veilleur crawl --archive` does and shows: closed calls read once. It is an option of `crawl`, in `day`."""

from collections.abc import Sequence

import click

from crawlers import Definition
from day.archive import ArchiveRead, read_archives, without_archive
from model.codes import SourceSetting
from veilleur import wiring
from veilleur.commands.common import Context
from veilleur.console import Bars, plural, table
from veilleur.lock import only_one


def read_and_show(context: Context, slugs: Sequence[str]) -> None:
    """Reads the archives of the sources named (even those read already), else of all that are read every day; ends with 1
    when one could not be read whole."""
    settings = context.settings
    bars = Bars()
    with only_one(settings.database_path):
        means = wiring.means(settings, bars, slugs)
        chosen = [one for one in means.definitions if slugs or one.source.setting is SourceSetting.PROVED]
        found = read_archives(means, chosen, context.now, again=bool(slugs))
        bars.end()
    _show(found, chosen)
    if any(one.problem for one in found):
        raise click.exceptions.Exit(1)


def _show(found: Sequence[ArchiveRead], chosen: Sequence[Definition]) -> None:
    rows = [
        (
            one.source,
            one.archived.kept,
            one.archived.known,
            one.archived.not_over,
            f"{one.archived.oldest:%d/%m/%Y}" if one.archived.oldest else "–",
        )
        for one in found
    ]
    columns = ("source", "gardés", "déjà connus", "encore ouverts", "le plus ancien")
    if rows:
        table("Appels clos", columns, rows, numbers=(1, 2, 3))
    for one in found:
        if one.problem:
            click.echo(f"À voir : {one.source} – {one.problem.message} Elle sera relue la prochaine fois.", err=True)
    kept = sum(one.archived.kept for one in found)
    click.echo(f"{plural(kept, 'appel clos gardé', 'appels clos gardés')}, personne n’est prévenu.")
    silent = len(without_archive(chosen))
    if silent:
        click.echo(
            f"{plural(silent, 'source')} sans [archive] dans la fiche : "
            "leurs listes montrent déjà leurs appels clos, ou ne les montrent pas."
        )
    if not rows and silent < len(chosen):
        click.echo("Les autres archives ont déjà été lues ; pour en relire une : veilleur crawl --archive NOM")
