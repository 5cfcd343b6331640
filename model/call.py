"""The opportunity itself, built from one or more notices, and what happens to it."""

from dataclasses import dataclass
from datetime import datetime

from model.codes import EventKind, Status
from model.document import Document
from model.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as the store keeps it. `id` is 0 before it is saved.

    `source` and `reference` are those of its principal notice (the official one first). `status` is where it stood when
    last saved. `previous` is the call of the edition before. `same_as`: the call that staff have joined it to, which alone
    is shown. `notes` are French sentences on what other sources say otherwise. `documents` are the files
    that the page of the principal notice offers. `expected` says when the edition after it is expected. Instants are UTC.
    """

    id: int
    title: str
    url: str
    source: str
    reference: str
    facts: Facts
    status: Status
    first_seen: datetime
    funder: str | None = None
    identifier: str | None = None
    title_fr: str | None = None
    title_fr_label: str | None = None
    previous: int | None = None
    same_as: int | None = None
    notes: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    expected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event not yet numbered. `before` and `after` are plain values for scripts; `sentence` is for people, in French.

    `first_reading`: the call was found by the first healthy reading of its source (or the first after a long silence), so
    it was probably open before we looked: letters say "déjà ouvert", never "nouveau" (rule 8).
    """

    call: int
    kind: EventKind
    at: datetime
    sentence: str
    before: str | None = None
    after: str | None = None
    notice: int | None = None
    first_reading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(NewEvent):
    """An event in the append-only list: `number` only grows, and is the cursor of the letters."""

    number: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value of a call that a notice changed: plain texts, for the history."""

    field: str
    before: str | None
    after: str | None
