"""`veilleur demo`: two whole days without the Internet, on a small world served on this machine."""

import email.policy
import shutil
from contextlib import closing
from datetime import date, timedelta
from email import message_from_bytes
from importlib.resources import as_file, files
from pathlib import Path

import click

from day import daily, import_members, members_file
from digests.render import html_of
from model.trouble import Trouble
from store.connection import create
from veilleur import keys, wiring
from veilleur.clock import instant
from veilleur.commands.day_table import show as show_report
from veilleur.console import Bars, plural, table
from veilleur.demo_server import World, serve
from veilleur.settings import Settings, load

FIRST_DAY = date(2026, 9, 15)  # a Tuesday: weekly letters leave too
OURS = ("config.toml", "veilleur.key", "veilleur.db*", "sources", "lettres")
MARK = ".veilleur-demo"


def show(folder: Path, port: int = 0) -> None:
    """Does both days in `folder`, prints what happened, and says where the letters are."""
    _clear(folder)
    with as_file(files("veilleur").joinpath("demo_world")) as bundled, serve(World(port=port)) as world:
        settings = _set_up(folder, bundled, world)
        for number in (1, 2):
            world.days = [bundled / f"day{known}" for known in range(number, 0, -1)]
            _live(settings, number)
    _say_where(settings)


def _clear(folder: Path) -> None:
    """Empties what an earlier demonstration wrote; a folder with anything else in it is left alone."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise Trouble(
            f"Le dossier « {folder} » n’est pas vide.", "Indiquez un dossier neuf : veilleur demo --folder DOSSIER"
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    for pattern in OURS:
        for path in folder.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _set_up(folder: Path, bundled: Path, world: World) -> Settings:
    """What an operator would write by hand: the configuration, the watch list pointed here, the members."""
    (folder / "sources").mkdir()
    for path in sorted((bundled / "sources").glob("*.toml")):
        (folder / "sources" / path.name).write_text(world.at_home(path.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "config.toml").write_text(
        '[watch_list]\nfolder = "sources"\n\n[crawl]\nallow_private_hosts = ["127.0.0.1"]\ndelay = 0\n\n'
        '[mail]\nfolder = "lettres"\n\n[site]\nurl = "https://veille.exemple"\n',
        encoding="utf-8",
    )
    settings = load(folder / "config.toml")
    now = instant(FIRST_DAY.isoformat(), None) - timedelta(days=1)
    keys.make(settings)
    with closing(create(settings.database_path)) as db:
        plan = import_members.plan(db, members_file.parse(bundled / "members.csv"))
        import_members.apply(db, plan, now)
    return settings


def _live(settings: Settings, number: int) -> None:
    day = FIRST_DAY + timedelta(days=number - 1)
    click.secho(f"\nJour {number} – {day:%d/%m/%Y}", bold=True)
    report = daily.run(wiring.means(settings, Bars()), instant(day.isoformat(), None))
    show_report(report)


def _say_where(settings: Settings) -> None:
    """Writes beside each letter the page it shows, which a browser opens, and lists them."""
    folder = settings.letters_folder
    letters = sorted(folder.glob("*.eml")) if folder else []
    rows = []
    for path in letters:
        message = message_from_bytes(path.read_bytes(), policy=email.policy.default)
        page = path.with_suffix(".html")
        page.write_text(html_of(path.read_bytes()), encoding="utf-8")
        rows.append((path.name[:10], message["To"], message["Subject"], page.name))
    click.echo()
    table(f"Lettres écrites dans {folder}", ("jour", "à", "objet", "page à ouvrir"), rows)
    click.echo(
        f"{plural(len(letters), 'lettre')} : ouvrez les pages .html dans un navigateur, les .eml dans une messagerie."
    )
