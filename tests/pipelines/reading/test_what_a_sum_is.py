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
    ("Le réseau bénéficie d’un fonds exceptionnel de 400 000 €.", 400_000, ENVELOPE),
    ("un coût modeste, le plus souvent inférieur à 90 000 €", 90_000, AmountRole.PROJECT_COST),
    ("Le réseau lance son appel pour financer jusqu’à 12 000 € les initiatives.", 12_000, GRANT),
    ("Le montant des subventions accordées en 2025 s’élève à 1 260 000 €.", 1_260_000, ENVELOPE),
    ("Budget prévisionnel 2026 de l’appel : 580 000 €", 580_000, ENVELOPE),
    ("The EUR 8 million small grants programme opens.", 8_000_000, ENVELOPE),
    ("Le dossier dont le budget total se situe entre 90 000 et 250 000 euros", 250_000, AmountRole.PROJECT_COST),
    ("8 000 € d’aide pour les études, 45 000 € pour les travaux", 45_000, GRANT),
    ("Investissement : jusqu’à 35 % du coût HT (max 38 000 €).", 38_000, GRANT),
    ("40 % des dépenses éligibles plafonnées à 300 000 euros", 300_000, AmountRole.PROJECT_COST),
    ("3 prix de 20 000 € chacun : dont 4 000 € au chercheur, et 16 000 € à son établissement", 20_000, PRIZE),
    ("Enveloppe : 2 M€, dont 400 000 € pour l’outre-mer", 2_000_000, ENVELOPE),
    ("Ten winning cities will receive EUR 900,000 each.", 900_000, PRIZE),
    ("Their average annual turnover may not exceed EUR 180 000.", 180_000, AmountRole.APPLICANT_RESOURCES),
    ("Une participation de 40 € par personne est demandée aux inscrits.", 40, AmountRole.FEE),
    ("Petites associations (moins de 15 000 € de budget annuel)", 15_000, AmountRole.APPLICANT_RESOURCES),
    ("Youth scholarship 2026-2027-2500€", 2_500, GRANT),
    ("Budget: 3.1 MEUR", 3_100_000, ENVELOPE),
    ("Dotation : 12 000 € pour le lauréat", 12_000, PRIZE),
    ("The fund is giving 4 million USD in grants for 60 projects.", 4_000_000, ENVELOPE),
    ("Projects with budgets of up to AUD$40,000 may apply.", 40_000, AmountRole.PROJECT_COST),
    ("Les structures doivent avoir un budget annuel inférieur à 200 000 €.", 200_000, AmountRole.APPLICANT_RESOURCES),
    ("une aide de 300 € par mois, soit 70 € par semaine", 300, GRANT),
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


LEASTS = [
    ("Le montant global du projet doit être de 600 000 euros au minimum.", amount(600_000, None, AmountRole.PROJECT_COST)),
    ("Le seuil minimal d’aide par porteur de projet est fixé à 1 200 euros.", amount(1_200, None, GRANT)),
    ("Minimum grant for joint and thematic projects: 300 000 €, maximum grant: 800 000 €", amount(300_000, 800_000, GRANT)),
    (
        "Grants are made available in amounts with a minimum of €4,000 and a maximum of €60,000.",
        amount(4_000, 60_000, GRANT),
    ),
    ("Proposals in the €2,000-€15,000 range are welcome.", amount(2_000, 15_000, GRANT)),
]


@pytest.mark.parametrize(("text", "expected"), LEASTS)
def test_a_least_is_told_from_a_most_wherever_its_word_stands(text: str, expected: Amount) -> None:
    main = main_amount(read_amounts(document(text))[0])
    assert main is not None
    assert main.value == expected


@pytest.mark.parametrize(
    "text",
    [
        "Montant global de l’enveloppe (euros) : nc",
        "Montant global : nc",
        "de 15 à 30 participants",
        "Exemple : pour un projet de 30 000 €, dont 4 000 € de frais non retenus",
    ],
)
def test_a_sum_that_is_not_said_is_none(text: str) -> None:
    assert read_amounts(document(text))[0] == ()


COSTS_THEN_AID = [
    "Le montant d’une opération doit être supérieur à 3 000 €, les aides étant plafonnées à 400 000 €.",
    "Sont retenues les opérations d’un montant supérieur à 3 000 € HT. L’aide est plafonnée à 400 000 €.",
    "The cost of the operation must exceed EUR 3,000 and the grant is capped at EUR 400,000.",
    "Only operations costing more than EUR 3,000 are supported; aid is capped at EUR 400,000.",
]


@pytest.mark.parametrize("text", COSTS_THEN_AID)
def test_the_size_of_an_operation_is_not_the_least_of_its_aid(text: str) -> None:
    amounts, _ = read_amounts(document(text))
    read = {(one.value.role, one.value.minimum, one.value.maximum) for one in amounts}
    assert read == {(AmountRole.PROJECT_COST, Decimal(3000), None), (AmountRole.GRANT, None, Decimal(400000))}
