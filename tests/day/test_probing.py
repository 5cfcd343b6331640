"""Inferred sources tried live: as inferred, otherwise, nothing, refused; and what accepting writes in their files."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import crawlers
from crawlers import CrawlOptions, load
from day.probing import Probe, Verdict, accepted, probe
from tests.crawlers.funder import Funder, Page

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
OPTIONS = CrawlOptions(allow_private_hosts=("127.0.0.1",), delay=0.0, retries=0)
CARDS = "".join(
    f'<li class="carte"><h2><a href="/c/{n}">Appel à projets {n}, limite le 3 mars 2027</a></h2></li>' for n in "abc"
)
LIST = f"<html><main><ul>{CARDS}</ul></main></html>"

FILE = """# Une fiche commentée à la main.
name = "{slug}"
publisher = "Fondation"
url = "{url}"
language = "fr"
recipe = "html_list"
state = "to_probe"
official = true
why = "Pour les essais."          # une bonne raison
confidence = "inferred"
facts_from = ["un relevé"]

[read]
pages = ["{url}"]
item = "{item}"
says_empty = ["Aucun appel"]

[read.fields]
title = "h2"
link = "a"
"""

PAGES = {
    "tel-que-deduit": ("li.carte", Page(LIST.encode())),
    "autre-classe": ("article.appel", Page(LIST.encode())),
    "vide": ("li.carte", Page(b"<html><main>Aucun appel en cours.</main></html>")),
    "absente": ("li.carte", Page(b"", status=404)),
    "interdite": ("li.carte", Page(b"", status=403)),
    "en-panne": ("li.carte", Page(b"", status=503)),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Path, Probe]]]:
    folder = tmp_path_factory.mktemp("liste")
    with Funder() as site:
        for slug, (item, page) in PAGES.items():
            site.pages[f"/{slug}"] = page
            text = FILE.format(slug=slug, url=f"{site.url}/{slug}", item=item)
            (folder / f"{slug}.toml").write_text(text, encoding="utf-8")
        made = probe([load(folder / f"{slug}.toml") for slug in PAGES], NOW, OPTIONS, crawlers.read)
        yield {one.definition.slug: (folder / f"{one.definition.slug}.toml", one) for one in made}


@pytest.mark.parametrize(
    ("slug", "verdict", "says"),
    [
        ("tel-que-deduit", Verdict.AS_INFERRED, "3 éléments lus"),
        ("autre-classe", Verdict.OTHERWISE, "3 éléments par « html_list »"),
        ("vide", Verdict.NOTHING, "la liste dit être vide"),
        ("absente", Verdict.NOTHING, "n’existe plus"),
        ("interdite", Verdict.REFUSED, "refuse"),
        ("en-panne", Verdict.NOTHING, "à réessayer"),
    ],
)
def test_a_live_reading_says_what_becomes_of_an_inferred_source(
    found: dict[str, tuple[Path, Probe]], slug: str, verdict: Verdict, says: str
) -> None:
    _, one = found[slug]
    assert one.verdict is verdict
    assert says in one.reason


def test_what_is_read_as_inferred_becomes_proved_and_the_comments_stay(found: dict[str, tuple[Path, Probe]]) -> None:
    path, one = found["tel-que-deduit"]
    text = accepted(path.read_text(), one, NOW)
    assert 'state = "proved"' in text
    assert 'confidence = "seen"' in text
    assert 'facts_from = ["un relevé", "lecture du 2026-11-23 : 3 éléments lus"]' in text
    assert text.startswith("# Une fiche commentée à la main.\n")
    assert "# une bonne raison" in text


def test_what_is_read_otherwise_takes_the_way_found_and_waits_for_another_probe(
    found: dict[str, tuple[Path, Probe]], tmp_path: Path
) -> None:
    path, one = found["autre-classe"]
    target = tmp_path / path.name
    target.write_text(accepted(path.read_text(), one, NOW), encoding="utf-8")
    held = load(target)
    assert (held.source.setting.value, held.options.item) == ("to_probe", "li.carte")


@pytest.mark.parametrize("slug", ["vide", "absente", "interdite", "en-panne"])
def test_what_was_not_found_changes_no_file(found: dict[str, tuple[Path, Probe]], slug: str) -> None:
    path, one = found[slug]
    assert accepted(path.read_text(), one, NOW) == path.read_text()
