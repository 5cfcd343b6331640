"""From markup to plain text, paragraphs, lists and tables kept. Which part of a page to read is decided elsewhere."""

import re
from collections.abc import Iterator

from lxml import etree


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


MARKUP_LIMIT = 2_000_000
"""Characters of markup that are read."""
_SKIPPED = _words("script style noscript template svg head iframe object canvas select button nav")
_BLOCKS = _words(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html legend main ol p pre section summary table tbody tfoot thead tr ul
    """
)
_PARAGRAPHS = _words("p h1 h2 h3 h4 h5 h6 table ul ol blockquote section article")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_ROW = "\x1e"
_CELL = "\x1f"


def of_html(markup: str) -> str:
    """Plain text of an HTML page or fragment: one line a block, "- " before a list item, " | " between the cells of a row.

    Never raises: broken markup is read as browsers do. Text without a tag comes back normalised.
    """
    markup = _CONTROL.sub("", markup[:MARKUP_LIMIT])
    if "<" not in markup and "&" not in markup:
        return normalise(markup)
    root = _parse(markup)
    return normalise("".join(_pieces(root))) if root is not None else normalise(markup)


def _parse(markup: str) -> etree._Element | None:
    parser = etree.HTMLParser(recover=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None  # an empty document: nothing but comments or blanks


def _pieces(root: etree._Element) -> Iterator[str]:
    """The text of a tree in order, with marks where blocks, items and cells begin and end."""
    hidden: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if hidden is None and tag in _SKIPPED:
                hidden = element
            if hidden is None:
                yield _opening(tag)
                yield _inline(element.text, tag)
            continue
        if hidden is None:
            yield _closing(tag)
        elif hidden is element:
            hidden = None
        if hidden is None and element is not root:
            parent = element.getparent()
            yield _inline(element.tail, str(parent.tag) if parent is not None else "")


def _inline(words: str | None, tag: str) -> str:
    if not words:
        return ""
    return words if tag == "pre" else _BLANKS.sub(" ", words)


_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def _opening(tag: str) -> str:
    if tag == "br":
        return "\n"
    if tag == "li":
        return "\n- "
    if tag in ("td", "th"):
        return _CELL
    if tag == "tr":
        return _ROW
    return "\n\n" if tag in _PARAGRAPHS else "\n" if tag in _BLOCKS else ""


def _closing(tag: str) -> str:
    if tag in ("li", "tr"):
        return "\n"
    return "\n\n" if tag in _PARAGRAPHS else "\n" if tag in _BLOCKS else ""


_ROW_OF_CELLS = re.compile(_ROW + r"([^" + _ROW + r"]*)")
_SPACES = re.compile(r"[ \t\f\v\r\u00a0\u2007\u2009\u200a\u202f\u3000]+")
_NEWLINES = re.compile(r"\n[\n ]*\n")
_UNSEEN = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00-\x08\x0e-\x1a]")


def normalise(text: str) -> str:
    """One blank between words, one empty line between paragraphs, no invisible characters; no word is changed."""
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _CELL in text or _ROW in text:
        text = "\n".join(_cells(line) for line in _rows(text))
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return _NEWLINES.sub("\n\n", "\n".join(line if line != "-" else "" for line in lines)).strip()


def _rows(text: str) -> Iterator[str]:
    """The text cut at rows; inside a row the blocks of a cell are joined by blanks."""
    for index, part in enumerate(text.split(_ROW)):
        if index == 0 or _CELL not in part:
            yield part
            continue
        last = part.rfind(_CELL)
        end = part.find("\n\n", last)
        row, rest = (part, "") if end < 0 else (part[:end], part[end:])
        yield row.replace("\n", " ")
        if rest.strip():
            yield rest


def _cells(line: str) -> str:
    if _CELL not in line:
        return line
    cells = [_SPACES.sub(" ", cell).strip() for cell in line.split(_CELL)]
    return " | ".join(cell for cell in cells[1:]) if not cells[0] else " | ".join(cells)
