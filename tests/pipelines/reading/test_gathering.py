"""When and where trainings and events take place: a day to register by is none of their days."""

from datetime import UTC, date, datetime

import pytest

from model.codes import Status
from model.timing import status_at
from pipelines.reading.document import Document
from pipelines.reading.gathering import Gathering, read_gathering
from pipelines.steps import read

DAYS = [
    (
        "Forum",
        "Rendez-vous à Dakar les 3 et 4 juin 2027, inscription en ligne avant le 15 mai 2027.",
        "2027-06-03",
        "2027-06-04",
    ),
    (
        "Webinaire",
        "Le 12 mars 2027 de 10 h à 11 h, en visioconférence. Inscription avant le 10 mars.",
        "2027-03-12",
        "2027-03-12",
    ),
    (
        "Formation",
        "Elle se déroule du 4 au 6 mai 2027. Date limite d’inscription : 20 avril 2027.",
        "2027-05-04",
        "2027-05-06",
    ),
    ("Annual meeting", "Porto, 3-5 May 2027. Register by 1 April 2027.", "2027-05-03", "2027-05-05"),
    ("Journées du patrimoine", "18 et 19 septembre 2027", "2027-09-18", "2027-09-19"),
    ("Salon, conférence du 20 novembre 2027", "À Paris, porte de Versailles.", "2027-11-20", "2027-11-20"),
    ("Info day", "The info day will be held online on 15 April 2027.", "2027-04-15", "2027-04-15"),
    ("Délégation au Vietnam", "Du 3 au 9 mai 2027, places limitées.", "2027-05-03", "2027-05-09"),
    ("Séminaire", "Mis à jour le 3 mai 2027. Le séminaire aura lieu le 9 juin 2027.", "2027-06-09", "2027-06-09"),
    ("MOOC", "Le cours débute le 1er février 2027 et dure six semaines.", "2027-02-01", "2027-02-01"),
    ("Summer school", "Runs from 5 to 9 July 2027 in Strasbourg; apply before 1 May.", "2027-07-05", "2027-07-09"),
]


def gathering(title: str, text: str) -> Gathering:
    return read_gathering(Document(title=title, text=text, reference=date(2027, 1, 10)))


@pytest.mark.parametrize(("title", "text", "starts", "ends"), DAYS)
def test_the_days_of_a_meeting(title: str, text: str, starts: str, ends: str) -> None:
    found = gathering(title, text)
    assert found.starts is not None
    assert found.ends is not None
    assert [found.starts.value.isoformat(), found.ends.value.isoformat()] == [starts, ends]


@pytest.mark.parametrize("text", ["Inscriptions jusqu’au 3 mai 2027.", "Register by 1 April 2027.", "Le cahier est ici."])
def test_a_day_to_register_by_is_no_day_of_the_meeting(text: str) -> None:
    assert gathering("Atelier", text).starts is None


@pytest.mark.parametrize(
    ("text", "venue", "online"),
    [
        ("Rendez-vous à Dakar le 3 juin 2027.", "Dakar", None),
        ("Porto, 3-5 May 2027.", "Porto", None),
        ("Runs from 5 to 9 July 2027 in Strasbourg.", "Strasbourg", None),
        ("Le séminaire aura lieu le 9 juin 2027 à Bruxelles, en présentiel.", "Bruxelles", False),
        ("Le 9 juin 2027, en visioconférence.", None, True),
    ],
)
def test_where_a_meeting_takes_place(text: str, venue: str | None, online: bool | None) -> None:
    found = gathering("Rencontre", text)
    assert (found.venue.value if found.venue else None) == venue
    assert (found.online.value if found.online else None) is online


def test_only_trainings_and_events_have_days_and_they_are_over_after_the_last() -> None:
    call = read(Document(title="Appel à projets", text="Le projet dure du 3 au 9 mai 2027.", reference=date(2027, 1, 10)))
    assert call.starts is None
    event = read(Document(title="Forum de la coopération", text="Du 3 au 9 mai 2027 à Dakar.", reference=date(2027, 1, 10)))
    assert event.ends is not None
    assert (event.sessions, event.opening) == ((), None)
    assert status_at(event, datetime(2027, 5, 9, 12, tzinfo=UTC)) is not Status.CLOSED
    assert status_at(event, datetime(2027, 5, 10, 12, tzinfo=UTC)) is Status.CLOSED
