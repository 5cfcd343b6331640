"""An e-mail as words: who sent it, what it forwards, and the calls that a newsletter tells one after the other. Pure.

Addresses of people go nowhere but in `Letter.sender`: they are taken out of every text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from hashlib import sha256
from typing import Any

from lxml import etree
from parsel import Selector

from crawlers.addresses import followable
from crawlers.markup import BLOCKS, HIDDEN, to_text
from crawlers.recipes.feed import as_markup
from crawlers.shaping import flat

LONGEST = 2_000_000
"""Characters of a message that are read."""

DEEPEST = 200
"""Levels of tags that are followed: newsletters nest tables, not by hundreds."""

TITLE_SIZES = (12, 180)
MOST_ITEMS = 60

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKS = BLOCKS | {"td", "th", "br"}
_UTILITY = re.compile(
    r"desabonn|desinscri|unsubscribe|preferences|en ligne|in (?:your )?browser|version web|facebook|twitter|linkedin"
    r"|instagram|youtube|mentions legales|confidentialite|privacy|transferer|forward to|contactez|nous contacter"
    r"|contact us|mailto:|optout|opt-out|unsub\b"
)
_MORE = re.compile(
    r"(?:lire|voir|read|see|learn|find out|en savoir|plus d'informations?|decouvrir|consulter|cliquez|postuler|candidater)"
    r".{0,40}"
)
_SUBJECT = re.compile(r"^(?:\s*(?:re|fwd?|tr|rv|wg|i)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_FORWARD = re.compile(
    r"^[\s>]*(?:-+ *(?:forwarded message|message (?:transmis|transféré|d[’']origine)|original message) *-+"
    r"|début du message (?:transféré|réexpédié) *:|begin forwarded message *:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(
    r"^[\s>*]*(?:de|à|cc|cci|objet|envoyé|date|répondre à|from|to|sent|subject|reply-to)[\s*]*:.*$", re.IGNORECASE
)
_WRITTEN_LINK = re.compile(r"https?://[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]")
_ADDRESS = re.compile(r"<?(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message. `key` never changes; `sender` is an address in lower case, "" when none; `markup` is its body in HTML."""

    key: str
    sender: str
    subject: str
    sent_at: datetime | None
    markup: str
    attachments: tuple[str, ...] = ()
    verified_by: tuple[str, ...] = ()
    is_automatic: bool = False

    def is_from(self, names: Sequence[str]) -> bool:
        """Whether its sender is one of these addresses, or of one of these domains."""
        domain = self.sender.partition("@")[2]
        held = {name.lower().lstrip("@") for name in names}
        return bool(domain) and (self.sender in held or any(domain == one or domain.endswith(f".{one}") for one in held))


