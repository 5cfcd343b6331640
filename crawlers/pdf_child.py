"""The child that reads one PDF: `python -m crawlers.pdf_child PAGES CHARACTERS MEGABYTES SECONDS`, the PDF on its input.

It writes one JSON object, `{"text"}` or `{"code", "detail"}`, and ends with another code than 0 when it ran out of means.
"""

import json
import resource
import sys

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import PdfDocument, PdfiumError

from crawlers.child import die_with_parent
from crawlers.health import Code
from crawlers.pdf_layout import Piece, Sheet, joined, text_of_pages

OUT_OF_MEANS = 3
PASSWORD = "password"  # noqa: S105 - the word by which PDFium names its error


def main() -> None:
    """Reads, tells, ends."""
    pages, characters, megabytes, seconds = map(int, sys.argv[1:5])
    die_with_parent()
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        told = _told(sys.stdin.buffer.read(), pages, characters)
    except MemoryError:
        print("mémoire épuisée", file=sys.stderr)  # noqa: T201 - the parent reads it
        sys.exit(OUT_OF_MEANS)
    sys.stdout.write(json.dumps(told))


def _told(body: bytes, most_pages: int, most_characters: int) -> dict[str, str]:
    try:
        with PdfDocument(body) as document:
            text = text_of_pages(_pages(document, most_pages, most_characters))
    except PdfiumError as error:
        code = Code.PDF_LOCKED if PASSWORD in str(error).lower() else Code.PDF_UNREADABLE
        return {"code": code.value, "detail": str(error)}
    if not text:
        return {"code": Code.PDF_WITHOUT_TEXT.value, "detail": "aucun caractère"}
    return {"text": text[:most_characters]}


def _pages(document: PdfDocument, most: int, characters: int) -> list[Sheet]:
    """The pieces of text of the first pages, until there are enough characters."""
    pages: list[Sheet] = []
    for number in range(min(len(document), most)):
        page = document[number]
        held = page.get_textpage()
        pages.append(Sheet(page.get_height(), _pieces(held)))
        held.close()
        page.close()
        characters -= sum(len(piece.text) for piece in pages[-1].pieces)
        if characters < 0:
            break
    return pages


def _pieces(page: pypdfium2.PdfTextPage) -> list[Piece]:
    boxes = joined(page.get_rect(number) for number in range(page.count_rects()))
    return [Piece(page.get_text_bounded(*box), *box) for box in boxes]


if __name__ == "__main__":
    main()
