"""Last days in the usual forms of Italian and German funders."""

import pytest

from tests.pipelines.reading.reading_of import dates_of, opening_of, sessions_of

LAST_DAYS = [
    ("Le candidature devono pervenire entro il 30 aprile 2026.", "2026-04-30"),
    ("Scadenza: 30 aprile 2026", "2026-04-30"),
    ("Il bando scade il 9 settembre 2026.", "2026-09-09"),
    ("Le domande possono essere presentate fino al 15 maggio 2026.", "2026-05-15"),
    ("Termine ultimo per la presentazione delle domande: venerdì 15 maggio 2026", "2026-05-15"),
    ("Il termine è fissato al 20 giugno 2026.", "2026-06-20"),
    ("Le istanze vanno inviate entro e non oltre il 1 luglio 2026.", "2026-07-01"),
    ("Bewerbungen sind bis zum 30. April 2026 möglich.", "2026-04-30"),
    ("Einsendeschluss ist der 15. Mai 2026.", "2026-05-15"),
    ("Einsendeschluss: Freitag, 13. März 2026", "2026-03-13"),
    ("Frist: 31.07.2026", "2026-07-31"),
    ("Die Frist endet am 31. Juli 2026.", "2026-07-31"),
    ("Einreichung bis spätestens 5. Mai 2026", "2026-05-05"),
    ("Anträge müssen bis 4. Dezember 2026 eingereicht werden.", "2026-12-04"),
    ("Der Projektaufruf ist bis 12. Oktober 2026 geöffnet.", "2026-10-12"),
]


@pytest.mark.parametrize(("text", "expected"), LAST_DAYS)
def test_a_last_day_is_read(text: str, expected: str) -> None:
    assert sessions_of(text) == [expected]


@pytest.mark.parametrize(
    ("text", "opening", "last"),
    [
        ("Il bando è aperto dal 2 febbraio al 30 aprile 2026.", "2026-02-02", "2026-04-30"),
        ("Anträge können vom 1. Februar bis zum 30. April 2026 eingereicht werden.", "2026-02-01", "2026-04-30"),
    ],
)
def test_a_window_has_an_opening_and_a_last_day(text: str, opening: str, last: str) -> None:
    assert (opening_of(text), sessions_of(text)) == (opening, [last])


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("Scadenza: 30 aprile 2026, ore 12.00", "12:00"),
        ("Le proposte vanno inviate entro le ore 17:30 del 5 maggio 2026.", "17:30"),
        ("Bewerbungsfrist: 30. Juni 2026, 18 Uhr", "18:00"),
        ("Frist: 30. Juni 2026 um 23.59 Uhr", "23:59"),
    ],
)
def test_the_hour_is_read_with_its_day(text: str, hour: str) -> None:
    (session,) = dates_of(text).sessions
    assert session.value.hour is not None
    assert session.value.hour.isoformat("minutes") == hour


@pytest.mark.parametrize(
    "text",
    ["Il convegno si terrà il 12 maggio 2026 a Torino.", "Die Veranstaltung findet am 12. Mai 2026 in Freiburg statt."],
)
def test_the_day_of_a_meeting_is_no_deadline(text: str) -> None:
    assert sessions_of(text) == []