@dataclass(slots=True)
class Item:
    """One call of a newsletter."""

    title: str
    url: str | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is said of it, line by line."""
        return "\n".join(self.lines)


@dataclass(slots=True)
class _Block:
    """One line of a message as it is seen: its text, its links, whether it stands out."""

    tags: frozenset[str]
    pieces: list[str] = field(default_factory=list)
    plain: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    @property
    def is_title(self) -> bool:
        size = len(self.text)
        if not TITLE_SIZES[0] <= size <= TITLE_SIZES[1] or is_utility(self.text) or _MORE.fullmatch(flat(self.text)):
            return False
        return bool(self.tags & _HEADINGS) or self.plain == 0


def read(raw: bytes) -> Letter:
    """The letter in the bytes of a message. Never raises: what is spoilt is left out."""
    message = message_from_bytes(raw, policy=default)
    inner = _attached(message)
    said = inner or message
    identity = str(message.get("Message-ID") or "").strip()
    return Letter(
        key=sha256(identity.encode() or raw).hexdigest()[:24],
        sender=parseaddr(str(message.get("From") or ""))[1].lower(),
        subject=_SUBJECT.sub("", " ".join(str(said.get("Subject") or message.get("Subject") or "").split())),
        sent_at=_sent_at(message),
        markup=_body(said)[:LONGEST],
        attachments=tuple(name for part in message.walk() if (name := part.get_filename())),
        verified_by=tuple(_verifiers(message)),
        is_automatic=str(message.get("Auto-Submitted") or "no").lower() not in ("no", "") or not message.get("From"),
    )


def items(letter: Letter) -> list[Item]:
    """The calls that a newsletter tells: a title that stands out, its link, its lines. Those without any link are left."""
    found: list[Item] = []
    for block in _blocks(letter.markup):
        text, link = without_addresses(block.text), _link(block)
        if block.is_title and not (found and not found[-1].lines and found[-1].url is None):
            found.append(Item(text, link))
            continue
        if not found or is_utility(text):
            continue
        found[-1].url = found[-1].url or link
        if not _MORE.fullmatch(flat(text)) and text != found[-1].title:
            found[-1].lines.append(text)
    told = [one for one in found if one.url is not None][:MOST_ITEMS]
    return told or _whole(letter)


def forwarded(letter: Letter) -> tuple[str, str]:
    """What a forwarded message says, and what its sender wrote above it; headers and addresses of people are left out."""
    text = to_text(letter.markup)
    mark = _FORWARD.search(text)
    note, body = (text[: mark.start()], text[mark.end() :]) if mark else ("", text)
    return _told(body), _told(note)


def first_link(letter: Letter) -> str | None:
    """The first link of a message that leads to what it speaks of."""
    return next((link for block in _blocks(letter.markup) if (link := _link(block))), None)


def is_utility(words: str) -> bool:
    """Whether a text, or an address, is about the letter itself: to leave it, to share it, to see it on the web."""
    return _UTILITY.search(flat(words)) is not None


def without_addresses(text: str) -> str:
    """The text, on one line, without addresses of people."""
    return " ".join(_ADDRESS.sub(" ", text).split())


def _whole(letter: Letter) -> list[Item]:
    """A letter that speaks of one thing, without any title that stands out."""
    url, text = first_link(letter), _told(to_text(letter.markup))
    return [Item(letter.subject, url, text.splitlines())] if url and letter.subject and text else []


def _told(text: str) -> str:
    lines = (without_addresses(line).strip(" >") for line in text.splitlines() if not _HEADER.match(line))
    return "\n".join(line for line in lines if line and not is_utility(line)).strip()


def _link(block: _Block) -> str | None:
    for href, words in block.links:
        url = followable(href)
        if url is not None and not is_utility(url) and not is_utility(words):
            return url
    return None


def _blocks(markup: str) -> Iterator[_Block]:
    """The lines of a message."""
    body = next(iter(Selector(text=markup or "<p></p>", type="html").xpath("//body")), None)
    if body is None:
        return
    blocks = [_Block(frozenset())]
    _walk(body.root, frozenset(), blocks, DEEPEST)
    yield from (block for block in blocks if block.text or block.links)


def _walk(node: Any, tags: frozenset[str], blocks: list[_Block], deepest: int) -> None:
    """Cuts a tree into lines, in the order of reading; only what a person sees is taken, `deepest` levels down."""
    if deepest == 0 or not isinstance(node.tag, str) or node.tag in HIDDEN - {"nav", "button"} or _is_hidden(node):
        return
    inside = tags | {node.tag} | ({"b"} if _is_bold(node) else set())
    if node.tag in _BREAKS:
        blocks.append(_Block(inside))
    if node.tag == "a" and node.get("href"):
        blocks[-1].links.append((node.get("href"), " ".join(node.itertext())))
    _say(node.text, inside, blocks)
    for child in node:
        _walk(child, inside, blocks, deepest - 1)
        _say(child.tail, inside, blocks)
    if node.tag in _BREAKS:
        blocks.append(_Block(tags))


def _say(text: str | None, tags: frozenset[str], blocks: list[_Block]) -> None:
    if not text:
        return
    blocks[-1].pieces.append(text)
    blocks[-1].tags |= tags & _HEADINGS
    if text.strip() and not tags & {"a", "b", "strong", *_HEADINGS}:
        blocks[-1].plain += 1


def _is_bold(node: etree._Element) -> bool:
    return bool(re.search(r"font-weight:\s*(?:bold|[6-9]00)", node.get("style") or "", re.IGNORECASE))


def _is_hidden(node: etree._Element) -> bool:
    """The text that mail readers show beside the subject is hidden in the letter."""
    return bool(re.search(r"display:\s*none", node.get("style") or "", re.IGNORECASE))


def _attached(message: EmailMessage) -> EmailMessage | None:
    """The message that another one bears as an attachment, as some programs forward."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and isinstance(held := part.get_payload(), list) and held:
            return held[0] if isinstance(held[0], EmailMessage) else None
    return None


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(preferencelist=("html", "plain"))
        if part is None:
            return ""
        held = str(part.get_content())
    except (LookupError, KeyError, ValueError, UnicodeError, AttributeError):  # a charset or a structure that is not one
        return ""
    return held if part.get_content_type() == "text/html" else f"<p>{_WRITTEN_LINK.sub(_as_link, as_markup(held))}</p>"


def _as_link(found: re.Match[str]) -> str:
    return f'<a href="{found[0]}">{found[0]}</a>'


def _sent_at(message: EmailMessage) -> datetime | None:
    held = getattr(message.get("Date"), "datetime", None)
    if not isinstance(held, datetime):
        return None
    return held.astimezone(UTC) if held.tzinfo else held.replace(tzinfo=UTC)


def _verifiers(message: EmailMessage) -> Iterator[str]:
    """The servers that say that the sender is who it says (RFC 8601): `mx.exemple; dkim=pass …`."""
    for held in message.get_all("Authentication-Results", []):
        server, _, results = str(held).partition(";")
        if re.search(r"\b(?:dmarc|dkim)\s*=\s*pass\b", results, re.IGNORECASE):
            yield server.split()[0].lower() if server.split() else ""
