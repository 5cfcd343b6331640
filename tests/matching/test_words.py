"""Members' own words in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.words import Lookout, folded, places


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Des EAUX usées, à traiter", "eau usée", True),
        ("Le bureau d’études", "eau", False),
        ("L’eau", "EAU", True),
        ("coopération-décentralisée", "coopération décentralisée", True),
        ("coopération, puis décentralisée", "coopération décentralisée", False),
        ("les prix", "prix", True),
        ("rien", "", False),
    ],
)
def test_words_are_found_whole_whatever_their_accents_case_and_number(text: str, words: str, expected: bool) -> None:
    assert bool(Lookout([folded(words)]).found(text)) is expected


def test_where_a_phrase_stands_is_told_in_characters_of_the_text() -> None:
    text = "Œuvre : ﬁlière eau, eaux usées."
    assert [text[start:end] for _, start, end in places(text, [folded("eau"), folded("eau usée")])] == [
        "eau",
        "eaux",
        "eaux usées",
    ]


@given(st.text(max_size=60), st.text(max_size=12))
def test_what_is_found_is_in_the_text(text: str, words: str) -> None:
    for phrase, start, end in places(text, [folded(words)]):
        assert folded(text[start:end]) == phrase
