"""The recipe of sitemaps: indexes, compression, dates, and what is no sitemap."""

import gzip

import pytest

from tests.crawlers.answers import reading
from tests.crawlers.lists import SITE, Site, a_source, codes, titles

MAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
SITEMAP = {
    "maps": [f"{SITE}plan.xml"], "only_addresses": ["*/appel-projet/*"], "never_addresses": ["*/appel-projet/archives*"],
    "detail": {"fields": {"title": "h1", "text": "article"}},
}  # fmt: skip


def entry(path: str, changed: str = "", tag: str = "url") -> str:
    return f"<{tag}><loc>{SITE}{path}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</{tag}>"


def call(title: str) -> str:
    return f"<html><h1>{title}</h1><article>Texte</article></html>"


def test_a_sitemap_gives_the_pages_of_calls_the_last_changed_first() -> None:
    plan = MAP.format(
        entry("appel-projet/vieux", "2024-01-01")
        + entry("appel-projet/a", "2026-11-01T10:00:00+01:00")
        + entry("actualite/x")
        + entry("appel-projet/b", "2026-11-20")
        + entry("appel-projet/archives/c", "2026-11-20")
        + entry("appel-projet/sans-date")
    )
    index = INDEX.format(entry("plan-1.xml.gz", tag="sitemap") + entry("images.xml", tag="sitemap"))
    site = Site({
        f"{SITE}plan.xml": index, f"{SITE}plan-1.xml.gz": gzip.compress(plan.encode()),
        **{f"{SITE}appel-projet/{name}": call(name) for name in ("a", "b", "sans-date")},
    })  # fmt: skip
    definition = a_source("sitemap", {**SITEMAP, "only_maps": ["*plan-*"]})
    notices, outcome = reading(definition, site)
    assert titles(notices) == ["sans-date", "b", "a"]
    assert outcome.problems == ()
    assert reading(definition, site, outcome.state)[1].requests == 2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html>maintenance</html>", "html_instead"),
        (b"<urlset><url>", "layout_changed"),
        (b"<rss></rss>", "layout_changed"),
        (b"", "layout_changed"),
        (gzip.compress(b"<urlset/>", mtime=0)[:-4], "bad_compression"),
        (b'<!DOCTYPE u [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>', None),
        (MAP.format("").encode(), None),
    ],
)
def test_a_sitemap_that_is_none_fails_with_its_reason(body: bytes, code: str | None) -> None:
    notices, outcome = reading(a_source("sitemap", SITEMAP), Site({f"{SITE}plan.xml": body}))
    assert (notices, codes(outcome)) == ([], [code] if code else [])
