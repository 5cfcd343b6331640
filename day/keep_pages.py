"""Keeps the pages of a source as they are today, and what is read in them, so that a test can read them again for ever."""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from crawlers import CrawlOptions, Definition
from crawlers.addresses import canonical
from crawlers.kept import Kept, answers
from crawlers.rehearsal import EXPECTED, Scene, rehearse, scenes_of, summary
from day.means import Reader
from day.try_out import try_out
from model.codes import ReadResult
from model.notice import Notice
from model.trouble import Trouble

EXTENSIONS = (("pdf", ".pdf"), ("json", ".json"), ("xml", ".xml"), ("csv", ".csv"), ("rss", ".xml"), ("html", ".html"))
MASKS = (
    (re.compile(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), b"contact@exemple.fr"),
    (re.compile(rb"(?<![\d/.-])(?:\+33\s?|0)[1-9](?:[\s.]?\d\d){4}(?!\d)"), b"00 00 00 00 00"),
)
"""Addresses and telephone numbers of people have no place in a file that is kept and shared."""


@dataclass(frozen=True, slots=True)
class KeptScene:
    """What was kept: the folder, the state's name, its pages, the items read in them, and those read live."""

    folder: Path
    name: str
    pages: tuple[str, ...]
    items: tuple[str, ...]
    live: int


def keep_pages(definition: Definition, now: datetime, options: CrawlOptions, read: Reader, folder: Path,
               name: str = "", *, over: bool = False) -> KeptScene:  # fmt: skip
    """Reads a source and keeps its answers under `folder`/slug, with what was read, marked to be read again by a person.

    `name` is that of the state; by default "open" when there are items, "empty" when there is none. `now` is aware.
    Trouble when the source cannot be read, when that state is kept already (unless `over`), or when nothing can be kept.
    """
    with tempfile.TemporaryDirectory(prefix="veilleur-pages-") as held:
        tried = try_out(definition, now, replace(options, keep_pages=held), read)
        kept = list(answers(Path(held)))
    if tried.outcome.result is ReadResult.FAILED:
        problem = tried.outcome.problems[0]
        raise Trouble(f"Rien n’a été gardé : la source n’a pas pu être lue. {problem.message}", detail=problem.detail)
    if not kept:
        raise Trouble(
            "Rien ne peut être gardé de cette source.", "Ses réponses portent une clé d’accès : écrivez ses pages."
        )
    home = folder / definition.slug
    chosen = name or ("open" if tried.items else "empty")
    states = _states(home)
    if chosen in states and not over:
        raise Trouble(f"L’état « {chosen} » de {definition.slug} est déjà gardé dans {home}.",
                      "Pour le remplacer : --replace ; pour en garder un autre : --name.")  # fmt: skip
    home.mkdir(parents=True, exist_ok=True)
    details = {canonical(one.notice.url) for one in tried.items}
    pages = _written(kept, home, chosen, details)
    scene = Scene(definition.slug, chosen, home, {"pages": pages, "read_on": now.isoformat(), "items": []})
    notices, outcome = rehearse(definition, scene.respond(), now)
    states[chosen] = {
        "to_read_again": True,
        "read_on": now.isoformat(),
        "pages": pages,
        "items": [_filled(notice) for notice in notices],
        **({"problems": [one.code for one in outcome.problems]} if outcome.problems else {}),
    }
    _write(home / EXPECTED, states)
    titles = tuple(notice.title for notice in notices)
    return KeptScene(home, chosen, tuple(pages.values()), titles, len(tried.items))


def _states(home: Path) -> dict[str, Any]:
    return {scene.name: dict(scene.expected) for scene in scenes_of(home)}


def _written(kept: Sequence[Kept], home: Path, name: str, details: set[str]) -> dict[str, str]:
    """Writes the pages; their files by address. Two answers of one address are told apart by what was sent."""
    times = Counter(one.url for one in kept)
    files: dict[str, str] = {}
    for one in kept:
        key = f"{one.url} {one.sent.decode(errors='replace')}" if one.sent and times[one.url] > 1 else one.url
        if key in files:
            continue
        kind = "call-" + name if canonical(one.final) in details else name + "-page"
        ending = _extension(one)
        files[key] = f"{kind}-{len(files) + 1}{ending}"
        (home / files[key]).write_bytes(one.body if ending == ".pdf" else _masked(one.body))
    return files


def _extension(one: Kept) -> str:
    if one.body.startswith(b"%PDF"):
        return ".pdf"
    return next((ending for word, ending in EXTENSIONS if word in one.content_type.lower()), ".html")


def _masked(body: bytes) -> bytes:
    for pattern, mask in MASKS:
        body = pattern.sub(mask, body)
    return body


def _filled(notice: Notice) -> Mapping[str, Any]:
    return {name: value for name, value in summary(notice).items() if value not in (None, [], "")}


def _write(path: Path, states: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(states, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
