"""Pages that need JavaScript: what the browser may reach, what is told when it lacks, and one page read for good."""

import importlib
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

import crawlers
from crawlers import browser
from crawlers.definition import Definition
from crawlers.health import Code, Unreadable
from crawlers.options import CrawlOptions
from crawlers.recipes.base import Ask
from model.notice import Notice, Outcome
from tests.crawlers.conftest import NOW
from tests.crawlers.funder import Funder, Page
from tests.crawlers.lists import a_source, codes

OPTIONS = CrawlOptions(browser=True, allow_private_hosts=("127.0.0.1",), delay=0.0, retries=0, timeout=30.0)


def a_page(address: str = "https://spa.example/appels", **keys: Any) -> Definition:
    read = {"pages": [address], "item": "li", "fields": {"title": "a", "link": "a"}, "says_empty": ["rien"]}
    return a_source("html_list", read, url=address, javascript=True, **keys)


def test_a_source_reaches_the_hosts_that_its_definition_writes_and_no_other() -> None:
    definition = a_page(javascript_hosts=["API.spa.example"])
    assert browser.hosts_of(definition) == {"spa.example", "api.spa.example"}


@pytest.mark.parametrize(
    ("ask", "wanted"),
    [
        (Ask(url="https://spa.example/a"), True),
        (Ask(url="https://spa.example/reglement.PDF"), False),
        (Ask(url="https://autre.example/a"), False),
        (Ask(url="https://spa.example/a", method="POST"), False),
    ],
)
def test_only_pages_of_its_hosts_are_for_the_browser(ask: Ask, wanted: bool) -> None:
    assert browser.is_for(a_page(), ask) is wanted
    assert not browser.is_for(replace(a_page(), javascript=False), ask)


def test_names_lead_to_the_address_that_was_checked_and_all_others_nowhere() -> None:
    found = {
        "spa.example": ["10.0.0.1", "93.184.216.34"],
        "v6.example": ["2606:2800:220:1::1"],
        "prive.example": ["192.168.1.1"],
    }

    def resolve(host: str) -> list[str]:
        if host not in found:
            raise OSError
        return found[host]

    said = browser.rules(["v6.example", "spa.example", "prive.example", "absent.example"], OPTIONS, resolve)
    assert said == "MAP spa.example 93.184.216.34, MAP v6.example [2606:2800:220:1::1], MAP * ~NOTFOUND"
    allowed = replace(OPTIONS, allow_private_hosts=("prive.example",))
    assert browser.rules(["prive.example"], allowed, resolve) == "MAP prive.example 192.168.1.1, MAP * ~NOTFOUND"


@pytest.mark.parametrize(
    ("url", "kind", "unwanted"),
    [
        ("https://spa.example/x.js", "script", False), ("https://spa.example/x.png", "image", True),
        ("https://traceur.example/x.js", "script", True), ("http://10.0.0.1/", "fetch", True),
        ("file:///etc/passwd", "fetch", True), ("ws://spa.example/", "websocket", True),
    ],
)  # fmt: skip
def test_a_page_asks_for_nothing_elsewhere_and_for_no_image(url: str, kind: str, unwanted: bool) -> None:
    assert browser.is_unwanted({"spa.example"}, SimpleNamespace(url=url, resource_type=kind)) is unwanted


@pytest.mark.parametrize("definitions", [[], [replace(a_page(), javascript=False)]])
def test_a_crawl_without_such_a_source_starts_no_browser(definitions: list[Definition]) -> None:
    assert browser.settings(definitions, OPTIONS) == {}


def test_what_is_missing_is_said_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    off = replace(OPTIONS, browser=False)
    assert "browser = true" in str(browser.missing(off))
    assert browser.settings([a_page()], off) == {}
    monkeypatch.setattr(browser, "find_spec", lambda name: None)
    assert "extra «\u00a0browser\u00a0»" in str(browser.missing(OPTIONS))
    monkeypatch.setattr(browser, "find_spec", lambda name: object())
    monkeypatch.setattr(browser, "program", lambda: None)
    assert "Chromium" in str(browser.missing(OPTIONS))
    with pytest.raises(Unreadable) as told:
        browser.meta(OPTIONS)
    assert told.value.code is Code.BROWSER_MISSING


def test_a_source_that_needs_a_browser_that_is_not_there_fails_and_the_others_are_read(funder: Funder) -> None:
    funder.pages["/liste"] = Page(b"<html><body><ul><li><a href='/a'>Appel</a></li></ul></body></html>")
    needs, plain = a_page(f"{funder.url}/liste"), replace(a_page(f"{funder.url}/liste"), javascript=False)
    plain = a_source("html_list", plain.table["read"], url=funder.url)
    for one, wanted in ((needs, ["browser_missing"]), (plain, [])):
        (outcome,) = (
            thing for thing in crawlers.read([one], {}, NOW, replace(OPTIONS, browser=False)) if isinstance(thing, Outcome)
        )
        assert codes(outcome) == wanted


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("net::ERR_NAME_NOT_RESOLVED at https://x/", Code.DNS_GONE), ("net::ERR_CERT_DATE_INVALID", Code.CERTIFICATE),
        ("Timeout 30000ms exceeded.", Code.TIME_OUT), ("net::ERR_CONNECTION_REFUSED", Code.UNREACHABLE),
    ],
)  # fmt: skip
def test_failures_of_the_browser_have_their_code(said: str, code: Code) -> None:
    name = "TimeoutError" if "Timeout" in said else "Error"
    kind = type(name, (Exception,), {"__module__": "playwright._impl._errors"})
    assert browser.code_of(kind(said)) is code
    assert browser.code_of(ValueError(said)) is None


SPA = b"""<!DOCTYPE html><html><body><ul id="liste"></ul><img src="/image.png"><script>
fetch('/donnees.json').then(r => r.json()).then(d => {
  for (const t of d) document.getElementById('liste').innerHTML += `<li><a href="/appels/${t}">${t}</a></li>`;
});
fetch('http://localhost:1/secret').catch(() => {});
</script></body></html>"""


@pytest.mark.slow
def test_a_page_made_by_javascript_is_read_by_chromium_and_asks_for_no_image(funder: Funder) -> None:
    pytest.importorskip(
        "scrapy_playwright", reason="l’extra « browser » n’est pas installé : pip install 'veilleur[browser]'"
    )
    if browser.program() is None:
        pytest.skip("Chromium n’est pas installé")
    importlib.invalidate_caches()
    funder.pages["/spa"] = Page(SPA, headers={"Content-Type": "text/html; charset=utf-8"})
    funder.pages["/donnees.json"] = Page(b'["Appel eau", "Appel jeunesse"]', headers={"Content-Type": "application/json"})
    things = list(crawlers.read([a_page(f"{funder.url}/spa")], {}, NOW, OPTIONS))
    (outcome,) = (one for one in things if isinstance(one, Outcome))
    assert outcome.problems == ()
    assert [one.title for one in things if isinstance(one, Notice)] == ["Appel eau", "Appel jeunesse"]
    assert funder.hits_of("/image.png") == []
    assert "Veilleur/" in funder.hits_of("/donnees.json")[0].headers["user-agent"]
