"""Reads the calls that a page describes in JSON-LD (schema.org): objects of one type, by the names that schema.org gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawlers import harvest
from crawlers.fields import Fields, fields_key, fields_of, lines_key
from crawlers.harvest import Harvest, Sieve
from crawlers.health import Code, Unreadable
from crawlers.pages import Page
from crawlers.recipes.base import Ask, Findings, Job, Reading, Recipe, fetch
from crawlers.recipes.json_api import take
from crawlers.shaping import tuple_of
from crawlers.strict import Key, addresses, one_or_more, text
from crawlers.survey.site import linked_data

DEFAULTS: Mapping[str, Any] = {
    "title": ["name", "headline"],
    "link": "url",
    "text": ["description", "articleBody"],
    "published": "datePublished",
    "funder": ["funder.name", "organizer.name"],
}
"""Properties of schema.org. No date of its events is a deadline: `endDate` is the last day of the event itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The [read] table."""

    pages: tuple[str, ...]
    type: str
    fields: Fields
    says_empty: tuple[str, ...]
    sieve: Sieve


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table."""
    return Options(
        pages=tuple(values["pages"]),
        type=values["type"],
        fields=fields_of({**values, "fields": {**DEFAULTS, **values["fields"]}}),
        says_empty=tuple_of(values["says_empty"]),
        sieve=Sieve.of(values),
    )


def read(job: Job, findings: Findings) -> Reading:
    """Asks for the pages and tells the objects of the type. A page without any must say that the list is empty."""
    options: Options = job.options
    gathered = Harvest(job, findings, options.sieve)
    for url in options.pages:
        answer = yield from fetch(Ask(url=url, headers={"Accept": "text/html"}, is_list=True))
        page = Page.of(answer)
        found = [one for one in linked_data(page) if _is_of(one, options.type)]
        if not found and not page.says(options.says_empty):
            code = Code.LOGIN_WALL if page.asks_to_log_in else Code.LAYOUT_CHANGED
            raise Unreadable(code, f"aucun objet JSON-LD « {options.type} » et aucune phrase de says_empty sur {url}")
        for one in found:
            take(one, answer.url, options.fields, gathered)
    gathered.finish()


def _is_of(found: Mapping[str, Any], wanted: str) -> bool:
    said = found.get("@type")
    return wanted in (said if isinstance(said, list) else [said])


RECIPE = Recipe(
    name="json_ld",
    meaning="des appels décrits en JSON-LD (schema.org) dans une page",
    keys=(
        Key("pages", addresses, "les adresses complètes des pages", required=True),
        Key("type", text, "le type des objets à prendre, par exemple « Grant » ou « Event »", required=True),
        Key("says_empty", one_or_more, "ce que la page dit quand la liste est vide", default=()),
        fields_key((), "les champs, par leur chemin dans un objet ; ceux de schema.org par défaut"),
        lines_key(),
        *harvest.KEYS,
    ),
    parse=parse,
    read=read,
)
