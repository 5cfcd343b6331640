"""The titles of the EU portal, and how its French ones survive a bad day. The search for them is in `query`."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from crawlers.health import Code
from crawlers.markup import to_line
from crawlers.recipes.base import Findings
from crawlers.recipes.eu_portal.record import CASCADE, Record

PREFIX = "title:"
"""Where the titles lie in the memory of the source: under the stem of the reference, after a mark of the original."""


def title_of(record: Record) -> str:
    """The title of a call. A cascade call's `title` is its parent topic's: its own name is `caName`, with its project's."""
    name = record.first("caName")
    if record.type != CASCADE or not name or name.lower() in ("true", "false"):
        return to_line(record.first("title"))
    project = record.first("projectAcronym")
    is_told = not project or project.lower() in name.lower()
    return to_line(name if is_told else f"{name} ({project})")


class Titles:
    """Translated titles by the stem of their call's reference, with those known from the readings before.

    A known title is used again when today's search does not give it, as long as the original title has not changed.
    """

    def __init__(self, memory: Mapping[str, str], translated: Iterable[Record]) -> None:
        self.known = {key.removeprefix(PREFIX): value for key, value in memory.items() if key.startswith(PREFIX)}
        self.today = {record.stem: title for record in translated if (title := title_of(record))}

    def of(self, record: Record, original: str, findings: Findings) -> str | None:
        """The translated title of a call, kept for the next reading; None when there is none, or it is no translation."""
        mark = sha256(original.encode()).hexdigest()[:8]
        known_mark, _, known = self.known.get(record.stem, "").partition(" ")
        title = self.today.get(record.stem) or (known if known_mark == mark else None)
        if not title or title == original:
            return None
        findings.memory[f"{PREFIX}{record.stem}"] = f"{mark} {title}"
        return title

    def warn_if_missing(self, findings: Findings, failure: str | None) -> None:
        """Tells that the search of translations failed, or came back empty although titles are known."""
        if failure is not None:
            findings.warn(Code.TRANSLATION_MISSING, failure)
        elif self.known and not self.today:
            findings.warn(Code.TRANSLATION_MISSING, "la recherche des titres en français n’a rien donné")
