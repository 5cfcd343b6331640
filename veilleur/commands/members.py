"""Members: import their file, with a rehearsal that says line by line what would change."""

from contextlib import closing
from pathlib import Path

import click

from day import import_members, members_file
from store.connection import connect
from veilleur.commands.common import Context, common
from veilleur.lock import only_one


@click.group(short_help="Les collectivités adhérentes et leurs abonnés.")
def member() -> None:
    """Les collectivités adhérentes et leurs abonnés."""


COMMANDS = (member,)
