"""Pages kept of a source: what is written, what is masked, and what the check of the watch list says of them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import crawlers
from crawlers import CrawlOptions, Definition
from crawlers.definition import of_table
from day.check_list import check_list
from day.keep_pages import keep_pages
from model.trouble import Trouble
from tests.crawlers.funder import Funder, Page

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
OPTIONS = CrawlOptions(allow_private_hosts=("127.0.0.1",), delay=0.0, retries=0)
LIST = """<html><main><ul><li class="appel"><a href="/eau">Appel Eau</a></li>
<li class="appel"><a href="/sport">Appel Sport</a>
</li></ul></main></html>"""
CALL = "<html><main><p>Date limite : 15 mars 2027. Écrire à marie.dupont@ville.fr ou au 01 23 45 67 89.</p></main></html>"


@pytest.fixture(scope="module")
def site() -> Iterator[Funder]:
    with Funder() as funder:
        yield funder


@pytest.fixture
def definition(site: Funder) -> Definition:
    site.pages.clear()
    site.pages.update({"/appels": Page(LIST.encode()), "/eau": Page(CALL.encode()), "/sport": Page(CALL.encode())})
    return of_table(
        "fonds-des-villes",
        {
            "name": "Fonds des villes", "publisher": "Fondation", "url": f"{site.url}/appels", "language": "fr",
            "recipe": "html_list", "state": "to_probe", "official": True, "why": "Pour les essais.",
            "read": {
                "pages": [f"{site.url}/appels"], "item": "li.appel", "says_empty": ["Aucun appel"],
                "fields": {"title": "a", "link": "a"}, "detail": {"fields": {"text": "main"}},
            },
        },
    )  # fmt: skip


def test_pages_are_kept_without_the_addresses_of_people_and_wait_to_be_read(definition: Definition, tmp_path: Path) -> None:
    kept = keep_pages(definition, NOW, OPTIONS, crawlers.read, tmp_path)
    assert (kept.name, kept.items, kept.live) == ("open", ("Appel Eau", "Appel Sport"), 2)
    held = "".join(path.read_text() for path in kept.folder.glob("*.html"))
    assert "dupont" not in held
    assert "01 23 45" not in held
    assert "contact@exemple.fr" in held
    scene = json.loads((kept.folder / "expected.json").read_text())["open"]
    assert scene["to_read_again"]
    assert len(scene["pages"]) == 3
    checked = check_list([definition], [], tmp_path)
    assert (checked.mistakes, checked.scenes, len(checked.unread)) == ({}, 1, 1)
    assert not checked.is_right


def test_kept_pages_that_are_read_otherwise_are_told(definition: Definition, tmp_path: Path) -> None:
    kept = keep_pages(definition, NOW, OPTIONS, crawlers.read, tmp_path)
    path = kept.folder / "expected.json"
    held = json.loads(path.read_text())
    held["open"]["items"][0]["title"] = "Appel Forêt"
    del held["open"]["to_read_again"]
    path.write_text(json.dumps(held))
    (sentence,) = check_list([definition], [], tmp_path).mistakes["fonds-des-villes"]
    assert "Appel Eau" in sentence
    assert "Appel Forêt" in sentence


def test_a_state_already_kept_is_replaced_only_when_asked(definition: Definition, site: Funder, tmp_path: Path) -> None:
    keep_pages(definition, NOW, OPTIONS, crawlers.read, tmp_path)
    with pytest.raises(Trouble, match="déjà gardé"):
        keep_pages(definition, NOW, OPTIONS, crawlers.read, tmp_path)
    site.pages["/appels"] = Page(b"<html><main>Aucun appel en cours.</main></html>")
    empty = keep_pages(definition, NOW, OPTIONS, crawlers.read, tmp_path)
    assert (empty.name, empty.items) == ("empty", ())
    assert set(json.loads((empty.folder / "expected.json").read_text())) == {"open", "empty"}


def test_nothing_is_kept_of_a_source_that_cannot_be_read(definition: Definition, site: Funder, tmp_path: Path) -> None:
    site.pages["/appels"] = Page(b"<html>maintenance</html>")
    with pytest.raises(Trouble, match="Rien n’a été gardé"):
        keep_pages(definition, NOW, OPTIONS, crawlers.read, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_sources_of_one_name_a_source_without_pages_and_an_unknown_word_are_told(
    definition: Definition, tmp_path: Path
) -> None:
    fields = {"title": "a", "link": "a", "themes": {"at": "b", "read_as": {"Eau": "eau-assainissement", "X": "inventé"}}}
    table = {**definition.table, "read": {**definition.table["read"], "fields": fields}}
    other = of_table("autre", {**table, "name": "FONDS des villes"})
    told = check_list([definition, other], [], tmp_path).mistakes
    assert "déjà celui de fonds-des-villes" in told["autre"][0]
    assert "« inventé »" in told["autre"][1]
    assert "veilleur source keep fonds-des-villes" in told["fonds-des-villes"][0]
    assert check_list([replace(definition)], [], tmp_path / "rien").is_right
