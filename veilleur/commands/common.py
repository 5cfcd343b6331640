"""What every command shares: the configuration and the instant."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from veilleur import clock
from veilleur.settings import Settings, load


@dataclass(frozen=True)
class Context:
    """`now` is the instant of the command, UTC. The settings are read when first asked for."""

    config: Path
    now: datetime

    @functools.cached_property
    def settings(self) -> Settings:
        """What the operator set. Trouble when the file is absent or wrong."""
        return load(self.config)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives `command` a Context first, from --config, --today and --now."""

    @click.option(
        "--config", type=click.Path(path_type=Path), default=Path("config.toml"), help="Le fichier de configuration."
    )
    @click.option("--today", metavar="JJ", help="Faire comme si l’on était ce jour (AAAA-MM-JJ) à 7 h 30, à Paris.")
    @click.option("--now", metavar="INSTANT", help="Faire comme si l’on était à cet instant (ISO 8601).")
    @functools.wraps(command)
    def with_context(config: Path, today: str | None, now: str | None, **rest: Any) -> Any:
        return command(Context(config, clock.instant(today, now)), **rest)

    return with_context
