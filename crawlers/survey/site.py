"""What a page says of its site: its feeds, its platform, its data, its next page, its language, its name."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawlers.addresses import followable
from crawlers.pages import Page

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
NOT_CALLS = re.compile(r"comment|commentaire", re.IGNORECASE)
NEXT = (
    "a[rel=next]", "a.next", ".pager__item--next a", "li.next a", ".pagination a.suivant", "a.suivant",
    ".pagination .next a",
    ".fr-pagination__link--next", ".nav-next a", ".pagination__next a",
)  # fmt: skip
"""Where the usual platforms put the link to the next page."""

MAIN = (
    ".entry-content", "article .content", ".field--name-body", ".node__content", ".texte", "#content article",
    "main article",
    "article", "main", "#content", "#contenu", ".content", "[role=main]",
)  # fmt: skip
"""Where they put the text of a page, the narrowest first."""


def feeds_of(page: Page) -> list[str]:
    """The feeds that a page names, those of comments left out."""
    found = []
    for link in page.selector.xpath("//link[@rel and @type and @href]"):
        attributes = link.attrib
        about = f"{attributes.get('title', '')} {attributes['href']}"
        if (
            "alternate" in attributes["rel"].lower()
            and attributes["type"].lower() in FEED_TYPES
            and not NOT_CALLS.search(about)
        ):
            found.append(followable(attributes["href"], page.base))
    return list(dict.fromkeys(one for one in found if one))


def platform_of(page: Page) -> str | None:
    """wordpress, spip, drupal or ez, when the page betrays it; None otherwise."""
    generator = " ".join(page.pick("//meta[@name='generator' or @name='Generator']", "content")).lower()
    markup = page.markup[:400_000].lower()
    marks = {
        "wordpress": "wordpress" in generator or "/wp-content/" in markup or "api.w.org" in markup,
        "spip": "spip" in generator or "spip.php" in markup,
        "drupal": "drupal" in generator or "/sites/default/files/" in markup or "data-drupal" in markup,
        "ez": "ez publish" in generator
        or "/var/ezwebin" in markup
        or "ezpublish" in markup
        or "/content/download/" in markup,
    }
    return next((name for name, is_it in marks.items() if is_it), None)


def wordpress_root(page: Page) -> str:
    """The address of a site's REST interface."""
    told = page.pick("//link[contains(@rel, 'api.w.org')]", "href")
    return followable(next(iter(told), None), page.base) or urljoin(page.base, "/wp-json/")


def next_place(page: Page) -> str | None:
    """The selector of the link to the next page; None when the page has none of the usual ones."""
    return next((place for place in NEXT if page.link(place)), None)


def page_parameter(page: Page, url: str) -> tuple[str, int, int] | None:
    """(parameter, first, step) when links count pages in the address: SPIP's `debut_…`, `page`, `paged`; None otherwise."""
    counted: dict[str, set[int]] = {}
    for href in page.pick("//a[@href]", "href"):
        whole = followable(href, page.base)
        if whole is None or urlsplit(whole).path.rstrip("/") != urlsplit(url).path.rstrip("/"):
            continue
        for name, value in parse_qsl(urlsplit(whole).query):
            if value.isdigit() and re.match(r"debut_|paged?$|p$|offset$|start$", name):
                counted.setdefault(name, set()).add(int(value))
    for name, numbers in counted.items():
        ordered = sorted(numbers)
        step = min((after - before for before, after in pairwise(ordered)), default=ordered[0] or 1)
        if name.startswith(("debut_", "offset", "start")):
            return name, 0, max(step, 1)
        return name, 0 if 0 in numbers or (ordered[0] == 1 and not numbers & {2}) else 1, 1
    return None


def main_place(page: Page, least: int = 200) -> str | None:
    """The selector of the text of a page that says at least so many characters; None when none does."""
    for place in MAIN:
        found = page.pick(place)
        if len(found) == 1 and len(found[0]) >= least:
            return place
    return None


def language_of(page: Page) -> str | None:
    """The language in two letters that a page declares."""
    told = next(iter(page.pick("/html[@lang]", "lang")), "") or page.selector.xpath("//html/@lang").get() or ""
    return told[:2].lower() or None


def name_of(page: Page) -> str:
    """The name that a site gives itself, else the end of the page's title, else its host."""
    said = page.pick("//meta[@property='og:site_name']", "content")
    parts = re.split(r"\s[|–—-]\s", page.title)
    return (next(iter(said), "") or parts[-1] or urlsplit(page.base).hostname or "").strip()


def linked_data(page: Page) -> Iterator[Mapping[str, Any]]:
    """The objects of a page's JSON-LD, those of a graph and of a list included; what is spoilt is left."""
    for script in page.selector.xpath("//script[@type='application/ld+json']/text()").getall():
        try:
            held = json.loads(re.sub(r",\s*([}\]])", r"\1", script))
        except ValueError:
            continue
        yield from _objects(held)


def _objects(held: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(held, list):
        for one in held:
            yield from _objects(one)
    elif isinstance(held, dict):
        yield held
        for name in ("@graph", "itemListElement", "item"):
            yield from _objects(held.get(name))
