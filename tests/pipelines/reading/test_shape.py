"""What an opportunity is when no word says it, and what its kind makes of its sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.codes import AmountRole, Kind
from pipelines.reading.shape import kind_by_shape
from pipelines.steps import read
from tests.pipelines.reading.reading_of import document

CALLS = [
    ("Eau pour tous", "Les communes peuvent déposer un dossier avant le 15 mai 2026.", Kind.CALL),
    ("Fonds conjoint 2026", "Les communes déposent leur dossier jusqu’au 15 mai 2026.", Kind.CALL),
    ("Fonds conjoint", "Les demandes des communes sont reçues au fil de l’eau.", Kind.FUND),
    ("Eau pour tous", "Les demandes des communes sont reçues au fil de l’eau.", Kind.FUND),
    ("Prix de la coopération", "Candidatures jusqu’au 15 mai 2026.", Kind.PRIZE),
    ("Webinaire sur l’eau", "Le 15 mai 2026 à 14 h, en ligne.", Kind.EVENT),
    ("Guide de l’eau", "Paru le 15 mai 2025.", Kind.INFO),
]


@pytest.mark.parametrize(("title", "text", "kind"), CALLS)
def test_a_last_day_makes_a_call_and_answers_at_any_time_a_fund(title: str, text: str, kind: Kind) -> None:
    found = read(document(text, title=title)).kind
    assert found is not None
    assert found.value is kind


@pytest.mark.parametrize(
    ("title", "text", "role"),
    [
        ("Prix de la coopération", "La lauréate reçoit une aide de 5 000 €.", AmountRole.PRIZE),
        ("Formation au montage de projets", "Participation : 450 € par personne.", AmountRole.FEE),
        ("Appel à projets", "Subvention de 5 000 € au plus.", AmountRole.GRANT),
    ],
)
def test_the_kind_says_what_a_sum_is(title: str, text: str, role: AmountRole) -> None:
    assert [one.value.role for one in read(document(text, title=title)).amounts] == [role]


def test_what_an_appeal_asks_for_is_no_funding() -> None:
    assert read(document("Contribuez à partir de 500 euros.", title="Appel aux dons après le séisme")).amounts == ()


@given(st.text(max_size=200))
def test_a_kind_keeps_its_words(text: str) -> None:
    facts = read(document(text))
    if facts.kind is not None:
        assert facts.kind.evidence.quote in text


def test_nothing_read_is_nothing() -> None:
    assert kind_by_shape(None, read(document("Bonjour."))) is None
