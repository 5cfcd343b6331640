"""The hour of a deadline and the clock it is read on."""

from datetime import UTC, datetime, time

import pytest

from tests.pipelines.reading.reading_of import dates_of, flags_of

HOURS = [
    ("Date limite : 13 mars 2026 à 12h", time(12), "Europe/Paris"),
    ("Date limite : 13 mars 2026 à 12h00 (heure de Paris)", time(12), "Europe/Paris"),
    ("Date limite : vendredi 13 mars 2026, 17 h heure de Bruxelles", time(17), "Europe/Brussels"),
    ("Clôture le 13 mars 2026 à 23h59", time(23, 59), "Europe/Paris"),
    ("Clôture le 13 mars 2026 – 23 h 59, heure de Montréal", time(23, 59), "America/Toronto"),
    ("jusqu’au 13 mars 2026 à midi, heure de Paris", time(12), "Europe/Paris"),
    ("Dépôt avant le 13/03/2026 16:30", time(16, 30), "Europe/Paris"),
    ("Les dossiers sont reçus jusqu’à 17h00 le 13 mars 2026.", time(17), "Europe/Paris"),
    ("Clôture : 13 mars 2026, 18 heures (heure de Dakar)", time(18), "Africa/Dakar"),
    ("jusqu’au 13 mars 2026 à minuit, heure de La Réunion", None, "Indian/Reunion"),
    ("Deadline: 13 March 2026, 15:00 CET", time(15), "Europe/Paris"),
    ("Deadline: 13 March 2026 at 5 p.m. (Brussels time)", time(17), "Europe/Brussels"),
    ("Deadline: 13 March 2026 at 12:00 noon Paris time", time(12), "Europe/Paris"),
    ("Deadline: March 13, 2026, 11:59 PM New York time", time(23, 59), "America/New_York"),
    ("Deadline: March 13, 2026 at 5:00 p.m. EDT", time(17), "America/New_York"),
    ("Deadline: 13 March 2026, 16:00 (GMT)", time(16), "UTC"),
    ("Deadline: 13 March 2026, 23:59 (GMT+3)", time(23, 59), "Etc/GMT-3"),
    ("Deadline: 13-Mar-2026 15:00 (GMT 5.30)", time(15), "Asia/Kolkata"),
    ("Deadline: 13 March 2026 13:00 Lisbon time", time(13), "Europe/Lisbon"),
    ("by 17:00 CET on 13 March 2026", time(17), "Europe/Paris"),
    ("Plazo: hasta el 13 de marzo de 2026 a las 14:00 (hora de Madrid)", time(14), "Europe/Madrid"),
    ("Prazo: 13 de março de 2026, 17h00 (hora de Lisboa)", time(17), "Europe/Lisbon"),
    ("2026-03-13T17:00:00+01:00", time(17), "Europe/Paris"),
    ("Date limite : 13 mars 2026", None, "Europe/Paris"),
    ("Date limite : 13 mars 2026 à 17 h, heure de Vancouver", time(17), "America/Vancouver"),
    ("Date limite : 13 mars 2026 à 17 h (heure de l’Est)", time(17), "America/Toronto"),
    ("Date limite : 13 mars 2026, 16 h 30 heure avancée de l’Est", time(16, 30), "America/Toronto"),
    ("Dépôt jusqu’au 13 mars 2026 à 16 h, heure de Toronto", time(16), "America/Toronto"),
    ("Les candidatures sont reçues jusqu’à 17 h (heure du Pacifique) le 13 mars 2026.", time(17), "America/Vancouver"),
    ("Date limite : 13 mars 2026 à 23 h 59 HNE", time(23, 59), "America/Toronto"),
    ("Deadline: 13 March 2026 at 5:00 p.m. (Toronto time)", time(17), "America/Toronto"),
    ("Deadline: 13 March 2026, 5 pm ET", time(17), "America/New_York"),
    ("Closing date: Friday 13 March 2026 at 1630 GMT", time(16, 30), "UTC"),
]


@pytest.mark.parametrize(("text", "hour", "zone"), HOURS)
def test_the_hour_and_its_zone_are_read(text: str, hour: time | None, zone: str) -> None:
    (session,) = dates_of(text).sessions
    assert (session.value.day.isoformat(), session.value.hour, session.value.zone) == ("2026-03-13", hour, zone)


def test_midnight_keeps_the_whole_day_said() -> None:
    (session,) = dates_of("Clôture le 16 mars 2026 à minuit").sessions
    assert session.value.closes_at == datetime(2026, 3, 16, 23, tzinfo=UTC)
    assert "midnight" in session.flags


def test_avant_le_excludes_that_day() -> None:
    (session,) = dates_of("Dossiers à déposer avant le 15 mars 2026.").sessions
    assert not session.value.inclusive
    assert session.value.last_safe_day.isoformat() == "2026-03-14"


@pytest.mark.parametrize(
    "text",
    [
        "Dossiers à déposer avant le 15 mars 2026 inclus.",
        "Dossiers à déposer avant le 15 mars 2026 à 17h.",
        "Dossiers à déposer avant le 15 mars 2026 minuit.",
        "Dossiers à déposer au plus tard le 15 mars 2026.",
        "Dossiers à déposer jusqu’au 15 mars 2026.",
        "Apply by 15 March 2026.",
    ],
)
def test_other_wordings_include_that_day(text: str) -> None:
    (session,) = dates_of(text).sessions
    assert session.value.inclusive


def test_an_abbreviation_with_several_meanings_is_flagged() -> None:
    assert "zone_ambiguous" in flags_of("Deadline: August 9, 2026 at 18:00 (EST)")
