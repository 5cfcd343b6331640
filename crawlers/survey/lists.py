"""Proposes how to read a list: cards of a page, objects of its JSON-LD, addresses of a sitemap."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from crawlers.pages import Page
from crawlers.survey import site
from crawlers.survey.cards import Cards, cards_of
from crawlers.survey.proposal import CALL_WORDS, Proposal, worth

MOST = 3
"""Lists of one page that are worth a look."""

SAYS_EMPTY = ["Aucun appel", "Aucun résultat", "Pas d’appel", "No open call", "No results"]
"""What lists usually say when they are empty; the real words are to be put here when they are seen."""

NOISE = ["nav", "aside", "footer", ".partage", ".share", ".breadcrumb"]


def of_page(page: Page, url: str, platform: str | None) -> list[Proposal]:
    """The lists of a page: those of a known template, its cards, its PDF files; then the page itself, to be watched."""
    known = [_of_template(page, url)] if platform == "wordpress" else []
    cards = [_of_cards(one, page, url, platform) for one in cards_of(page)[:MOST]]
    return [one for one in (*known, *cards, _of_pdf(page, url), _of_itself(page, url)) if one]


def _of_template(page: Page, url: str) -> Proposal | None:
    """The template that the regional networks share: pages of calls are in /appel-projet/."""
    titles = page.pick("//a[contains(@href, '/appel-projet/')]")
    if len(titles) < 2:
        return None
    why = f"le gabarit « appel-projet » des réseaux régionaux : {len(titles)} liens"
    read = {"pages": [url], "template": "appel-projet", "says_empty": SAYS_EMPTY}
    return Proposal(recipe="wordpress", read=read, why=why, score=worth(titles) + 8, sample=titles[:5])


def _of_pdf(page: Page, url: str) -> Proposal | None:
    titles = [one for one in page.pick("//a[contains(translate(@href, 'PDF', 'pdf'), '.pdf')]") if CALL_WORDS.search(one)]
    if not titles:
        return None
    read = {"pages": [url], "says_empty": SAYS_EMPTY, "must_say": ["appel", "règlement", "call"]}
    return Proposal(recipe="pdf_list", read=read, why=f"{len(titles)} PDF qui parlent d’appels", score=worth(titles),
                    sample=titles[:5])  # fmt: skip


def _of_itself(page: Page, url: str) -> Proposal | None:
    """The page itself, when it speaks of calls: it is one, or changes when there are some."""
    title = next(iter(page.pick("h1")), "") or page.title
    if not title or not CALL_WORDS.search(page.markup):
        return None
    why = "la page elle-même, dont tout changement sera relevé"
    return Proposal(recipe="page_watch", read={"pages": [url]}, why=why, score=0.0, sample=(title,))


def _of_cards(cards: Cards, page: Page, url: str, platform: str | None) -> Proposal:
    read: dict[str, Any] = {"pages": [url], "item": cards.item, "says_empty": SAYS_EMPTY}
    if place := site.next_place(page):
        read["next"] = place
    elif counted := site.page_parameter(page, url):
        read |= dict(zip(("page_parameter", "page_first", "page_step"), counted, strict=True))
    read["fields"] = {"title": cards.title, "link": cards.link, "text": "."}
    made = f" ({platform})" if platform else ""
    host = urlsplit(url).hostname
    inside = next((link for link in cards.links if urlsplit(link).hostname == host), None)
    why = f"une liste de {len(cards.titles)} éléments « {cards.item} »{made}"
    return Proposal(recipe="html_list", read=read, why=why, score=cards.score, sample=cards.titles[:5], look_at=inside)


def with_detail(proposal: Proposal, place: str | None) -> Proposal:
    """The proposal, reading the page of each item: its text at `place`; None for a PDF."""
    fields = {name: at for name, at in proposal.read["fields"].items() if name != "text"}
    detail: Mapping[str, Any] = {"without": NOISE, "fields": {"text": place}} if place else {}
    return replace(proposal, read={**proposal.read, "fields": fields, "detail": detail}, score=proposal.score + 0.5)


def of_linked_data(page: Page, url: str) -> list[Proposal]:
    """The objects of one kind in the page's JSON-LD that have a name and an address."""
    kinds: dict[str, list[Mapping[str, Any]]] = {}
    for one in site.linked_data(page):
        if isinstance(one.get("name"), str) and isinstance(one.get("url"), str):
            kinds.setdefault(str(one.get("@type")), []).append(one)
    proposals = []
    for kind, objects in kinds.items():
        titles = [str(one["name"]) for one in objects]
        if len(titles) >= 2:
            why = f"des données JSON-LD : {len(titles)} objets « {kind} »"
            read = {"pages": [url], "type": kind}
            proposals.append(Proposal(recipe="json_ld", read=read, why=why, score=worth(titles) + 2, sample=titles[:5]))
    return proposals


def of_sitemap(text: str, url: str) -> Proposal | None:
    """The folder of a site's plan that most speaks of calls; None when none does."""
    places = re.findall(r"<loc>\s*([^<\s]+)\s*</loc>", text)
    if "<sitemapindex" in text:
        named = [one for one in places if CALL_WORDS.search(_words(one))]
        if not named:
            return None
        return _plan(named, [], f"le plan du site renvoie à {len(named)} plans d’appels", 2.0)
    folders = Counter(folder for one in places if (folder := _folder(one)))
    if not folders:
        return None
    folder, number = folders.most_common(1)[0]
    if number < 2:
        return None
    names = [_words(one) for one in places if one.startswith(folder)]
    return _plan([url], [f"{folder}*"], f"le plan du site montre {number} pages sous {folder}", 0.8 * worth(names), names)


def _plan(maps: Sequence[str], only: Sequence[str], why: str, score: float, sample: Sequence[str] = ()) -> Proposal:
    chosen = {"only_addresses": list(only)} if only else {}
    read = {"maps": list(maps), **chosen, "newer_than_days": 400,
            "detail": {"fields": {"title": "h1", "text": ["main", "article", "body"]}}}  # fmt: skip
    return Proposal(recipe="sitemap", read=read, why=why, score=score, sample=sample[:5])


def _folder(address: str) -> str | None:
    """The folder of a page whose path speaks of calls: `…/appels-a-projets/` of `…/appels-a-projets/eau-2027`."""
    parts = urlsplit(address)
    names = parts.path.strip("/").split("/")
    if len(names) < 2 or not any(CALL_WORDS.search(name.replace("-", " ")) for name in names[:-1]):
        return None
    return f"{parts.scheme}://{parts.netloc}/{'/'.join(names[:-1])}/"


def _words(address: str) -> str:
    return re.sub(r"[-_/.]+", " ", urlsplit(address).path)
