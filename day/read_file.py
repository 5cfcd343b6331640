"""Reads one file as the house reads a notice, and says what was read, each value with its words. Nothing is stored."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipelines.reading.text import of_html
from pipelines.steps import understand

from model.codec import to_plain
from model.deadline import Deadline
from model.evidence import Reading
from model.facts import Facts
from model.notice import Notice
from model.trouble import Trouble

LISTS = (
    "sessions", "later_stages", "amounts", "rates", "countries", "excluded_countries", "groups", "excluded_groups", "themes",
    "sdgs", "eligible", "excluded",
)  # fmt: skip
SINGLES = ("kind", "status", "scope", "programme", "opening", "rolling")
MARKUP = (".html", ".htm", ".xhtml")
LARGEST = 20_000_000
"""Bytes. A call is a few pages; what is larger is a mistake of file, and would only be slow to refuse later."""


@dataclass(frozen=True)
class Item:
    """One thing to read: a notice, or a labelled phrase of a corpus (`phrase`, with its `kind`)."""

    id: str
    notice: Notice | None = None
    phrase: Mapping[str, Any] | None = None


def items(path: Path, now: datetime) -> Iterator[Item]:
    """What `path` holds: each line of a `.jsonl` (its `expected` is ignored), or the whole of a text or HTML file.

    `now` gives the year of dates without one when the item has no publication date. Trouble: unreadable file.
    """
    if path.suffix == ".jsonl":
        yield from _lines(path, now)
        return
    text = _text(path)
    first, _, rest = text.strip().partition("\n")
    yield Item(id=path.name, notice=_notice(path.name, first.strip(), rest.strip() or first, None, now))


def _text(path: Path) -> str:
    raw = _bytes(path)
    text = raw.decode("utf-8-sig", "replace") if _is_utf8(raw) else raw.decode("cp1252", "replace")
    return of_html(text) if path.suffix.lower() in MARKUP else text


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Trouble(f"« {path} » est trop gros.", f"La limite est de {LARGEST // 1_000_000} Mo : vérifiez le fichier.")
        return path.read_bytes()
    except OSError as cause:
        raise Trouble(f"« {path} » ne peut pas être lu.", "Vérifiez son nom et ses droits.", str(cause)) from cause


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _lines(path: Path, now: datetime) -> Iterator[Item]:
    for number, line in enumerate(_bytes(path).decode("utf-8-sig", "replace").splitlines(), 1):
        if line.strip():
            yield _item(_object(line, path, number), number, now)


def _object(line: str, path: Path, number: int) -> Mapping[str, Any]:
    try:
        read = json.loads(line)
    except ValueError as cause:
        raise Trouble(f"{path}, ligne {number} : ce n’est pas du JSON.", "Un objet JSON par ligne.", str(cause)) from cause
    if not isinstance(read, dict) or not isinstance(read.get("text"), str):
        raise Trouble(f"{path}, ligne {number} : un objet avec une clé « text » est attendu.", "Corrigez cette ligne.")
    return read


def _item(line: Mapping[str, Any], number: int, now: datetime) -> Item:
    known = str(line.get("id", number))
    if "kind" in line and "title" not in line:
        return Item(id=known, phrase=line)
    return Item(id=known, notice=_notice(known, str(line.get("title", "")), line["text"], line, now))


def _notice(known: str, title: str, text: str, line: Mapping[str, Any] | None, now: datetime) -> Notice:
    said = line or {}
    return Notice(
        source="fichier",
        reference=known,
        url=str(said.get("url") or ""),
        title=title,
        text=text,
        seen_at=now,
        language=said.get("lang"),
        funder=said.get("funder"),
        published=published(said.get("published")),
    )


def published(said: object) -> date | None:
    """A publication date as corpora write it: a date, or a year alone (its first day); None when there is none."""
    if said in (None, ""):
        return None
    text = str(said)
    return date(int(text), 1, 1) if len(text) == 4 and text.isdigit() else date.fromisoformat(text[:10])


def plain(facts: Facts) -> dict[str, Any]:
    """Every field as `{value, evidence, at, confidence}`, a list of such, or None: what `veilleur read --json` prints.

    `deadline` is the last session (a corpus asks for one date), `amount` the first amount; both lists follow whole.
    """
    out: dict[str, Any] = {"language": facts.language, "summary": facts.summary or None}
    out["deadline"] = _deadline(facts)
    out["amount"] = _one(facts.amounts[0]) if facts.amounts else None
    out |= {name: _one(getattr(facts, name)) for name in SINGLES}
    out |= {name: [_one(reading) for reading in getattr(facts, name)] for name in LISTS}
    return out


def _deadline(facts: Facts) -> dict[str, Any] | None:
    if not facts.sessions:
        return None
    last: Reading[Deadline] = max(facts.sessions, key=lambda session: session.value.closes_at)
    return {**(_one(last) or {}), "value": last.value.day.isoformat()}


def _one(reading: Reading[Any] | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    said = reading.evidence
    return {
        "value": to_plain(reading.value),
        "evidence": said.quote,
        "place": said.place,
        "at": [said.start, said.end],
        "confidence": reading.confidence,
        "flags": list(reading.flags),
    }


def read(item: Item) -> Facts | None:
    """The facts of a notice; None for a phrase, which `evaluation.phrases` reads."""
    return understand(item.notice) if item.notice else None
