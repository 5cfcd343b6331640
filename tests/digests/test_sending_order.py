"""While our disk writes a mark, the next letter is only spoken of: a server looks at what is on the disk at each step."""

from contextlib import closing
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from digests.deliver import prepare, send
from digests.mailer import SmtpMailer
from model.call import NewEvent
from model.codes import EventKind
from store import calls, deliveries, events, matches, members, sources
from store.connection import connect, create, write
from tests.digests import fakes
from tests.digests.fakes import LINKS, NOW, VOICE
from tests.digests.test_mailer import Server, serving

PEOPLE = 5


class LookingServer(Server):
    """A server that counts, when it gets the bytes of a letter, the letters it has and the ledger still says to be sent."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.waiting: list[int] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        with closing(connect(self.path)) as db:
            self.waiting.append(len(deliveries.waiting_ids(db)))
        return await super().handle_DATA(server, session, envelope)


def test_the_bytes_of_a_letter_leave_only_when_the_one_before_is_marked_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "veilleur.db"
    with closing(create(path)) as db:
        fill(db)
    looking = LookingServer(path)
    with closing(connect(path, durable=True)) as db, serving(looking) as options:
        prepare(db, NOW, LINKS, VOICE)
        assert send(db, SmtpMailer(options), NOW).sent == PEOPLE
    assert looking.waiting == [5, 4, 3, 2, 1]
    assert len(looking.sessions) == 1


def test_somebody_who_leaves_while_announced_gets_no_letter_and_the_others_do(tmp_path: Path) -> None:
    path = tmp_path / "veilleur.db"
    with closing(create(path)) as db:
        fill(db)
        prepare(db, NOW, LINKS, VOICE)

        class Leaving(Server):
            async def handle_DATA(self, *given: Any) -> str:  # noqa: N802
                if len(self.taken) == 1:
                    with closing(connect(path)) as other, write(other):
                        other.execute("UPDATE subscribers SET rhythm = 'aucun' WHERE id = 3")
                return await super().handle_DATA(*given)

        server = Leaving()
        with serving(server) as options:
            done = send(db, SmtpMailer(options), NOW)
    assert (done.sent, done.suppressed) == (4, 1)
    assert [recipients for _, recipients, _ in server.taken] == [
        [f"p{number}@saint-aubin.example"] for number in (0, 1, 3, 4)
    ]


def fill(db: Any) -> None:
    with write(db):
        sources.save_list(db, [fakes.source()])
        members.save(db, fakes.member())
        for number in range(PEOPLE):
            members.save_subscriber(db, fakes.person(id=0, address=f"p{number}@saint-aubin.example"))
        call = calls.insert(db, fakes.call(0), NOW, None)
        events.append(db, NewEvent(call=call, kind=EventKind.NEW, at=NOW, sentence="Nouvel appel"))
        matches.replace(db, 1, list(fakes.matches(call).values()))
