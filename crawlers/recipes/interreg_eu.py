"""Reads the index of interreg.eu, the calls of all Interreg programmes, by its search. What a call says is read elsewhere.

The search is Algolia's, and its key is the one that the page hands to every visitor: it changes, so that it is read on the
page, or in a script of the same site, at each reading. Names of the fields come from public code that ran in autumn 2026;
the form of its dates was not seen: seconds or thousandths since 1970, and ISO dates, are taken.
"""

import json
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from crawlers import harvest, paths
from crawlers.addresses import followable
from crawlers.decoding import decoded, json_of
from crawlers.fields import Field, Fields
from crawlers.harvest import Harvest, Sieve
from crawlers.health import Code, Unreadable
from crawlers.pages import Page
from crawlers.recipes.base import Answer, Ask, Findings, Job, Reading, Recipe, fetch
from crawlers.recipes.json_api import key_refused, pick_in
from crawlers.shaping import Shape
from crawlers.strict import Key, address, text
from model.codes import Status

HITS = 500
MOST_PAGES = 4
MOST_SCRIPTS = 6

KEY = re.compile(
    r"""(?:algolia|search)[\w.-]{0,40}key["']?\s*[:=,]\s*["']([0-9a-f]{32})["']|api_?key["']?\s*[:=,]\s*["']([0-9a-f]{32})["']""",
    re.IGNORECASE,
)
"""A key of Algolia: 32 signs in hexadecimal, under a name that says so."""

STATUSES = {"Open": Status.OPEN.value, "Forthcoming": Status.UPCOMING.value, "Closed": Status.CLOSED.value}

FIELDS = Fields(
    {
        "title": Field(("title",)),
        "link": Field(("callExternalUrl", "contentUrl")),
        "reference": Field(("objectID",)),
        "text": Field(("teaser", "description")),
        "opening": Field(("callOpenDate",)),
        "deadline": Field(("callDeadlineDate",)),
        "status": Field(("callStatus",), shape=Shape(read_as=STATUSES)),
        "countries": Field(("callEligibleCountryNames",)),
        "funder": Field(("associatedProgrammes", "associatedProgrammes.*.title", "associatedProgrammes.*.name")),
    },
    {
        "Programme(s)": Field(("associatedProgrammes", "associatedProgrammes.*.title", "associatedProgrammes.*.name")),
        "Thème(s)": Field(("callThemes", "themes")),
        "Public(s)": Field(("targetAudience",)),
        "Régions éligibles": Field(("callEligibleCountryNuts",)),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The [read] table."""

    page: str
    queries: str
    application: str
    index: str
    filters: str
    sieve: Sieve

    def ask(self, key: str, number: int) -> Ask:
        """The request for a page of hits, from 0. The key leaves over TLS only, and follows no redirect."""
        query = {"indexName": self.index, "filters": self.filters, "hitsPerPage": HITS, "page": number, "query": ""}
        headers = {"Accept": "application/json", "Content-Type": "application/json",
                   "X-Algolia-Application-Id": self.application, "X-Algolia-API-Key": key}  # fmt: skip
        body = json.dumps({"requests": [query]}).encode()
        return Ask(url=self.queries, method="POST", headers=headers, body=body, is_private=True)


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table."""
    names = ("page", "queries", "application", "index", "filters")
    return Options(**{name: values[name] for name in names}, sieve=Sieve.of(values))


def read(job: Job, findings: Findings) -> Reading:
    """Reads the key, asks for every page of hits, and tells the calls unless they are those of last time."""
    options: Options = job.options
    gathered = Harvest(job, findings, options.sieve)
    failure: Unreadable | None = None
    try:
        key = yield from _key(options)
        yield from _hits(options, key, gathered)
    except Unreadable as caught:
        failure = key_refused(caught)
    gathered.finish(failure)


def _key(options: Options) -> Generator[Ask, Answer, str]:
    """The key on the page, else in one of the site's own scripts. No detail of a failure holds it."""
    answer = yield from fetch(Ask(url=options.page))
    if found := _key_in(answer):
        return found
    for script in _scripts(answer):
        try:
            answer = yield from fetch(Ask(url=script))
        except Unreadable:  # another script may hold it; when none does, that is told
            continue
        if found := _key_in(answer):
            return found
    raise Unreadable(Code.LAYOUT_CHANGED, f"pas de clé de recherche sur {options.page} ni dans ses scripts")


def _key_in(answer: Answer) -> str | None:
    found = KEY.search(decoded(answer.body, "utf-8")[0])
    return next((one for one in found.groups() if one), None) if found else None


def _scripts(answer: Answer) -> list[str]:
    """The scripts of the page that come from the same site, the last ones first: an application's own come last."""
    host = urlsplit(answer.url).hostname
    page = Page.of(answer)
    found = (followable(written, page.base) for written in page.pick("script", "src"))
    return [url for url in found if url and urlsplit(url).hostname == host][::-1][:MOST_SCRIPTS]


def _hits(options: Options, key: str, gathered: Harvest) -> Generator[Ask, Answer, None]:
    received, total, number = 0, 1, 0
    while received < total and number < MOST_PAGES:
        answer = yield from fetch(options.ask(key, number))
        total, hits = _page(answer)
        if not hits:
            break
        for hit in hits:
            pick = pick_in(hit)
            gathered.add(pick, FIELDS.read(pick), options.page, json.dumps(hit, ensure_ascii=False).encode())
        received, number = received + len(hits), number + 1
    if received < total:
        gathered.findings.warn(Code.INCOMPLETE_LIST, f"{received} éléments reçus sur {total}")


def _page(answer: Answer) -> tuple[int, list[Mapping[str, Any]]]:
    held, _ = json_of(answer.body)
    result = next(paths.found(held, "results.0"), None)
    if not isinstance(result, dict) or not isinstance(result.get("hits"), list) or not isinstance(result.get("nbHits"), int):
        raise Unreadable(Code.LAYOUT_CHANGED, f"ni hits ni nbHits ; début : {answer.body[:120]!r}")
    return result["nbHits"], list(_objects(result["hits"]))


def _objects(hits: list[Any]) -> Iterator[Mapping[str, Any]]:
    return (hit for hit in hits if isinstance(hit, dict))


RECIPE = Recipe(
    name="interreg_eu",
    meaning="l’index des appels de tous les programmes Interreg (interreg.eu)",
    keys=(
        Key("page", address, "la page où se trouve la clé de recherche, et d’où partent les liens", required=True),
        Key("queries", address, "l’adresse de la recherche", required=True),
        Key("application", text, "le nom de l’application, dans Algolia", required=True),
        Key("index", text, "le nom de l’index", required=True),
        Key("filters", text, "la condition que doivent remplir les fiches, dans la langue d’Algolia", required=True),
        *harvest.KEYS,
    ),
    parse=parse,
    read=read,
)
