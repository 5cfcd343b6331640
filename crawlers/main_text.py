"""The main text of a page whose template is not known: what it says, without menus, sharing, cookies and dates of update."""

import re
from collections.abc import Collection
from copy import deepcopy

from lxml import etree
from parsel import Selector

from crawlers.markup import to_text

PLACES = (
    "//main",
    "//*[@role='main']",
    "//article",
    "//*[@id='content' or @id='contenu' or @id='main' or @id='contenu-principal']",
)
"""Where a page keeps its main text, the surest first; a place that stands several times in a page is no such one."""

AROUND = ("nav", "footer", "aside", "form", "button", "dialog")
ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog"})

_NAMES = re.compile(
    r"cookies?|consent|rgpd|gdpr|tarteaucitron|axeptio|breadcrumbs?|ariane|share|sharing|partage|partager|social|newsletter"
    r"|skip|skiplinks?|related|pagination|pager|sidebar|menu|toolbar"
)
"""Words of a class or of an identifier that say what is around the text, not the text."""

_WORD = re.compile(r"[a-z]+")
_PASSING = re.compile(
    r"(?:(?:dernière )?(?:mise à jour|modification)|mis à jour|modifié|publié|last updated?|updated|imprimer|partager"
    r"|envoyer|lire la page|temps de lecture|\d+ (?:vues|visites|partages))\b.{0,60}"
)
"""Lines that change by themselves, or say nothing of the subject: "Mis à jour le 3 mars 2026"."""


def main_text(page: Selector) -> str:
    """The main text of a page, line by line; "" when it has none. The page itself is left as it was."""
    found = deepcopy(_place(page).root)
    _strip(found, is_whole=found.tag in ("body", "html"))
    text = to_text(etree.tostring(found, encoding="unicode", method="html", with_tail=False))
    return "\n".join(line for line in text.splitlines() if not _PASSING.fullmatch(line.strip(" -–|").lower()))


def _place(page: Selector) -> Selector:
    for place in PLACES:
        found = page.xpath(place)
        if len(found) == 1 and str(found[0].xpath("normalize-space(.)").get() or ""):
            return found[0]
    return next(iter(page.xpath("//body")), page)


def _strip(part: etree._Element, *, is_whole: bool) -> None:
    """Takes out what is around the text; the head of a whole page is around it, that of an article is its title."""
    tags = {*AROUND, *(["header"] if is_whole else [])}
    around = [one for one in part.iterdescendants() if isinstance(one.tag, str) and _is_around(one, tags)]
    for one in around:
        parent = one.getparent()
        if parent is not None:
            _remove(one, parent)


def _is_around(one: etree._Element, tags: Collection[str]) -> bool:
    held = one.attrib
    if one.tag in tags or held.get("role") in ROLES or "hidden" in held:
        return True
    said = f"{held.get('class', '')} {held.get('id', '')}"
    return said != " " and any(_NAMES.fullmatch(word) for word in _WORD.findall(said.lower()))


def _remove(one: etree._Element, parent: etree._Element) -> None:
    """Takes an element out and leaves the text that follows it."""
    if one.tail:
        before = one.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + one.tail
        else:
            parent.text = (parent.text or "") + one.tail
    parent.remove(one)
