"""Click’s own words in French, for help pages and misuses: gettext would need a compiled file in the tree."""

from collections.abc import Callable
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError
from click.formatting import HelpFormatter

from model.trouble import Trouble
from veilleur.settings import nearest

_HEADINGS = {"Options": "Options", "Commands": "Commandes"}


class _Formatter(HelpFormatter):
    def write_heading(self, heading: str) -> None:
        super().write_heading(f"{_HEADINGS.get(heading, heading)} ")


class FrenchContext(click.Context):
    """A context whose help pages have French headings."""

    formatter_class = _Formatter


class _French(click.Command):
    context_class = FrenchContext

    def format_usage(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Usage : ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Montre cette aide."
        return option


class FrenchCommand(_French):
    """A command whose help is in French."""


class FrenchGroup(_French, click.Group):
    """A group whose help, and that of its commands, are in French."""

    command_class = FrenchCommand

    def __init__(self, *args: Any, **attrs: Any) -> None:
        attrs.setdefault("subcommand_metavar", "COMMANDE [ARGUMENTS]…")
        super().__init__(*args, **attrs)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named; Trouble when there is none of that name, with the nearest one."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            known = nearest(name, self.list_commands(ctx))
            raise Trouble(
                f"La commande « {name} » n’existe pas{known}.", f"Toutes les commandes : {ctx.command_path} --help"
            )
        return super().resolve_command(ctx, args)


def told(misuse: click.ClickException) -> str:
    """What was wrong with a command line, in French."""
    for kind, words in _MISUSES:
        if isinstance(misuse, kind):
            return words(misuse)
    return misuse.format_message()


def _of_parameter(misuse: Any) -> str:
    return str(misuse.param.make_metavar(misuse.ctx) if isinstance(misuse.param, click.Argument) else misuse.param.opts[0])


_MISUSES: tuple[tuple[type[click.ClickException], Callable[[Any], str]], ...] = (
    (click.NoSuchOption, lambda one: f"l’option {one.option_name} n’existe pas."),
    (click.MissingParameter, lambda one: f"il manque {_of_parameter(one)}."),
    (click.BadOptionUsage, lambda one: f"l’option {one.option_name} attend une valeur."),
    (click.BadParameter, lambda one: f"la valeur de {_of_parameter(one)} ne convient pas ({one.message})."),
    (click.BadArgumentUsage, lambda one: f"un argument ne convient pas ({one.message})."),
    (click.UsageError, lambda one: f"la commande est mal écrite ({one.message})."),
)


def is_bare(misuse: click.ClickException) -> bool:
    """The group was called alone: its help is the answer, not an error."""
    return isinstance(misuse, NoArgsIsHelpError)
