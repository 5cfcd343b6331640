"""What goes wrong with sites, done to the pages kept of a source; and what changes on them while all is well."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from parsel import Selector

from crawlers.definition import Definition
from crawlers.health import Code, Unreadable
from tests.crawlers.samples import Sample

Bodies = Mapping[str, bytes]
Fault = Callable[[Sample, Bodies], "dict[str, bytes | Unreadable]"]

LOGIN = """<!DOCTYPE html><html lang="fr"><head><title>Connexion</title></head><body><main>
<h1>Espace membre</h1><form method="post"><input name="nom"><input name="mdp" type="password"><button>Entrer</button></form>
</main></body></html>"""
SOFT_404 = """<!DOCTYPE html><html lang="fr"><head><title>Page introuvable – Site</title></head><body>
<nav><ul><li><a href="/">Accueil</a></li></ul></nav><main><h1>Oups !</h1>
<p>La page demandée n’existe plus. Utilisez la recherche.</p></main></body></html>"""
COOKIES = """<!DOCTYPE html><html lang="fr"><head><title>Votre vie privée</title></head><body><main>
<h2>Nous respectons votre vie privée</h2>
<p>Ce site utilise des cookies. Pour continuer, acceptez ou réglez vos préférences.</p><button>Tout accepter</button>
<button>Continuer sans accepter</button></main></body></html>"""
CHALLENGE = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body>
<h1>Checking your browser</h1><p>Enable JavaScript and cookies to continue</p>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script></body></html>"""
MAINTENANCE = """<!DOCTYPE html><html lang="fr"><head><title>Maintenance en cours</title></head><body>
<h1>Nous revenons vite</h1><p>Le site est en cours de maintenance.</p></body></html>"""
WELCOME = """<!DOCTYPE html><html lang="fr"><head><title>Portail</title></head><body><main>
<p>Bienvenue sur notre portail.</p></main></body></html>"""

MANY = 4

_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march|april|may|june"
    "|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
    "|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:er|st|nd|rd|th|º)?\s+(?:de\s+)?(?:{_MONTHS})\s*,?\s*(?:de\s+)?\d{{4}}|\b(?:{_MONTHS})\s+\d{{1,2}},?\s+\d{{4}}"
    r"|\b\d{4}-\d\d-\d\d(?:[T ][\d:.+Z-]*)?|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
    re.IGNORECASE,
)


def everywhere(page: str) -> Fault:
    """The same page in place of every answer."""
    return lambda sample, bodies: dict.fromkeys(bodies, page.encode())


def refused(code: Code) -> Fault:
    """The same refusal for every request."""
    return lambda sample, bodies: {url: Unreadable(code, url) for url in bodies}


def renamed(sample: Sample, bodies: Bodies) -> dict[str, bytes | Unreadable]:
    """A new template: other classes, other keys, other elements."""
    return {url: _renamed(body) for url, body in bodies.items()}


def emptied(sample: Sample, bodies: Bodies) -> dict[str, bytes | Unreadable]:
    """The lists are well formed and hold nothing, nor say so."""
    return {url: _emptied(body, sample.definition) if is_list(sample, url) else body for url, body in bodies.items()}


