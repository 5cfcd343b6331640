"""What a reader is given: the two places where words stand, and the day they were published. No value is read here."""

from dataclasses import dataclass
from datetime import date

from model.notice import Notice

READ_LIMIT = 120_000
"""Characters of a text that are read; a call says its dates and sums in its first pages, annexes follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One notice as the readers see it.

    `title` and `text` are plain text and the evidence's offsets point into them. `reference` is the day of publication,
    else the Paris day on which the notice was seen: it gives missing years. `language` is what the source says.
    """

    title: str
    text: str
    reference: date
    language: str | None = None
    funder: str | None = None

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """(name, words) of the places to read, title first; a text is cut at `READ_LIMIT` characters."""
        return tuple((name, words[:READ_LIMIT]) for name, words in (("title", self.title), ("text", self.text)) if words)


def of_notice(notice: Notice, reference: date) -> Document:
    """The document of a notice; `reference` counts when the notice has no publication day."""
    return Document(
        title=notice.title,
        text=notice.text,
        reference=notice.published or reference,
        language=notice.language,
        funder=notice.funder,
    )
