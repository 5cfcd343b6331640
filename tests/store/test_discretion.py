"""What is taken out of a text before it is indexed, and what must stay."""

import pytest

from store.discretion import without_people


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("écrire à contact@ville.example avant midi", "écrire à avant midi"),
        ("Tél. : 01 99 00 12 34, bureau 12", "Tél. : , bureau 12"),
        ("appeler le 0199001234", "appeler le"),
        ("appeler le +33 (0)1 99 00 12 34 ou +221 33 800 00 00", "appeler le ou"),
        ("Contact : Mme Aline Fabregon, chargée de mission", "Contact : , chargée de mission"),
        ("Contact : M. Jean-Luc d’Arvor\nDate limite", "Contact : Date limite"),
        ("Dr. Ada Brenner leads the call", "leads the call"),
        ("Paul Morvandiau (paul.morvandiau@x.example)", "( )"),
    ],
)
def test_people_are_taken_out(text: str, left: str) -> None:
    assert " ".join(without_people(text).split()) == left


@pytest.mark.parametrize(
    "text",
    [
        "De 50 000 à 200 000 euros, 12 000 000 € au total",
        "Avant le 15 avril 2026 à 12 h 00, session 2025-2027",
        "Code 101234567, LIFE-2026-SAP-ENV, article L. 1115-1",
        "Le Monsieur de la ville",
        "Mme la ministre et M. le préfet",
        "20 25 30 40 50 60 communes",
    ],
)
def test_sums_dates_and_codes_stay(text: str) -> None:
    assert without_people(text) == text


def test_a_common_word_in_an_address_does_not_leave_the_text() -> None:
    assert "L’Eau et la culture" in without_people("L’Eau et la culture : eau.culture2@x.example ou culture@x.example")
    assert "l’eau" in without_people("Eau Durable et l’eau : eau.durable@x.example")
