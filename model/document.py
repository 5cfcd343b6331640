"""A document attached to a call: where it is, how the page names it, and which version of it was read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file that a page offers: a rule, a form, a note.

    `label` is how the page names it. `sha256` is that of its bytes, in hexadecimal; None when they were not read: then a
    new version of it cannot be told.
    """

    url: str
    label: str = ""
    sha256: str | None = None
