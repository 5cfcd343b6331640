"""The commands, one file a subject; `register` hangs them all on the group."""

import click

from veilleur.commands import (
    calls,
    day,
    evaluate,
    health,
    mail,
    members,
    operation,
    probe,
    proposals,
    questions,
    read,
    replay,
    site,
    sources,
    watch,
    words,
)


def register(group: click.Group) -> None:
    """Adds every command to `group`; doing it twice changes nothing."""
    for module in (
        calls,
        day,
        evaluate,
        health,
        mail,
        members,
        operation,
        probe,
        proposals,
        questions,
        read,
        replay,
        site,
        sources,
        watch,
        words,
    ):
        for command in module.COMMANDS:
            group.add_command(command)
