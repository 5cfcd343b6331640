"""What makes a sum a least or a most: the words beside it, and the negation before them."""

from decimal import Decimal

import pytest

from pipelines.reading.amounts import main_amount, read_amounts
from tests.pipelines.reading.reading_of import document

BOUNDED = [
    ("plus de 5 000 €", 5000, None),
    ("une aide supérieure à 5 000 €", 5000, None),
    ("L’aide ne peut pas représenter plus de 5 000 €.", None, 5000),
    ("L’aide ne saurait, sauf exception, être supérieure à 5 000 €.", None, 5000),
    ("sans dépasser 5 000 €", None, 5000),
    ("sans que l’aide puisse excéder 5 000 €", None, 5000),
    ("Aucune aide inférieure à 5 000 € n’est versée.", 5000, None),
    ("moins de 5 000 €", None, 5000),
    ("The grant cannot be lower than EUR 5,000 or higher than EUR 9,000.", 5000, 9000),
    ("no more than EUR 5,000", None, 5000),
    ("a non-profit body may ask for more than EUR 5,000", 5000, None),
    ("une association à but non lucratif peut demander plus de 5 000 €", 5000, None),
    ("Les structures ayant plus de 5 000 € de recettes ne sont pas éligibles.", None, 5000),
    ("EUR 5,000 over three years", None, 5000),
    ("Coût minimum : 5 000 €", 5000, None),
    ("Aide : 5 000 € - minimum deux partenaires", None, 5000),
]


@pytest.mark.parametrize(("text", "least", "most"), BOUNDED)
def test_a_comparison_is_turned_by_its_negation(text: str, least: int | None, most: int | None) -> None:
    main = main_amount(read_amounts(document(text))[0])
    assert main is not None
    assert (main.value.minimum, main.value.maximum) == (
        None if least is None else Decimal(least),
        None if most is None else Decimal(most),
    )


@pytest.mark.parametrize(
    "text",
    ["trente mille euros (30 000 €)", "30 000 euros, soit environ 19 680 000 FCFA", "30 000 € (approx. 33 000 USD)"],
)
def test_a_sum_said_in_two_ways_is_one_sum(text: str) -> None:
    (reading,) = read_amounts(document(text))[0]
    assert (reading.value.maximum, reading.value.currency) == (Decimal(30000), "EUR")
