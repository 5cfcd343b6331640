"""`veilleur demo`: two whole days without the Internet, on a small world served on this machine."""

import email.policy
import re
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.utils import parseaddr
from importlib.resources import as_file, files
from pathlib import Path

import click

from crawlers import CrawlOptions, Definition
from day import daily, import_members, members_file
from day.means import Means
from day.report import DayReport
from digests.french import long_day
from digests.render import html_of
from model.codes import ReadResult
from model.notice import Notice, Outcome
from model.source import SourceState
from model.trouble import Trouble
from store.connection import create
from veilleur import keys, wiring
from veilleur.clock import instant
from veilleur.console import Bars, plural
from veilleur.demo_server import World, serve
from veilleur.settings import Settings, load

FIRST_DAY = date(2026, 9, 15)  # a Tuesday: weekly letters leave too
OURS = ("config.toml", "veilleur.key", "veilleur.db*", "sources", "lettres")
MARK = ".veilleur-demo"
CONFIGURATION = """[watch_list]
folder = "sources"

[crawl]
allow_private_hosts = ["127.0.0.1"]
delay = 0
links_a_day = 0

[mail]
folder = "lettres"
sender_name = "Veilleur"
organisation = "Un réseau d’exemple"

[site]
url = "{site}"
"""
SITE = "https://veille.exemple"
WIDTH = 80

TO_SEE = (
    ("jour-1_saint-brevin.html", "un appel publié par trois sites n’y est qu’une fois"),
    ("jour-1_cote-ouest.html", "un règlement en PDF, l’heure de La Réunion, l’appel aux dons écarté"),
    ("jour-1_fort-soleil.html", "un appel en anglais de la Caraïbe, montré dans sa langue"),
    ("jour-2_region-pm.html", "une date prolongée, une nouvelle édition à la même adresse"),
)
"""The letters that show the most, and what to look at in each."""


def show(folder: Path, port: int = 0, site: str = SITE) -> Settings:
    """Does both days in `folder`, prints what happened, and says where the letters are; their links lead to `site`."""
    _clear(folder)
    with as_file(files("veilleur").joinpath("demo_world")) as bundled, serve(World(port=port)) as world:
        settings = _set_up(folder, bundled, world, site)
        for number in (1, 2):
            world.days = [bundled / f"day{known}" for known in range(number, 0, -1)]
            _live(settings, world, number)
    _say_where(settings)
    return settings


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def evening() -> datetime:
    """The instant at which the pages of the demonstration are looked at: the end of its last day."""
    return instant((FIRST_DAY + timedelta(days=1)).isoformat(), None) + timedelta(hours=10)


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


def _set_up(folder: Path, bundled: Path, world: World, site: str) -> Settings:
    """What an operator would write by hand: the configuration, the watch list pointed here, the members."""
    (folder / "sources").mkdir()
    for path in sorted((bundled / "sources").glob("*.toml")):
        (folder / "sources" / path.name).write_text(world.at_home(path.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "config.toml").write_text(CONFIGURATION.format(site=site), encoding="utf-8")
    settings = load(folder / "config.toml")
    now = instant(FIRST_DAY.isoformat(), None) - timedelta(days=1)
    keys.make(settings)
    with closing(create(settings.database_path)) as db:
        plan = import_members.plan(db, members_file.parse(bundled / "members.csv"))
        import_members.apply(db, plan, now)
    return settings


def _live(settings: Settings, world: World, number: int) -> None:
    day = FIRST_DAY + timedelta(days=number - 1)
    click.secho(f"\nJour {number} – {long_day(day)}", bold=True)
    report = daily.run(_means(settings, world), instant(day.isoformat(), None))
    for line in _account(report):
        click.echo(f"  {line}")
    if report.failed:
        raise Trouble("La démonstration ne s’est pas faite en entier.", "Transmettez ce message à qui entretient Veilleur.")


def _means(settings: Settings, world: World) -> Means:
    """Those of any day, but for the addresses of calls: theirs, and not those of this machine."""
    means = wiring.means(settings, Bars())

    def read(
        definitions: Sequence[Definition], states: Mapping[str, SourceState], now: datetime, options: CrawlOptions
    ) -> Iterator[Notice | Outcome]:
        return (_abroad(told, world.abroad) for told in means.read(definitions, states, now, options))

    return replace(means, read=read)


def _abroad(told: Notice | Outcome, abroad: Callable[[str], str]) -> Notice | Outcome:
    if isinstance(told, Outcome):
        return replace(told, seen=tuple(map(abroad, told.seen)))
    return replace(told, url=abroad(told.url), reference=abroad(told.reference), text=abroad(told.text))


def _account(report: DayReport) -> Iterator[str]:
    """What a day did, in a few lines; with what needs somebody's eye."""
    unchanged = report.results[ReadResult.UNCHANGED]
    known = f" (dont {unchanged} sans changement)" if unchanged else ""
    yield f"{plural(report.results[ReadResult.READ] + unchanged, 'source lue', 'sources lues')}{known}"
    new = plural(report.new_calls, "nouvel appel", "nouveaux appels")
    yield f"{plural(report.notices, 'publication')} → {new}, {plural(report.changed_calls, 'modifié')}"
    yield f"{plural(report.matched, 'collectivité')} sur {report.members} avec au moins un appel qui leur convient"
    yield f"{plural(report.sent, 'lettre écrite', 'lettres écrites')}"
    yield from (f"À voir : {problem.subject} – {problem.message}" for problem in report.problems)
    yield from (f"Étape non faite : {title} – {why}" for title, why in report.failed.items())


def _say_where(settings: Settings) -> None:
    """Gives each letter a name one can read, writes beside it the page that a browser opens, and lists them."""
    folder = settings.letters_folder or settings.place(Path("lettres"))
    letters = sorted(_renamed(path) for path in sorted(folder.glob("*.eml"), key=_recipient))
    column = max((len(name) for name, _ in letters), default=0) + 2
    click.secho(f"\n{plural(len(letters), 'lettre')} dans {folder}", bold=True)
    for name, subject in letters:
        click.echo(f"  {name:{column}}{_cut(subject, WIDTH - column - 2)}")
    click.secho("\nÀ regarder dans un navigateur :", bold=True)
    for name, why in TO_SEE:
        click.echo(f"  {name}\n    {why}")


def _recipient(path: Path) -> tuple[str, str]:
    message = message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return path.name[:10], parseaddr(message["To"])[1]


def _renamed(path: Path) -> tuple[str, str]:
    """The page of a letter (`jour-1_saint-brevin.html`) and its subject; `path` gets the same name, in `.eml`."""
    body = path.read_bytes()
    message = message_from_bytes(body, policy=email.policy.default)
    person, _, host = _recipient(path)[1].partition("@")
    number = (date.fromisoformat(path.name[:10]) - FIRST_DAY).days + 1
    name = f"jour-{number}_{host.partition('.')[0]}"
    if path.with_name(f"{name}.eml").exists():
        name += "_" + re.sub(r"[^a-z0-9]+", "-", person.lower())
    path.rename(path.with_name(f"{name}.eml"))
    path.with_name(f"{name}.html").write_text(html_of(body), encoding="utf-8")
    return f"{name}.html", str(message["Subject"])


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
