"""Reads one file as the house reads a notice. Nothing is stored; how it is told is `day.told`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawlers import pdf
from crawlers.health import ADVICE, Unreadable
from day.told import Plain, plain
from model.deadline import PARIS
from model.notice import Notice
from model.trouble import Trouble
from pipelines.reading.text import of_html
from pipelines.steps import understand

PDF = ".pdf"
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
    """What `path` holds: each line of a `.jsonl` (its `expected` is ignored), or the whole of a text, HTML or PDF file.

    `now` gives the year of dates without one when the item has no publication date. Trouble: unreadable file.
    """
    if path.suffix == ".jsonl":
        yield from _lines(path, now)
        return
    text = _pdf(path) if path.suffix.lower() == PDF else _text(path)
    first, _, rest = text.strip().partition("\n")
    yield Item(id=path.name, notice=_notice(path.name, first.strip(), rest.strip() or first, None, now))


def _pdf(path: Path) -> str:
    """The text of a PDF, read in a process of its own as the crawl does."""
    try:
        return pdf.text_of(_bytes(path))
    except Unreadable as cause:
        raise Trouble(f"« {path} » : {ADVICE[cause.code]}", "", cause.detail) from cause


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
            yield item_of(_object(line, path, number), number, now)


def _object(line: str, path: Path, number: int) -> Mapping[str, Any]:
    try:
        read = json.loads(line)
    except ValueError as cause:
        raise Trouble(f"{path}, ligne {number} : ce n’est pas du JSON.", "Un objet JSON par ligne.", str(cause)) from cause
    if not isinstance(read, dict) or not isinstance(read.get("text"), str):
        raise Trouble(f"{path}, ligne {number} : un objet avec une clé « text » est attendu.", "Corrigez cette ligne.")
    return read


def item_of(line: Mapping[str, Any], number: int, now: datetime) -> Item:
    """One line of a corpus; its `number` names it when it has no `id`."""
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


def read(item: Item) -> Plain | None:
    """What a notice says, as `day.told.plain` tells it; None for a phrase, which `evaluation.phrases` reads."""
    notice = item.notice
    if notice is None:
        return None
    return plain(understand(notice), notice.published or notice.seen_at.astimezone(ZoneInfo(PARIS)).date())
