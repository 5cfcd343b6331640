"""Pieces of markup found in feeds and APIs, to plain text. Whole pages are read elsewhere."""

import html
import re

import nh3

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
KEPT = BLOCKS | {"br", "td", "th"}
HIDDEN = {"script", "style", "noscript", "template", "svg", "iframe", "button", "select", "nav"}
"""What is on a page without being said by it."""

DEEPEST = 500
"""Tags inside tags: beyond, a page is no page, and the cleaner takes a time that grows with the square of their number."""

_NOT_COUNTED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
    | {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup"}
)
"""Tags that hold nothing, and tags that pages rightly leave open: neither says how deep a page is."""

_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*>")
_ITEM = re.compile(r"<li[^>]*>")
_BREAK = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS | {'br'}))})\b[^>]*>")
_CELL = re.compile(r"</t[dh]>")
_MARKED = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


def to_text(markup: str) -> str:
    """The text of a piece of HTML, one line a block; scripts, styles, comments and images are gone. Plain text is kept."""
    clean = nh3.clean(
        _bearable(markup), tags=set(KEPT), clean_content_tags=set(HIDDEN), attributes={}, strip_comments=True, link_rel=None
    )
    clean = _SPACES.sub(" ", clean.replace("\n", " "))
    clean = _CELL.sub(" ", _BREAK.sub("\n", _ITEM.sub("\n- ", clean)))
    return _tidied(html.unescape(_TAG.sub("", clean)))


def _bearable(markup: str) -> str:
    """The same markup, its tags undone when they are nested beyond all sense."""
    if markup.count("<") <= DEEPEST:
        return markup
    depth = 0
    for found in _ANY_TAG.finditer(markup):
        if found[2].lower() not in _NOT_COUNTED:
            depth += -1 if found[1] else 1
            if depth > DEEPEST:
                return _ANY_TAG.sub("<br>", markup)
    return markup


def is_markup(text: str) -> bool:
    """Whether a text found in an API or a feed holds tags or entities."""
    return _MARKED.search(text) is not None


def plain(text: str) -> str:
    """The text of a value that may be markup or plain text, whose lines are then kept."""
    return to_text(text) if is_markup(text) else _tidied(text.replace("\r", "\n"))


def to_line(markup: str) -> str:
    """The same on one line: a title. Entities escaped twice (`&amp;amp;`) are undone too."""
    return " ".join(html.unescape(to_text(markup)).split())


def _tidied(text: str) -> str:
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
