"""A definition proposed for an address: what catches most is kept, and the file that is written can be read."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import crawlers
from crawlers import CrawlOptions, load
from day.new_source import propose, slug_of, written
from model.trouble import Trouble
from tests.crawlers.funder import Funder, Page

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
OPTIONS = CrawlOptions(allow_private_hosts=("127.0.0.1",), delay=0.0, retries=0)
CARDS = "".join(
    f'<li class="appel"><h2><a href="/appels/{n}">Appel à projets {n}</a></h2></li>' for n in ("eau", "sport", "climat")
)
LIST = f"<html lang='fr'><head><title>Appels – Fondation</title></head><body><main><ul>{CARDS}</ul></main></body></html>"
TEXT = "Les communes peuvent répondre. " * 12
CALL = f"<html><main><h1>Appel</h1><p>Date limite : 15 mars 2027.</p><p>{TEXT}</p></main></html>"


@pytest.fixture
def site() -> Iterator[Funder]:
    with Funder() as funder:
        funder.pages["/appels/"] = Page(LIST.encode())
        for name in ("eau", "sport", "climat"):
            funder.pages[f"/appels/{name}"] = Page(CALL.encode())
        yield funder


def test_the_file_proposed_for_a_list_reads_it_with_the_deadlines_of_its_pages(site: Funder, tmp_path: Path) -> None:
    found = propose(f"{site.url}/appels/", "fondation", NOW, OPTIONS, crawlers.read)
    assert [one.deadline for one in found.best.tried.items] == ["2027-03-15"] * 3
    path = tmp_path / "fondation.toml"
    path.write_text(written(found.best.definition), encoding="utf-8")
    held = load(path)
    assert (held.source.recipe, held.source.setting.value) == ("html_list", "to_probe")
    assert held.options == found.best.definition.options
    assert tomllib.loads(path.read_text())["facts_from"] == ["lecture du 2026-11-23"]


def test_an_address_that_cannot_be_read_or_holds_no_list_is_told(site: Funder) -> None:
    with pytest.raises(Trouble, match="ne peut pas être lue"):
        propose(f"{site.url}/absente", "", NOW, OPTIONS, crawlers.read)
    site.pages["/equipe"] = Page(b"<html><main><h1>Une page</h1><p>Bonjour.</p></main></html>")
    with pytest.raises(Trouble, match="Rien ne ressemble"):
        propose(f"{site.url}/equipe", "", NOW, OPTIONS, crawlers.read)


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.fondation-des-villes.org/appels", "fondation-des-villes"),
        ("https://programmes.eau.gouv.fr/x", "programmes-eau-gouv"),
        ("http://localhost:80/", "localhost"),
    ],
)
def test_the_short_name_is_that_of_the_host(url: str, slug: str) -> None:
    assert slug_of(url) == slug
