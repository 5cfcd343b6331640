"""Reads the contents of one kind of a WordPress site by its REST interface, else by its pages. Texts are read elsewhere.

The interface is WordPress's own: at most 100 records a page, `X-WP-Total` and `X-WP-TotalPages` in the headers, an error 400
past the last page. A site may close it, or leave a kind of content out of it: its pages are then read as any list.
"""

import json
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from crawlers import paths
from crawlers.addresses import canonical, followable
from crawlers.decoding import json_of
from crawlers.details import Card
from crawlers.feed_dates import day_of
from crawlers.fields import Fields, Said, fields_key, fields_of, lines_key
from crawlers.harvest import DOUBLE, Harvest
from crawlers.health import Code, Unreadable
from crawlers.recipes import html_list
from crawlers.recipes.base import Answer, Ask, Findings, Job, Reading, Recipe, fetch
from crawlers.recipes.html_list import Options, Walk
from crawlers.recipes.json_api import pick_in, with_parameters
from crawlers.recipes.platforms import keys_like_html_list, with_fields
from crawlers.recipes.templates import TEMPLATES
from crawlers.strict import Key, address, among, whole

ACCEPT = "application/json"
SIZE = 100
OLD = "plus ancien que la limite de la fiche (newer_than_days)"
NOT_ASKED_AGAIN = frozenset({Code.TOO_MANY_REQUESTS, Code.BLOCKED_ADDRESS, Code.BAD_ADDRESS})
"""After these, nothing more is asked of the site today."""

