"""The documents that the page of a call offers: found, hashed and, when PDF, read. A new version changes the notice."""

import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from crawlers.addresses import canonical, followable
from crawlers.harvest import keep_validator
from crawlers.health import Code, Unreadable
from crawlers.markup import to_line
from crawlers.pages import Page
from crawlers.pdf import UnreadPdf
from crawlers.recipes.base import Answer, Ask, Findings, Job, fetch
from model.document import Document
from model.notice import Notice

ACCEPT = "application/pdf, */*;q=0.5"
MOST = 5
"""Documents of one page that are read: beyond, they are named and not read."""

MOST_IN_A_READING = 100
"""Requests for documents in one reading of a source: the next reading goes on."""

CHARACTERS = 60_000
"""Of one document, that go to the text of the notice: the twenty pages where a rule says who, what, how much and when."""

AGAIN = timedelta(days=6)
"""A document whose server gives no mark of its version is downloaded again after that."""

PASSING = frozenset({Code.TIME_OUT, Code.SERVER_ERROR, Code.UNREACHABLE, Code.CUT_SHORT, Code.TOO_MANY_REQUESTS})
"""Failures after which a known document is left as it was, and its call with it, until the next reading."""

NOT_READ = frozenset({".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".csv", ".ppt", ".pptx", ".zip"})
"""Forms to fill in, mostly: named with their link, not downloaded."""

DOCUMENTS = "documents"


def found(page: Page, place: str) -> tuple[Document, ...]:
    """The documents that a page links to at a place, in its order, each once, not yet read."""
    documents: dict[str, Document] = {}
    for part in page.every(place):
        links = part.every(".//a[@href]") or [part]
        for link in links:
            for address in link.pick(".", "href"):
                url = followable(address, page.base)
                if url is not None and canonical(url) != canonical(page.base):
                    label = to_line(link.markup) or PurePosixPath(unquote(urlsplit(url).path)).name
                    documents.setdefault(canonical(url), Document(url=url, label=label[:200]))
    return tuple(documents.values())


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of a document for the next reading."""

    url: str
    label: str
    sha256: str | None
    read_at: str

    @property
    def document(self) -> Document:
        """The document as a notice names it."""
        return Document(url=self.url, label=self.label, sha256=self.sha256)


class Annexes:
    """The documents of all the items of one reading; `remember` keeps them for the next."""

    def __init__(self, job: Job, findings: Findings) -> None:
        self.job, self.findings = job, findings
        self.asked = 0
        told: Mapping[str, list[list[str]]] = json.loads(job.state.memory.get(DOCUMENTS, "{}"))
        usable = told if job.state.validators else {}
        self._known = {key: [Held(*one) for one in held] for key, held in usable.items()}
        self._kept: dict[str, list[Held]] = {}

    def keep(self, key: str) -> None:
        """Leaves the documents of an item as they are known."""
        self._kept[key] = self._known.get(key, [])
        for held in self._kept[key]:
            if held.url in self.job.state.validators:
                self.findings.validators[held.url] = self.job.state.validators[held.url]

    def are_as_known(self, key: str, documents: Sequence[Document]) -> Generator[Ask, Answer, bool]:
        """Whether the documents of an item are those known, in the versions known."""
        known = [(one.url, one.label) for one in self._known.get(key, [])]
        return known == [(one.url, one.label) for one in documents] and not (yield from self.changed(key))

    def changed(self, key: str) -> Generator[Ask, Answer, bool]:
        """Asks whether the documents of an item have new versions. One that cannot be had is told, and is no new version."""
        self.keep(key)
        for place, held in enumerate(self._kept[key]):
            if place >= MOST or not _is_read(held.document) or not self._is_due(held):
                continue
            validator = self.job.state.validators.get(held.url)
            try:
                answer = yield from fetch(Ask(url=held.url, headers={"Accept": ACCEPT}, validator=validator))
            except Unreadable as failure:
                self._warn(held.url, failure)
                continue
            finally:
                self.asked += 1
            if not answer.unchanged and sha256(answer.body).hexdigest() != held.sha256:
                return True
            keep_validator(self.findings, held.url, answer, validator)
            self._kept[key][place] = replace(held, read_at=self.job.now.isoformat())
        return False

    def read(self, key: str, notice: Notice, documents: Sequence[Document]) -> Generator[Ask, Answer, Notice]:
        """The notice with its documents and what they say. Unreadable when a known one fails for a while only."""
        known = {one.url: one for one in self._known.get(key, [])}
        kept, texts = [], [notice.text]
        for number, document in enumerate(documents):
            held, text = Held(document.url, document.label, None, self.job.now.isoformat()), ""
            if number < MOST and self.asked < MOST_IN_A_READING and _is_read(document):
                sha, text = yield from self._one(document, is_known=document.url in known)
                held = replace(held, sha256=sha)
            kept.append(held)
            texts += [f"{document.label}\n{text[:CHARACTERS]}"] if text else []
        self._kept[key] = kept
        return replace(notice, text="\n\n".join(filter(None, texts)), documents=tuple(one.document for one in kept))

    def remember(self) -> None:
        """Keeps what the next reading must know."""
        rows = {key: [[one.url, one.label, one.sha256, one.read_at] for one in held] for key, held in self._kept.items()}
        if any(rows.values()):
            self.findings.memory[DOCUMENTS] = json.dumps({key: held for key, held in rows.items() if held})

    def _one(self, document: Document, *, is_known: bool) -> Generator[Ask, Answer, tuple[str | None, str]]:
        self.asked += 1
        try:
            answer = yield from fetch(Ask(url=document.url, headers={"Accept": ACCEPT}, reads_pdf=True))
        except UnreadPdf as failure:  # it cannot be read, but a new version of it can be told
            self._warn(document.url, failure)
            return failure.sha256, ""
        except Unreadable as failure:
            if is_known and failure.code in PASSING:
                raise
            self._warn(document.url, failure)
            return None, ""
        validator = keep_validator(self.findings, document.url, answer)
        return validator.body_hash, answer.pdf or ""

    def _is_due(self, held: Held) -> bool:
        if self.asked >= MOST_IN_A_READING:
            return False
        marks = self.job.state.validators.get(held.url)
        has_marks = marks is not None and bool(marks.etag or marks.last_modified)
        return has_marks or self.job.now - datetime.fromisoformat(held.read_at) >= AGAIN

    def _warn(self, url: str, failure: Unreadable) -> None:
        self.findings.warn(failure.code if failure.code.startswith("pdf_") else Code.ITEM_UNREADABLE, f"{url} : {failure}")


def _is_read(document: Document) -> bool:
    return PurePosixPath(urlsplit(document.url).path.lower()).suffix not in NOT_READ
