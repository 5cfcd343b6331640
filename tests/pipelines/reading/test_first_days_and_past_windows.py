"""Days before which nothing is taken, windows told in the past, days of help before the answer: none is a last day."""

from datetime import date

import pytest

from pipelines.reading.status import read_status
from tests.pipelines.reading.reading_of import dates_of, document, opening_of, sessions_of

NOT_BEFORE = [
    "Aucune demande n’est reçue avant le 2 mars 2026.",
    "Aucun dossier ne pourra être déposé avant le 2 mars 2026.",
    "Les dossiers ne peuvent pas être déposés avant le 2 mars 2026.",
    "Le dépôt ne sera pas possible avant le 2 mars 2026.",
    "Dépôt des candidatures : pas avant le 2 mars 2026",
    "Nul ne peut déposer de dossier avant le 2 mars 2026.",
    "Il n’est pas possible de déposer un dossier avant le 2 mars 2026.",
    "No application will be accepted before 2 March 2026.",
    "Applications cannot be submitted before 2 March 2026.",
    "Proposals will not be received before the 2nd of March 2026.",
]


@pytest.mark.parametrize("text", NOT_BEFORE)
def test_a_day_before_which_nothing_is_taken_is_the_opening(text: str) -> None:
    assert (opening_of(text), sessions_of(text)) == ("2026-03-02", [])


@pytest.mark.parametrize(
    "text",
    [
        "Les dossiers non reçus avant le 2 mars 2026 seront rejetés.",
        "Les demandes qui ne sont pas parvenues avant le 2 mars 2026 ne seront pas examinées.",
        "Si votre dossier n’est pas complet, renvoyez-le avant le 2 mars 2026.",
        "Applications that have not been received before 2 March 2026 will be rejected.",
        "Applications will not be considered unless received before 2 March 2026.",
        "N’oubliez pas de déposer votre dossier avant le 2 mars 2026 !",
        "Do not forget to submit your application before 2 March 2026.",
        "Les dossiers ne sont pas envoyés par courrier et sont à déposer en ligne avant le 2 mars 2026.",
        "You must not submit by post and should apply online before 2 March 2026.",
    ],
)
def test_what_is_refused_when_it_has_not_come_by_then_has_a_last_day(text: str) -> None:
    assert sessions_of(text) == ["2026-03-02"]


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        ("Un compte se demande avant le 1er mai 2026 ; les dossiers se déposent jusqu’au 1er juin 2026.", ["2026-06-01"]),
        ("Your account must be created before 1 May 2026. Applications close on 1 June 2026.", ["2026-06-01"]),
        ("L’association relit les projets envoyés avant le 1er mars 2026. Clôture : 31 mars 2026.", ["2026-03-31"]),
        ("Nos conseillères relisent les dossiers reçus avant le 1er mars 2026. Clôture : 31 mars 2026.", ["2026-03-31"]),
        ("Our team reviews drafts sent before 1 March 2026. Deadline: 31 March 2026.", ["2026-03-31"]),
        ("Faites relire votre dossier, puis déposez-le avant le 31 mars 2026.", ["2026-03-31"]),
    ],
)
def test_an_account_or_a_reading_over_has_no_session(text: str, sessions: list[str]) -> None:
    assert sessions_of(text) == sessions


PAST = [
    "L’appel de 2026 a été ouvert du 30 mars au 3 juillet 2026.",
    "Les candidatures ont été ouvertes du 30 mars au 3 juillet.",
    "L’appel était ouvert du 30 mars au 3 juillet 2026.",
    "The call was open from 30 March to 3 July 2026.",
    "Applications were open between 30 March and 3 July.",
]


@pytest.mark.parametrize("text", PAST)
def test_a_window_told_in_the_past_is_closed(text: str) -> None:
    later = date(2026, 10, 1)
    said = read_status(document(text, later))
    assert said is not None
    assert said.value == "closed"
    assert sessions_of(text, later) == ["2026-07-03"]


def test_a_year_is_never_inferred_ahead_for_a_window_told_in_the_past() -> None:
    read = dates_of("La campagne a été ouverte du 30 mars au 3 juillet.", date(2026, 12, 1))
    assert read.opening is not None
    assert (read.opening.value, read.sessions[0].value.day) == (date(2026, 3, 30), date(2026, 7, 3))


def test_what_has_been_opened_on_a_day_is_not_closed_for_that() -> None:
    said = read_status(document("L’appel a été ouvert le 2 février 2026 et se clôt le 3 juin 2026.", date(2026, 4, 1)))
    assert said is not None
    assert said.value == "open"


@pytest.mark.parametrize("text", ["Termine ultimo: 20 giugno 2026", "Il termine è fissato al 20 giugno 2026."])
def test_an_italian_term_is_no_closed_call(text: str) -> None:
    assert read_status(document(text)) is None
