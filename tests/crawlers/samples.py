"""The sources kept as fixtures: pages of our own in the shape of real sites, and what must be read in them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.definition import Definition, load
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask
from model.notice import Notice
from tests.crawlers.answers import Respond

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "sources"
SHIPPED = Path(__file__).resolve().parents[2] / "crawlers" / "sources"
TYPES = {".html": "text/html; charset=utf-8", ".json": "application/json", ".xml": "application/xml"}


@dataclass(frozen=True)
class Sample:
    """One state of one source: "open" or "empty"."""

    slug: str
    name: str
    expected: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.slug}-{self.name}"

    @property
    def definition(self) -> Definition:
        """The shipped definition, or the one kept beside the pages; its slug does not depend on the file's name."""
        own = FOLDER / self.slug / "definition.toml"
        if not own.exists():
            return load(SHIPPED / f"{self.slug}.toml")
        return load(own)

    def bodies(self) -> dict[str, bytes]:
        """The pages by address."""
        return {url: (FOLDER / self.slug / file).read_bytes() for url, file in self.expected["pages"].items()}

    def respond(self, bodies: Mapping[str, bytes] | None = None) -> Respond:
        """Answers with the page whose address is the longest beginning of the one asked; else says it is not there."""
        held = self.bodies() if bodies is None else bodies

        def answer(ask: Ask) -> Answer | Unreadable:
            known = [url for url in held if ask.url == url or (ask.url.startswith(url) and not url.endswith(".html"))]
            exact = ask.url if ask.url in held else max(known, key=len, default=None)
            if exact is None or (exact != ask.url and "?" not in ask.url):
                return Unreadable(Code.NOT_FOUND, ask.url)
            kind = TYPES[Path(self.expected["pages"][exact]).suffix]
            return Answer(url=ask.url, headers={"content-type": kind}, body=held[exact])

        return answer


def samples() -> list[Sample]:
    """Every state of every source kept."""
    found = []
    for path in sorted(FOLDER.glob("*/expected.json")):
        for name, expected in json.loads(path.read_text(encoding="utf-8")).items():
            found.append(Sample(path.parent.name, name, expected))
    return found


def told(notice: Notice, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What a notice says of the keys of `wanted`, in the same shape."""
    given = notice.given
    every = {
        "title": notice.title,
        "url": notice.url,
        "reference": notice.reference,
        "funder": notice.funder,
        "opening": given.opening.value.isoformat() if given.opening else None,
        "deadlines": [_moment(one.value) for one in given.sessions],
        "later_stages": [_moment(one.value) for one in given.later_stages],
        "status": given.status.value if given.status else None,
        "kind": given.kind.value if given.kind else None,
        "scope": given.scope.value if given.scope else None,
        "rolling": given.rolling.value if given.rolling else None,
        "eligible": [one.value for one in given.eligible],
        "rates": [[one.value.minimum, one.value.maximum] for one in given.rates],
        "says": [words for words in wanted.get("says", ()) if words in notice.text],
        "never_says": [words for words in wanted.get("never_says", ()) if words not in notice.text],
    }
    return {name: every[name] for name in wanted}


def _moment(deadline: Any) -> str:
    return f"{deadline.day}" + (f" {deadline.hour:%H:%M}" if deadline.hour else "")
