"""Fields of items: filters in plain words, dates stated in fields, paths in JSON, selectors, and strictness about all."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers import paths
from crawlers.definition import DefinitionError
from crawlers.said_dates import Moment, is_none, moment_of
from crawlers.shaping import Shape, flat, says
from tests.crawlers.lists import SITE, a_source

INFOS = "Date de lancement : 4 janvier 2024 | Date de  clôture : 13 septembre 2024 En cours"


@pytest.mark.parametrize(
    ("filters", "value", "kept"),
    [
        ({}, "  oui ", ["oui"]),
        ({}, " ", []),
        ({"after": "date de clôture :"}, INFOS, ["13 septembre 2024 En cours"]),
        ({"after": "Date de clôture :", "before": ["En cours", "Clôturé"]}, INFOS, ["13 septembre 2024"]),
        ({"between": ["lancement :", "|"]}, INFOS, ["4 janvier 2024"]),
        ({"between": ["lancement :", "absent"]}, INFOS, []),
        ({"after": "absent"}, INFOS, []),
        ({"before": "absent"}, "tout", ["tout"]),
        ({"after": " - "}, "29 juillet 2026 – 9 octobre 2026", ["9 octobre 2026"]),
        ({"only_if_says": ["eau"]}, "L’eau potable", ["L’eau potable"]),
        ({"only_if_says": ["eau"]}, "Un bureau", []),
        ({"unless_says": ["résultats"]}, "RESULTATS de 2025", []),
        ({"remove": ["(nouveau)", "!"]}, "Appel (Nouveau) eau !", ["Appel  eau"]),
        ({"split": "|||"}, "a|||b||| ", ["a", "b"]),
        ({"split": ";", "keep": "last"}, "a ; b", ["b"]),
        ({"strip": "«» ."}, "« Appel ».", ["Appel"]),
        ({"number": "first"}, "Jusqu’à 50 000 € en 2027", ["50 000"]),
        ({"number": "last"}, "de 20 à 50,5 %", ["50,5"]),
        ({"read_as": {"Clôturé": "closed", "Sans objet": ""}}, "cloture", ["closed"]),
        ({"read_as": {"Sans objet": ""}}, "sans objet", []),
        ({"read_as": {"Sans objet": ""}}, "autre", ["autre"]),
        ({"prefix": "https://fonds.example/aides/"}, "42", ["https://fonds.example/aides/42"]),
    ],
)
def test_a_filter_does_what_its_word_says(filters: dict[str, Any], value: str, kept: list[str]) -> None:
    assert Shape.of(filters).apply(value) == kept


@given(st.text(max_size=200), st.text(min_size=1, max_size=5))
def test_no_filter_makes_words_up(value: str, words: str) -> None:
    for name in ("after", "before", "remove", "split", "strip"):
        for kept in Shape.of({name: words}).apply(value):
            assert kept == kept.strip()
            assert name == "remove" or kept in value


@given(st.text(max_size=100))
def test_folding_keeps_places(value: str) -> None:
    assert len(flat(value)) == len(value)


def test_words_are_compared_whole() -> None:
    assert says("Appel  à projets : l’eau", ["appel a projets", "zzz"])
    assert not says("Europe", ["euro"])


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2027-03-15", Moment(date(2027, 3, 15))),
        ("2025-04-12T22:00:00+00:00", Moment(date(2025, 4, 13))),
        ("2025-09-14T21:59:00+00:00", Moment(date(2025, 9, 14), time(23, 59))),
        ("2023-02-27T15:00:00+01:00", Moment(date(2023, 2, 27), time(15, 0))),
        ("2027-03-15T12:00:00", Moment(date(2027, 3, 15), time(12, 0))),
        ("15/03/2027", Moment(date(2027, 3, 15))),
        ("15/12/25", Moment(date(2025, 12, 15))),
        ("15.03.2027 à 18 h 30", Moment(date(2027, 3, 15), time(18, 30))),
        ("jeudi 1er avril 2027 à 12h", Moment(date(2027, 4, 1), time(12, 0))),
        ("October 9, 2026", Moment(date(2026, 10, 9))),
        ("9 October 2026 17:00", Moment(date(2026, 10, 9), time(17, 0))),
        ("1798761600", Moment(date(2027, 1, 1), time(1, 0))),
        ("1798761600000", Moment(date(2027, 1, 1), time(1, 0))),
        ("31/02/2027", None),
        ("bientôt", None),
        ("S12/2027", None),
    ],
)
def test_a_date_in_a_field_is_read_in_paris_time(said: str, moment: Moment | None) -> None:
    assert moment_of(said) == moment


def test_the_order_and_the_hour_of_a_field_are_those_that_its_definition_says() -> None:
    assert moment_of("03/04/2027", "month_first") == Moment(date(2027, 3, 4))
    assert moment_of("2025-04-12T22:00:00+00:00", hour="as_written") == Moment(date(2025, 4, 12), time(22, 0))
    assert moment_of("2025-04-12T22:00:00+00:00", hour="none") == Moment(date(2025, 4, 12))


@pytest.mark.parametrize("said", ["", "-", "Non précisée", "au fil de l’eau", "Permanent", "à confirmer"])
def test_words_for_no_date_are_known(said: str) -> None:
    assert is_none(said)


@given(st.text(max_size=60))
def test_any_words_in_a_date_field_are_survived(said: str) -> None:
    moment_of(said)


HELD = {
    "a": {"b": [1, {"c": "x"}, {"c": "y"}]},
    "nom.pointé": "n",
    "json": '[{"t": "dedans"}]',
    "vide": None,
    "oui": True,
    "f": 2.0,
}


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("a.b.0", ["1"]),
        ("a.b.*.c", ["x", "y"]),
        ("a.b.c", ["x", "y"]),
        ("a.b.9", []),
        ("nom.pointé", ["n"]),
        ("json.*.t", ["dedans"]),
        ("vide", []),
        ("oui", ["true"]),
        ("f", ["2"]),
        ("a.*.1.c", ["x"]),
        ("z.y", []),
    ],
)
def test_a_dotted_path_leads_to_texts(path: str, texts: list[str]) -> None:
    assert paths.texts(HELD, path) == texts


FIELDS = {"title": "h2", "link": "a"}
PAGES = {"pages": [SITE], "item": "li", "fields": FIELDS}


@pytest.mark.parametrize(
    ("recipe", "read", "told"),
    [
        ("html_list", {**PAGES, "item": "li["}, "« li[ » n’est ni un sélecteur CSS ni un XPath valable"),
        ("html_list", {**PAGES, "fields": {**FIELDS, "titel": "h1"}}, "« read.fields.titel » est inconnue"),
        ("html_list", {**PAGES, "fields": {"title": "h2"}}, "il manque la clé « read.fields.link »"),
        ("html_list", {**PAGES, "fields": {**FIELDS, "text": {"att": "p"}}}, "vouliez-vous écrire « at » ?"),
        (
            "html_list",
            {**PAGES, "fields": {**FIELDS, "text": {"at": "p", "keep": "premier"}}},
            "un de ces mots : first, last",
        ),
        ("html_list", {**PAGES, "detail": {"field": {}}}, "« read.detail.field » est inconnue"),
        ("html_list", {**PAGES, "detail": {"fields": {"text": "p::nope"}}}, "ni un sélecteur CSS"),
        ("html_list", {**PAGES, "pages": "https://fonds.example/"}, "une liste d’adresses complètes"),
        ("html_list", {**PAGES, "lines": {"Montant": 3}}, "la clé « read.lines.Montant » doit être un endroit"),
        ("json_api", {"url": SITE, "fields": FIELDS, "secret_headers": {"X": "ma-clé-en-clair"}}, "jamais la clé"),
        ("json_api", {"url": SITE, "fields": FIELDS, "token": {"urls": SITE}}, "« read.token.urls » est inconnue"),
        ("opendatasoft", {"records": SITE, "fields": FIELDS}, "/api/explore/v2.1/catalog/datasets/"),
        ("sitemap", {"maps": [SITE], "detail": {}}, "il manque la clé « read.only_addresses »"),
        ("csv_file", {"file": SITE, "fields": {"link": "Lien"}}, "il manque la clé « read.fields.title »"),
    ],
)
def test_a_mistake_in_a_recipe_names_its_key(recipe: str, read: dict[str, Any], told: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        a_source(recipe, read)
    assert any(told in one.replace("\u00a0", " ") for one in caught.value.mistakes), caught.value.mistakes
