"""Countries: every code has names, no name belongs to two countries, members' files are understood."""

import pytest

from vocabularies import countries
from vocabularies.recogniser import shipped
from vocabularies.term import folded


def test_the_file_holds_iso_3166_with_kosovo_and_quebec() -> None:
    codes = countries.codes()
    assert len(codes) == len(set(codes)) == 251
    assert {"XK", "PS", "TW", "CA-QC"} <= set(codes)


def test_every_country_has_a_name_in_four_languages() -> None:
    for code in countries.codes():
        for language in countries.LANGUAGES:
            assert countries.name(code, language), (code, language)


def test_no_name_belongs_to_two_countries() -> None:
    owners: dict[str, set[str]] = {}
    for term in countries.terms():
        if term.vocabulary == "country":
            owners.setdefault(folded(term.words), set()).add(term.code)
    assert {words: codes for words, codes in owners.items() if len(codes) > 1} == {}


def test_every_country_is_found_by_its_french_and_english_names() -> None:
    for code in countries.codes():
        for language in ("fr", "en"):
            said = countries.name(code, language)
            if code not in ("MF", "RE", "BL"):
                assert code in {hit.code for hit in shipped().find(f"Pays : {said}.") if hit.vocabulary == "country"}, said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Sénégal", "SN"),
        ("senegal", "SN"),
        ("Côte d'Ivoire", "CI"),
        ("cote d ivoire", "CI"),
        ("RDC", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("Québec", "CA-QC"),
        ("Palestine", "PS"),
        ("Territoires palestiniens", "PS"),
        ("Royaume-Uni", "GB"),
        ("République tchèque", "CZ"),
        ("Etats-Unis", "US"),
        ("Birmanie", "MM"),
        ("Taiwan", "TW"),
        ("  Bénin ", "BJ"),
        ("SN", "SN"),
        ("Macédoine du Nord", "MK"),
        ("Cap Vert", "CV"),
        ("Atlantide", None),
        ("", None),
    ],
)
def test_a_members_file_may_name_a_country_in_any_usual_way(words: str, code: str | None) -> None:
    assert countries.parse(words) == code


@pytest.mark.parametrize(
    ("code", "name"),
    [("CD", "République démocratique du Congo"), ("PS", "Palestine"), ("MU", "Maurice"), ("CA-QC", "Québec")],
)
def test_the_french_name_is_the_usual_one(code: str, name: str) -> None:
    assert countries.name(code) == name


@pytest.mark.parametrize(
    ("text", "vocabulary", "code"),
    [
        ("le golfe de Guinée", "trap", "GN"),
        ("Nouveau-Mexique", "trap", "MX"),
        ("South Georgia", "country", "GS"),
        ("communes béninoises", "demonym", "BJ"),
        ("à Ouagadougou", "city", "BF"),
        ("Fondation de France", "trap", "FR"),
        ("détroit de Gibraltar", "trap", "GI"),
    ],
)
def test_traps_demonyms_and_cities_are_kept_apart(text: str, vocabulary: str, code: str) -> None:
    places = [hit for hit in shipped().find(text) if hit.vocabulary in ("country", "trap", "demonym", "city", "group")]
    assert [(hit.vocabulary, hit.code) for hit in places] == [(vocabulary, code)]
    assert vocabulary in ("country", "trap") or places[0].weight < 1
