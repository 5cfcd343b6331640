"""Reads a feed: RSS, Atom, RDF or JSON Feed, and the page of each entry if asked. What they say is read elsewhere."""

import codecs
import io
import json
import re
from collections.abc import Container, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import feedparser  # type: ignore[import-untyped]

from crawlers import details, filters
from crawlers.addresses import canonical, followable
from crawlers.decoding import decoded, json_of
from crawlers.details import Card, Detail
from crawlers.feed_dates import day_of
from crawlers.fields import Said
from crawlers.filters import Filter
from crawlers.harvest import Harvest, Sieve
from crawlers.health import Code, Unreadable, of_page
from crawlers.markup import to_line, to_text
from crawlers.recipes.base import Answer, Ask, Findings, Job, Reading, Recipe, fetch
from crawlers.recipes.html_list import DETAIL_KEY
from crawlers.strict import Key, address, flag
from model.notice import Notice
from model.source import Validator

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"

TAIL = 2_000
"""Characters at the end of a feed among which its last tag stands: comments and blanks may follow it."""

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"), (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)  # fmt: skip
_NUMBER = re.compile(rb"&#(?:x([0-9a-f]+)|([0-9]+));", re.IGNORECASE)
_CHARSET = re.compile(r"charset=([^;\s]+)", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_PROLOG = re.compile(rb"""<\?xml[^>]*\bencoding=["']([\w.-]+)""")


@dataclass(frozen=True, slots=True)
class Options:
    """`feed` is the whole address of the feed. `detail` is None when the pages of the entries are not read."""

    feed: str
    filter: Filter
    reads_pdf: bool = False
    detail: Detail | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry, whatever the format. `key` is the feed's own identifier, `date` what it says of its publication."""

    key: str | None
    link: str | None
    title: str
    markup: str
    date: Any
    raw: bytes


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table."""
    filter_ = Filter.of(values["must_say"], values["must_not_say"])
    detail = Detail.of(values["detail"]) if values["detail"] is not None else None
    return Options(values["feed"], filter_, values["reads_pdf"], detail)


def read(job: Job, findings: Findings) -> Reading:
    """Asks for the feed, and tells its entries unless it is the one already read.

    With a `detail`, the feed is always asked for: the pages of its entries change without it.
    """
    url = job.options.feed
    detail: Detail | None = job.options.detail
    known = job.state.validators.get(url) if detail is None else None
    answer = yield from fetch(Ask(url=url, headers={"Accept": ACCEPT}, validator=known))
    body_hash = sha256(answer.body).hexdigest()
    if answer.unchanged or (known and known.body_hash == body_hash):
        _keep_as_it_was(job, findings, url, answer)
        return
    headers = answer.headers
    findings.validators[url] = Validator(headers.get("etag"), headers.get("last-modified"), body_hash)
    entries = entries_of(answer, findings)
    if job.options.reads_pdf:
        entries = yield from _with_pdf(entries, answer.url, findings)
    kept = _kept(job, findings, entries, answer.url)
    if detail is not None and kept:
        cards = [_card(notice, answer.url) for notice in kept]
        yield from details.follow(Harvest(job, findings, Sieve()), detail, cards)
        return
    for notice in kept:
        findings.tell(notice)
    findings.memory["seen"] = json.dumps([notice.reference for notice in kept])


def _with_pdf(entries: Sequence[Entry], base: str, findings: Findings) -> Generator[Ask, Answer, list[Entry]]:
    """The entries, those whose link is a PDF with its text; a PDF that cannot be read is told, and its entry kept."""
    read_: list[Entry] = []
    for entry in entries:
        url = followable(entry.link, base)
        if url is None or not urlsplit(url).path.lower().endswith(".pdf"):
            read_.append(entry)
            continue
        try:
            answer = yield from fetch(Ask(url=url, reads_pdf=True))
        except Unreadable as failure:
            code = failure.code if failure.code.startswith("pdf_") else Code.ITEM_UNREADABLE
            findings.warn(code, f"{url} : {failure}")
            read_.append(entry)
        else:
            read_.append(replace(entry, markup=f"{entry.markup}<p>{as_markup(answer.pdf or '')}</p>"))
    return read_


def _keep_as_it_was(job: Job, findings: Findings, url: str, answer: Answer) -> None:
    """The items of an unchanged feed are those of the last reading: their references are in its memory."""
    old = job.state.validators[url]
    findings.unchanged = True
    findings.memory = dict(job.state.memory)
    etag = answer.headers.get("etag", old.etag)
    findings.validators[url] = Validator(etag, answer.headers.get("last-modified", old.last_modified), old.body_hash)
    for reference in json.loads(job.state.memory.get("seen", "[]")):
        findings.see(reference)


def entries_of(answer: Answer, findings: Findings) -> list[Entry]:
    """The entries of an answer, in its order. Unreadable when it is no feed; an empty feed has no entries."""
    charset = next(iter(_CHARSET.findall(answer.content_type)), None)
    start = answer.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") or "json" in answer.content_type:
        return _json_entries(answer, findings)
    if wide := _wide_codec(answer.body):
        return _xml_entries(answer.body.decode(wide, errors="replace").encode(errors="replace"), answer, "utf-8")
    declared = next(iter(_PROLOG.findall(start)), b"").decode() or None
    text, wrong = decoded(answer.body, charset or declared)
    _warn_of_bytes(findings, wrong)
    if page := of_page(text):
        raise Unreadable(page, text[:300])
    entries = _xml_entries(text.encode() if wrong else answer.body, answer, "utf-8" if wrong else None)
    if not _END.search(text[-TAIL:]):
        findings.warn(Code.INCOMPLETE_LIST, f"la balise de fin du flux manque, {len(entries)} éléments lus ({answer.url})")
    return entries


def _wide_codec(body: bytes) -> str | None:
    """The encoding of a body whose characters take two or four bytes, by its mark or its first character; else None."""
    start = body[:40].lstrip(b" \t\r\n")
    return next((codec for mark, codec in _WIDE if start.startswith(mark)), None)


def _warn_of_bytes(findings: Findings, wrong: int) -> None:
    if wrong:
        findings.warn(Code.INVALID_UTF8, f"{wrong} octet(s) relus en Windows-1252")


def _xml_entries(body: bytes, answer: Answer, charset: str | None) -> list[Entry]:
    """Never hands feedparser anything but a BytesIO: it would open a path and fetch an address.

    It is not told the address of the feed: it would put it before identifiers that are no links, and all of them would
    change on the day when the feed moves.
    """
    kind = f"application/xml; charset={charset}" if charset else answer.content_type
    feed = feedparser.parse(io.BytesIO(_NUMBER.sub(_in_the_table, body)), response_headers={"content-type": kind})
    if not feed.get("entries") and not feed.get("version"):
        raise Unreadable(Code.LAYOUT_CHANGED, f"ni RSS, ni Atom, ni JSON Feed ; début : {body[:200]!r}")
    return [_of_feedparser(entry) for entry in feed.entries]


def _in_the_table(found: re.Match[bytes]) -> bytes:
    """A number that is no character: feedparser raises on one too great, and nothing can store half of one."""
    number = int(found[1], 16) if found[1] else int(found[2])
    return b"&#xFFFD;" if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF else found[0]


def _of_feedparser(entry: Mapping[str, Any]) -> Entry:
    contents = [content.get("value", "") for content in entry.get("content", ())]
    key, link = entry.get("id"), entry.get("link")
    dates = dict(entry)  # asked for "updated", feedparser itself would give "published", and warn that it will not
    moment = "published" if dates.get("published") else "updated"
    return Entry(
        key=key,
        link=_as_link(key) if not link or link == key else link,
        title=entry.get("title", ""),
        markup=max([entry.get("summary", ""), *contents], key=len),
        date=(dates.get(moment), dates.get(f"{moment}_parsed")),
        raw=json.dumps(entry, ensure_ascii=False, default=str).encode(errors="replace"),
    )


def _as_link(key: str | None) -> str | None:
    """An identifier that is itself a whole address; any other would be taken for a path of the feed's own site."""
    return key if key and key.startswith(("https://", "http://")) else None


def _json_entries(answer: Answer, findings: Findings) -> list[Entry]:
    held, wrong = json_of(answer.body)
    _warn_of_bytes(findings, wrong)
    items = held.get("items") if isinstance(held, dict) else None
    if not isinstance(items, list) or "jsonfeed.org/version/" not in str(held.get("version")):
        raise Unreadable(Code.LAYOUT_CHANGED, f"JSON sans la forme d’un JSON Feed ; début : {answer.body[:200]!r}")
    return [_of_json(item) for item in items if isinstance(item, dict)]


def _of_json(item: Mapping[str, Any]) -> Entry:
    held = {name: value for name, value in item.items() if isinstance(value, str)}
    plain = as_markup(held.get("content_text", ""))
    key = item.get("id")
    return Entry(
        key=str(key) if key is not None else None,
        link=held.get("url") or held.get("external_url") or _as_link(held.get("id")),
        title=held.get("title") or held.get("summary", "")[:200],
        markup=held.get("content_html") or plain or held.get("summary", ""),
        date=(held.get("date_published") or held.get("date_modified"), None),
        raw=json.dumps(item, ensure_ascii=False).encode(),
    )


def as_markup(text: str) -> str:
    """Plain text, its lines kept, as the markup of an entry."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _kept(job: Job, findings: Findings, entries: Sequence[Entry], base: str) -> list[Notice]:
    """The notices of the entries that the definition wants, in order; those left out are counted."""
    shared = _shared_keys(entries)
    kept: dict[str, Notice] = {}
    for entry in entries:
        notice = _notice(job, entry, base, shared)
        reason = _refusal(job.options.filter, notice, kept)
        if notice is None or reason:
            findings.drop(reason or "sans lien sûr")
        else:
            kept[notice.reference] = notice
    return list(kept.values())


def _card(notice: Notice, base: str) -> Card:
    """What an entry says, to be completed by its page; the words of the definition have judged the entry already."""
    said = {"title": notice.title, "link": notice.url, "text": notice.text, "reference": notice.reference}
    if notice.published:
        said["published"] = notice.published.isoformat()
    return Card(Said({name: (value,) for name, value in said.items() if value}), notice.url, base, notice.raw)


def _refusal(filter_: Filter, notice: Notice | None, told: Container[str]) -> str | None:
    if notice is None:
        return "lien absent ou refusé (seuls http et https sont suivis)"
    if not notice.title:
        return "sans titre"
    if notice.reference in told:
        return "doublon dans la liste"
    return filter_.refusal(f"{notice.title}\n{notice.text}")


def _shared_keys(entries: Iterable[Entry]) -> set[str]:
    """Identifiers that several links bear: some feeds give every entry the same one."""
    links: dict[str, set[str]] = {}
    for entry in entries:
        if entry.key and entry.link:
            links.setdefault(entry.key, set()).add(entry.link)
    return {key for key, held in links.items() if len(held) > 1}


def _notice(job: Job, entry: Entry, base: str, shared: set[str]) -> Notice | None:
    url = followable(entry.link, base)
    if url is None:
        return None
    key = entry.key if entry.key and entry.key not in shared else None
    return Notice(
        source=job.source.slug,
        reference=key or canonical(url),
        url=url,
        title=to_line(entry.title),
        text=to_text(entry.markup),
        seen_at=job.now,
        language=job.source.language,
        published=day_of(*entry.date),
        funder=job.source.funder,
        raw=entry.raw,
    )


RECIPE = Recipe(
    name="feed",
    meaning="un flux RSS, Atom, RDF ou JSON Feed",
    keys=(
        Key("feed", address, "l’adresse complète du flux", required=True),
        Key("reads_pdf", flag, "true pour lire aussi les PDF vers lesquels mènent les éléments", default=False),
        DETAIL_KEY,
        *filters.KEYS,
    ),
    parse=parse,
    read=read,
)
