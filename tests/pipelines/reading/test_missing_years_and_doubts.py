"""Years that are not said, and dates that should not be trusted: each is flagged."""

from datetime import date

import pytest

from tests.pipelines.reading.reading_of import dates_of, flags_of, sessions_of

INFERRED = [
    ("Dépôt des dossiers jusqu’au 31 mars.", date(2026, 1, 19), "2026-03-31"),
    ("Dépôt des dossiers jusqu’au 15 mars.", date(2025, 12, 5), "2026-03-15"),
    ("Candidatures ouvertes jusqu’au 28 février prochain", date(2025, 10, 7), "2026-02-28"),
    ("Date limite : 20 décembre", date(2026, 12, 1), "2026-12-20"),
    ("Date limite : 5 janvier", date(2026, 12, 1), "2027-01-05"),
    ("Date limite : lundi 15 juin", date(2026, 2, 1), "2026-06-15"),
    ("Deadline: 16th June, 3:00 p.m.", date(2026, 3, 1), "2026-06-16"),
    ("Apply by Dec. 20", date(2026, 9, 1), "2026-12-20"),
    ("Réponses attendues avant fin mai", date(2026, 2, 1), "2026-05-31"),
    ("Date limite : 10 janvier", date(2026, 1, 30), "2026-01-10"),
    ("Dépôt avant le 15/03", date(2026, 1, 30), "2026-03-15"),
]


@pytest.mark.parametrize(("text", "reference", "expected"), INFERRED)
def test_a_missing_year_comes_from_the_reference_and_is_flagged(text: str, reference: date, expected: str) -> None:
    assert sessions_of(text, reference) == [expected]
    assert "year_inferred" in flags_of(text, reference)


def test_a_year_shared_in_the_sentence_is_not_inferred_from_the_reference() -> None:
    text = "Les préinscriptions sont ouvertes jusqu’au 14 octobre et les dossiers jusqu’au 16 décembre 2024."
    assert sessions_of(text)[0] == "2024-10-14"
    assert "year_inferred" not in flags_of(text)


def test_an_old_title_gives_the_year_of_a_page_seen_late() -> None:
    dates = dates_of("Dépôt des dossiers jusqu’au 31 mars.", title="Appel à projets jeunesse 2023")
    assert [s.value.day.isoformat() for s in dates.sessions] == ["2023-03-31"]


def test_a_weekday_that_does_not_fit_is_flagged_and_the_date_kept() -> None:
    text = "Date limite : lundi 12 février 2026"
    assert sessions_of(text) == ["2026-02-12"]
    assert "weekday_mismatch" in flags_of(text)


def test_a_window_that_ends_before_it_starts_is_flagged() -> None:
    text = "Appel ouvert du 15 mars 2026 au 15 janvier 2026"
    assert "window_impossible" in flags_of(text)


def test_a_window_of_more_than_400_days_is_flagged() -> None:
    assert "window_long" in flags_of("Appel ouvert du 19 décembre 2024 au 19 mars 2026")


@pytest.mark.parametrize(
    "text", ["Date limite : 30 février 2026", "Date limite : 31/06/2026", "Date limite : 29 février 2027"]
)
def test_a_day_that_does_not_exist_is_not_read(text: str) -> None:
    assert sessions_of(text) == []


def test_two_close_deadlines_in_two_sentences_are_flagged_as_a_conflict() -> None:
    text = "Deadline: 16 September 2026.\nThe call closes on 17 September 2026."
    assert sessions_of(text) == ["2026-09-16", "2026-09-17"]
    assert "conflict" in flags_of(text)


def test_an_american_date_is_read_month_first_when_the_text_is_american() -> None:
    assert sessions_of("Closing date: 03/04/2026 11:59 PM Eastern Time") == ["2026-03-04"]
    assert "day_month_ambiguous" in flags_of("Closing date: 03/04/2026 11:59 PM Eastern Time")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Clôture dans 12 jours",
        "31 jours restants",
        "Date de clôture : non précisée",
        "L’appel est ouvert deux fois par an.",
        "Subvention de 2 000 à 15 000 euros",
        "Lot 3/4 du programme 2021-2027",
        "Contacter le 01 40 50 60 70",
    ],
)
def test_no_date_is_invented(text: str) -> None:
    dates = dates_of(text)
    assert (dates.sessions, dates.opening, dates.later_stages) == ((), None, ())


def test_a_past_closure_gives_way_to_the_window_that_follows() -> None:
    text = "L’appel 2025 est clos depuis le 31 octobre 2024. Pour 2026, dépôt entre le 1er août et le 30 septembre 2025."
    assert sessions_of(text) == ["2025-09-30"]


def test_a_long_text_without_a_word_of_submission_yields_no_deadline() -> None:
    story = "La commune a engagé en 2019 une coopération avec Saint-Louis du Sénégal. " * 6
    assert sessions_of(story + "Une délégation s’est rendue sur place du 3 au 9 mars 2025.") == []


def test_a_date_said_again_without_its_year_keeps_it() -> None:
    assert sessions_of("L’appel ferme le 9 mai 2019. Les plis doivent arriver avant le 9 mai à 15 h.") == ["2019-05-09"]
