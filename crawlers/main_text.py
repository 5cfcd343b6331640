"""The main text of a page whose template is not known: what it says, without menus, sharing, cookies and dates of update."""

import re
from copy import deepcopy

from lxml import etree
from parsel import Selector

from crawlers.markup import to_text
from crawlers.shaping import flat

PLACES = (
    "//main",
    "//*[@role='main']",
    "//article",
    "//*[@id='content' or @id='contenu' or @id='main' or @id='contenu-principal']",
)
"""Where a page keeps its main text, the surest first; a place that stands several times in a page is no such one."""

AROUND = (
    "nav", "footer", "aside", "form", "button", "dialog", "[role=navigation]", "[role=banner]", "[role=contentinfo]",
    "[role=search]", "[role=complementary]", "[role=dialog]", "[hidden]",
)  # fmt: skip

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
    _strip(Selector(root=found, type="html"), is_whole=found.tag in ("body", "html"))
    text = to_text(etree.tostring(found, encoding="unicode", method="html", with_tail=False))
    return "\n".join(line for line in text.splitlines() if not _PASSING.fullmatch(line.strip(" -–|").lower()))


def _place(page: Selector) -> Selector:
    for place in PLACES:
        found = page.xpath(place)
        if len(found) == 1 and str(found[0].xpath("normalize-space(.)").get() or ""):
            return found[0]
    return next(iter(page.xpath("//body")), page)


def _strip(part: Selector, *, is_whole: bool) -> None:
    """Takes out what is around the text; the head of a whole page is around it, that of an article is its title."""
    around = [*part.css(", ".join((*AROUND, *(["header"] if is_whole else []))))]
    around += [one for one in part.xpath(".//*[@class or @id]") if _is_around(one)]
    for one in around:
        if one.root is not part.root and one.root.getparent() is not None:
            one.drop()


def _is_around(part: Selector) -> bool:
    said = flat(f"{part.root.get('class') or ''} {part.root.get('id') or ''}")
    return any(_NAMES.fullmatch(word) for word in _WORD.findall(said))
