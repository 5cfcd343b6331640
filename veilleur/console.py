"""What a person sees in the terminal: messages, progress and tables, in French. Nothing is decided here."""

from collections.abc import Sequence

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from model.trouble import Trouble


def plural(number: int, singular: str, several: str | None = None) -> str:
    """ "1 appel", "3 appels", "0 appel": French counts zero as singular, and groups thousands by a narrow space."""
    word = singular if abs(number) < 2 else (several or singular + "s")
    return f"{number:,}".replace(",", "\u202f") + " " + word


def tell(trouble: Trouble) -> None:
    """Prints a failure on the error stream: what happened, what to do, and the technical cause apart."""
    click.echo(f"Erreur : {trouble.message}", err=True)
    if trouble.hint:
        click.echo(f"À faire : {trouble.hint}", err=True)
    if trouble.detail:
        click.echo(f"(détail technique : {trouble.detail})", err=True)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: Sequence[int] = ()) -> None:
    """Prints a table; the columns numbered in `numbers` are aligned to the right."""
    drawn = Table(title=title, title_justify="left", show_edge=False, pad_edge=False, header_style="bold")
    for place, name in enumerate(columns):
        drawn.add_column(name, justify="right" if place in numbers else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(highlight=False).print(drawn)


class Bars:
    """A progress bar a step; on something that is not a terminal, one line a step."""

    def __init__(self) -> None:
        console = Console(stderr=True, highlight=False)
        self._quiet = not console.is_terminal
        self._progress = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=self._quiet,
        )
        self._task: TaskID | None = None

    def begin(self, title: str) -> None:
        """Starts a step and finishes the one before."""
        self._finish()
        if self._quiet:
            click.echo(f"{title}…", err=True)
            return
        self._progress.start()
        self._task = self._progress.add_task(title, total=None)

    def at(self, done: int, total: int) -> None:
        """Moves the bar of the step."""
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total)

    def end(self) -> None:
        """Finishes the last step."""
        self._finish()
        self._progress.stop()

    def _finish(self) -> None:
        if self._task is not None:
            done = self._progress.tasks[self._task].completed
            self._progress.update(self._task, total=done or 1, completed=done or 1)
            self._task = None
