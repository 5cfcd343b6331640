"""What SQLite refuses, told in French; a defect of ours (a broken constraint, a wrong statement) goes through unchanged."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from model.trouble import Trouble

_TOLD = {
    sqlite3.SQLITE_FULL: (
        "Le disque est plein : rien n’a été enregistré de ce qui était en cours.",
        "Libérez de la place, puis relancez la commande.",
    ),
    sqlite3.SQLITE_READONLY: (
        "La base de données est en lecture seule.",
        "Donnez à l’utilisateur de Veilleur le droit d’écrire dans le fichier et dans son dossier.",
    ),
    sqlite3.SQLITE_BUSY: (
        "La base de données est occupée par un autre programme.",
        "Attendez qu’il ait fini ou arrêtez-le, puis relancez la commande.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "Ce fichier n’est pas une base de données SQLite.",
        "Vérifiez le chemin « [database] path » de la configuration.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "La base de données est abîmée.",
        "Restaurez une sauvegarde : veilleur restore FICHIER",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "La base de données ne s’ouvre pas.",
        "Vérifiez que le dossier existe et que l’utilisateur de Veilleur peut y lire et y écrire.",
    ),
    sqlite3.SQLITE_IOERR: (
        "Le disque a renvoyé une erreur pendant l’accès à la base de données.",
        "Vérifiez le disque (place, droits, état), puis relancez la commande.",
    ),
}
_TOLD[sqlite3.SQLITE_LOCKED] = _TOLD[sqlite3.SQLITE_BUSY]
_TOLD[sqlite3.SQLITE_PERM] = _TOLD[sqlite3.SQLITE_CANTOPEN]


@contextmanager
def told_in_french(hint: str = "") -> Iterator[None]:
    """Raises as Trouble what SQLite refuses inside the block for a reason that a person can mend.

    `hint` replaces the usual advice where the block knows better.
    """
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the family: SQLITE_IOERR_SHORT_READ is an SQLITE_IOERR (https://www.sqlite.org/rescode.html).
        family = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if family not in _TOLD:
            raise
        message, advice = _TOLD[family]
        raise Trouble(message, hint or advice, detail=str(error)) from error
