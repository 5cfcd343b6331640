"""The commands, one file a subject; `register` hangs them all on the group."""

import click

from veilleur.commands import day, evaluate, members, operation, read, sources


def register(group: click.Group) -> None:
    """Adds every command to `group`; doing it twice changes nothing."""
    for module in (day, evaluate, members, operation, read, sources):
        for command in module.COMMANDS:
            group.add_command(command)
