"""The role of a sum where several words compete, and sums kept in tables."""

from decimal import Decimal

import pytest

from model.codes import AmountRole
from model.money import Amount
from pipelines.reading.amounts import main_amount, read_amounts
from tests.pipelines.reading.reading_of import document


def amount(least: int | None, most: int | None, role: AmountRole) -> Amount:
    low, high = (None if value is None else Decimal(value) for value in (least, most))
    return Amount(low, high, "EUR", role)


GRANT, ENVELOPE, PRIZE = AmountRole.GRANT, AmountRole.ENVELOPE, AmountRole.PRIZE
ROLES = [
    ("Le programme est financé à hauteur de 3 M€ par l’État.", 3_000_000, ENVELOPE),
    ("Le projet est financé à hauteur de 30 000 € par la Région.", 30_000, GRANT),
    ("Le conseil régional apporte 1,4 million d’euros à ce dispositif.", 1_400_000, ENVELOPE),
    ("Soutien financier : 60 000 € sur deux ans", 60_000, GRANT),
    ("Subvention de 4 millions d’euros sur 2026-2028", 4_000_000, ENVELOPE),
    ("Les frais de mission sont pris en charge jusqu’à 700 €.", 700, GRANT),
    ("Un billet d’avion est remboursé dans la limite de 850 €.", 850, GRANT),
    ("Trois lauréats recevront chacun une dotation de 9 000 €.", 9_000, PRIZE),
    ("Les projets retenus recevront une dotation de 9 000 €.", 9_000, GRANT),
    ("Les quatre lauréats se partageront 20 000 €.", 20_000, PRIZE),
    ("L’appel bénéficie d’un financement de 900 000 € de l’agence.", 900_000, ENVELOPE),
    ("Le dispositif dispose d’un budget annuel de 700 000 €.", 700_000, ENVELOPE),
    ("L’association dispose d’un budget annuel de 700 000 €.", 700_000, AmountRole.APPLICANT_RESOURCES),
    ("Un financement de 8 millions d’euros de la banque", 8_000_000, ENVELOPE),
    ("An EU contribution of around EUR 6 million would allow the outcomes to be reached.", 6_000_000, GRANT),
    ("Le coût maximal d’un projet est de 90 000 €.", 90_000, AmountRole.PROJECT_COST),
    ("Le département attribue 45 000 € de subventions chaque année.", 45_000, ENVELOPE),
    ("Total des aides : 90 000 € pour six communes", 90_000, ENVELOPE),
    ("Aide de 30 % d’une dépense éligible de 40 000 € maximum", 40_000, AmountRole.PROJECT_COST),
    ("Aide de 30 % des dépenses, dans la limite de 40 000 €", 40_000, GRANT),
]


@pytest.mark.parametrize(("text", "most", "role"), ROLES)
def test_the_words_beside_a_sum_settle_its_role(text: str, most: int, role: AmountRole) -> None:
    main = main_amount(read_amounts(document(text))[0])
    assert main is not None
    assert (main.value.maximum, main.value.role) == (Decimal(most), role)


def test_a_sum_paid_for_each_young_person_is_a_fixed_grant() -> None:
    main = main_amount(read_amounts(document("Forfait de 1 400 € par jeune mobilisé"))[0])
    assert main is not None
    assert main.value == amount(1400, 1400, GRANT)


def test_a_column_of_costs_is_no_grant() -> None:
    table = "Taille du projet | Aide\nmoins de 30 000 € | 6 000 €\nplus de 30 000 € | 14 000 €"
    values = {reading.value for reading in read_amounts(document(table))[0]}
    assert values == {
        amount(None, 30_000, AmountRole.PROJECT_COST),
        amount(30_000, None, AmountRole.PROJECT_COST),
        amount(None, 6_000, GRANT),
        amount(None, 14_000, GRANT),
    }


def test_columns_headed_by_bounds_make_one_amount() -> None:
    (reading,) = read_amounts(document("Minimum | Maximum\n4 000 € | 18 000 €"))[0]
    assert reading.value == amount(4_000, 18_000, GRANT)


def test_a_least_in_brackets_after_a_most_is_read() -> None:
    (reading,) = read_amounts(document("Maximum grant: EUR 12 000 (minimum EUR 3 000)"))[0]
    assert reading.value == amount(3_000, 12_000, GRANT)


def test_requests_above_a_sum_that_are_rejected_make_it_a_most() -> None:
    (reading,) = read_amounts(document("Les demandes supérieures à 9 000 € seront rejetées."))[0]
    assert reading.value == amount(None, 9_000, GRANT)


def test_the_least_total_budget_of_a_project_is_its_cost() -> None:
    (reading,) = read_amounts(document("Le projet présente un budget total supérieur à 70 000 €."))[0]
    assert reading.value == amount(70_000, None, AmountRole.PROJECT_COST)


def test_requests_below_a_sum_that_are_not_examined_make_it_a_least() -> None:
    (reading,) = read_amounts(document("Les demandes de moins de 2 000 € ne sont pas examinées."))[0]
    assert reading.value == amount(2_000, None, GRANT)
