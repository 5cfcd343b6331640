"""Finds the repeated cards of a page: the elements of one shape, each with a link of its own, that look most like calls."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from lxml import etree

from crawlers.addresses import canonical, followable
from crawlers.markup import to_text
from crawlers.pages import Page
from crawlers.survey.proposal import worth

ASIDE = ("nav", "header", "footer", "aside", "form", "script", "style", "noscript", "template")
"""Where no list of calls is kept."""

BLOCKS = ("li", "article", "div", "section", "tr", "dd", "a", "td")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEAST, LEAST_TITLE, MOST_TEXT = 2, 8, 4000

_PASSING_CLASS = re.compile(
    r"\d|^(?:first|last|odd|even|active|current|pair|impair|is-|has-|js-|wow|animate|aos)", re.IGNORECASE
)
"""Classes that tell one card from the next, or that scripts move: no selector should rest on them."""


@dataclass(frozen=True, slots=True)
class Cards:
    """`item` is a selector of each card, `title` and `link` are selectors inside it."""

    item: str
    title: str
    link: str
    titles: tuple[str, ...]
    links: tuple[str, ...]
    score: float


def cards_of(page: Page) -> list[Cards]:
    """The lists of cards of a page, the most likely first."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for element in _blocks(page.selector.root):
        groups[_shape(element)].append(element)
    found = (_cards(page, elements) for elements in groups.values() if len(elements) >= LEAST)
    ordered = sorted((one for one in found if one), key=lambda one: -one.score)
    return _without_repeats(ordered)


def _blocks(root: Any) -> Iterator[Any]:
    for element in root.iter(*BLOCKS):
        is_plain_link = element.tag == "a" and not element.get("class") and not len(element)
        if not is_plain_link and not any(above.tag in ASIDE for above in element.iterancestors()):
            yield element


def _shape(element: Any) -> str:
    """What the elements of one list have in common: tag and lasting classes, and those of what is around them."""
    around = list(element.iterancestors())[:2]
    return " < ".join(_named(one) for one in (element, *around))


def _named(element: Any) -> str:
    return ".".join([str(element.tag), *_classes(element)])


def _classes(element: Any) -> list[str]:
    return sorted(name for name in (element.get("class") or "").split() if not _PASSING_CLASS.search(name))


def _cards(page: Page, elements: Sequence[Any]) -> Cards | None:
    told = [(element, main) for element in elements if (main := _main_link(element)) is not None]
    links = [followable(main.get("href"), page.base) for _, main in told]
    distinct = {canonical(link) for link in links if link}
    if len(distinct) < LEAST or len(distinct) < 0.7 * len(elements):
        return None
    texts = [to_text(etree.tostring(element, encoding="unicode", with_tail=False))[:MOST_TEXT] for element, _ in told]
    if _holds_many(told):
        return None
    item = _selector(page, [element for element, _ in told])
    if item is None:
        return None
    title, link = _places(told)
    titles = [_title_of(element, main) for element, main in told]
    length = sorted(map(len, texts))[len(texts) // 2]
    score = (
        worth(texts) * (0.3 if length < 25 else log(min(length, 600), 25)) * (1.3 if title != link or title[0] == "h" else 1)
    )
    return Cards(item, title, link, tuple(titles), tuple(one for one in links if one), score)


def _main_link(element: Any) -> Any | None:
    """The link of a card: that of its heading, else the one with the longest text."""
    if element.tag == "a":
        return element if element.get("href") else None
    for heading in element.iter(*HEADINGS):
        for link in [*heading.iter("a"), *(above for above in heading.iterancestors("a"))]:
            if link.get("href"):
                return link
    links = [link for link in element.iter("a") if link.get("href")]
    long = [link for link in links if len(_words(link)) >= LEAST_TITLE]
    has_heading = any(True for _ in element.iter(*HEADINGS))
    return max(long, key=lambda link: len(_words(link)), default=links[0] if links and has_heading else None)


def _holds_many(told: Sequence[tuple[Any, Any]]) -> bool:
    """Whether these elements hold several cards each: more than one heading with a link of its own."""
    several = sum(
        len({link.get("href") for h in element.iter(*HEADINGS) for link in h.iter("a")}) > 1 for element, _ in told
    )
    return several > len(told) / 2


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _title_of(element: Any, main: Any) -> str:
    heading = next((one for one in element.iter(*HEADINGS) if _words(one)), None)
    return _words(heading if heading is not None else main)[:120]


def _places(told: Sequence[tuple[Any, Any]]) -> tuple[str, str]:
    """The selectors of the title and of the link inside a card, as most cards have them."""
    votes = Counter(_place(element, main) for element, main in told)
    return votes.most_common(1)[0][0]


def _place(element: Any, main: Any) -> tuple[str, str]:
    heading = next((one for one in element.iter(*HEADINGS) if _words(one)), None)
    if element is main:
        return (str(heading.tag) if heading is not None else "."), "."
    if heading is None:
        return _link_place(element, main), _link_place(element, main)
    inside = main in list(heading.iter("a"))
    return str(heading.tag), f"{heading.tag} a" if inside else _link_place(element, main)


def _link_place(element: Any, main: Any) -> str:
    classes = _classes(main)
    first = next(iter(link for link in element.iter("a") if link.get("href")), None)
    return ".".join(["a", *classes[:2]]) if classes and first is not main else "a"


def _selector(page: Page, elements: Sequence[Any]) -> str | None:
    """A CSS selector that finds these elements and no other; None when none does."""
    shared = set.intersection(*(set(_classes(one)) for one in elements))
    own = ".".join([str(elements[0].tag), *sorted(shared)])
    wanted = set(elements)
    place, above = own, elements[0].getparent()
    for _ in range(4):
        found = [one.selector.root for one in page.every(place)]
        if wanted == set(found) or (wanted <= set(found) and len(found) <= 1.2 * len(wanted)):
            return place
        if above is None or above.tag == "html":
            return None
        name = f"#{above.get('id')}" if above.get("id") and not re.search(r"\d", above.get("id")) else _named(above)
        place, above = f"{name} > {place}", above.getparent()
    return None


def _without_repeats(ordered: Sequence[Cards]) -> list[Cards]:
    """The same links under several shapes are one list: the best is kept."""
    kept: list[Cards] = []
    for one in ordered:
        links = set(one.links)
        if all(len(links & set(other.links)) < 0.5 * len(links) for other in kept):
            kept.append(one)
    return kept
