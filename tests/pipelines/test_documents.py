"""The documents of a call from one notice to the next: new versions are told, the rest is not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from model.codes import EventKind, Status
from model.document import Document
from pipelines import documents
from pipelines.history import Voice, decide
from store import calls
from store.connection import Database
from tests.pipelines.fakes import NOW, call, facts, notice
from tests.pipelines.test_intake import db, take

__all__ = ["db"]

RULES = Document(url="https://fonds-eau.example/files/reglement.pdf", label="Règlement", sha256="a" * 64)
FORM = Document(url="https://fonds-eau.example/files/dossier%20type.docx", label="", sha256="b" * 64)
LATER = NOW + timedelta(days=1)


def other(document: Document, **changed: str | None) -> Document:
    return replace(document, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ([RULES], [other(RULES, sha256="c" * 64)], "Règlement : nouvelle version"),
        (
            [RULES],
            [other(RULES, sha256="c" * 64, url="https://fonds-eau.example/files/reglement-v2.pdf")],
            "Règlement : nouvelle version",
        ),
        ([RULES], [RULES, FORM], "Dossier type.docx : document ajouté"),
        (
            [RULES, FORM],
            [other(RULES, sha256="c" * 64), other(FORM, sha256="d" * 64)],
            "Règlement et Dossier type.docx : nouvelles versions",
        ),
        (
            [RULES],
            [other(RULES, sha256="c" * 64), FORM],
            "Règlement : nouvelle version ; Dossier type.docx : document ajouté",
        ),
    ],
)
def test_a_new_version_or_a_new_document_is_told_in_french(
    before: list[Document], after: list[Document], sentence: str
) -> None:
    known = call(facts("2026-09-15"), documents=tuple(before))
    decided = decide(known, notice(documents=tuple(after)), facts("2026-09-15"), LATER, first_reading=False)
    assert [(event.kind, event.sentence.replace("\u00a0", " ")) for event in decided.events] == [
        (EventKind.AMENDED, sentence)
    ]
    assert [change.field for change in decided.changes] == ["documents"]
    assert decided.call.documents == tuple(after)


@pytest.mark.parametrize(
    ("why", "before", "after"),
    [
        ("the first documents ever read", [], [RULES, FORM]),
        ("a file moved", [RULES], [other(RULES, url="https://fonds-eau.example/2026/reglement.pdf")]),
        ("a file renamed", [RULES], [other(RULES, label="Cahier des charges")]),
        ("a version not read before", [other(RULES, sha256=None)], [RULES]),
        ("a version not read today", [RULES], [other(RULES, sha256=None)]),
        ("one less", [RULES, FORM], [RULES]),
        ("another order", [RULES, FORM], [FORM, RULES]),
    ],
)
def test_what_changes_nothing_in_a_document_is_not_told(why: str, before: list[Document], after: list[Document]) -> None:
    known = call(facts("2026-09-15"), documents=tuple(before))
    assert not decide(known, notice(documents=tuple(after)), facts("2026-09-15"), LATER, first_reading=False).events


def test_a_page_without_documents_erases_none() -> None:
    known = call(facts("2026-09-15"), documents=(RULES,))
    decided = decide(known, notice(), facts("2026-09-15"), LATER, first_reading=False)
    assert decided.call.documents == (RULES,)
    assert not decided.changes


def test_a_version_not_read_for_a_day_does_not_hide_the_next_one() -> None:
    unread = documents.renew((RULES,), (other(RULES, sha256=None),))
    assert unread == (RULES,)
    assert documents.change(unread, documents.renew(unread, (other(RULES, sha256="c" * 64),))) is not None


def test_nothing_is_told_of_the_documents_of_a_call_that_is_over() -> None:
    known = call(facts("2026-01-15"), documents=(RULES,), status=Status.CLOSED)
    said = notice(documents=(other(RULES, sha256="c" * 64),))
    decided = decide(known, said, facts("2026-01-15"), LATER, first_reading=False)
    assert not decided.events
    assert [change.field for change in decided.changes] == ["documents"]


def test_a_relay_changes_no_document() -> None:
    known = call(facts("2026-09-15"), documents=(RULES,))
    said = notice(source="relais", documents=(other(RULES, sha256="c" * 64),))
    decided = decide(known, said, facts("2026-09-15"), LATER, first_reading=False, voice=Voice.RELAY)
    assert decided.call.documents == (RULES,)
    assert not decided.events


def test_two_documents_of_one_name_are_told_apart_by_their_addresses() -> None:
    one, two = other(RULES, label="Annexe"), other(FORM, label="Annexe")
    assert documents.change((one, two), (one, other(two, sha256="d" * 64))) is not None
    assert documents.change((one, two), (two, one)) is None


def test_the_versions_of_a_document_are_kept_in_the_history_of_its_call(db: Database) -> None:
    first = take(db, notice(documents=(RULES,)))[0]
    again = take(db, notice(documents=(other(RULES, sha256="c" * 64),), at=LATER), now=LATER)[0]
    assert again.call_id == first.call_id
    assert [event.kind for event in again.events] == [EventKind.AMENDED]
    kept = calls.get(db, first.call_id)
    assert kept is not None
    assert kept.documents[0].sha256 == "c" * 64
    before, after = [one for one in calls.versions(db, first.call_id) if one.field == "documents"]
    assert before.after == after.before
    assert after.notice == again.events[0].notice
