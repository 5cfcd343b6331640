"""Pages that say nothing without JavaScript, by the system's Chromium: an optional extra, off unless it is turned on.

A browser finds addresses by itself, behind the guard's back. So it is given, when it starts, the only hosts it may reach and
the public address of each: any other name, and any other address, leads nowhere. Images, films and fonts are left out.
"""

import ipaddress
import shutil
import socket
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from os import geteuid
from typing import Any
from urllib.parse import urlsplit

from crawlers.definition import Definition
from crawlers.fetch_guard import is_public
from crawlers.health import Code, Unreadable
from crawlers.options import CrawlOptions
from crawlers.recipes.base import Ask

EXTRA = "scrapy_playwright"
HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LEFT_OUT = frozenset({"image", "media", "font"})
PAGES_AT_ONCE = 2

Resolve = Callable[[str], Iterable[str]]
"""The addresses of a name; OSError when it has none."""


def missing(options: CrawlOptions) -> str | None:
    """What lacks for a page to be read by a browser, in French; None when nothing does."""
    if not options.browser:
        return "[crawl] browser = true n’est pas dans la configuration"
    if find_spec(EXTRA) is None:
        return "l’extra « browser » n’est pas installé (pip install 'veilleur[browser]')"
    return (
        None if program() else f"Chromium n’est pas installé sur cette machine ({', '.join(PROGRAMS)} : aucun n’est trouvé)"
    )


def program() -> str | None:
    """The browser of the system."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def hosts_of(definition: Definition) -> frozenset[str]:
    """The hosts that the pages of a source may reach: those of the addresses of its definition, and those it names."""
    written = (urlsplit(text).hostname for text in _texts(definition.table) if text.startswith(("http:", "https:")))
    return frozenset(host.lower() for host in (*written, *definition.javascript_hosts) if host)


def is_for(definition: Definition, ask: Ask) -> bool:
    """Whether a request is one for the browser: a page of a source that needs it, on one of its hosts."""
    parts = urlsplit(ask.url)
    is_page = ask.method == "GET" and ask.mailbox is None and not parts.path.lower().endswith(".pdf")
    return definition.javascript and is_page and (parts.hostname or "").lower() in hosts_of(definition)


def meta(options: CrawlOptions) -> dict[str, Any]:
    """What makes a request one for the browser: the page is taken once its own requests have ended."""
    if lacking := missing(options):
        raise Unreadable(Code.BROWSER_MISSING, lacking)
    from scrapy_playwright.page import PageMethod

    return {"playwright": True, "playwright_page_methods": [PageMethod("wait_for_load_state", "networkidle")]}


def settings(definitions: Iterable[Definition], options: CrawlOptions, resolve: Resolve | None = None) -> dict[str, Any]:
    """The settings of Scrapy that a crawl adds for its browser; none when no source needs it, or it cannot be had."""
    needed = [one for one in definitions if one.javascript]
    if not needed or missing(options):
        return {}
    hosts = frozenset(host for one in needed for host in hosts_of(one))
    milliseconds = options.timeout * 1000
    return {
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), HANDLER),
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": program(),
            "chromium_sandbox": geteuid() != 0,  # Chromium has no sandbox for root
            "args": [f"--host-resolver-rules={rules(hosts, options, resolve or _addresses)}", "--disable-quic"],
            "timeout": milliseconds,
        },
        "PLAYWRIGHT_CONTEXTS": {"default": {"user_agent": options.user_agent, "service_workers": "block"}},
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": milliseconds,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": PAGES_AT_ONCE,
        "PLAYWRIGHT_ABORT_REQUEST": partial(is_unwanted, hosts),
    }


def rules(hosts: Collection[str], options: CrawlOptions, resolve: Resolve) -> str:
    """Chromium's own rules of names: each host at one public address, and nothing else anywhere."""
    mapped = [f"MAP {host} {address}" for host in sorted(hosts) if (address := _public(host, options, resolve))]
    return ", ".join([*mapped, "MAP * ~NOTFOUND"])


def is_unwanted(hosts: Collection[str], request: Any) -> bool:
    """Whether a request of a page is not made: to another host, or for what holds no text."""
    parts = urlsplit(str(request.url))
    is_elsewhere = parts.scheme not in ("http", "https") or (parts.hostname or "").lower() not in hosts
    return request.resource_type in LEFT_OUT or is_elsewhere


def code_of(error: BaseException) -> Code | None:
    """What a failure of the browser means; None when it is none of its own."""
    if not type(error).__module__.startswith("playwright"):
        return None
    said = str(error)
    for words, code in _SAID.items():
        if words in said:
            return code
    return Code.TIME_OUT if type(error).__name__ == "TimeoutError" else Code.UNREACHABLE


_SAID: Mapping[str, Code] = {
    "ERR_NAME_NOT_RESOLVED": Code.DNS_GONE,
    "ERR_CERT": Code.CERTIFICATE,
    "ERR_SSL": Code.CERTIFICATE,
    "ERR_TIMED_OUT": Code.TIME_OUT,
    "ERR_BLOCKED_BY_CLIENT": Code.BLOCKED_ADDRESS,
}


def _public(host: str, options: CrawlOptions, resolve: Resolve) -> str | None:
    try:
        found = [one for one in resolve(host) if host in options.allow_private_hosts or _is_public(one)]
    except OSError:
        return None
    first = next(iter(found), None)
    return f"[{first}]" if first and ":" in first else first


def _is_public(address: str) -> bool:
    return is_public(ipaddress.ip_address(address.partition("%")[0]))


def _addresses(host: str) -> Iterator[str]:
    for info in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM):
        yield str(info[4][0])


def _texts(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, Mapping):
        for one in held.values():
            yield from _texts(one)
    elif isinstance(held, list):
        for one in held:
            yield from _texts(one)
