"""Whose share a percentage is: the funder's, the applicant's, or of something else."""

import pytest

from pipelines.reading.amounts import read_amounts
from pipelines.reading.money.percentages import find_percentages
from pipelines.reading.view import view
from tests.pipelines.reading.reading_of import document

SAID = [
    ("30 à 40 %", [(30, 40)]),
    ("entre 30 % et 40 %", [(30, 40)]),
    ("50 % ou 60 %", [(None, 60)]),
    ("20 et 30 pour cent", [(None, 30)]),
    ("80/20", [(None, 80)]),
    ("le 12/05", []),
    ("la moitié du coût", [(None, 50)]),
    ("120 %", []),
    ("12,5 %", [(None, 12.5)]),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_percentages_are_read_as_they_are_said(text: str, expected: list[tuple[float | None, float]]) -> None:
    assert [(one.low, one.high) for one in find_percentages(view(text))] == expected


FUNDED = [
    ("Cette aide ne peut couvrir plus de 45 % du coût.", (None, 45)),
    ("Le cofinancement apporté par la Région ne pourra pas dépasser 55 % du budget.", (None, 55)),
    ("Communes : 60 %", (None, 60)),
    ("70% for towns of more developed regions", (None, 70)),
    ("Taux d’aide : minimum 20 %, maximum 60 %", (20, 60)),
    ("financement 80/20", (None, 80)),
    ("Le montant du cofinancement doit pas représenter plus de 60 %", (None, 60)),
    ("une aide bonifiée à 70 % du reste à charge", (None, 70)),
]


@pytest.mark.parametrize(("text", "expected"), FUNDED)
def test_a_share_of_the_costs_that_the_funder_pays_is_a_rate(text: str, expected: tuple[float | None, float | None]) -> None:
    rates = [one.value for one in read_amounts(document(text))[1]]
    lows = [one.minimum for one in rates if one.minimum is not None]
    highs = [one.maximum for one in rates if one.maximum is not None]
    assert (min(lows, default=None), max(highs, default=None)) == expected


OWN = [
    "Autofinancement : 30 % au moins",
    "Un cofinancement de 30 % est exigé.",
    "un cofinancement d’au moins 30 %",
    "30 % du budget devra être apporté par le partenaire local",
    "Co-financing by the town is a minimum of 30% of the total value.",
    "A minimum 30% of matching funds is required",
    "Une participation de 30 % est demandée aux communes.",
    "The applicant shall contribute 30% of the total budget.",
    "A 30% match is required.",
    "Le cofinancement local doit atteindre 30 % du budget.",
]


@pytest.mark.parametrize("text", OWN)
def test_what_the_applicant_brings_leaves_the_rest_as_the_most(text: str) -> None:
    (rate,) = read_amounts(document(text))[1]
    assert (rate.value.minimum, rate.value.maximum) == (None, 70)


OTHERS = [
    "60% of the partners must be towns.",
    "15 % minimum du budget devra être affecté à l’évaluation",
    "une majoration de 10 % pour les petites communes",
    "mobiliser jusqu’à 1 % des recettes du service d’eau",
    "70 % à la signature, 30 % au solde",
    "85 % des habitants sont concernés",
    "at least 50% for the poorest countries",
    "Les salaires ne peuvent dépasser 20 % du coût total.",
    "• 60 % dès l’octroi de la subvention, sur présentation des devis",
    "At least 40% of the annual fund will go to small grants.",
    "dont le taux d’occupation est supérieur à 60 %",
    "La société ne doit pas être détenue à plus de 30 % par une autre.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_a_share_of_something_else_is_no_rate(text: str) -> None:
    assert read_amounts(document(text))[1] == ()
