"""The site: `serve`."""

import errno
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import click
from waitress.server import create_server

from digests.links import Links
from model.trouble import Trouble
from store.connection import connect
from veilleur import keys, wiring
from veilleur.commands.common import Context, common
from veilleur.french_click import FrenchCommand
from veilleur.settings import Settings
from web import Site, create_app


@click.command(cls=FrenchCommand, short_help="Sert les pages des lettres : désabonnement, rythme, agenda…")
@click.option("--listen", metavar="ADRESSE", help="Où écouter, au lieu de [site] listen.")
@click.option("--port", type=click.IntRange(0, 65535), help="Le port, au lieu de [site] port (0 : un port libre).")
@common
def serve(context: Context, listen: str | None, port: int | None) -> None:
    """Sert le site jusqu’à Ctrl-C. Devant lui, un serveur de façade apporte le https."""
    site = context.settings.site
    keep(context.settings, listen or site.listen, site.port if port is None else port, lambda: datetime.now(UTC))


def keep(settings: Settings, host: str, at: int, now: Callable[[], datetime]) -> None:
    """Serves the pages on `host`, port `at` (0: a free one), until Ctrl-C. Trouble: no database, no key, a port in use."""
    connect(settings.database_path).close()
    site = Site(
        database=settings.database_path,
        links=Links(keys.read(settings), settings.site.url),
        voice=wiring.voice(settings),
        now=now,
        robot=wiring.robot(settings),
        # A page does not wait for an encoder to read hundreds of texts.
        weights=replace(wiring.weights(settings), meaning=None),
    )
    try:
        server = create_server(create_app(site), host=host, port=at, threads=8, ident="Veilleur")
    except OSError as cause:
        raise _cannot_listen(host, at, cause) from cause
    click.echo(f"Les pages sont servies sur http://{host}:{getattr(server, 'effective_port', at)} – Ctrl-C pour arrêter.")
    server.run()


def _cannot_listen(host: str, port: int, cause: OSError) -> Trouble:
    if cause.errno == errno.EADDRINUSE:
        return Trouble(
            f"Le port {port} est déjà pris sur {host}.",
            "Arrêtez ce qui l’occupe (une autre « veilleur serve » ?), ou choisissez-en un autre : --port 8001",
            str(cause),
        )
    return Trouble(
        f"Impossible d’écouter sur {host}, port {port}.",
        "Vérifiez [site] listen ; un port sous 1024 demande des droits.",
        str(cause),
    )


COMMANDS = (serve,)
