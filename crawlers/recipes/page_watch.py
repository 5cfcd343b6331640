"""Watches standing pages: each whole page is one call, whose main text is compared from one reading to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from crawlers import details
from crawlers.details import Card, Detail
from crawlers.fields import Said
from crawlers.harvest import Harvest, Sieve
from crawlers.pages import MAIN
from crawlers.recipes.base import Findings, Job, Reading, Recipe
from crawlers.recipes.html_list import selector_key
from crawlers.strict import Key, addresses, among, text
from model.codes import Kind

TITLE = ["h1", "//head/title"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The [read] table: the pages, and how each is read."""

    pages: tuple[str, ...]
    detail: Detail


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table. A title stands for one page alone: several pages keep each their own."""
    pages = tuple(values["pages"])
    fields = {"title": TITLE, "text": values["main"], **values["fields"]}
    held = {name: values[name] for name in (key.name for key in details.KEYS) if values.get(name) is not None}
    stated = {"title": values["title"] if len(pages) == 1 else None, "kind": values["kind"]}
    detail = replace(
        Detail.of({**held, "fields": fields}),
        stated={name: (said,) for name, said in stated.items() if said},
        is_all=True,
    )
    return Options(pages=pages, detail=detail)


def read(job: Job, findings: Findings) -> Reading:
    """Asks for each page that is due, and tells those that say something new."""
    options: Options = job.options
    cards = [Card(Said({"link": (url,)}), url, url, url.encode()) for url in options.pages]
    yield from details.follow(Harvest(job, findings, Sieve()), options.detail, cards)


RECIPE = Recipe(
    name="page_watch",
    meaning="une page permanente, dont tout changement de texte est relevé",
    keys=(
        Key("pages", addresses, "les adresses complètes des pages ; chacune est un appel", required=True),
        Key("title", text, "le titre de l’appel, quand il n’y a qu’une page ; sinon celui de la page"),
        selector_key("main", "le sélecteur du texte à surveiller ; sinon le texte principal est cherché", default=MAIN),
        Key("kind", among([one.value for one in Kind]), "la nature de l’appel : fund pour un dispositif permanent, appeal…"),
        *details.KEYS,
    ),
    parse=parse,
    read=read,
)
