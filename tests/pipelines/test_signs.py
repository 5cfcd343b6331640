"""What is spotted at a glance in a text: dates, sums, addresses, codes, lots, rounds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import signs, territories
from pipelines.words import fold, language, stem, stems


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("avant le 15 septembre 2026 à midi", {date(2026, 9, 15)}),
        ("le 1er mars 2026", {date(2026, 3, 1)}),
        ("du 3/2/2026 au 04.05.26", {date(2026, 2, 3), date(2026, 5, 4)}),
        ("by 15 September 2026, then October 2nd, 2026", {date(2026, 9, 15), date(2026, 10, 2)}),
        ("2026-12-31T17:00", set()),
        ("le 2026-12-31 à 17 h", {date(2026, 12, 31)}),
        ("31/02/2026", set()),
        ("l’année 2026, 15 projets", set()),
    ],
)
def test_whole_dates(said: str, found: set[date]) -> None:
    assert signs.dates(fold(said)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("de 10 000 à 50 000 €", {10_000, 50_000}),
        ("EUR 25,000 to 75,000", {25_000, 75_000}),
        ("entre 2 et 3 millions d’euros", {2_000_000, 3_000_000}),
        ("au 15 septembre 2026 et 20 000 euros", {20_000}),
        ("300.000 euros", {300_000}),
        ("1,2 million d’euros", {1_200_000}),
        ("un million et demi", set()),
        ("EUR 60 000 and 80 k€", {60_000, 80_000}),
        ("42 millions d'euros", {42_000_000}),
        ("350 euros par jour, 12 € de frais", {350}),
        ("2 026 collectivités", set()),
    ],
)
def test_sums_of_money(said: str, found: set[int]) -> None:
    assert signs.sums(fold(said)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Voir https://www.fonds.example/aap/eau/?utm_source=lettre.", {"fonds.example/aap/eau"}),
        ("(http://fonds.example/aap?b=2&a=1)", {"fonds.example/aap?a=1&b=2"}),
        ("sur https://fonds.example ou www.fonds.example/", set()),
        ("rien", set()),
    ],
)
def test_addresses_in_a_text(said: str, found: set[str]) -> None:
    assert signs.addresses(said) == found


@pytest.mark.parametrize("url", ["http://[::1", "http://a b/c", "", "mailto:x@y.example", "//x", "http://é.example/à"])
def test_an_address_of_no_shape_breaks_nothing(url: str) -> None:
    assert isinstance(signs.canonical(url), str)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("réf. CERV-2026-CITIZENS-TOWN-TT, à lire", {"cerv-2026-citizens-town-tt"}),
        ("EuropeAid/190112/DD/ACT/Multi", {"europeaid/190112/dd/act/multi"}),
        ("Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté", set()),
        ("https://x.example/AAP-2026", set()),
    ],
)
def test_codes_of_funders(said: str, found: set[str]) -> None:
    assert signs.codes(said) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Appel – lot 2 : maraîchage", {"lot 2"}),
        ("lots 1 à 3", {"lot 1", "lot 2", "lot 3"}),
        ("lots n° 1, 2 et 4", {"lot 1", "lot 2", "lot 4"}),
        ("Volet II", {"volet 2"}),
        ("lot B", {"lot b"}),
        ("le lot a été retiré", set()),
        ("Strand 1 and 2", {"volet 1", "volet 2"}),
        ("beaucoup de pilotes", set()),
    ],
)
def test_lots(said: str, found: set[str]) -> None:
    assert signs.lots(fold(said)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("3e édition", {"round 3"}),
        ("sixième appel", {"round 6"}),
        ("Phoenix – round 2", {"round 2"}),
        ("second call", {"round 2"}),
        ("session de printemps", {"season spring"}),
        ("autumn round", {"season autumn"}),
        ("appel 2026", set()),
    ],
)
def test_rounds_and_seasons(said: str, found: set[str]) -> None:
    assert signs.rounds(fold(said)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("l’édition 2025 est ouverte", {2025}),
        ("appel à projets 2025-2026", {2025, 2026}),
        ("the 2026 call", {2026}),
        ("depuis 2019", set()),
    ],
)
def test_years_said_of_an_edition(said: str, found: set[int]) -> None:
    assert signs.said_years(fold(said)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("[Bretagne] Appel eau", {"bretagne"}),
        ("Provence-Alpes-Côte d’Azur et Hauts-de-France", {"provence alpes cote d azur", "hauts de france"}),
        ("La réunion d’information du 3 mai", set()),
        ("Projets au Sénégal et en Ivory Coast", {"senegal"}),
        ("Nouvelle-Aquitaine", {"nouvelle aquitaine"}),
    ],
)
def test_places_named(said: str, found: set[str]) -> None:
    assert territories.named(fold(said)) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("collectivités", "collectivité"),
        ("climate", "climat"),
        ("cities", "city"),
        ("réseaux", "réseau"),
        ("écoles", "école"),
    ],
)
def test_words_are_compared_without_their_endings(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


def test_small_words_tell_the_language() -> None:
    assert language(fold("The call for towns and regions of Europe").split()) == "en"
    assert language(fold("Appel pour les villes et les régions").split()) == "fr"
    assert language([]) == ""


@given(st.text(max_size=300))
def test_no_text_breaks_what_is_spotted(said: str) -> None:
    folded = fold(said)
    assert folded.isascii()
    stems(folded)
    for found in (signs.dates, signs.sums, signs.lots, signs.rounds, signs.said_years, territories.named):
        assert isinstance(found(folded), frozenset)
    assert isinstance(signs.codes(said) | signs.addresses(said), frozenset)
