"""Reads a list of calls on web pages, page after page, and the page or PDF of each. What a call says is read elsewhere."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawlers import details, harvest
from crawlers.addresses import canonical, followable
from crawlers.details import ACCEPT, Card, Detail
from crawlers.fields import Field, Fields, Said, fields_key, fields_of, lines_key
from crawlers.harvest import DOUBLE, Harvest, Sieve
from crawlers.health import Code, Unreadable
from crawlers.pages import Page, mistake_in
from crawlers.recipes.base import Answer, Ask, Findings, Job, Reading, Recipe, fetch
from crawlers.shaping import tuple_of
from crawlers.strict import Key, addresses, one_or_more, read_table, table, text, whole

COUNT = "N"
"""What stands for the number of the page in `page_path`."""

NO_ITEM = "aucun élément « {} » et aucune des phrases de liste vide (says_empty) sur {}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The [read] table. `detail` is None when the pages of the items are not read.

    The next pages are found by a link at `next`, or by counting from `page_first` by `page_step`: in `page_parameter` of the
    address, or in `page_path` added to it.
    """

    pages: tuple[str, ...]
    item: str
    fields: Fields
    detail: Detail | None
    says_empty: tuple[str, ...]
    next: str | None
    page_parameter: str | None
    page_path: str | None
    page_first: int
    page_step: int
    max_pages: int
    sieve: Sieve


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table."""
    return Options(
        pages=tuple(values["pages"]),
        item=values["item"],
        fields=with_link_attribute(fields_of(values)),
        detail=Detail.of(values["detail"]) if values["detail"] is not None else None,
        says_empty=tuple_of(values["says_empty"]),
        next=values["next"],
        page_parameter=values["page_parameter"],
        page_path=values["page_path"],
        page_first=values["page_first"],
        page_step=values["page_step"],
        max_pages=values["max_pages"],
        sieve=Sieve.of(values),
    )


def with_link_attribute(fields: Fields) -> Fields:
    """A link is read in `href` unless the definition names another attribute."""
    link = fields.named.get("link")
    if link is None or link.attribute:
        return fields
    return Fields({**fields.named, "link": Field(link.at, "href", link.shape)}, fields.lines)


@dataclass(slots=True)
class Walk:
    """A reading under way: the items met, those kept, and the cards whose pages are to be read."""

    options: Options
    harvest: Harvest
    met: set[str] = field(default_factory=set)
    cards: dict[str, Card] = field(default_factory=dict)


def read(job: Job, findings: Findings) -> Reading:
    """Asks for the pages of the list, then for those of its items, and tells the notices.

    A first page without items is healthy only when it says so in one of the expected ways.
    """
    walk, failure = yield from walked(job, findings, job.options)
    yield from told(walk, failure)


def walked(job: Job, findings: Findings, options: Options) -> Generator[Ask, Answer, tuple[Walk, Unreadable | None]]:
    """The items of every list, and the failure of the first that could not be read."""
    walk = Walk(options, Harvest(job, findings, options.sieve))
    failure: Unreadable | None = None
    for start in options.pages:
        try:
            yield from _list(start, walk)
        except Unreadable as caught:
            failure = failure or caught
    return walk, failure


def told(walk: Walk, failure: Unreadable | None) -> Reading:
    """Reads the pages of the items, tells the notices, then ends as the lists did."""
    if walk.options.detail is None or not walk.cards:
        walk.harvest.finish(failure)
        return
    yield from details.follow(walk.harvest, walk.options.detail, list(walk.cards.values()))
    if failure is not None:
        raise failure


def _list(start: str, walk: Walk) -> Generator[Ask, Answer, None]:
    """One list to its last page: where there is no next one, where a page brings nothing new, or at `max_pages`."""
    options = walk.options
    url: str | None = start
    asked: set[str] = set()
    while url is not None and url not in asked and len(asked) < options.max_pages:
        try:
            answer = yield from fetch(Ask(url=url, headers={"Accept": ACCEPT}, is_list=True))
        except Unreadable as failure:
            if asked and not options.next and failure.code is Code.NOT_FOUND:  # so WordPress answers after the last page
                return
            raise
        asked.add(url)
        page = Page.of(answer)
        items = page.every(options.item)
        if not items and len(asked) == 1:
            _check_empty(page, options, url)
            walk.harvest.findings.says_empty = True
        if not sum(_take(item, walk) for item in items):
            return
        url = _next(page, start, len(asked), options)
    if url is not None and url not in asked:
        walk.harvest.findings.warn(Code.INCOMPLETE_LIST, f"plus de {options.max_pages} pages (max_pages) : {start}")


def _check_empty(page: Page, options: Options, url: str) -> None:
    if page.says(options.says_empty):
        return
    code = Code.LOGIN_WALL if page.asks_to_log_in else Code.LAYOUT_CHANGED
    raise Unreadable(code, f"{NO_ITEM.format(options.item, url)} ; titre : « {page.title[:80]} »")


def _take(item: Page, walk: Walk) -> bool:
    """Takes an item in; whether it was not met before, kept or not."""
    options, harvest = walk.options, walk.harvest
    said = options.fields.read(item.pick)
    url = followable(said.first("link"), item.base)
    key = canonical(url) if url else item.markup
    if key in walk.met:
        harvest.findings.drop(DOUBLE)
        return False
    walk.met.add(key)
    raw = item.markup.encode()
    if options.detail is None or url is None:
        harvest.add(item.pick, said, item.base, raw)
    elif reason := options.sieve.refusal(item.pick):
        harvest.findings.drop(reason)
    else:
        walk.cards[key] = Card(said.and_then(Said({"link": (url,)})), url, item.base, raw)
    return True


def _next(page: Page, start: str, number: int, options: Options) -> str | None:
    """The address of the page after page `number` (from 1) of a list; None when there is none."""
    if options.next:
        return page.link(options.next)
    count = str(options.page_first + number * options.page_step)
    parts = urlsplit(start)
    if options.page_path:
        return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{options.page_path.replace(COUNT, count)}"))
    if options.page_parameter is None:
        return None
    asked = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != options.page_parameter
    ]
    asked.append((options.page_parameter, count))
    return urlunsplit(parts._replace(query=urlencode(asked)))


def _inside_detail(value: Mapping[str, Any], where: str) -> list[str]:
    return read_table(value, details.KEYS, where)[1]


def _inside_places(value: Any, where: str) -> list[str]:
    told = (mistake_in(place) for place in ([value] if isinstance(value, str) else list(value)))
    return [f"la clé « {where} » : {mistake}" for mistake in told if mistake]


def _page_path(value: Any) -> str | None:
    right = isinstance(value, str) and value.count(COUNT) == 1 and not value.startswith("/")
    return None if right else f'une fin d’adresse où {COUNT} tient lieu du numéro, par exemple "page/{COUNT}/"'


def selector_key(name: str, meaning: str, *, required: bool = False, default: str | None = None) -> Key:
    """A key whose value is one selector."""
    return Key(name, text, meaning, required=required, default=default, inside=_inside_places)


DETAIL_KEY = Key("detail", table, "comment lire la page de chaque appel : champs, parties à laisser ; une table vide lit un "
                 "PDF", inside=_inside_detail)  # fmt: skip

PAGING_KEYS = (
    Key("pages", addresses, "les adresses complètes des listes à lire", required=True),
    selector_key("next", "le sélecteur du lien vers la page suivante"),
    Key("page_parameter", text, "le paramètre de l’adresse qui compte les pages, s’il n’y a pas de lien : page, debut_x…"),
    Key("page_path", _page_path, "ce qui s’ajoute à l’adresse pour compter les pages, N étant le numéro : page/N/"),
    Key("page_first", whole, "le numéro de la première page dans l’adresse", default=1),
    Key("page_step", whole, "de combien ce numéro augmente", default=1),
    Key("max_pages", whole, "le nombre de pages lues au plus pour une liste", default=30),
    Key("says_empty", one_or_more, "ce que la page dit quand la liste est vide", default=()),
)

RECIPE = Recipe(
    name="html_list",
    meaning="une liste sur une ou plusieurs pages web",
    keys=(
        *PAGING_KEYS,
        selector_key("item", "le sélecteur d’un élément de la liste", required=True),
        fields_key(("title", "link"), "les champs lus dans un élément de la liste", mistake_in),
        lines_key(mistake_in),
        DETAIL_KEY,
        *harvest.KEYS,
    ),
    parse=parse,
    read=read,
)
