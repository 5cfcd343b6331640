"""Reads a source again from pages kept beside what was expected: no network, no child process, the same answer always."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from crawlers import pdf
from crawlers.definition import Definition
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask
from crawlers.run import Run
from model.deadline import Deadline
from model.notice import Notice, Outcome
from model.source import SourceState

EXPECTED = "expected.json"
READ_ON = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
"""The instant of a rehearsal whose file does not say when its pages were seen."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".csv": "text/csv",
    ".pdf": "application/pdf",
}
MOST_REQUESTS = 200

Respond = Callable[[Ask], Answer | Unreadable]


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of one source, "open" or "empty": the pages kept in `folder`, and what must be read in them."""

    slug: str
    name: str
    folder: Path
    expected: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.slug}-{self.name}"

    @property
    def read_on(self) -> datetime:
        """The instant at which the pages are read, aware."""
        said = self.expected.get("read_on")
        return datetime.fromisoformat(said) if said else READ_ON

    @property
    def is_unread(self) -> bool:
        """Whether what is expected was written by the program and read by nobody yet."""
        return bool(self.expected.get("to_read_again"))

    def bodies(self) -> dict[str, bytes]:
        """The pages by address."""
        return {url: (self.folder / file).read_bytes() for url, file in self.expected["pages"].items()}

    def respond(self, bodies: Mapping[str, bytes] | None = None) -> Respond:
        """Answers with the page whose address is the longest beginning of the one asked; else says it is not there.

        An address followed by a space and words is that of a request whose body holds these words.
        """
        held = self.bodies() if bodies is None else bodies

        def answer(ask: Ask) -> Answer | Unreadable:
            sent = ask.body.decode(errors="replace")
            for key in held:
                url, _, words = key.partition(" ")
                if words and ask.url.startswith(url) and words in sent:
                    return self._answer(ask, key, held[key])
            known = [url for url in held if ask.url == url or (ask.url.startswith(url) and not url.endswith(".html"))]
            exact = ask.url if ask.url in held else max(known, key=len, default=None)
            if exact is None or (exact != ask.url and "?" not in ask.url):
                return Unreadable(Code.NOT_FOUND, ask.url)
            return self._answer(ask, exact, held[exact])

        return answer

    def _answer(self, ask: Ask, key: str, body: bytes) -> Answer | Unreadable:
        kind = TYPES[Path(self.expected["pages"][key]).suffix]
        text = _pdf_text(body) if ask.reads_pdf and pdf.is_pdf(body) else None
        if isinstance(text, Unreadable):
            return text
        return Answer(url=ask.url, headers={"content-type": kind}, body=body, pdf=text)


@lru_cache(maxsize=256)
def _pdf_text(body: bytes) -> str | Unreadable:
    """The text of a PDF, or why it has none: each one takes a process of its own, and is rehearsed many times."""
    try:
        return pdf.text_of(body)
    except Unreadable as failure:
        return failure


def scenes_of(folder: Path) -> list[Scene]:
    """Every state kept of the source whose fixtures are in `folder` (named by its slug), none when nothing is kept.

    ValueError when the file of what is expected is no JSON.
    """
    path = folder / EXPECTED
    if not path.exists():
        return []
    held = json.loads(path.read_text(encoding="utf-8"))
    return [Scene(folder.name, name, folder, expected) for name, expected in held.items()]


def rehearse(definition: Definition, respond: Respond, at: datetime = READ_ON,
             state: SourceState | None = None) -> tuple[list[Notice], Outcome]:  # fmt: skip
    """The notices and the outcome of a whole reading whose answers `respond` gives."""
    notices: list[Notice] = []
    run = Run(definition, state, at, notices.append, lambda: 0.0, max_requests=MOST_REQUESTS)
    ask = run.start()
    while ask is not None:
        told = respond(ask)
        ask = run.failed(told) if isinstance(told, Unreadable) else run.answered(told)
    if run.outcome is None:
        raise RuntimeError(f"{definition.slug} : la lecture n’a pas de fin")
    return notices, run.outcome


def differences(definition: Definition, scene: Scene) -> list[str]:
    """What is not read as expected in the pages kept, one French sentence each; empty when all is."""
    notices, outcome = rehearse(definition, scene.respond(), scene.read_on)
    wanted: Sequence[Mapping[str, Any]] = scene.expected["items"]
    wrong = []
    codes, known = [problem.code for problem in outcome.problems], scene.expected.get("problems", [])
    if codes != known:
        details = " ; ".join(problem.detail[:200] for problem in outcome.problems if problem.detail)
        wrong.append(f"{scene} : problèmes {codes or 'aucun'} au lieu de {known or 'aucun'} ({details})")
    if len(notices) != scene.expected.get("count", len(wanted)):
        wrong.append(f"{scene} : {len(notices)} éléments au lieu de {scene.expected.get('count', len(wanted))}")
    for notice, item in zip(notices, wanted, strict=False):
        read = told(notice, item)
        for key, value in item.items():
            if read[key] != value:
                wrong.append(f"{scene} : « {notice.title[:60]} », {key} : {read[key]!r} au lieu de {value!r}")
    return wrong


def told(notice: Notice, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What a notice says of the keys of `wanted`, in the same shape."""
    every = {
        **summary(notice),
        "says": [words for words in wanted.get("says", ()) if words in notice.text],
        "never_says": [words for words in wanted.get("never_says", ()) if words not in notice.text],
    }
    return {name: every.get(name) for name in wanted}


def summary(notice: Notice) -> dict[str, Any]:
    """What a notice states, as JSON values: the keys that a file of expected items may hold."""
    given = notice.given
    return {
        "title": notice.title,
        "url": notice.url,
        "reference": notice.reference,
        "language": notice.language,
        "published": notice.published.isoformat() if notice.published else None,
        "funder": notice.funder,
        "opening": given.opening.value.isoformat() if given.opening else None,
        "deadlines": [_moment(one.value) for one in given.sessions],
        "later_stages": [_moment(one.value) for one in given.later_stages],
        "status": given.status.value.value if given.status else None,
        "kind": given.kind.value.value if given.kind else None,
        "scope": given.scope.value.value if given.scope else None,
        "rolling": given.rolling.value if given.rolling else None,
        "countries": [one.value for one in given.countries],
        "eligible": [one.value for one in given.eligible],
        "rates": [[one.value.minimum, one.value.maximum] for one in given.rates],
        "documents": [one.url for one in notice.documents],
    }


def _moment(deadline: Deadline) -> str:
    return f"{deadline.day}" + (f" {deadline.hour:%H:%M}" if deadline.hour else "")
