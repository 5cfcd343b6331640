"""A house with one person, three calls that fit and one that belongs to an internal source, and its site."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from model.call import NewEvent
from model.codes import EventKind, Showing
from model.member import Subscriber
from store import calls, events, matches, members, sources
from store.connection import Database, create, write
from tests.digests import fakes
from web import Site, create_app

AT = datetime(2026, 9, 10, 6, tzinfo=UTC)


@dataclass
class House:
    """The base, the person, the site as a visitor without cookies sees it."""

    db: Database
    path: Path
    client: FlaskClient
    clock: list[datetime] = field(default_factory=lambda: [fakes.NOW.astimezone(UTC)])

    @property
    def person(self) -> Subscriber:
        return members.subscribers(self.db)[0]

    def path_of(self, url: str) -> str:
        assert url.startswith(fakes.LINKS.site)
        return url.removeprefix(fakes.LINKS.site)

    def dump(self) -> list[str]:
        return list(self.db.conn.iterdump())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    path = tmp_path / "veilleur.db"
    db = create(path)
    with write(db):
        sources.save_list(db, [fakes.source(), fakes.source("interne", Showing.INTERNAL)])
        members.save(db, fakes.member())
        members.save_subscriber(db, fakes.person(id=0))
        for number, (deadline, source) in enumerate(
            [("2026-11-03", "bailleur"), ("2026-09-20", "bailleur"), (None, "bailleur"), ("2026-10-01", "interne")], 1
        ):
            call = calls.insert(
                db,
                fakes.call(0, deadline, title=f"Appel {number} pour l’eau & l’air", source=source, reference=str(number)),
                AT,
                None,
            )
            events.append(db, NewEvent(call=call, kind=EventKind.NEW, at=AT, sentence="Nouvel appel"))
        matches.replace(db, 1, list(fakes.matches(1, 2, 3, 4).values()))
    clock = [fakes.NOW.astimezone(UTC)]
    site = Site(database=path, links=fakes.LINKS, voice=fakes.VOICE, now=lambda: clock[0])
    yield House(db, path, create_app(site).test_client(use_cookies=False), clock)
    db.close()
