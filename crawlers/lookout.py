"""Watches the pages of a source that can no longer be read: are they what they were? No call is known here."""

import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from crawlers.health import Code, Unreadable
from crawlers.pages import Page
from crawlers.recipes.base import Answer, Ask, fetch

BROKEN = frozenset(
    {
        Code.LAYOUT_CHANGED, Code.HTML_INSTEAD, Code.NOT_FOUND, Code.SOFT_404, Code.UNEXPECTED_STATUS, Code.INVALID_UTF8,
        Code.TOO_BIG, Code.TOO_MANY_PAGES, Code.CRASHED, Code.KEY_MISSING, Code.KEY_REFUSED,
    }
)  # fmt: skip
"""Failures of the way of reading: the site itself answers, so its pages can be looked at."""

AGAIN = 2
"""Readings in a row that must have failed: the first may be an accident."""

MEMORY = "lookout"
PAGES = 3
LINES = 3_000
WORDS = 3
"""A line with fewer words is a counter, a button or a date of the day."""
SHOWN = 3

ASIDE = ("script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "[aria-hidden=true]")
MAIN = ("main", "[role=main]", "#content", "#contenu", "article", "body")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


@dataclass(slots=True)
class Lookout:
    """The marks of the lines of each page, as last seen. `changed`: address → the first lines it did not have."""

    held: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, memory: Mapping[str, str]) -> "Lookout":
        """What the last reading saw."""
        return cls(json.loads(memory.get(MEMORY, "{}")))

    def written(self) -> str:
        """The inverse of `of`, without the changes."""
        return json.dumps(self.held, separators=(",", ":"))


def is_needed(code: Code, failures: int) -> bool:
    """Whether a source that now fails with `code`, for the `failures`th time in a row, is to be watched instead."""
    return code in BROKEN and failures >= AGAIN


def pages_of(url: str, read: Mapping[str, Any]) -> list[str]:
    """The pages to watch: the one that a person opens, then the first lists of the definition."""
    lists = read.get("pages", ())
    return list(dict.fromkeys([url, *([lists] if isinstance(lists, str) else lists)]))[:PAGES]


def watch(urls: Sequence[str], lookout: Lookout, today: date) -> Generator[Ask, Answer, None]:
    """Asks for each page and notes in `lookout` what it did not say last time; a page that fails is left as it was."""
    for url in urls:
        try:
            answer = yield from fetch(Ask(url=url))
            lines = _lines(Page.of(answer), today)
        except Unreadable:
            continue
        before = lookout.held.get(url)
        marks = {_mark(line): line for line in lines}
        added = [line for mark, line in marks.items() if before is not None and mark not in before]
        if added or (before and set(before) - set(marks)):
            lookout.changed[url] = " / ".join(line[:120] for line in added[:SHOWN]) or "des lignes ont disparu"
        lookout.held[url] = list(marks)


def _lines(page: Page, today: date) -> list[str]:
    """The lines of the main text that do not change with the clock."""
    page.without(ASIDE)
    main = next((found[0] for place in MAIN if (found := page.every(place))), page)
    told = "\n".join(main.pick("."))
    days = (today.isoformat(), f"{today:%d/%m/%Y}", f"{today.day} {MONTHS[today.month - 1]} {today.year}")
    lines = (" ".join(line.split()) for line in told.splitlines())
    kept = (line for line in lines if len(line.split()) >= WORDS and not any(day in line for day in days))
    return list(dict.fromkeys(kept))[:LINES]


def _mark(line: str) -> str:
    return sha256(line.encode()).hexdigest()[:10]
