"""The letter that a person would get now: composed as the day would, without writing or sending anything."""

from contextlib import closing
from datetime import datetime

from day.means import Means
from digests import deliver
from model.letter import Letter
from store.connection import connect


def preview(means: Means, address: str, now: datetime) -> Letter | None:
    """The letter for `address` at `now` whatever the person's rhythm; None when nothing is due. Trouble: unknown address."""
    with closing(connect(means.database)) as db:
        return deliver.preview(db, address, now, means.links, means.voice)
