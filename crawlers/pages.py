"""Web pages and the places in them: CSS selectors, or XPath when they begin with `/`, `./` or `(`. No call is known here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cssselect.parser import SelectorError
from lxml import etree
from parsel import Selector
from parsel.csstranslator import HTMLTranslator
from w3lib.encoding import html_body_declared_encoding
from w3lib.html import get_base_url

from crawlers.addresses import followable
from crawlers.decoding import decoded
from crawlers.health import Code, Unreadable
from crawlers.main_text import main_text
from crawlers.markup import to_text
from crawlers.recipes.base import Answer
from crawlers.shaping import says

LONGEST = 4_000_000
"""Characters of a page that are read."""

ITSELF = "."
"""The item itself, as a place. An XPath such as `//a` is looked for in the item, not in the whole page."""

MAIN = ":main"
"""The main text of a page, as a place, where its template is not known."""

_XPATH = re.compile(r"^(?:\.?/|\()")
_CHARSET = re.compile(r"charset=([^;\s]+)", re.IGNORECASE)


def mistake_in(place: str) -> str | None:
    """What is wrong with a selector, in French; None when it is right."""
    if place in (ITSELF, MAIN):
        return None
    try:
        etree.XPath(place if _XPATH.match(place) else HTMLTranslator().css_to_xpath(place))
    except (SelectorError, etree.XPathSyntaxError, ValueError) as error:
        return f"« {place} » n’est ni un sélecteur CSS ni un XPath valable ({error})"
    return None


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or a part of one. `base` is the address its links start from."""

    selector: Selector
    base: str

    @classmethod
    def of(cls, answer: Answer) -> "Page":
        """The page of an answer. Unreadable when it is no page at all, or asks to log in and says nothing else."""
        text = _text(answer)
        if "<" not in text:
            raise Unreadable(Code.LAYOUT_CHANGED, f"ce n’est pas une page ; début : {text[:200]!r}")
        return cls(Selector(text=text[:LONGEST], type="html"), get_base_url(text, answer.url))

    def every(self, place: str) -> "list[Page]":
        """The parts of the page at a place."""
        return [Page(found, self.base) for found in self._found(place) if _is_element(found)]

    def pick(self, place: str, attribute: str | None = None) -> list[str]:
        """The texts at a place, line by line, or the values of an attribute."""
        if place == MAIN:
            text = main_text(self.selector)
            return [text] if text else []
        found = self._found(place)
        if attribute:
            return [value for one in found if _is_element(one) and (value := one.root.get(attribute))]
        return [text for one in found if (text := _text_of(one))]

    def link(self, place: str) -> str | None:
        """The first safe link at a place: that of the element, else of the first link inside it."""
        for one in self._found(place):
            if not _is_element(one):
                written = [str(one.root)]
            else:
                written = [one.root.get("href") or "", *one.xpath(".//a/@href").getall()]
            for address in written:
                if whole := followable(address, self.base):
                    return whole
        return None

    def without(self, places: Sequence[str]) -> None:
        """Takes parts out of the page."""
        for place in places:
            for one in self._found(place):
                if _is_element(one) and one.root.getparent() is not None:
                    one.drop()

    def says(self, expressions: Sequence[str]) -> bool:
        """Whether the page shows one of these expressions."""
        return bool(expressions) and says(to_text(self.markup), expressions)

    def lacks(self, expressions: Sequence[str]) -> list[str]:
        """The expressions that the page does not show."""
        held = to_text(self.markup) if expressions else ""
        return [words for words in expressions if not says(held, (words,))]

    @property
    def asks_to_log_in(self) -> bool:
        """Whether the page has a field for a password."""
        return bool(self.selector.css("input[type=password]"))

    @property
    def title(self) -> str:
        """The title that the page gives itself, "" when none."""
        return str(self.selector.xpath("normalize-space(//head/title)").get() or "")

    @property
    def markup(self) -> str:
        """The HTML of the page."""
        return str(self.selector.get() or "")

    def _found(self, place: str) -> list[Any]:
        if place in (ITSELF, MAIN):
            return [self.selector]
        if _XPATH.match(place):
            return list(self.selector.xpath(f".{place}" if place.startswith("/") else place))
        return list(self.selector.css(place))


def _text(answer: Answer) -> str:
    charset = next(iter(_CHARSET.findall(answer.content_type)), None)
    return decoded(answer.body, charset or html_body_declared_encoding(answer.body))[0]


def _is_element(found: Selector) -> bool:
    return isinstance(found.root, etree._Element)


def _text_of(found: Selector) -> str:
    """Of an element, its text; of an attribute or a text that a selector asks for, the text itself."""
    return to_text(str(found.get())) if _is_element(found) else " ".join(str(found.root).split())
