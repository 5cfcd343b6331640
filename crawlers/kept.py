"""The answers of a reading, kept in a folder so that they can be played again. What is made of them is in `rehearsal`."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawlers.recipes.base import Answer, Ask

FILE = "answers.jsonl"


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: `url` is the address asked, `final` the one that answered, `sent` the body of the request."""

    url: str
    final: str
    sent: bytes
    content_type: str
    body: bytes


class Keeper:
    """Writes each answer in a folder; does nothing without one. An answer to a request that bears a key is not kept."""

    def __init__(self, folder: str) -> None:
        self._file = Path(folder) / FILE if folder else None

    def keep(self, ask: Ask, answer: Answer) -> None:
        """Adds an answer."""
        if self._file is None or ask.is_private or ask.secrets:
            return
        held = {
            "url": ask.url,
            "final": answer.url,
            "sent": ask.body.decode(errors="replace"),
            "content_type": answer.content_type,
            "body": base64.b64encode(answer.body).decode(),
        }
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(held) + "\n")


def answers(folder: Path) -> Iterator[Kept]:
    """The answers kept in a folder, in the order in which they came."""
    path = folder / FILE
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            held = json.loads(line)
            yield Kept(
                held["url"], held["final"], held["sent"].encode(), held["content_type"], base64.b64decode(held["body"])
            )
