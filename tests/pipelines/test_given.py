"""What a source states in fields of its own wins over its text, and the steps that follow see it."""

from datetime import UTC, datetime

from model.codes import Scope
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


def test_each_step_is_explained_for_who_reads_the_list_first() -> None:
    assert all(step.__doc__ for step in STEPS)
