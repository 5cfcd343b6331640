"""Composes and sends, and dies at one moment: `python -m tests.digests.killed_sending BASE PORT MOMENT LETTER`.

MOMENT is `none`, a commit (`commit-before`, `commit-after`: LETTER is then its number), or a step of the talk with the
mail server about the LETTER-th letter. It is a program of its own: nothing in Veilleur knows of it.
"""

import os
import signal
import smtplib
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import store.connection
from store.connection import Database

BASE, PORT, MOMENT, NUMBER = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
original_write = store.connection.write
commits = letters = 0


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def deadly_write(db: Database) -> Iterator[None]:
    global commits
    commits += 1
    with original_write(db):
        yield
        if MOMENT == "commit-before" and commits == NUMBER:
            die()
    if MOMENT == "commit-after" and commits == NUMBER:
        die()


store.connection.write = deadly_write

from digests import deliver  # noqa: E402
from digests.mailer import SmtpMailer, SmtpOptions  # noqa: E402
from tests.digests.fakes import LINKS, NOW, VOICE  # noqa: E402


def at(moment: str) -> bool:
    return moment == MOMENT and letters == NUMBER


class DeadlySmtp(smtplib.SMTP):
    """The real client, with death before and after each step."""

    said = ""

    def send(self, s: Any) -> None:
        global letters
        self.said = s[:4] if isinstance(s, str) else "body" if s.endswith(b"\r\n.\r\n") else ""
        if self.said == "MAIL":
            letters += 1
            if at("before-mail"):
                die()
        if self.said == "body" and at("half-body"):
            super().send(s[: len(s) // 2])
            die()
        super().send(s)
        if at({"MAIL": "mail-unanswered", "body": "unanswered"}.get(self.said, "")):
            die()

    def getreply(self) -> Any:
        done = super().getreply()
        if at({"MAIL": "after-mail", "RCPT": "after-rcpt", "DATA": "after-data", "body": "accepted"}.get(self.said, "")):
            die()
        return done


smtplib.SMTP = DeadlySmtp  # type: ignore[misc]

with closing(store.connection.connect(BASE, durable=True)) as db:
    deliver.prepare(db, NOW, LINKS, VOICE)
    options = SmtpOptions(host="127.0.0.1", port=PORT, sender="veille@veilleur.example", timeout=5)
    done = deliver.send(db, SmtpMailer(options), NOW)
    sys.stdout.write(f"commits={commits} sent={done.sent} ambiguous={done.ambiguous} left={done.left}\n")
