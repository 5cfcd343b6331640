"""Where members are and what funders serve."""

from typing import Any

import pytest

from matching.territory import area_of_funder, departments_of, overseas_code, place_named
from model.member import Member
from tests.matching.samples import member

FUNDERS = [
    ("Région Bretagne", "29"),
    ("Conseil régional d’Île-de-France", "78"),
    ("Région Sud", "13"),
    ("Région Réunion", "974"),
    ("DRAC Grand Est", "67"),
    ("Préfecture de la région Guadeloupe", "971"),
    ("Conseil départemental des Côtes d’Armor", "22"),
    ("Département du Val-d'Oise", "95"),
    ("Agence de l'eau Seine-Normandie", "76"),
    ("Région Centre-Val de Loire – Direction Europe", "37"),
    ("Collectivité européenne d’Alsace", "68"),
    ("Collectivité de Corse", "2A"),
    ("Collectivité territoriale de Martinique", "972"),
]


@pytest.mark.parametrize(("funder", "inside"), FUNDERS)
def test_a_territorial_funder_serves_its_own_area(funder: str, inside: str) -> None:
    area = area_of_funder(funder)
    assert area is not None
    assert inside in area.departments
    assert "33" not in area.departments


@pytest.mark.parametrize("funder", ["AFD", "Région wallonne", "Ministère de l’Europe et des Affaires étrangères", "", None])
def test_other_funders_have_no_area(funder: str | None) -> None:
    assert area_of_funder(funder) is None


def placed(profile: dict[str, Any]) -> Member:
    """A member whose place is said only by `profile`."""
    return member(**({"department": None} | profile))


@pytest.mark.parametrize(
    ("profile", "department"),
    [
        ({"department": "29"}, "29"),
        ({"insee": "2A004"}, "2A"),
        ({"insee": "97411"}, "974"),
        ({"territory": "FR-75C"}, "75"),
        ({"territory": "FR-22"}, "22"),
        ({"territory": "29019"}, "29"),
        ({"territory": "FR-OCC"}, "31"),
        ({"territory": "FR-NC"}, "988"),
    ],
)
def test_a_member_is_placed_by_any_of_its_codes(profile: dict[str, str], department: str) -> None:
    assert department in departments_of(placed(profile))


def test_a_place_that_says_nothing_gives_no_department() -> None:
    assert departments_of(member(department=None)) == frozenset()
    assert departments_of(member(department=None, territory="ailleurs")) == frozenset()


@pytest.mark.parametrize(
    ("profile", "code"),
    [({"department": "973"}, "GF"), ({"territory": "PF"}, "PF"), ({"insee": "97502"}, "PM"), ({"department": "29"}, None)],
)
def test_overseas_territories_are_told_apart(profile: dict[str, str], code: str | None) -> None:
    assert overseas_code(placed(profile)) == code


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("29", "29"),
        ("1", "01"),
        ("2a", "2A"),
        ("Finistère", "29"),
        ("côtes d'armor", "22"),
        ("Bretagne", "FR-BRE"),
        ("FR-IDF", "FR-IDF"),
        ("Île de France", "FR-IDF"),
        ("974", "974"),
        ("Syldavie", None),
    ],
)
def test_a_place_is_named_by_number_code_or_name(words: str, place: str | None) -> None:
    assert place_named(words) == place
