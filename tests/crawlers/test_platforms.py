"""Lists by platform: what SPIP, Drupal and eZ do by default, and what a definition corrects."""

import pytest

from crawlers.health import Code, Unreadable
from model.codes import ReadResult
from tests.crawlers.answers import reading
from tests.crawlers.lists import SITE, Site, a_source, codes, titles

BACKEND = f"{SITE}spip.php?page=backend"
FEED = (
    f"<rss version='2.0'><channel><title>x</title><item><title>Du flux</title><link>{SITE}flux</link>"
    f"<description>Chapô</description></item><item><title>De la page</title><link>{SITE}a</link></item></channel></rss>"
)
ENTRY = "<div class='hentry'><h3 class='entry-title'><a rel='bookmark' href='/a'>De la page</a></h3></div>"


def html(body: str) -> str:
    return f"<html><body>{body}</body></html>"


def test_a_feed_of_spip_adds_what_its_pages_do_not_show() -> None:
    read = {"pages": [SITE], "backend": BACKEND, "max_pages": 5}
    site = Site({SITE: html(ENTRY), f"{SITE}?debut_articles=10": html(ENTRY), BACKEND: FEED})
    notices, outcome = reading(a_source("spip_list", read), site)
    assert titles(notices) == ["De la page", "Du flux"]
    assert codes(outcome) == []


def test_a_feed_that_fails_costs_nothing_of_the_pages() -> None:
    site = Site({SITE: html(ENTRY), BACKEND: Unreadable(Code.REFUSED, "403")})
    notices, outcome = reading(a_source("spip_list", {"pages": [SITE], "backend": BACKEND}), site)
    assert titles(notices) == ["De la page"]
    assert (outcome.result, codes(outcome)) == (ReadResult.READ, ["refused"])


def test_pages_that_fail_leave_the_feed_and_the_reading_is_told_as_failed() -> None:
    site = Site({SITE: html("<p>Nouveau site</p>"), BACKEND: FEED})
    notices, outcome = reading(a_source("spip_list", {"pages": [SITE], "backend": BACKEND}), site)
    assert titles(notices) == ["Du flux", "De la page"]
    assert (outcome.result, codes(outcome)) == (ReadResult.FAILED, ["layout_changed"])


def test_words_of_the_definition_are_asked_of_the_items_of_the_feed_too() -> None:
    read = {"pages": [SITE], "backend": BACKEND, "must_not_say": ["flux"]}
    notices, _ = reading(a_source("spip_list", read), Site({SITE: html(ENTRY), BACKEND: FEED}))
    assert titles(notices) == ["De la page"]


@pytest.mark.parametrize(
    ("recipe", "read", "second"),
    [
        ("spip_list", {}, f"{SITE}liste?lang=fr&debut_articles=10"),
        ("spip_list", {"page_parameter": "debut_x", "page_step": 5}, f"{SITE}liste?lang=fr&debut_x=5"),
        ("drupal_list", {}, f"{SITE}liste?lang=fr&page=1"),
        ("ez_list", {}, f"{SITE}liste/(offset)/10?lang=fr"),
        ("html_list", {"page_path": "N/", "page_first": 0, "page_step": 9}, f"{SITE}liste/9/?lang=fr"),
    ],
)  # fmt: skip
def test_each_platform_counts_its_pages_in_its_way(recipe: str, read: dict[str, object], second: str) -> None:
    start = f"{SITE}liste?lang=fr"
    own = {"pages": [start], "item": "li", "fields": {"title": "a", "link": "a"}, **read}
    site = Site({start: html("<li><a href='/1'>Un</a></li>"), second: html("<li><a href='/2'>Deux</a></li>")})
    notices, _ = reading(a_source(recipe, own), site)
    assert titles(notices) == ["Un", "Deux"]


def test_the_page_after_the_last_may_be_absent_but_the_first_may_not() -> None:
    read = {"pages": [SITE], "item": "li", "page_path": "page/N/", "fields": {"title": "a", "link": "a"}}
    notices, outcome = reading(a_source("html_list", read), Site({SITE: html("<li><a href='/1'>Un</a></li>")}))
    assert (titles(notices), codes(outcome)) == (["Un"], [])
    _, outcome = reading(a_source("html_list", read), Site({}))
    assert codes(outcome) == ["not_found"]


def test_a_page_that_refuses_us_is_never_the_end_of_a_list() -> None:
    read = {"pages": [SITE], "item": "li", "page_path": "page/N/", "fields": {"title": "a", "link": "a"}}
    site = Site({SITE: html("<li><a href='/1'>Un</a></li>"), f"{SITE}page/2/": Unreadable(Code.REFUSED, "403")})
    notices, outcome = reading(a_source("html_list", read), site)
    assert (titles(notices), outcome.result, codes(outcome)) == (["Un"], ReadResult.FAILED, ["refused"])