DEFAULTS = {"item": "article", "page_path": "page/N/", "page_first": 1}
FIELDS = {"title": [".entry-title", "h2", "h3", "a"], "link": [".entry-title a", "h2 a", "h3 a", "a"]}
RECORD_FIELDS = {"title": "title.rendered", "link": "link", "text": "content.rendered", "published": "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPress:
    """The [read] table: the records of the interface (None: not asked), their fields, and the pages as a list."""

    records: str | None
    record_fields: Fields
    newer_than_days: int
    pages: Options

    def ask(self, number: int) -> Ask:
        """The request for page `number` of the records, from 1, the last changed first."""
        named = [place for one in self.record_fields.named.values() for place in one.at]
        named += [place for one in self.record_fields.lines.values() for place in one.at]
        named += [*self.pages.sieve.only_where, *self.pages.sieve.never_where]
        tops = dict.fromkeys(["id", "date", "modified", *(place.partition(".")[0] for place in named)])
        asked = {"per_page": str(SIZE), "page": str(number), "orderby": "modified", "_fields": ",".join(tops)}
        return Ask(url=with_parameters(self.records or "", asked), headers={"Accept": ACCEPT})


def parse(values: Mapping[str, Any]) -> WordPress:
    """The options in the [read] table, those of its template standing where it says nothing."""
    template = TEMPLATES.get(values["template"] or "")
    filled = with_fields(values, template.fields if template else FIELDS)
    if template:
        filled["item"] = values["item"] or template.item
        filled["detail"] = _completed(template.detail, values["detail"] or {})
    filled["item"] = filled["item"] or DEFAULTS["item"]
    asked = {"fields": {**RECORD_FIELDS, **values["record_fields"]}, "lines": values["record_lines"]}
    return WordPress(
        records=values["records"],
        record_fields=fields_of(asked),
        newer_than_days=values["newer_than_days"],
        pages=html_list.parse(filled),
    )


def _completed(template: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The [read.detail] table of a template, corrected by that of the definition."""
    return {**template, **own, "fields": {**template["fields"], **own.get("fields", {})}}


def read(job: Job, findings: Findings) -> Reading:
    """Asks for the records, else for the pages of the list, then for those of the calls where the definition wants it."""
    options: WordPress = job.options
    walk = Walk(options.pages, Harvest(job, findings, options.pages.sieve))
    failure: Unreadable | None = None
    if options.records:
        failure = yield from _records(options, walk)
    if options.records and (failure is None or walk.met or failure.code in NOT_ASKED_AGAIN):
        yield from html_list.told(walk, failure)
        return
    if failure is not None:
        findings.warn(Code.SECOND_WAY, f"{options.records} : {failure}")
    walk, failure = yield from html_list.walked(job, findings, options.pages)
    yield from html_list.told(walk, failure)


def _records(options: WordPress, walk: Walk) -> Generator[Ask, Answer, Unreadable | None]:
    """Takes every record in; returns the failure of the first page of them that could not be read."""
    number, received = 0, 0
    while number < options.pages.max_pages:
        number += 1
        try:
            answer = yield from fetch(options.ask(number))
            items = _items(answer)
        except Unreadable as failure:
            past_the_end = number > 1 and failure.code is Code.UNEXPECTED_STATUS
            return None if past_the_end else failure
        received += len(items)
        is_last = not _take_page(items, answer, options, walk) or _is_last(answer, number, len(items))
        if items and not walk.met and not walk.harvest.findings.dropped:
            return Unreadable(Code.LAYOUT_CHANGED, f"aucun enregistrement n’a de lien ({answer.url})")
        if is_last:
            return None
    walk.harvest.findings.warn(Code.INCOMPLETE_LIST, f"plus de {received} enregistrements (max_pages) : {options.records}")
    return None


def _items(answer: Answer) -> list[Mapping[str, Any]]:
    held, _ = json_of(answer.body)
    if not isinstance(held, list):
        said = held.get("code") if isinstance(held, dict) else None
        raise Unreadable(
            Code.LAYOUT_CHANGED, f"pas une liste d’enregistrements : {said or type(held).__name__} ({answer.url})"
        )
    return [item for item in held if isinstance(item, dict)]


def _is_last(answer: Answer, number: int, count: int) -> bool:
    pages = answer.headers.get("x-wp-totalpages", "")
    return number >= int(pages) if pages.isdigit() else count < SIZE


def _take_page(items: Iterable[Mapping[str, Any]], answer: Answer, options: WordPress, walk: Walk) -> bool:
    """Takes the records of a page in; whether one of them is recent: they come the last changed first."""
    fresh = False
    for item in items:
        if _is_old(item, walk.harvest.job.now.date(), options.newer_than_days):
            walk.harvest.findings.drop(OLD)
        else:
            fresh = True
            _take(item, answer.url, options, walk)
    return fresh


def _is_old(item: Mapping[str, Any], today: date, days: int) -> bool:
    changed = [day for name in ("date", "modified") if (day := day_of(str(item.get(name) or "")))]
    return bool(days and changed) and today - max(changed) > timedelta(days=days)


def _take(item: Mapping[str, Any], base: str, options: WordPress, walk: Walk) -> None:
    pick, harvest = pick_in(item), walk.harvest
    said = options.record_fields.read(pick)
    url = followable(said.first("link"), base)
    if url is None:
        harvest.findings.warn(Code.ITEM_UNREADABLE, f"enregistrement sans lien sûr : {item.get('id')}")
        return
    if canonical(url) in walk.met:
        harvest.findings.drop(DOUBLE)
        return
    walk.met.add(canonical(url))
    raw = json.dumps(item, ensure_ascii=False).encode()
    if options.pages.detail is None:
        harvest.add(pick, said, base, raw)
    elif reason := walk.options.sieve.refusal(pick):
        harvest.findings.drop(reason)
    else:
        changed = {"changed": tuple(paths.texts(item, "modified"))}
        walk.cards[canonical(url)] = Card(said.and_then(Said({"link": (url,), **changed})), url, base, raw)


RECIPE = Recipe(
    name="wordpress",
    meaning="un site WordPress, par son interface REST ou par ses pages",
    keys=(
        Key("records", address, "l’adresse des enregistrements : …/wp-json/wp/v2/appel-projet ; sans elle, seules les pages "
            "sont lues"),
        Key("template", among(tuple(TEMPLATES)), "un gabarit que plusieurs sites partagent"),
        replace(fields_key((), "des champs lus dans un enregistrement, par leur chemin : acf.date_de_cloture"),
                name="record_fields"),
        replace(lines_key(), name="record_lines", meaning="des lignes du texte, lues dans un enregistrement"),
        Key("newer_than_days", whole, "l’âge au-delà duquel un enregistrement n’est plus lu, en jours ; 0 : tous",
            default=400),
        *keys_like_html_list({**DEFAULTS, "item": None}),
    ),
    parse=parse,
    read=read,
)  # fmt: skip
