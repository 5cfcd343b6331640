"""From a draft to the bytes of a message: HTML with inlined styles, text, headers. Same inputs, same bytes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

from css_inline import CSSInliner
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup, escape

from digests import french
from digests.cards import QUOTE
from digests.draft import Draft
from digests.grouping import FULL, grouped, shortened
from model.deadline import PARIS
from model.member import Subscriber

HTML_BYTES = 100_000
"""Gmail cuts a message whose HTML is longer than 102 kB."""

MESSAGE_BYTES = 200_000
"""What a whole message never passes: both parts as they travel, where an accent takes six bytes."""

_WIDTH = 76
_STEPS = (FULL, 30, 20, 12, 6, 0)
_LINES = (300, 200, 100, 50, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message ready to be claimed. `body` is the whole message, CRLF line ends, 7 bits, lines under 998 characters."""

    subject: str
    html: str
    text: str
    message_id: str
    body: bytes


def render(draft: Draft, person: Subscriber, key: str) -> Rendered:
    """The message of `draft` to `person`. `key` names the letter for ever: the same one gives the same Message-ID."""
    fitted, html = _fitting(draft)
    text = _template("letter.txt.j2").render(draft=fitted)
    mark = hashlib.sha256(f"{person.id}/{person.address}/{key}".encode()).hexdigest()[:32]
    message_id = f"<{mark}@{_domain(draft)}>"
    message = _message(fitted, person, message_id)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{mark}")  # never inside quoted-printable, where "=" is written "=3D"
    body = _list_headers(fitted) + message.as_bytes(policy=SMTP)
    return Rendered(subject=fitted.subject, html=html, text=text, message_id=message_id, body=body)


def html_of(body: bytes) -> str:
    """The HTML inside the bytes of a message, for a page that shows a letter as it was sent."""
    return _part_of(body, "html")


def text_of(body: bytes) -> str:
    """The text inside the bytes of a message, for a terminal."""
    return _part_of(body, "plain").replace("\r\n", "\n")


def _part_of(body: bytes, kind: Literal["html", "plain"]) -> str:
    part = message_from_bytes(body, policy=default).get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _fitting(draft: Draft) -> tuple[Draft, str]:
    """The letter with as many full cards as fit, then as many lines: what is left out is counted, and on the site."""
    for fitted in _ever_shorter(draft):
        html = _html(fitted)
        if len(html.encode()) < HTML_BYTES:
            break
    return fitted, html


def _ever_shorter(draft: Draft) -> Iterator[Draft]:
    yield from (grouped(draft, full) for full in _STEPS)
    yield from (shortened(grouped(draft, 0), lines) for lines in _LINES)


def _html(draft: Draft) -> str:
    css, dark = (Markup(_style(name)) for name in ("letter.css", "dark.css"))  # noqa: S704 our own files
    return _inliner().inline(_template("letter.html.j2").render(draft=draft, css=css, dark=dark))


def _message(draft: Draft, person: Subscriber, message_id: str) -> EmailMessage:
    voice = draft.voice
    message = EmailMessage()
    message["From"] = Address(display_name=voice.name, addr_spec=voice.sender)
    message["To"] = Address(display_name=" ".join(person.name.split()), addr_spec=person.address)
    if voice.reply_to:
        message["Reply-To"] = Address(addr_spec=voice.reply_to)
    message["Subject"] = draft.subject
    message["Date"] = format_datetime(draft.composed_at.astimezone(ZoneInfo(PARIS)))
    message["Message-ID"] = message_id
    message["List-Id"] = f"{voice.name} <alertes.{_domain(draft)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message["Content-Language"] = "fr"
    return message


def _list_headers(draft: Draft) -> bytes:
    """The headers of RFC 8058, written by hand: the email package breaks an address over 78 characters into words."""
    url = draft.unsubscribe_url.encode("ascii")
    return b"List-Unsubscribe:\r\n <" + url + b">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"


def _domain(draft: Draft) -> str:
    return draft.voice.sender.rpartition("@")[2]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("digests"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "clip": lambda text: french.clipped(text, QUOTE),
        "lang": _lang,
        "quoting": _quoting,
        "squeeze": lambda text: " ".join(part for part in text.split(" ") if part),
        "wrap": _wrapped,
    }
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _style(name: str) -> str:
    return (files("digests") / "templates" / name).read_text(encoding="utf-8")


@cache
def _inliner() -> CSSInliner:
    return CSSInliner(load_remote_stylesheets=False, minify_css=True)


def _lang(language: str) -> Markup:
    """The attribute of words in another language than the letter's, so that voices read them right."""
    return Markup(' lang="{}"').format(language) if language and language != "fr" else Markup("")


def _quoting(reason: str, language: str) -> Markup:
    """A reason in which the words of the source, between guillemets, are quieter and in their own language."""
    before, opening, rest = reason.partition("«")
    words, closing, after = rest.rpartition("»")
    if not closing:
        return escape(reason)
    quoted = Markup('<span class="q"{}>{}</span>').format(_lang(language), f"{opening}{words}{closing}")
    return Markup("{}{}{}").format(before, quoted, after)


def _wrapped(text: str, first: str = "", after: str | None = None) -> str:
    """Lines of at most 76 characters, well set, broken at ordinary spaces; a longer word stands alone, whole.

    `first` starts the first line, `after` (or else `first`) the others. textwrap took a third of the time of a letter.
    """
    indent = first if after is None else after
    lines, line = [], first
    for word in filter(None, french.bound(text.replace("\n", " ")).split(" ")):
        joined = f"{line}{word}" if line in (first, indent) else f"{line} {word}"
        if len(joined) > _WIDTH and line not in (first, indent):
            lines.append(line)
            joined = f"{indent}{word}"
        line = joined
    return "\n".join([*lines, line])
