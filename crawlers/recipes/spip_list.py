"""A list made by SPIP: pages counted by `debut_…` in the address, and the section's own feed, read beside the pages."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from crawlers.addresses import canonical, followable
from crawlers.details import Card
from crawlers.feed_dates import day_of
from crawlers.fields import Said
from crawlers.health import Unreadable
from crawlers.markup import to_line, to_text
from crawlers.recipes import feed, html_list
from crawlers.recipes.base import Answer, Ask, Findings, Job, Reading, fetch
from crawlers.recipes.html_list import Options, Walk
from crawlers.recipes.platforms import platform, with_fields
from crawlers.strict import Key, address

DEFAULTS = {
    "item": ".hentry",
    "page_parameter": "debut_articles",
    "page_first": 0,
    "page_step": 10,
    "fields": {
        "title": [".entry-title", "h2", "h3", "a"],
        "link": ["a[rel~='bookmark']", ".entry-title a", "h2 a", "h3 a", "a"],
    },
}
"""What the skeletons delivered with SPIP write: `hentry`, `entry-title`, `rel="bookmark"`, and `debut_` with the name of the
loop. Sites with a skeleton of their own say it in their definition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpipOptions:
    """The options of the list, and the address of the section's feed, None when it is not read."""

    pages: Options
    backend: str | None


def parse(values: Mapping[str, Any]) -> SpipOptions:
    """The options in the [read] table."""
    fields = cast("Mapping[str, Any]", DEFAULTS["fields"])
    return SpipOptions(pages=html_list.parse(with_fields(values, fields)), backend=values["backend"])


def read(job: Job, findings: Findings) -> Reading:
    """Asks for the pages of the list, then for the feed, whose items the pages did not show, and tells the notices."""
    options: SpipOptions = job.options
    walk, failure = yield from html_list.walked(job, findings, options.pages)
    if options.backend:
        yield from _add_feed(options.backend, walk)
    yield from html_list.told(walk, failure)


def _add_feed(url: str, walk: Walk) -> Generator[Ask, Answer, None]:
    """Adds the items of a feed that the lists did not show. A feed that fails is told, and costs nothing of the lists."""
    findings = walk.harvest.findings
    try:
        answer = yield from fetch(Ask(url=url, headers={"Accept": feed.ACCEPT}, is_list=True))
        entries = feed.entries_of(answer, findings)
    except Unreadable as failure:
        findings.warn(failure.code, f"flux de la rubrique : {failure.detail}")
        return
    for entry in entries:
        _take(entry, answer.url, walk)


def _take(entry: feed.Entry, base: str, walk: Walk) -> None:
    url = followable(entry.link, base)
    if url is None or canonical(url) in walk.met:
        return
    walk.met.add(canonical(url))
    day = day_of(*entry.date)
    held = {
        "title": (to_line(entry.title),),
        "link": (url,),
        "text": (to_text(entry.markup),),
        "published": (day.isoformat(),) if day else (),
    }
    said = Said({name: values for name, values in held.items() if any(values)})
    if walk.options.detail is None:
        walk.harvest.add(_nowhere, said, base, entry.raw)
    elif reason := walk.options.sieve.refusal(_nowhere):
        walk.harvest.findings.drop(reason)
    else:
        walk.cards[canonical(url)] = Card(said, url, base, entry.raw)


def _nowhere(place: str, attribute: str | None) -> list[str]:
    """A feed has none of the places of a page."""
    return []


RECIPE = platform(
    "spip_list",
    "une liste faite par SPIP (pages en « debut_… », et le flux de la rubrique)",
    DEFAULTS,
    extra=(Key("backend", address, "l’adresse du flux de la rubrique : …spip.php?page=backend&id_rubrique=N"),),
    parse=parse,
    read=read,
)
