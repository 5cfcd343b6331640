"""Several sums in one text, numbers as they are written, doubts."""

from decimal import Decimal

import pytest

from model.codes import AmountRole
from model.money import Amount
from pipelines.reading.amounts import main_amount, read_amounts
from pipelines.reading.money.numbers import number
from tests.pipelines.reading.reading_of import document

NUMBERS = [
    ("2.200.000", None, "2200000"),
    ("2 200 000", None, "2200000"),
    ("4,000,000.00", None, "4000000"),
    ("8.455", None, "8455"),
    ("8,455.00", None, "8455"),
    ("1 500,50", None, "1500.5"),
    ("2,88", "million", "2880000"),
    ("1.530", "m", "1530000"),
    ("61,3", "millions", "61300000"),
    ("45", "m", "45000000"),
    ("12", "k", "12000"),
    ("4", "md", "4000000000"),
    ("50'000", None, "50000"),
    ("0,5", "m", "500000"),
]


@pytest.mark.parametrize(("figures", "multiplier", "expected"), NUMBERS)
def test_a_number_is_read_as_it_is_written(figures: str, multiplier: str | None, expected: str) -> None:
    assert number(figures, multiplier)[0] == Decimal(expected)


def test_groups_parted_by_two_marks_are_flagged_and_less_sure() -> None:
    (reading,) = read_amounts(document("Subvention de 1.500,000 € maximum"))[0]
    assert "typo" in reading.flags
    assert reading.confidence <= 0.5


def test_each_sum_of_a_text_keeps_its_role_and_sentence() -> None:
    text = (
        "L’enveloppe globale est de 300 000 €. La subvention est plafonnée à 30 000 € par projet. "
        "Le budget du projet doit être d’au moins 10 000 €. Frais de dossier : 20 €."
    )
    amounts = read_amounts(document(text))[0]
    assert [(one.value.role, one.value.minimum, one.value.maximum) for one in amounts] == [
        (AmountRole.ENVELOPE, None, Decimal(300000)),
        (AmountRole.GRANT, None, Decimal(30000)),
        (AmountRole.PROJECT_COST, Decimal(10000), None),
        (AmountRole.FEE, Decimal(20), Decimal(20)),
    ]
    assert [one.evidence.quote for one in amounts] == [sentence.strip() for sentence in text.replace(". ", ".|").split("|")]


def test_a_least_and_a_most_of_one_sentence_are_one_amount() -> None:
    (reading,) = read_amounts(document("Aide : minimum 1 000 €, maximum 8 000 €"))[0]
    assert reading.value == Amount(Decimal(1000), Decimal(8000), "EUR", AmountRole.GRANT)


def test_a_sum_said_twice_is_kept_once() -> None:
    assert len(read_amounts(document("Plafond : 15 000 €.\nLe plafond est de 15 000 €."))[0]) == 1


def test_the_main_amount_adds_lots() -> None:
    main = main_amount(read_amounts(document("Budget de l’appel : Lot 1 : 1.500.000 € Lot 2 : 2 millions d’euros"))[0])
    assert main is not None
    assert main.value.maximum == Decimal(3_500_000)
    assert "lots" in main.flags


def test_no_sum_no_main_amount() -> None:
    assert main_amount(()) is None


@pytest.mark.parametrize(
    "text",
    ["10 à 15 projets", "1 milliard d’enfants", "le 3 mars 2026", "5 000 habitants", "article 50", "M€", "€ €", "0 €"],
)
def test_what_is_no_money_is_not_read(text: str) -> None:
    assert read_amounts(document(text))[0] == ()


def test_par_projet_belongs_to_the_sum_it_stands_beside() -> None:
    text = "The call has a total budget of €300,000 to fund 30 projects, each receiving a €10,000 grant."
    amounts = read_amounts(document(text))[0]
    assert [(one.value.role, one.value.maximum) for one in amounts] == [
        (AmountRole.ENVELOPE, Decimal(300000)),
        (AmountRole.GRANT, Decimal(10000)),
    ]
