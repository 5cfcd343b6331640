"""The steps from one release of the schema to the next, and how far a database has gone. The tables are in `snapshots/`.

To change the schema: add a step below, and keep what it leads to as `snapshots/NUMBER.sql`; the tests compare both. A
released step or snapshot never changes.
"""

from sqlite_utils import Database, Migrations

from model.trouble import Trouble
from store import schema

MIGRATIONS = Migrations("veilleur")


@MIGRATIONS(name="0001")
def first_release(db: Database) -> None:
    """Everything, from nothing."""
    db.executescript(schema.snapshot("0001"))


def migrate(db: Database, steps: Migrations = MIGRATIONS) -> None:
    """Applies the pending steps, all or none; the caller has opened `write(db)`.

    Raises Trouble for the database of another program and for one of a newer release.
    """
    if db.table_names() and not steps.applied(db):
        raise Trouble(
            "Ce fichier est la base de données d’un autre programme : Veilleur n’y écrit rien.",
            "Vérifiez le chemin « [database] path » de la configuration.",
        )
    refuse_newer(db, steps)
    steps.apply(db)


def refuse_newer(db: Database, steps: Migrations = MIGRATIONS) -> None:
    """Raises Trouble when a step was applied that this release does not know (each step it knows has its snapshot)."""
    unknown = [step.name for step in steps.applied(db) if step.name not in schema.numbers()]
    if unknown:
        raise Trouble(
            "La base de données vient d’une version plus récente de Veilleur.",
            "Installez cette version, ou restaurez une sauvegarde faite par la vôtre.",
            detail=f"unknown migrations: {', '.join(unknown)}",
        )


def refuse_older(db: Database, steps: Migrations = MIGRATIONS) -> None:
    """Raises Trouble when steps are pending: only `veilleur init` applies them, never a program that merely opens."""
    if not steps.applied(db):
        raise Trouble("La base de données n’est pas encore préparée.", "Lancez d’abord : veilleur init")
    if steps.pending(db):
        raise Trouble(
            "La base de données vient d’une version plus ancienne de Veilleur.",
            "Faites une sauvegarde (veilleur backup FICHIER), puis mettez-la à jour : veilleur init",
        )
