"""Several sessions, two stages, yearly dates, extensions."""

import pytest

from tests.pipelines.reading.reading_of import dates_of, flags_of, sessions_of

SESSIONS = [
    ("Dates limites de dépôt : 15 mars 2026, 15 juin 2026 et 15 octobre 2026", ["2026-03-15", "2026-06-15", "2026-10-15"]),
    ("Deux sessions de dépôt : le 15 mars et le 15 octobre 2026", ["2026-03-15", "2026-10-15"]),
    (
        "1re session : dépôt avant le 15 mars 2026 ; 2e session : dépôt avant le 15 octobre 2026",
        ["2026-03-15", "2026-10-15"],
    ),
    ("Première vague : clôture le 15 mars 2026\nDeuxième vague : clôture le 15 octobre 2026", ["2026-03-15", "2026-10-15"]),
    (
        "Session de printemps : du 1er février au 15 mars 2026\nSession d’automne : du 1er septembre au 15 octobre 2026",
        ["2026-03-15", "2026-10-15"],
    ),
    ("Cut-off dates: 15 March 2026, 15 June 2026 and 15 October 2026", ["2026-03-15", "2026-06-15", "2026-10-15"]),
    ("Les dossiers sont relevés deux fois : date limite le 15 mars puis le 15 octobre 2026.", ["2026-03-15", "2026-10-15"]),
    ("Dépôt avant le 15/03/2026 ou avant le 15/10/2026", ["2026-03-15", "2026-10-15"]),
    ("Clôtures : 15 novembre 2026, 15 janvier 2027", ["2026-11-15", "2027-01-15"]),
    (
        "Dates limites : le 11 février 2026 pour la première session, le 25 mars 2026 pour la seconde.",
        ["2026-02-11", "2026-03-25"],
    ),
    ("Rolling deadlines: the first is 15 April 2026", ["2026-04-15"]),
]


@pytest.mark.parametrize(("text", "expected"), SESSIONS)
def test_all_sessions_are_kept_in_order(text: str, expected: list[str]) -> None:
    assert sessions_of(text) == expected


STAGES = [
    (
        "Notes d’intention à transmettre avant le 15 mars 2026 ; dossiers complets au plus tard le 30 juin 2026.",
        ["2026-03-15"],
        ["2026-06-30"],
    ),
    (
        "Deadline for concept notes: 15 March 2026. Deadline for full proposals: 30 June 2026.",
        ["2026-03-15"],
        ["2026-06-30"],
    ),
    (
        "First stage: 15 March 2026, 17:00. Second stage: 30 June 2026, 17:00. Both deadlines are Brussels time. "
        "Deadline first stage 15 March 2026; deadline second stage 30 June 2026",
        ["2026-03-15"],
        ["2026-06-30"],
    ),
    (
        "Phase 1 : pré-candidatures jusqu’au 15 mars 2026. Phase 2 : candidatures complètes jusqu’au 30 juin 2026.",
        ["2026-03-15"],
        ["2026-06-30"],
    ),
    (
        "Manifestations d’intérêt : date limite le 15 mars 2026. Les candidats présélectionnés déposent leur dossier "
        "avant le 30 juin 2026.",
        ["2026-03-15"],
        ["2026-06-30"],
    ),
    ("Le dossier complet doit être déposé avant le 15 mars 2026.", ["2026-03-15"], []),
    ("Pré-dépôt jusqu’au 13 février, dossier définitif au 27 mars 2026", ["2026-02-13"], ["2026-03-27"]),
    ("First stage 11 March 2026, second stage 9 September 2026", ["2026-03-11"], ["2026-09-09"]),
    (
        "Deadline for letters of intent: 27 February 2026. Full applications by invitation, due 29 May 2026.",
        ["2026-02-27"],
        ["2026-05-29"],
    ),
]


@pytest.mark.parametrize(("text", "sessions", "later"), STAGES)
def test_a_newcomer_must_keep_the_first_stage(text: str, sessions: list[str], later: list[str]) -> None:
    dates = dates_of(text)
    assert [s.value.day.isoformat() for s in dates.sessions] == sessions
    assert [s.value.day.isoformat() for s in dates.later_stages] == later


YEARLY = [
    ("Les dossiers sont à déposer avant le 31 mars de chaque année.", ["2026-03-31"]),
    ("Date limite : le 15 novembre de chaque année", ["2026-11-15"]),
    ("Chaque année, les candidatures sont ouvertes jusqu’au 30 avril.", ["2026-04-30"]),
    ("Deadline: 31 March every year", ["2026-03-31"]),
    ("La date de dépôt est fixée au 20 février de l’année.", ["2026-02-20"]),
]


