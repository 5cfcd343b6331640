"""What one source says, at one time, about one call; and how the reading of a source ended."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime

from model.codes import ReadResult
from model.document import Document
from model.facts import Facts
from model.source import SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sent something to us by e-mail: an address, which never goes to a log; `is_staff`: of our own team."""

    address: str
    is_staff: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One publication.

    `reference` is the source's own key, else the canonical address: with `source` it names the publication for ever.
    `identifier` is the funder's code of the call when there is one (it may be shared by several calls). `text` is plain
    text. `given` holds what the source states in fields of its own. `documents` are the files that its page offers. `raw`
    is the source's answer about this item. `title_fr` is a title in French that somebody else wrote, `title_fr_label`
    says who ("traduction du portail"). `sent_by`: a person proposes it, and staff decide. `seen_at` is in UTC.
    """

    source: str
    reference: str
    url: str
    title: str
    seen_at: datetime
    text: str = ""
    language: str | None = None
    published: date | None = None
    funder: str | None = None
    identifier: str | None = None
    title_fr: str | None = None
    title_fr_label: str | None = None
    given: Facts = field(default_factory=Facts)
    documents: tuple[Document, ...] = ()
    sent_by: Sender | None = None
    raw: bytes = b""

    @property
    def fingerprint(self) -> str:
        """A hash of what is said, without evidence, raw bytes and the time of reading: equal when nothing changed."""
        said = (
            self.url,
            self.title,
            self.text,
            self.language,
            self.published,
            self.funder,
            self.identifier,
            self.title_fr,
            self.given.values(),
            *((one.url, one.label, one.sha256) for one in self.documents),
        )
        return hashlib.sha256(json.dumps(said, default=str, ensure_ascii=False).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that a person should know: one French sentence with what to do, and the technical detail apart."""

    code: str
    subject: str
    message: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The end of the reading of one source: it comes after all the notices of that source.

    `verdict` is the class in which it ended: read, unchanged, empty, skipped, or the code of the gravest problem; it is
    `lasting` when it will not pass by itself, or has not passed for days. `seen`: references met (also those that did not
    change). `dropped`: (reason in French, number) of items left out on purpose. `changed_pages`: (address, first new
    lines) of the pages that are not what they were, while they cannot be read. Times are UTC; `received` in bytes.
    """

    source: str
    result: ReadResult
    state: SourceState
    started_at: datetime
    ended_at: datetime
    notices: int = 0
    seen: tuple[str, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    requests: int = 0
    received: int = 0
    verdict: str = ""
    lasting: bool = False
    changed_pages: tuple[tuple[str, str], ...] = ()
