"""Reads a list of calls in JSON: GET or POST, page by page or by offset, after a token or not. Texts are read elsewhere."""

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawlers import harvest, paths
from crawlers.addresses import followable
from crawlers.decoding import json_of
from crawlers.fields import Fields, Pick, fields_key, fields_of, lines_key
from crawlers.harvest import Harvest, Sieve
from crawlers.health import Code, Unreadable
from crawlers.markup import plain
from crawlers.recipes.base import Answer, Ask, Findings, Job, Reading, Recipe, fetch
from crawlers.strict import Key, address, among, read_table, table, text, variables, whole, words_to_words

ACCEPT = "application/json"
QUERY, BODY = "query", "body"

REQUEST_KEYS = (
    Key("url", address, "l’adresse complète des données", required=True),
    Key("method", among(("GET", "POST")), "GET ou POST", default="GET"),
    Key("body", table, "ce qui est envoyé avec POST, en JSON"),
    Key("headers", words_to_words, "des en-têtes à envoyer", default={}),
    Key("secret_headers", variables, "des en-têtes dont la valeur est une clé : le nom de la variable d’environnement "
        "qui la contient", default={}),
)  # fmt: skip

TOKEN_KEYS = (
    *REQUEST_KEYS,
    Key("at", text, "le chemin du jeton dans la réponse", default="token"),
    Key("header", text, "l’en-tête qui porte ensuite le jeton", default="Authorization"),
    Key("before", text, "ce qui précède le jeton dans cet en-tête", default="Bearer"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request, without its page. `secrets` names the environment variables that hold keys."""

    url: str
    method: str = "GET"
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Call":
        """The request in the keys of a table."""
        return cls(url=values["url"], method=values["method"], body=values["body"], headers=values["headers"],
                   secrets=values["secret_headers"])  # fmt: skip

    def ask(self, bearer: Mapping[str, str], asked: Mapping[str, str] | None = None, put_in: str = QUERY) -> Ask:
        """The request with parameters added, in the address or in the body, and the headers that a token gave."""
        url, body = self.url, self.body
        if asked and put_in == BODY:
            body = {**(body or {}), **{name: int(value) if value.isdigit() else value for name, value in asked.items()}}
        elif asked:
            url = with_parameters(url, asked)
        headers = {"Accept": ACCEPT, **({"Content-Type": ACCEPT} if body is not None else {}), **self.headers, **bearer}
        sent = json.dumps(body).encode() if body is not None else b""
        return Ask(url=url, method=self.method, headers=headers, body=sent, secrets=self.secrets,
                   is_private=bool(bearer), is_list=True)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """How a token is asked for, and how it is shown afterwards. It is kept for one reading, in memory only."""

    call: Call
    at: str
    header: str
    before: str

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Token":
        """The [read.token] table."""
        held, _ = read_table(values, TOKEN_KEYS)
        return cls(Call.of(held), held["at"], held["header"], held["before"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How the pages follow each other: at most one of `page`, `offset` and `next` is set; none means one page.

    `size` is the number of items of a page, `total` the path of the number of all items.
    """

    page: str | None = None
    first: int = 1
    offset: str | None = None
    size_parameter: str | None = None
    size: int = 100
    next: str | None = None
    total: str | None = None
    put_in: str = QUERY
    most: int = 100

    def parameters(self, number: int) -> dict[str, str]:
        """What is asked for page `number`, from 0."""
        asked = {self.size_parameter: str(self.size)} if self.size_parameter else {}
        if self.page:
            asked[self.page] = str(self.first + number)
        if self.offset:
            asked[self.offset] = str(number * self.size)
        return asked

    @property
    def has_more(self) -> bool:
        """Whether there may be more than one page."""
        return bool(self.page or self.offset or self.next)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The [read] table."""

    call: Call
    token: Token | None
    items: str
    paging: Paging
    fields: Fields
    sieve: Sieve


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table."""
    return Options(
        call=Call.of(values),
        token=Token.of(values["token"]) if values["token"] else None,
        items=values["items"],
        paging=paging_of(values),
        fields=fields_of(values),
        sieve=Sieve.of(values),
    )


def paging_of(values: Mapping[str, Any]) -> Paging:
    """The paging keys of a [read] table."""
    return Paging(
        page=values["page_parameter"], first=values["page_first"], offset=values["offset_parameter"],
        size_parameter=values["size_parameter"], size=values["size"] or 100, next=values["next"], total=values["total"],
        put_in=values["parameters_in"], most=values["max_pages"],
    )  # fmt: skip


def read(job: Job, findings: Findings) -> Reading:
    """Asks for a token if there is one, then for every page, and tells the notices unless they are those of last time."""
    options: Options = job.options
    gathered = Harvest(job, findings, options.sieve)
    failure: Unreadable | None = None
    try:
        bearer = (yield from bearer_of(options.token)) if options.token else {}
        yield from items_of(options, bearer, lambda item, base: take(item, base, options.fields, gathered), findings)
    except Unreadable as caught:
        failure = caught
    gathered.finish(failure)


def take(item: Mapping[str, Any], base: str, fields: Fields, gathered: Harvest) -> None:
    """Takes one item of an answer in."""
    pick = pick_in(item)
    gathered.add(pick, fields.read(pick), base, json.dumps(item, ensure_ascii=False).encode())


def pick_in(item: Mapping[str, Any]) -> Pick:
    """What finds the values of an item by their dotted paths; markup becomes text."""
    return lambda place, attribute: [plain(text) for text in paths.texts(item, place)]


def bearer_of(token: Token) -> Generator[Ask, Answer, dict[str, str]]:
    """The header that shows a token. Unreadable when the key is refused, or the answer holds no token.

    Nothing of the answer goes into the detail of a failure: it may hold the token.
    """
    try:
        answer = yield from fetch(token.call.ask({}))
    except Unreadable as failure:
        raise key_refused(failure) from None
    try:
        held, _ = json_of(answer.body)
    except Unreadable as failure:
        raise Unreadable(failure.code, f"réponse illisible à la demande de jeton ({token.call.url})") from None
    found = next(iter(paths.texts(held, token.at)), None)
    if found is None:
        raise Unreadable(Code.LAYOUT_CHANGED, f"pas de jeton à « {token.at} » dans la réponse de {token.call.url}")
    return {token.header: f"{token.before} {found}".strip()}


def key_refused(failure: Unreadable) -> Unreadable:
    """A refusal that follows a key of access is about that key."""
    is_refused = failure.code is Code.REFUSED
    return Unreadable(Code.KEY_REFUSED if is_refused else failure.code, failure.detail, failure.retry_after)


def items_of(options: Any, bearer: Mapping[str, str], take_in: Any, findings: Findings) -> Generator[Ask, Answer, None]:
    """Gives each item of each page to `take_in(item, base)`. `options` has `call`, `items` and `paging`."""
    paging: Paging = options.paging
    number, received, total = 0, 0, None
    ask: Ask | None = options.call.ask(bearer, paging.parameters(0), paging.put_in)
    seen: set[str] = set()
    while ask is not None and number < paging.most:
        answer = yield from fetch(ask)
        held, items = _page(answer, options.items, findings)
        total = _number(held, paging.total)
        fresh = [item for item in items if _is_fresh(item, seen)]
        for item in fresh:
            take_in(item, answer.url)
        number, received = number + 1, received + len(items)
        is_last = not fresh or not paging.has_more or (total is not None and received >= total)
        ask = None if is_last else _following(options, bearer, held, number, len(items), answer.url)
    if ask is not None or (total is not None and received < total):
        findings.warn(Code.INCOMPLETE_LIST, f"{received} éléments reçus sur {total or 'un nombre inconnu'}")


def _page(answer: Answer, path: str, findings: Findings) -> tuple[Any, list[Mapping[str, Any]]]:
    held, wrong = json_of(answer.body)
    if wrong:
        findings.warn(Code.INVALID_UTF8, f"{wrong} octet(s) relus en Windows-1252")
    listed = next(paths.found(held, path), None)
    if not isinstance(listed, list):
        named = ", ".join(held)[:200] if isinstance(held, dict) else type(held).__name__
        raise Unreadable(Code.LAYOUT_CHANGED, f"pas de liste à « {path} » ; trouvé : {named} ({answer.url})")
    for item in listed:
        if not isinstance(item, dict):
            findings.warn(Code.ITEM_UNREADABLE, f"un élément n’est pas un objet : {str(item)[:80]}")
    return held, [item for item in listed if isinstance(item, dict)]


def _is_fresh(item: Mapping[str, Any], seen: set[str]) -> bool:
    """A server that ignores its paging parameters gives the same page for ever."""
    mark = json.dumps(item, sort_keys=True)
    known = mark in seen
    seen.add(mark)
    return not known


def _following(options: Any, bearer: Mapping[str, str], held: Any, number: int, count: int, base: str) -> Ask | None:
    """The request for page `number`, from 0; a page that is not full was the last, unless the total says otherwise."""
    paging: Paging = options.paging
    if paging.next:
        url = followable(next(iter(paths.texts(held, paging.next)), None), base)
        return Call(url=url, headers=options.call.headers, secrets=options.call.secrets).ask(bearer) if url else None
    if paging.total is None and count < paging.size:
        return None
    ask: Ask = options.call.ask(bearer, paging.parameters(number), paging.put_in)
    return ask


def _number(held: Any, path: str | None) -> int | None:
    found = next(iter(paths.texts(held, path)), "") if path else ""
    return int(found) if found.isdigit() else None


def with_parameters(url: str, asked: Mapping[str, str]) -> str:
    """An address with parameters set, the others kept."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in asked]
    return urlunsplit(parts._replace(query=urlencode([*kept, *asked.items()])))


def _inside_token(value: Mapping[str, Any], where: str) -> list[str]:
    return read_table(value, TOKEN_KEYS, where)[1]


RECIPE = Recipe(
    name="json_api",
    meaning="des données en JSON, par pages ou non, avec ou sans clé d’accès",
    keys=(
        *REQUEST_KEYS,
        Key("token", table, "la demande de jeton à faire d’abord", inside=_inside_token),
        Key(
            "items", text, "le chemin de la liste : « results », « data.items », ou « . » si tout est la liste", default="."
        ),
        Key("page_parameter", text, "le paramètre qui compte les pages"),
        Key("page_first", whole, "le numéro de la première page", default=1),
        Key("offset_parameter", text, "le paramètre qui compte les éléments à passer"),
        Key("size_parameter", text, "le paramètre qui donne le nombre d’éléments d’une page"),
        Key("size", whole, "le nombre d’éléments d’une page", default=100),
        Key("next", text, "le chemin de l’adresse de la page suivante, si la réponse la donne"),
        Key("total", text, "le chemin du nombre total d’éléments, s’il est donné"),
        Key("parameters_in", among((QUERY, BODY)), "où vont ces paramètres : query (l’adresse) ou body", default=QUERY),
        Key("max_pages", whole, "le nombre de pages lues au plus", default=100),
        fields_key(("title", "link"), "les champs, par leur chemin dans un élément"),
        lines_key(),
        *harvest.KEYS,
    ),
    parse=parse,
    read=read,
)
