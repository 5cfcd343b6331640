"""Looks at an address that nobody described and proposes how to read it; tells no notice. For `veilleur source new`."""

import json
import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawlers.decoding import decoded, json_of
from crawlers.health import Code, Unreadable
from crawlers.pages import Page
from crawlers.recipes.base import Answer, Ask, Findings, Job, Reading, Recipe, fetch
from crawlers.recipes.feed import entries_of
from crawlers.strict import Key, address
from crawlers.survey import data, lists, site
from crawlers.survey.proposal import CALL_WORDS, Proposal, worth

PROPOSALS, SITE = "proposals", "site"
"""What the memory of the outcome holds, as JSON: the proposals, best first, and what the page says of its site."""

ACCEPT = "text/html, application/xhtml+xml, application/json;q=0.9, application/xml;q=0.9, */*;q=0.5"
MOST_FEEDS, MOST_TYPES = 3, 3


@dataclass(slots=True)
class Seen:
    """What a survey gathers."""

    proposals: list[Proposal] = field(default_factory=list)
    about: dict[str, str | None] = field(default_factory=dict)


def parse(values: Mapping[str, Any]) -> str:
    """The address to look at."""
    url: str = values["url"]
    return url


def read(job: Job, findings: Findings) -> Reading:
    """Reads the page and what it leads to, and leaves its proposals in the memory of the outcome."""
    answer = yield from fetch(Ask(url=job.options, headers={"Accept": ACCEPT}))
    seen = Seen()
    kind = _kind_of(answer)
    if kind == "json":
        held, _ = json_of(answer.body)
        proposal = data.of_json(held, job.options)
        seen.proposals += [proposal] if proposal else []
    elif kind == "feed":
        seen.proposals += _of_feed(answer, job.options, findings)
    elif kind == "page":
        yield from _of_page(Page.of(answer), answer.url, seen, findings)
    findings.unchanged = True
    ordered = sorted(seen.proposals, key=lambda one: -one.score)
    findings.memory[PROPOSALS] = json.dumps([_plain(one) for one in ordered], ensure_ascii=False)
    findings.memory[SITE] = json.dumps(seen.about, ensure_ascii=False)


def _kind_of(answer: Answer) -> str:
    start = answer.body[:600].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"{", b"[")):
        return "feed" if b"jsonfeed.org" in start else "json"
    if re.search(rb"<(rss|feed|rdf:rdf)\b", start):
        return "feed"
    return "page"


def _of_page(page: Page, url: str, seen: Seen, findings: Findings) -> Generator[Ask, Answer, None]:
    platform = site.platform_of(page)
    seen.about = {"name": site.name_of(page), "language": site.language_of(page), "platform": platform, "title": page.title}
    for proposal in lists.of_page(page, url, platform):
        seen.proposals.append((yield from _with_detail(proposal)))
    seen.proposals += lists.of_linked_data(page, url)
    for feed in site.feeds_of(page)[:MOST_FEEDS]:
        if (answer := (yield from _tried(feed))) is not None:
            seen.proposals += _of_feed(answer, feed, findings)
    if platform == "wordpress":
        yield from _of_wordpress(page, seen)
    yield from _of_sitemap(url, seen)


def _tried(url: str) -> Generator[Ask, Answer, Answer | None]:
    """An answer that a site may well not give; None then. A site that asks us to slow down, or refuses, is left alone."""
    try:
        return (yield from fetch(Ask(url=url, headers={"Accept": ACCEPT})))
    except Unreadable as failure:
        if failure.code is Code.TOO_MANY_REQUESTS:
            raise
        return None


def _with_detail(proposal: Proposal) -> Generator[Ask, Answer, Proposal]:
    """The proposal, with where the text of an item's own page stands when that page has one."""
    if proposal.look_at is None:
        return proposal
    answer = yield from _tried(proposal.look_at)
    if answer is None:
        return proposal
    if answer.body.startswith(b"%PDF"):
        return lists.with_detail(proposal, None)
    try:
        place = site.main_place(Page.of(answer))
    except Unreadable:
        return proposal
    return lists.with_detail(proposal, place) if place else proposal


def _of_feed(answer: Answer, url: str, findings: Findings) -> list[Proposal]:
    try:
        entries = entries_of(answer, findings)
    except Unreadable:
        return []
    titles = [entry.title for entry in entries]
    calls = [title for title in titles if CALL_WORDS.search(title)]
    chosen = {"feed": url} if len(calls) > 0.5 * len(titles) else {"feed": url, "must_say": ["appel à projets", "appel à"]}
    why = f"un flux de {len(titles)} éléments, dont {len(calls)} parlent d’appels"
    return [Proposal(recipe="feed", read=chosen, why=why, score=worth(titles), sample=titles[:5])] if titles else []


def _of_wordpress(page: Page, seen: Seen) -> Generator[Ask, Answer, None]:
    """The kinds of content of a WordPress site whose name speaks of calls, each with its first items."""
    root = site.wordpress_root(page)
    answer = yield from _tried(urljoin(root, "wp/v2/types"))
    kinds = _json(answer)
    named = [one for one in kinds.values() if isinstance(one, dict)] if isinstance(kinds, dict) else []
    bases = [
        str(one.get("rest_base", "")) for one in named if CALL_WORDS.search(f"{one.get('name')} {one.get('rest_base')}")
    ]
    for base in [one for one in bases if one][:MOST_TYPES]:
        records = urljoin(root, f"wp/v2/{base}")
        items = _json((yield from _tried(records)))
        if isinstance(items, list) and items:
            titles = [str((one.get("title") or {}).get("rendered", "")) for one in items if isinstance(one, dict)]
            why = f"WordPress : {len(titles)} contenus de nature « {base} » par son interface"
            seen.proposals.append(Proposal(recipe="wordpress", read={"records": records}, why=why,
                                           score=worth(titles) + 6, sample=titles[:5]))  # fmt: skip


def _json(answer: Answer | None) -> Any:
    if answer is None:
        return None
    try:
        return json.loads(decoded(answer.body)[0])
    except (ValueError, Unreadable):
        return None


def _of_sitemap(url: str, seen: Seen) -> Generator[Ask, Answer, None]:
    """The pages of a site's plan whose addresses speak of calls, when the plan is one file."""
    parts = urlsplit(url)
    for name in ("/sitemap.xml", "/wp-sitemap.xml"):
        answer = yield from _tried(f"{parts.scheme}://{parts.netloc}{name}")
        if answer is None or not re.search(rb"<(url|sitemap)", answer.body[:3000]):
            continue
        proposal = lists.of_sitemap(decoded(answer.body)[0], answer.url)
        seen.proposals += [proposal] if proposal else []
        return


def _plain(one: Proposal) -> dict[str, Any]:
    return {"recipe": one.recipe, "read": one.read, "why": one.why, "score": one.score, "sample": list(one.sample)}


RECIPE = Recipe(
    name="survey",
    meaning="regarder une adresse pour proposer comment la lire",
    keys=(Key("url", address, "l’adresse à regarder", required=True),),
    parse=parse,
    read=read,
    is_tool=True,
)
