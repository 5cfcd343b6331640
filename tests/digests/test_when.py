"""Deadlines in words."""

from typing import Any

import pytest

from digests.draft import Doubt, When
from digests.french import NBSP as N
from digests.when import when_of
from model.codes import Kind, Precision, Status
from model.deadline import BRUSSELS, Deadline
from model.facts import Facts
from tests.digests.fakes import NOW, on, read


def when(deadline: Deadline, department: str | None = None, **more: Any) -> When:
    return when_of(Facts(sessions=(read(deadline, "la phrase", **more),)), Status.OPEN, NOW, department)


def test_a_day_without_hour_says_no_hour() -> None:
    said = when(on("2026-10-03"))
    assert said.text == f"samedi 3{N}octobre 2026"
    assert said.left == f"dans 18{N}jours"
    assert said.notes == ()


@pytest.mark.parametrize(
    ("kind", "label"), [(Kind.TRAINING, "Inscription"), (Kind.EVENT, "Inscription"), (Kind.CALL, "Date limite")]
)
def test_what_ends_for_a_training_is_its_registration(kind: Kind, label: str) -> None:
    facts = Facts(kind=read(kind), sessions=(read(on("2026-10-03")),))
    assert when_of(facts, Status.OPEN, NOW).label == label


def test_a_day_excluded_names_the_last_safe_day() -> None:
    said = when(on("2026-09-18", inclusive=False))
    assert said.text == f"avant le vendredi 18{N}septembre 2026 (dernier jour sûr{N}: le jeudi 17{N}septembre 2026)"
    assert (said.short, said.left) == (f"avant le 18{N}sept.", f"dans 2{N}jours")


def test_an_hour_is_said_in_paris_time() -> None:
    said = when(on("2026-10-03", "17:00", zone=BRUSSELS))
    assert said.text == f"samedi 3{N}octobre 2026 à 17{N}h"
    assert said.notes == ("Heure de Paris",)


def test_an_hour_from_elsewhere_is_said_in_paris_then_as_the_source_says() -> None:
    said = when(on("2026-10-03", "23:59", zone="America/New_York"))
    assert said.text == f"dimanche 4{N}octobre 2026 à 5{N}h{N}59"
    assert said.notes == (f"Heure de Paris{N}; le 3{N}oct.{N}2026 à 23{N}h{N}59, heure de New York",)


def test_a_member_overseas_reads_its_own_hour_and_day() -> None:
    said = when(on("2026-10-03", "23:59"), department="974")
    assert said.notes == (f"Heure de Paris{N}; le 4{N}oct.{N}2026 à 1{N}h{N}59 à La Réunion",)


def test_the_hour_of_the_source_that_is_the_member_s_own_is_said_once() -> None:
    said = when(on("2026-11-06", "16:00", zone="Indian/Reunion"), department="974")
    assert said.notes == (f"Heure de Paris{N}; le 6{N}nov.{N}2026 à 16{N}h à La Réunion",)


@pytest.mark.parametrize(
    ("day", "urgency"),
    [("2026-09-15", "now"), ("2026-09-22", "now"), ("2026-09-23", "soon"), ("2026-10-06", "soon"), ("2026-10-07", "calm")],
)
def test_urgency_follows_the_days_left(day: str, urgency: str) -> None:
    assert when(on(day)).urgency == urgency


def test_a_vague_date_counts_no_days() -> None:
    said = when(on("2026-09-30", precision=Precision.MONTH))
    assert (said.text, said.left) == (f"septembre{N}2026 (jour non précisé)", "")


@pytest.mark.parametrize("more", [{"flags": ("year_inferred",)}, {"confidence": 0.5}, {"flags": ("new_flag",)}])
def test_a_doubtful_date_is_to_be_checked_with_its_sentence(more: dict[str, Any]) -> None:
    said = when(on("2026-10-03"), **more)
    assert said.text == ""
    assert said.doubts == (Doubt(f"samedi 3{N}octobre 2026", "la phrase"),)


def test_a_date_without_its_words_is_not_shown_as_a_fact() -> None:
    said = when_of(Facts(sessions=(read(on("2026-10-03"), " "),)), Status.OPEN, NOW)
    assert (said.text, len(said.doubts)) == ("", 1)


@pytest.mark.parametrize("flag", ["extended", "midnight", "year_shared"])
def test_a_flag_that_only_says_how_a_date_was_read_is_no_doubt(flag: str) -> None:
    assert when(on("2026-10-03"), flags=(flag,)).doubts == ()


def test_the_next_session_is_shown_and_the_others_noted() -> None:
    sessions = tuple(read(on(day)) for day in ("2026-03-01", "2026-10-03", "2027-03-01"))
    stages = (read(on("2026-12-01")),)
    said = when_of(Facts(sessions=sessions, later_stages=stages), Status.OPEN, NOW)
    assert said.text == f"samedi 3{N}octobre 2026"
    assert said.notes == (
        f"Autres sessions{N}: 1er{N}mars{N}2027",
        f"Étape suivante, sur sélection{N}: 1er{N}déc.{N}2026",
    )


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.PERMANENT, "Dépôt : toute l’année, sans date limite"),
        (Status.OPEN, "Date limite : non précisée"),
        (Status.ANNOUNCED, "Dates : à venir"),
    ],
)
def test_a_call_without_a_date_says_so(status: Status, said: str) -> None:
    held = when_of(Facts(), status, NOW)
    assert f"{held.label} : {held.text}" == said


def test_a_standing_facility_that_is_doubtful_and_a_doubtful_later_stage_are_to_be_checked() -> None:
    standing = when_of(Facts(rolling=read(True, "au fil de l’eau", confidence=0.4)), Status.PERMANENT, NOW)
    assert (standing.text, standing.doubts) == ("", (Doubt("toute l’année, sans date limite", "au fil de l’eau"),))
    stages = (read(on("2026-12-01"), confidence=0.5),)
    said = when_of(Facts(sessions=(read(on("2026-10-03")),), later_stages=stages), Status.OPEN, NOW)
    assert said.notes == (f"Étape suivante, sur sélection{N}: 1er{N}déc.{N}2026 (à vérifier)",)


def test_an_old_undated_call_said_to_be_current_is_to_be_checked() -> None:
    facts = Facts(status=read(Status.OPEN, "En cours", flags=("stale",)))
    said = when_of(facts, Status.OPEN, NOW)
    assert (said.text, said.short) == ("", "en cours (à vérifier)")
    assert said.doubts == (Doubt("en cours, sans date, depuis plus d’un an", "En cours"),)
