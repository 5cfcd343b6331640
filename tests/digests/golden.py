"""Golden letters: a world in `letters/NAME/world.json`, and beside it the letter it must give.

`python -m tests.digests.golden` writes the letters anew, to be read in the difference before they are kept.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from digests.compose import World, compose
from digests.owed import Owed, owed
from digests.render import Rendered, render
from model.call import Call, Event
from model.codec import from_plain
from model.codes import DeliveryState
from model.match import Match
from model.member import Member, Subscriber
from model.source import Source
from model.word import Word
from tests.digests.fakes import LINKS, VOICE

FOLDER = Path(__file__).parent / "letters"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a letter depends on."""

    now: datetime
    person: Subscriber
    member: Member
    calls: tuple[Call, ...]
    events: tuple[Event, ...]
    matches: tuple[Match, ...]
    ledger: dict[str, DeliveryState] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    words: tuple[Word, ...] = ()


def scene(name: str) -> Scene:
    held: Scene = from_plain(Scene, json.loads((FOLDER / name / "world.json").read_text(encoding="utf-8")))
    return held


def letter_of(held: Scene) -> tuple[Owed, Rendered]:
    calls = {call.id: call for call in held.calls}
    matches = {match.call: match for match in held.matches}
    due = owed(held.person, held.events, calls, matches, held.ledger, held.now)
    world = World(calls=calls, matches=matches, sources={source.slug: source for source in held.sources})
    draft = compose(held.person, held.member, due, world, LINKS, VOICE, held.now, said=held.words)
    return due, render(draft, held.person, "golden")


def main() -> None:
    for name in NAMES:
        _, made = letter_of(scene(name))
        (FOLDER / name / "letter.html").write_text(made.html, encoding="utf-8")
        (FOLDER / name / "letter.txt").write_text(f"Objet : {made.subject}\n\n{made.text}", encoding="utf-8")


if __name__ == "__main__":
    main()
