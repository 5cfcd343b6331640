"""The recogniser: whole words, longest match, places in the original text, any writing of the same words."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vocabularies.recogniser import Recogniser, every_term, shipped
from vocabularies.term import Term, Written, fold, wordings


def found(terms: list[Term], text: str) -> list[tuple[str, str]]:
    """(code, words met) of each hit."""
    return [(hit.code, hit.said) for hit in Recogniser(terms).find(text)]


def country(code: str, words: str) -> Term:
    return Term("country", code, words)


def test_the_longest_name_wins() -> None:
    terms = [country("GN", "Guinée"), country("GW", "Guinée-Bissau"), country("GQ", "Guinée équatoriale")]
    text = "Guinée-Bissau, Guinée, Guinée Équatoriale"
    assert found(terms, text) == [("GW", "Guinée-Bissau"), ("GN", "Guinée"), ("GQ", "Guinée Équatoriale")]


def test_a_name_inside_another_word_is_not_met() -> None:
    assert found([country("NE", "Niger")], "Nigeria, nigérien, Nigerian") == []


WRITINGS = [
    "Côte d’Ivoire",
    "Côte d'Ivoire",
    "COTE D’IVOIRE",
    "Cote d Ivoire",
    "côte-d-ivoire",
    "Côte\nd’Ivoire",
    "Côte d’ Ivoire",
    "Côte\u00a0d’Ivoire",
    unicodedata.normalize("NFD", "Côte d’Ivoire"),
]


@pytest.mark.parametrize("written", WRITINGS)
def test_case_accents_hyphens_apostrophes_and_line_ends_do_not_matter(written: str) -> None:
    assert found([country("CI", "Côte d’Ivoire")], f"En {written}, puis") == [("CI", written)]


@pytest.mark.parametrize(
    "parted", ["Guinée, Bissau", "Guinée. Bissau", "Guinée\n\nBissau", "Guinée / Bissau", "Guinée (Bissau)"]
)
def test_punctuation_and_blank_lines_part_the_words_of_a_name(parted: str) -> None:
    assert found([country("GW", "Guinée-Bissau")], parted) == []


@pytest.mark.parametrize(
    ("term", "text"),
    [("commune", "des communes"), ("eau", "les eaux"), ("city", "two cities"), ("énergie", "énergies"), ("jeu", "les jeux")],
)
def test_a_plural_need_not_be_listed(term: str, text: str) -> None:
    assert len(found([Term("theme", "x", term)], text)) == 1


def test_a_term_to_be_written_exactly_is_not_met_otherwise() -> None:
    terms = [Term("programme", "LIFE", "LIFE", written=Written.EXACT)]
    assert found(terms, "le programme LIFE, a life") == [("LIFE", "LIFE")]


def test_a_term_that_needs_a_capital_is_met_in_a_slug_too() -> None:
    terms = [Term("country", "JE", "Jersey", written=Written.CAPITAL)]
    assert found(terms, "jersey de laine, appel-jersey-2026, JERSEY") == [("JE", "jersey"), ("JE", "JERSEY")]


def test_an_acronym_glued_to_a_name_is_parted_from_it() -> None:
    assert found([country("SN", "Sénégal")], "Thématique : AICTSénégal") == [("SN", "Sénégal")]
    assert found([Term("group", "EUROPE", "Europe")], "EuropeAid") == []


def test_vocabularies_do_not_hide_each_other_but_places_do() -> None:
    terms = [Term("theme", "sante", "santé au Mali"), country("ML", "Mali"), Term("group", "NIGER_BASIN", "fleuve Niger")]
    assert found([*terms, country("NE", "Niger")], "santé au Mali, fleuve Niger") == [
        ("sante", "santé au Mali"),
        ("ML", "Mali"),
        ("NIGER_BASIN", "fleuve Niger"),
    ]


def test_two_codes_may_share_their_words() -> None:
    terms = [Term("theme", "dechets", "pollution plastique"), Term("theme", "biodiversite-mer", "pollution plastique")]
    assert {code for code, _ in found(terms, "la pollution plastique")} == {"dechets", "biodiversite-mer"}


def test_the_words_of_staff_are_found_beside_the_shipped_ones() -> None:
    own = Term("theme", "sport", "pétanque")
    hits = shipped((own,)).find("La pétanque au Sénégal")
    assert [(hit.vocabulary, hit.code) for hit in hits if hit.weight == 1] == [("theme", "sport"), ("country", "SN")]
    assert not [hit for hit in shipped().find("La pétanque") if hit.vocabulary == "theme"]


def test_every_shipped_term_is_found_in_its_own_words() -> None:
    recogniser = shipped()
    for term in every_term():
        met = {(hit.vocabulary, hit.code) for hit in recogniser.find(term.words)}
        assert met, term


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("marocain(e)", [("marocain", "any"), ("marocaine", "any")]),
        ("local(e|aux)", [("local", "any"), ("locale", "any"), ("localaux", "any")]),
        ("=AES", [("AES", "exact")]),
        ("^Chad", [("Chad", "capital")]),
    ],
)
def test_an_entry_of_a_data_file_stands_for_its_wordings(entry: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, written.value) for words, written in wordings(entry)] == expected


@pytest.mark.parametrize(
    ("one", "other"), [("Énergies", "energie"), ("ŒUVRES", "oeuvre"), ("eaux", "eau"), ("cities", "city")]
)
def test_folding_makes_two_writings_of_a_word_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Inde", "index"), ("AIDS", "aide"), ("Niger", "Nigeria"), ("pays", "pain")])
def test_folding_keeps_different_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(["Mali", "e\u0301", "İ", "ß", "eau ", "-", "\n", "AICT", "𝒳", "\u0301"])).map("".join),
    )
)
def test_a_hit_gives_the_very_words_of_the_text(text: str) -> None:
    for hit in shipped().find(text):
        assert text[hit.start : hit.end] == hit.said != ""
