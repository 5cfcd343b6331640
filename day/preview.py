"""The letter that a person would get now: composed as the day would, without writing anything."""

from contextlib import closing
from datetime import datetime

from day.means import Means
from digests import deliver, french
from digests.mailer import LastingFailure, PassingFailure
from model.letter import Letter
from model.trouble import Trouble
from store.connection import connect


def preview(means: Means, address: str, now: datetime, to: str = "") -> Letter | None:
    """The letter for `address` at `now` whatever the person's rhythm; None when nothing is due. Trouble: unknown address.

    `to`: the address of somebody who wishes to see it, for `sent`.
    """
    with closing(connect(means.database)) as db:
        return deliver.preview(db, address, now, means.links, means.voice, means.rules, to)


def sent(means: Means, letter: Letter) -> None:
    """Sends a preview, which no ledger knows. Trouble when it does not leave."""
    try:
        means.mailer.send(letter)
    except (PassingFailure, LastingFailure) as failure:
        raise Trouble(
            french.bound(f"L’aperçu n’est pas parti : {failure.reason}."),
            "Vérifiez l’adresse, puis le courrier : veilleur mail check",
        ) from failure
    finally:
        means.mailer.close()
