"""The watch list as shipped: what each definition owes its readers. Its pages are read in `test_sources`."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawlers.definition import Definition, load_folder
from crawlers.dossier import Confidence
from crawlers.known_words import unknown_words
from model.codes import Showing, SourceSetting
from tests.crawlers.samples import SHIPPED

LISTED, REFUSED = load_folder(SHIPPED)
READ_BY_US = (SourceSetting.PROVED, SourceSetting.TO_PROBE)

each = pytest.mark.parametrize("definition", LISTED, ids=lambda one: one.slug)


def test_every_file_is_a_right_definition_and_there_are_enough_of_them() -> None:
    assert [problem.message for problem in REFUSED] == []
    assert len(LISTED) >= 80
    assert {one.source.setting for one in LISTED} == set(SourceSetting)


def test_no_two_sources_have_the_same_name_or_read_the_same_addresses() -> None:
    names = Counter(one.source.name.casefold() for one in LISTED)
    assert [name for name, number in names.items() if number > 1] == []
    read = Counter(repr(sorted(one.table["read"].items())) for one in LISTED if one.source.setting in READ_BY_US)
    assert [options for options, number in read.items() if number > 1] == []


@each
def test_a_source_says_its_worth_its_terms_and_how_sure_it_is(definition: Definition) -> None:
    held = definition.dossier
    assert held.value
    assert held.licence
    assert held.confidence
    assert held.facts_from
    assert held.when_empty or definition.source.setting in (SourceSetting.BY_HAND, SourceSetting.OFF)
    assert held.to_do or definition.source.setting is not SourceSetting.BY_HAND
    assert held.off_because or definition.source.setting is not SourceSetting.OFF


@each
def test_a_source_is_said_to_be_proved_only_where_its_form_was_seen(definition: Definition) -> None:
    if definition.source.setting is SourceSetting.PROVED:
        assert definition.dossier.confidence in (Confidence.SEEN, Confidence.MIXED)


@each
def test_everything_is_shown_only_under_a_licence_that_allows_it_and_with_its_mention(definition: Definition) -> None:
    if definition.source.show is Showing.FULL:
        licence = definition.dossier.licence or ""
        assert re.search(r"CC BY|CC0|Licence Ouverte|Open Government|OGL|domaine public|public domain", licence)
        assert definition.source.attribution


@each
def test_the_reason_to_follow_a_source_is_one_french_sentence(definition: Definition) -> None:
    why = definition.source.why
    assert why.endswith(".")
    assert why[0].isupper()
    assert not re.search(r"[.!?] [A-ZÀÉ]", why), "une seule phrase"
    assert re.search(r"\b(?:le|la|les|l’|des|du|de|aux?|et|pour|un|une)\b", why)


@each
def test_what_is_shown_of_a_source_is_written_as_french_is(definition: Definition) -> None:
    source, held = definition.source, definition.dossier
    for text in (source.name, source.publisher, source.funder, source.why, source.attribution, held.when_empty, held.to_do):
        assert "'" not in (text or ""), f"apostrophe droite : {text}"


@each
def test_no_address_or_number_of_a_person_stands_in_a_definition(definition: Definition) -> None:
    written = (SHIPPED / f"{definition.slug}.toml").read_text(encoding="utf-8")
    assert not re.search(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", written)
    assert not re.search(r"\b0[1-9](?:[ .]\d\d){4}\b", written)


@each
def test_only_addresses_of_the_source_or_of_its_evidence_are_read(definition: Definition) -> None:
    """An address of which nothing was seen has no place in the list."""
    known = {_site(definition.source.url)}
    known |= {
        _site(found)
        for told in definition.dossier.facts_from
        for found in re.findall(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+", told)
    }
    for address in _addresses(definition.table.get("read", {})):
        assert any(_are_of_one_site(_site(address), site) for site in known), address


@each
def test_the_words_that_a_definition_puts_in_place_of_others_are_known(definition: Definition) -> None:
    assert unknown_words(definition.table) == []


def _addresses(held: Any) -> Iterator[str]:
    """The whole addresses in a [read] table; the beginnings that `prefix` puts before links are among them."""
    if isinstance(held, dict):
        for value in held.values():
            yield from _addresses(value)
    elif isinstance(held, list):
        for value in held:
            yield from _addresses(value)
    elif isinstance(held, str) and held.startswith(("https://", "http://")):
        yield held


def _site(address: str) -> str:
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    return host.removeprefix("www.")


def _are_of_one_site(one: str, other: str) -> bool:
    """`data.region.example` and `region.example`, or two names under the same one."""
    parents = [".".join(host.split(".")[-3 if host.endswith(("gouv.fr", "europa.eu")) else -2 :]) for host in (one, other)]
    return parents[0] == parents[1]
