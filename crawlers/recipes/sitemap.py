"""Reads the pages that a sitemap lists: urlsets, indexes of them, compressed or not. What a page says is read elsewhere."""

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Any

from lxml import etree

from crawlers import details, harvest
from crawlers.addresses import canonical, followable
from crawlers.compression import inflated
from crawlers.decoding import decoded
from crawlers.details import Card, Detail
from crawlers.feed_dates import day_of
from crawlers.fields import Said
from crawlers.harvest import Harvest, Sieve
from crawlers.health import Code, Unreadable, of_page
from crawlers.recipes.base import Answer, Ask, Findings, Job, Reading, Recipe, fetch
from crawlers.recipes.html_list import DETAIL_KEY
from crawlers.shaping import tuple_of
from crawlers.strict import Key, addresses, one_or_more, whole

ACCEPT = "application/xml, text/xml;q=0.9, */*;q=0.5"
MOST_BYTES = 50_000_000
"""The protocol's own limit for a sitemap, once unpacked."""

MOST_MAPS = 40
AGAIN_DAYS = 7
"""A page is asked again when its date changes, and every week as some sites forget to change it."""
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The [read] table. Patterns are compared with whole addresses, `*` standing for anything."""

    maps: tuple[str, ...]
    only_addresses: tuple[str, ...]
    never_addresses: tuple[str, ...]
    only_maps: tuple[str, ...]
    newer_than_days: int
    max_pages: int
    detail: Detail
    sieve: Sieve

    def keeps(self, url: str, modified: date | None, today: date) -> bool:
        """Whether a page is one to read. One without a date may be new."""
        if self.only_addresses and not _is_like(url, self.only_addresses):
            return False
        if _is_like(url, self.never_addresses):
            return False
        return modified is None or not self.newer_than_days or today - modified <= timedelta(days=self.newer_than_days)


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of a sitemap, and the day it says that its page changed; `is_map`: it is another sitemap."""

    url: str
    modified: date | None
    is_map: bool


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table."""
    return Options(
        maps=tuple(values["maps"]),
        only_addresses=tuple_of(values["only_addresses"]),
        never_addresses=tuple_of(values["never_addresses"]),
        only_maps=tuple_of(values["only_maps"]),
        newer_than_days=values["newer_than_days"],
        max_pages=values["max_pages"],
        detail=Detail.of({"again_days": AGAIN_DAYS, **values["detail"]}),
        sieve=Sieve.of(values),
    )


def read(job: Job, findings: Findings) -> Reading:
    """Asks for the sitemaps, then for the pages that are wanted, the last changed first."""
    options: Options = job.options
    entries: dict[str, Entry] = {}
    yield from _maps(options, entries)
    wanted = [one for one in entries.values() if options.keeps(one.url, one.modified, job.now.date())]
    if entries and not wanted:
        findings.drop("adresses qui ne sont pas celles d’appels")
    wanted.sort(key=lambda one: one.modified or date.max, reverse=True)
    if len(wanted) > options.max_pages:
        findings.warn(
            Code.INCOMPLETE_LIST, f"{len(wanted)} pages dans le plan du site, {options.max_pages} lues (max_pages)"
        )
    cards = [_card(one) for one in wanted[: options.max_pages]]
    yield from details.follow(Harvest(job, findings, options.sieve), options.detail, cards)


def _maps(options: Options, entries: dict[str, Entry]) -> Generator[Ask, Answer, None]:
    """Adds the entries of every sitemap to `entries`, those of the sitemaps that an index names included."""
    waiting, asked = list(options.maps), set[str]()
    while waiting and len(asked) < MOST_MAPS:
        url = waiting.pop(0)
        if url in asked:
            continue
        asked.add(url)
        answer = yield from fetch(Ask(url=url, headers={"Accept": ACCEPT}, is_list=True))
        for entry in entries_of(answer):
            if not entry.is_map:
                entries.setdefault(canonical(entry.url), entry)
            elif not options.only_maps or _is_like(entry.url, options.only_maps):
                waiting.append(entry.url)


def entries_of(answer: Answer) -> list[Entry]:
    """The entries of a sitemap. Unreadable when it is none."""
    body = inflated(answer.body, "gzip", MOST_BYTES) if answer.body.startswith(_GZIP) else answer.body
    start = decoded(body[:2000], "cp1252")[0]
    if page := of_page(start):
        raise Unreadable(page, start[:300])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(Code.LAYOUT_CHANGED, f"plan de site illisible : {error} ; début : {start[:200]!r}") from error
    kind = etree.QName(root).localname
    if kind not in ("urlset", "sitemapindex"):
        raise Unreadable(Code.LAYOUT_CHANGED, f"ni urlset ni sitemapindex : {kind}")
    found = (_entry(node, answer.url, kind == "sitemapindex") for node in root if isinstance(node.tag, str))
    return [entry for entry in found if entry is not None]


def _entry(node: etree._Element, base: str, is_map: bool) -> Entry | None:
    held = {etree.QName(one).localname: (one.text or "").strip() for one in node if isinstance(one.tag, str)}
    url = followable(held.get("loc"), base)
    return Entry(url, day_of(held.get("lastmod")), is_map) if url else None


def _card(entry: Entry) -> Card:
    """What a sitemap says of a page: its address, and the day of its last change, which makes it be read again."""
    changed = {"changed": (entry.modified.isoformat(),)} if entry.modified else {}
    return Card(Said({"link": (entry.url,), **changed}), entry.url, entry.url, entry.url.encode())


def _is_like(url: str, patterns: Sequence[str]) -> bool:
    """Whether an address fits one of these patterns; brackets have no special meaning in them."""
    return any(fnmatchcase(url, re.sub(r"([\[?])", r"[\1]", pattern)) for pattern in patterns)


RECIPE = Recipe(
    name="sitemap",
    meaning="le plan d’un site (sitemap), puis la page de chaque appel",
    keys=(
        Key("maps", addresses, "les adresses complètes des plans de site", required=True),
        Key("only_maps", one_or_more, "dans un index, ne lire que les plans dont l’adresse a cette forme", default=()),
        Key("only_addresses", one_or_more, "ne lire que les pages dont l’adresse a cette forme : \"*/appel-projet/*\"",
            required=True),
        Key("never_addresses", one_or_more, "écarter les pages dont l’adresse a cette forme", default=()),
        Key("newer_than_days", whole, "l’âge au-delà duquel une page n’est plus lue, en jours ; 0 : toutes", default=400),
        Key("max_pages", whole, "le nombre de pages lues au plus, les plus récentes d’abord", default=150),
        Key(DETAIL_KEY.name, DETAIL_KEY.check, DETAIL_KEY.meaning, required=True, inside=DETAIL_KEY.inside),
        *harvest.KEYS,
    ),
    parse=parse,
    read=read,
)  # fmt: skip
