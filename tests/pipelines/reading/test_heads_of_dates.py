"""The heads of columns of dates: publication, opening and closing named once above their days."""

import pytest

from tests.pipelines.reading.reading_of import opening_of, sessions_of

TABLES = [
    "Publication | Ouverture | Clôture\n12 janvier 2026 | 2 février 2026 | 30 avril 2026",
    "Dispositif | Publication | Ouverture | Clôture\nEau et climat | 12/01/2026 | 02/02/2026 | 30/04/2026",
    "| Publication | Ouverture | Clôture |\n|---|---|---|\n| 12/01/2026 | 02/02/2026 | 30/04/2026 |",
    "Call | Published | Opens | Closes\nWater | 12 January 2026 | 2 February 2026 | 30 April 2026",
    "Calendrier\nPublication\nOuverture\nClôture\n12/01/2026\n02/02/2026\n30/04/2026\nContact",
    "Mise en ligne\n\nOuverture du dépôt\n\nDate limite\n\n12 janvier 2026\n\n2 février 2026\n\n30 avril 2026 à 12 h",
    "Publication Ouverture Clôture\n12/01/2026 02/02/2026 30/04/2026",
    "Published\nOpening date\nClosing date\n12 January 2026\n2 February 2026\n30 April 2026",
    "Ouverture\nDate limite\n2 février 2026\n30 avril 2026",
]


@pytest.mark.parametrize("text", TABLES)
def test_each_day_is_what_the_head_of_its_column_says(text: str) -> None:
    assert (opening_of(text), sessions_of(text)) == ("2026-02-02", ["2026-04-30"])


@pytest.mark.parametrize(
    "text",
    [
        "Dates limites\n3 mars 2026\n5 juin 2026",
        "Dépôt des dossiers\nDates limites\n3 mars 2026\n5 juin 2026",
        "Deadlines\n3 March 2026\n5 June 2026",
    ],
)
def test_one_head_over_several_days_bears_on_them_all(text: str) -> None:
    assert sessions_of(text) == ["2026-03-03", "2026-06-05"]


ASKED = [
    "Elles peuvent demander jusqu’à 20 000 euros, avant le 31 janvier 2027, pour planter un verger.",
    "Elles peuvent solliciter le fonds jusqu’au 31 janvier 2027.",
    "Towns may request up to 20,000 euros, before 31 January 2027, for an orchard.",
    "They can ask for up to EUR 20,000 by 31 January 2027.",
]
STORY = (
    "Le réseau plante des haies et ouvre des vergers dans les bourgs de montagne depuis vingt ans. Les écoles y viennent, "
    "une jardinière passe deux fois par an, et les récoltes vont à la cantine ; le tout sans dépense pour les familles, qui "
    "donnent seulement un peu de leur temps au printemps.\n"
)


@pytest.mark.parametrize("text", ASKED)
def test_money_is_asked_for_by_a_last_day_in_a_long_text_too(text: str) -> None:
    assert sessions_of(STORY + text) == ["2027-01-31"]


@pytest.mark.parametrize(
    "text",
    [
        "Elles peuvent demander des informations avant le 31 janvier 2027.",
        "Ils peuvent demander un rendez-vous avant le 31 janvier 2027.",
    ],
)
def test_news_or_a_meeting_asked_for_is_no_answer(text: str) -> None:
    assert sessions_of(STORY + text) == []