def halved(sample: Sample, bodies: Bodies) -> dict[str, bytes | Unreadable]:
    """Every page stops in the middle."""
    return {url: body[: len(body) // 2] for url, body in bodies.items()}


def other_dates(sample: Sample, bodies: Bodies) -> dict[str, bytes | Unreadable]:
    """Dates written in a way nobody reads."""
    return {url: _DATE.sub("S12-Q3", body.decode(errors="replace")).encode() for url, body in bodies.items()}


def other_format(sample: Sample, bodies: Bodies) -> dict[str, bytes | Unreadable]:
    """A page where data were, data where pages were."""
    return {url: b'{"ok": true}' if is_page(body) else WELCOME.encode() for url, body in bodies.items()}


def is_page(body: bytes) -> bool:
    """Whether an answer is a web page."""
    return body.lstrip()[:1] == b"<" and b"<html" in body[:2000].lower()


FAULTS: dict[str, Fault] = {
    "classe renommée": renamed,
    "liste vidée": emptied,
    "connexion": everywhere(LOGIN),
    "403": refused(Code.REFUSED),
    "fausse 404": everywhere(SOFT_404),
    "moitié de page": halved,
    "autres dates": other_dates,
    "mur de cookies": everywhere(COOKIES),
    "autre format": other_format,
    "vérification": everywhere(CHALLENGE),
    "maintenance": everywhere(MAINTENANCE),
    "réponse vide": everywhere(""),
    "délai dépassé": refused(Code.TIME_OUT),
}


ELEMENTS = {
    "li": "div", "article": "div", "main": "div", "h1": "h4", "h2": "h5", "h3": "h6", "tr": "p", "td": "span", "dl": "div",
    "dt": "b", "dd": "i", "item": "entree", "entry": "entree", "url": "adresse",
}  # fmt: skip
"""What a new template writes instead."""


def lists_of(definition: Definition) -> frozenset[str]:
    """The addresses of the lists that a definition names."""
    read = definition.table.get("read", {})
    named = [read.get(name) for name in ("pages", "url", "records", "feed", "sitemap", "backend")]
    return frozenset(url for held in named if held for url in ([held] if isinstance(held, str) else held))


def is_list(sample: Sample, url: str) -> bool:
    """Whether a page kept is one of the lists, whatever it is asked with."""
    lists = lists_of(sample.definition)
    return not lists or any(one.split("?")[0] == url.split("?")[0].split(" ")[0] for one in lists)


def healthy(day: int, sample: Sample, bodies: Bodies) -> dict[str, bytes | Unreadable]:
    """The pages on an ordinary day: clocks, counters and marks of sessions move, a word is corrected now and then, and
    some days one call of a list of four or more, on one page, is not there."""
    changed = {}
    single = sum(is_list(sample, url) for url in bodies) == 1
    for url, body in bodies.items():
        text = body.decode(errors="replace")
        if "</body>" in text:
            text = text.replace("</body>", f"<p>Page vue {day * 37} fois, jeton {day:032x}</p><!-- {day} ms --></body>")
        if day % 5 == 3:
            text = text.replace(" projets ", " projets  ", 1)
        if day % 7 == 4:
            text = text.replace("aide", "aide financière", 1) if "<" in text[:1] else text
        body = text.encode()
        changed[url] = _one_less(body, sample.definition) if day % 6 == 5 and single and is_list(sample, url) else body
    return changed


def _one_less(body: bytes, definition: Definition) -> bytes:
    start, item = body.lstrip()[:1], getattr(definition.options, "item", None)
    if start in (b"{", b"["):
        return json.dumps(_without_last(json.loads(body))).encode()
    if start == b"<" and b"<html" in body[:2000].lower() and item:
        page = Selector(text=body.decode(errors="replace"), type="html")
        found = page.xpath(item) if item.startswith(("/", "(", "./")) else page.css(item)
        if len(found) >= MANY and found[-1].root.getparent() is not None:
            found[-1].drop()
            return ("<!DOCTYPE html>" + str(page.get())).encode()
    return body


def _without_last(held: Any) -> Any:
    if isinstance(held, list):
        return held[:-1] if len(held) >= MANY and all(isinstance(one, dict) for one in held) else held
    if isinstance(held, dict):
        return {name: one if name.lower().startswith("total") else _without_last(one) for name, one in held.items()}
    return held


def _renamed(body: bytes) -> bytes:
    text = body.decode(errors="replace")
    text = re.sub(r"""\b(class|id|itemprop|property)=(["'])[^"']*\2""", r"\1=\2nouveau\2", text)
    text = re.sub(r'"([\w:.-]+)"\s*:', r'"nouveau_\1":', text)
    for old, new in ELEMENTS.items():
        text = re.sub(rf"<(/?){old}\b", rf"<\1{new}", text)
    return text.encode()


def _emptied(body: bytes, definition: Definition) -> bytes:
    start = body.lstrip()[:1]
    if start in (b"{", b"["):
        return json.dumps(_without_items(json.loads(body))).encode()
    if start == b"<" and b"<html" not in body[:2000].lower():
        return re.sub(rb"<(item|entry|url)\b.*?</\1>", b"", body, flags=re.DOTALL)
    if start == b"<":
        return _without_elements(body, getattr(definition.options, "item", None))
    return body.splitlines(keepends=True)[0]


def _without_items(held: Any) -> Any:
    if isinstance(held, list):
        return [] if any(isinstance(one, dict) for one in held) else held
    if isinstance(held, dict):
        return {name: 0 if name.lower().startswith("total") or name in ("count", "nhits") else _without_items(one)
                for name, one in held.items()}  # fmt: skip
    return held


def _without_elements(body: bytes, item: str | None) -> bytes:
    page = Selector(text=body.decode(errors="replace"), type="html")
    found = (
        (page.xpath(item) if item.startswith(("/", "(", "./")) else page.css(item))
        if item
        else page.css("main, #content, article")
    )
    for one in found:
        if one.root.getparent() is not None:
            one.drop()
    return ("<!DOCTYPE html>" + str(page.get())).encode()
