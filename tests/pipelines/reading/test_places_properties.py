"""Invariants of the reading of places, whatever the text."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reading.document import Document
from pipelines.reading.places import read_places

SAID = (
    *(
        "Mali",
        "Sénégal",
        "Guinée-Bissau",
        "hors",
        "sauf",
        "éligibles",
        "non",
        "et",
        "Afrique",
        "UE",
        "franco-marocain",
        "Dakar",
    ),
    *("pays", "ne sont pas", ",", ";", ":", ".", "(", ")", "\n", "\n\n", "%", "70", "EuropeAid/1234/DD/ACT/BJ"),
    *("𝒳", "É", "e\u0301", "İ", "AICTTogo"),
)
WORDS = st.sampled_from(SAID)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(title=TEXTS, text=TEXTS)
def test_each_place_shows_the_very_words_of_the_text(title: str, text: str) -> None:
    places = read_places(Document(title=title, text=text, reference=date(2026, 11, 20)))
    given_texts = {"title": title, "text": text}
    every = (*places.countries, *places.excluded_countries, *places.groups, *places.excluded_groups)
    for one in every:
        proof = one.evidence
        assert proof.quote == given_texts[proof.place][proof.start : proof.end]
        assert proof.quote
    assert not {one.value for one in places.countries} & {one.value for one in places.excluded_countries}
