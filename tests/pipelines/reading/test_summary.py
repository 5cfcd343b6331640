"""A summary made of the source's own sentences."""

from pipelines.reading.summary import LENGTH, summarise
from tests.pipelines.reading.reading_of import document

CALL = """Accueil > Aides > International

Publié le 5 janvier 2026

Cet appel à projets vise à soutenir les communes qui coopèrent avec une collectivité d’Afrique de l’Ouest.

Il finance des actions dans l’eau, la santé et la formation des jeunes, conduites avec le partenaire local.

Date limite de dépôt : 15 mars 2026.

Contact : service des relations internationales, 01 00 00 00 00.
"""


def test_the_purpose_comes_first_and_dates_and_contacts_stay_out() -> None:
    summary = summarise(document(CALL))
    assert summary.startswith("Cet appel à projets vise à soutenir les communes")
    assert "15 mars" not in summary
    assert "Contact" not in summary


def test_french_sentences_are_preferred_in_a_text_in_two_languages() -> None:
    text = (
        "The programme aims to support towns that work together across Europe with their citizens.\n\n"
        "Le programme vise à soutenir les villes qui coopèrent en Europe avec leurs habitants."
    )
    assert summarise(document(text)).startswith("Le programme vise")


def test_a_long_sentence_is_cut_at_a_word() -> None:
    text = "Ce fonds vise à soutenir " + "des communes et des associations " * 14 + "partenaires."
    summary = summarise(document(text))
    assert summary.endswith("…")
    assert len(summary) <= LENGTH + 70


def test_a_text_without_a_sentence_has_no_summary() -> None:
    assert summarise(document("")) == ""
    assert summarise(document("15 mars 2026")) == ""