@pytest.mark.parametrize(("text", "expected"), YEARLY)
def test_a_yearly_date_is_its_next_occurrence_and_flagged(text: str, expected: list[str]) -> None:
    assert sessions_of(text) == expected
    assert "recurring" in flags_of(text)


EXTENDED = [
    ("L’appel est prolongé jusqu’au 30 avril 2026.", ["2026-04-30"]),
    ("Date limite : 15 mars 2026. Attention : la date limite est reportée au 30 avril 2026.", ["2026-04-30"]),
    ("Initialement fixée au 15 mars 2026, la date limite est repoussée au 30 avril 2026.", ["2026-04-30"]),
    ("Deadline extended from 15 March 2026 to 30 April 2026", ["2026-04-30"]),
    ("NEW DEADLINE: 30 April 2026 (instead of 15 March 2026)", ["2026-04-30"]),
    ("Prolongation de l’appel à projets : dépôt jusqu’au 30 avril 2026", ["2026-04-30"]),
    ("Deadline extended! New date: 8 May 2026", ["2026-05-08"]),
]


@pytest.mark.parametrize(("text", "expected"), EXTENDED)
def test_an_extension_replaces_the_date_before(text: str, expected: list[str]) -> None:
    assert sessions_of(text) == expected
    assert "extended" in flags_of(text)


STANDING = [
    "Les demandes sont instruites au fil de l’eau.",
    "Dépôt possible tout au long de l’année.",
    "Les dossiers peuvent être déposés à tout moment.",
    "L’aide est ouverte jusqu’à épuisement de l’enveloppe.",
    "Appel à manifestation d’intérêt permanent",
    "Pas de date limite de dépôt.",
    "Guichet ouvert toute l’année.",
    "Applications are accepted on a rolling basis.",
    "Proposals may be submitted at any time.",
    "There is no deadline for applications.",
    "Convocatoria permanente: las solicitudes se reciben todo el año.",
    "Candidaturas em fluxo contínuo",
]


@pytest.mark.parametrize("text", STANDING)
def test_answers_at_any_time_are_said_with_their_sentence(text: str) -> None:
    rolling = dates_of(text).rolling
    assert rolling is not None
    assert rolling.evidence.quote == text


NOT_STANDING = [
    "La Région peut à tout moment mettre fin à l’aide.",
    "La formation continue des agents est encouragée.",
    "Les bénévoles sont présents toute l’année.",
    "The Commission may cancel the procedure at any time.",
    "Date limite : 15 mars 2026",
]


@pytest.mark.parametrize("text", NOT_STANDING)
def test_other_uses_of_the_words_are_not_answers_at_any_time(text: str) -> None:
    assert dates_of(text).rolling is None


LISTS = [
    ("Trois relevés des candidatures sont organisés. • 17/12/2025 – 12h • 27/05/2026 – 12h", ["2025-12-17", "2026-05-27"]),
    ("Dates de dépôt des dossiers :\n- 17 décembre 2025\n- 27 mai 2026", ["2025-12-17", "2026-05-27"]),
    ("• \n\n | - 27 mai 2026 : dépôt des dossiers", ["2026-05-27"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_the_items_of_a_list_follow_the_sentence_that_introduces_it(text: str, expected: list[str]) -> None:
    assert sessions_of(text) == expected


SESSIONS = [
    ("Session 1 : 14 février 2026 ; session 2 : 12 juin 2026", ["2026-02-14", "2026-06-12"]),
    ("1re relève : 14 février 2026 / 2e relève : 12 juin 2026", ["2026-02-14", "2026-06-12"]),
    ("La première vague se clôt le 14 février 2026 et la seconde le 12 juin 2026.", ["2026-02-14", "2026-06-12"]),
    ("Dossiers à remettre soit le 14 février 2026 soit le 12 juin 2026", ["2026-02-14", "2026-06-12"]),
    ("Formation – session 1 : 14 février 2026", []),
    ("Date limite pour les sessions d’avril et d’octobre 2026", []),
]


@pytest.mark.parametrize(("text", "expected"), SESSIONS)
def test_a_numbered_session_is_a_last_day_but_that_of_a_training_is_not(text: str, expected: list[str]) -> None:
    assert sessions_of(text) == expected
