"""What `veilleur source try` prints: a table of items, fill rates, problems. Nothing is decided here."""

import click

from day.try_out import Tried, TryOut, page_of
from model.codes import ReadResult
from veilleur.console import plural, table

SIZE = 12
TITLE = 70
RESULTS = {
    ReadResult.READ: "lue",
    ReadResult.UNCHANGED: "lue, sans changement",
    ReadResult.FAILED: "pas lue",
    ReadResult.SKIPPED: "en attente",
}


def show(tried: TryOut, page: int) -> None:
    """Prints page `page` (from 1) of the items, then what the definition fills, leaves out and meets."""
    outcome, items = tried.outcome, tried.items
    pages = max(1, -(-len(items) // SIZE))
    if page > 1 and page > pages:
        click.echo(f"Le tableau n’a que {plural(pages, 'page')}.", err=True)
    rows = [_row(one) for one in page_of(items, page, SIZE)]
    if rows:
        table(f"{tried.definition.source.name}\u00a0: page {page} sur {pages}", ("titre", "date limite", "lien"), rows)
    if items:
        _show_rates(tried)
    for reason, number in outcome.dropped:
        click.echo(f"Laissé de côté\u00a0: {plural(number, 'élément')} – {reason}")
    for problem in outcome.problems:
        click.echo(f"À voir\u00a0: {problem.code} – {problem.message}", err=True)
        if problem.detail:
            click.echo(f"  (détail\u00a0: {problem.detail})", err=True)
    click.echo(
        f"Source {RESULTS[outcome.result]}\u00a0: {plural(len(items), 'élément')}, {plural(outcome.requests, 'demande')}, "
        f"{plural(outcome.received // 1000, 'kilooctet')}."
    )


def _row(tried: Tried) -> tuple[str, str, str]:
    title = tried.notice.title
    return (title if len(title) <= TITLE else title[: TITLE - 1] + "…", tried.deadline or "–", tried.notice.url)


def _show_rates(tried: TryOut) -> None:
    total = len(tried.items)
    rows = [
        (name, f"{number} sur {total}", f"{number / total:.0%}".replace("%", "\u00a0%")) for _, name, number in tried.rates
    ]
    table("Ce qui est rempli", ("champ", "éléments", "part"), rows, numbers=(1, 2))
