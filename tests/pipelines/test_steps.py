"""The steps in order, and the fields that a source states itself."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from model.codes import AmountRole, Kind, Status
from model.deadline import Deadline
from model.doubt import is_to_check
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.notice import Notice
from model.timing import status_at
from pipelines.history import decide
from pipelines.steps import STEPS, understand

SEEN = datetime(2026, 1, 9, 23, 30, tzinfo=UTC)
"""Already the 10th in Paris."""

TEXT = """La Région soutient les communes franciliennes dans leurs projets d’eau et d’assainissement au Sénégal.

Les communes et les associations peuvent déposer un dossier du 12 janvier au 13 mars 2026, 17 h (heure de Paris).

Subvention : jusqu’à 50 % des dépenses éligibles, dans la limite de 30 000 € par projet. Enveloppe : 300 000 €.
"""


def notice(
    text: str = TEXT, given: Facts | None = None, published: date | None = None, title: str = "Appel à projets Eau 2026"
) -> Notice:
    return Notice(
        source="region", reference="1", url="https://exemple.fr/1", title=title, seen_at=SEEN, text=text,
        language="fr", published=published, given=given or Facts(),
    )  # fmt: skip


def test_all_fields_are_read_in_one_pass() -> None:
    facts = understand(notice())
    (session,) = facts.sessions
    assert (facts.language, facts.kind and facts.kind.value) == ("fr", Kind.CALL)
    assert (session.value.day, session.value.hour and session.value.hour.hour) == (date(2026, 3, 13), 17)
    assert facts.opening is not None
    assert facts.opening.value == date(2026, 1, 12)
    assert {(one.value.role, one.value.maximum) for one in facts.amounts} == {
        (AmountRole.GRANT, Decimal(30000)),
        (AmountRole.ENVELOPE, Decimal(300000)),
    }
    assert [rate.value.maximum for rate in facts.rates] == [50.0]
    assert [country.value for country in facts.countries] == ["SN"]
    assert "eau-assainissement" in [theme.value for theme in facts.themes]
    assert {"commune", "association"} <= {one.value for one in facts.eligible}
    assert facts.summary.startswith("La Région soutient les communes")


def test_what_the_source_states_wins_field_by_field() -> None:
    stated = Reading(Deadline(date(2026, 3, 20)), Evidence("2026-03-20", 0, 10, "field:deadline"))
    facts = understand(notice(given=Facts(sessions=(stated,))))
    assert facts.sessions == (stated,)
    assert facts.opening is not None
    assert facts.opening.evidence.place == "text"


def test_a_missing_year_is_counted_from_the_paris_day_of_the_reading() -> None:
    facts = understand(notice("Les dossiers sont à déposer avant le 28 février.", title="Appel à projets"))
    assert [session.value.day for session in facts.sessions] == [date(2026, 2, 28)]


def test_the_day_of_publication_is_the_reference_when_it_is_known() -> None:
    late = notice("Les dossiers sont à déposer avant le 28 février.", published=date(2024, 12, 2), title="Appel à projets")
    assert [session.value.day for session in understand(late).sessions] == [date(2025, 2, 28)]


def test_a_closed_edition_does_not_close_the_call_that_has_a_session_ahead() -> None:
    text = "L’appel 2025 est clos. Pour 2026, les dossiers sont à déposer avant le 13 mars 2026."
    assert understand(notice(text)).status is None


def test_a_call_said_closed_stays_closed() -> None:
    facts = understand(notice("Appel à projets clôturé. La date limite était le 13 mars 2025."))
    assert facts.status is not None
    assert facts.status.value is Status.CLOSED


def test_an_empty_notice_is_understood_as_nothing() -> None:
    facts = understand(notice("", title=""))
    assert facts.values() == Facts(language=facts.language, summary="").values()


def test_the_steps_have_one_name_each_and_the_scope_follows_the_places() -> None:
    names = [step.__name__ for step in STEPS]
    assert len(set(names)) == len(names)
    assert names.index("scope") > names.index("places")


@pytest.mark.parametrize(
    ("published", "stale", "stands"),
    [
        (date(2024, 9, 1), True, Status.OPEN),
        (date(2025, 9, 1), False, Status.PERMANENT),
        (None, False, Status.PERMANENT),
    ],
)
def test_an_old_undated_item_said_to_be_current_is_neither_new_nor_permanent(
    published: date | None, stale: bool, stands: Status
) -> None:
    paper = notice("En cours\nLe fonds aide les communes.", title="Fonds de coopération", published=published)
    facts = understand(paper)
    assert facts.status is not None
    assert facts.status.value is Status.OPEN
    assert is_to_check("status", facts.status) is stale
    assert status_at(facts, SEEN) is stands
    decision = decide(None, paper, facts, SEEN, first_reading=False)
    assert decision.events[0].first_reading is stale


def test_a_date_or_an_answer_at_any_time_makes_an_old_item_no_question() -> None:
    for said in ("En cours\nDate limite : 30 juin 2026.", "En cours\nDépôt des dossiers au fil de l’eau."):
        known = understand(notice(said, title="Fonds de coopération", published=date(2024, 9, 1))).status
        assert known is None or not is_to_check("status", known)
