"""What the tests of this folder share: a text turned into what the readers say of it, as plain values."""

from datetime import date

from pipelines.reading.dates import Dates, read_dates
from pipelines.reading.document import Document

REFERENCE = date(2026, 1, 10)


def document(text: str, reference: date = REFERENCE, title: str = "") -> Document:
    return Document(title=title, text=text, reference=reference)


def dates_of(text: str, reference: date = REFERENCE, title: str = "") -> Dates:
    return read_dates(document(text, reference, title))


def sessions_of(text: str, reference: date = REFERENCE) -> list[str]:
    return [session.value.day.isoformat() for session in dates_of(text, reference).sessions]


def opening_of(text: str, reference: date = REFERENCE) -> str | None:
    opening = dates_of(text, reference).opening
    return opening.value.isoformat() if opening else None


def flags_of(text: str, reference: date = REFERENCE) -> set[str]:
    return {flag for session in dates_of(text, reference).sessions for flag in session.flags}
