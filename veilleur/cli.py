"""The command `veilleur`: its options and its exit codes. What the commands do is in `veilleur.commands`."""

import sys
import traceback
from collections.abc import Sequence

import click

from model.trouble import Trouble
from veilleur.console import tell
from veilleur.french_click import FrenchGroup, is_bare, told
from veilleur.lock import Busy

DONE, FAILED, BUSY, INTERRUPTED = 0, 1, 3, 130


@click.group(cls=FrenchGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="veilleur", message="Veilleur %(version)s", help="Montre la version.")
def veilleur() -> None:
    """Veille des appels à projets pour les collectivités actives à l’international."""


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point. 0: done, 1: failed, 2: wrong use, 3: another run holds the lock, 130: interrupted."""
    from veilleur.commands import register

    register(veilleur)
    try:
        # Without its standalone mode, click returns the code of an Exit instead of raising it.
        code = veilleur.main(args=arguments, prog_name="veilleur", standalone_mode=False)
        sys.exit(code or DONE)
    except Busy as busy:
        tell(busy)
        sys.exit(BUSY)
    except Trouble as trouble:
        tell(trouble)
        sys.exit(FAILED)
    except click.ClickException as misuse:
        if is_bare(misuse):
            click.echo(misuse.format_message())
            sys.exit(DONE)
        click.echo(f"Erreur : {told(misuse)}", err=True)
        click.echo("À faire : voyez veilleur --help, ou veilleur COMMANDE --help", err=True)
        sys.exit(misuse.exit_code)
    except Exception as cause:  # noqa: BLE001 - told to the person, and printed whole for whoever repairs
        traceback.print_exc()
        tell(Trouble("Erreur imprévue.", "Relancez ; si elle revient, transmettez le détail ci-dessus.", repr(cause)))
        sys.exit(FAILED)
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nInterrompu : rien n’est perdu, la même commande reprend où il faut.", err=True)
        sys.exit(INTERRUPTED)
