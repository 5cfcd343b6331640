"""What a source states in fields of its own wins over its text, and the steps that follow see it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from model.codes import Scope
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.notice import Notice
from pipelines.steps import STEPS, understand


def notice(given: Facts) -> Notice:
    return Notice(
        source="portail",
        reference="1",
        url="https://portail.exemple/1",
        title="Smart grids for islands",
        text="Projects take place in Senegal. Deadline: 15 October 2026.",
        seen_at=datetime(2026, 8, 25, 5, 30, tzinfo=UTC),
        given=given,
    )


def test_the_programme_that_the_source_states_decides_the_scope_whatever_the_text_says() -> None:
    programme = Reading("HORIZON", Evidence("43108390", 0, 8, "field:frameworkProgramme"))
    told, untold = understand(notice(Facts(programme=programme))), understand(notice(Facts()))
    assert told.scope is not None
    assert told.scope.value is Scope.OUT
    assert told.scope.evidence.place == "field:frameworkProgramme"
    assert untold.scope is not None
    assert untold.scope.value is Scope.INTERNATIONAL


def test_a_given_value_is_never_replaced_by_a_read_one() -> None:
    egypt = Reading("EG", Evidence("EG", 0, 2, "field:identifier"))
    facts = understand(notice(Facts(countries=(egypt,))))
    assert facts.countries == (egypt,)
    assert facts.sessions, "ce que la source ne donne pas est lu dans le texte"


@pytest.mark.parametrize(
    ("stated", "hour"),
    [
        (Deadline(date(2026, 9, 25)), time(18)),
        (Deadline(date(2026, 9, 25), time(12)), time(12)),
        (Deadline(date(2026, 9, 30)), None),
    ],
)
def test_the_hour_of_a_stated_day_is_read_in_the_text_that_says_the_same_day(stated: Deadline, hour: time | None) -> None:
    said = "La note d’intention est reçue jusqu’au vendredi 25 septembre 2026 (au plus tard à 18 heures, heure de Paris)."
    given = Facts(sessions=(Reading(stated, Evidence("25/09/2026", 0, 10, "field:closes")),))
    (session,) = understand(replace(notice(given), text=said)).sessions
    assert (session.value.day, session.value.hour) == (stated.day, hour)


@pytest.mark.parametrize(("stated", "inclusive"), [(date(2026, 9, 25), False), (date(2026, 9, 30), True)])
def test_a_day_stated_by_a_list_stays_left_out_where_the_text_says_before_it(stated: date, inclusive: bool) -> None:
    given = Facts(sessions=(Reading(Deadline(stated), Evidence("25/09/2026", 0, 10, "field:closes")),))
    (session,) = understand(replace(notice(given), text="Dossiers à déposer avant le 25 septembre 2026.")).sessions
    assert (session.value.day, session.value.inclusive) == (stated, inclusive)
    assert session.evidence.place == "field:closes"


def test_each_step_is_explained_for_who_reads_the_list_first() -> None:
    assert all(step.__doc__ for step in STEPS)


@pytest.mark.parametrize(
    ("stated", "days"),
    [
        (date(2027, 6, 11), [date(2027, 3, 5), date(2027, 6, 11)]),
        (date(2027, 3, 5), [date(2027, 3, 5)]),
        (date(2027, 7, 1), [date(2027, 7, 1)]),
    ],
)
def test_a_stated_last_day_hides_no_earlier_session_of_the_text(stated: date, days: list[date]) -> None:
    said = "Deux sessions : les dossiers sont à déposer avant le 5 mars 2027 puis avant le 11 juin 2027."
    given = Facts(sessions=(Reading(Deadline(stated), Evidence("clôture", 0, 7, "field:closes")),))
    assert [one.value.day for one in understand(replace(notice(given), text=said)).sessions] == days
