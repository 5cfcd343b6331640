"""Groups of countries: dated members, sources, and what each contains."""

from datetime import date

import pytest

from vocabularies import countries, groups
from vocabularies.recogniser import shipped

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("group", "country", "last_in", "first_out"),
    [
        ("LDC", "BD", date(2026, 11, 23), date(2026, 11, 24)),
        ("LDC", "NP", date(2026, 11, 23), date(2026, 11, 24)),
        ("LDC", "LA", date(2026, 11, 23), date(2026, 11, 24)),
        ("LDC", "SN", date(2029, 12, 18), date(2029, 12, 19)),
        ("LDC", "BT", date(2023, 12, 12), date(2023, 12, 13)),
        ("ODA", "NR", date(2025, 12, 31), date(2026, 1, 1)),
        ("ECOWAS", "ML", date(2025, 1, 28), date(2025, 1, 29)),
        ("FRANCOPHONIE", "NE", date(2025, 9, 16), date(2025, 9, 17)),
    ],
)
def test_a_country_leaves_a_group_on_its_day(group: str, country: str, last_in: date, first_out: date) -> None:
    assert country in groups.members(group, last_in)
    assert country not in groups.members(group, first_out)


def test_a_country_enters_a_group_on_its_day() -> None:
    assert groups.members("AES", date(2023, 9, 15)) == frozenset()
    assert groups.members("AES", date(2023, 9, 16)) == {"BF", "ML", "NE"}


@pytest.mark.parametrize(
    ("group", "number"),
    [
        ("EU27", 27),
        ("COE", 46),
        ("OECD", 38),
        ("LDC", 44),
        ("UEMOA", 8),
        ("CEMAC", 6),
        ("ECOWAS", 12),
        ("UFM", 43),
        ("AFRICA", 55),
    ],
)
def test_a_group_has_its_known_number_of_members(group: str, number: int) -> None:
    assert len(groups.members(group, TODAY)) == number


def test_every_group_has_a_name_a_source_and_known_countries() -> None:
    known = set(countries.codes())
    for code in groups.codes():
        assert groups.name(code), code
        assert groups.source(code), code
        assert groups.members(code, TODAY) <= known, code
        assert code == "WORLD" or groups.members(code, TODAY), code


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("WEST_AFRICA", "AFRICA"),
        ("SUB_SAHARAN_AFRICA", "AFRICA"),
        ("EU27", "EEA"),
        ("EU27", "EUROPE"),
        ("LMIC", "MIC"),
        ("WESTERN_BALKANS", "IPA"),
        ("SOUTHEAST_ASIA", "ASIA"),
        ("LDC", "ODA"),
        ("AES", "SAHEL"),
    ],
)
def test_a_group_within_another_has_no_member_outside_it(inner: str, outer: str) -> None:
    assert groups.members(inner, TODAY) <= groups.members(outer, TODAY)


def test_the_groups_of_a_country_are_those_that_hold_it() -> None:
    held = groups.groups_of("SN", TODAY)
    assert {"WORLD", "ODA", "LDC", "ECOWAS", "SAHEL", "SENEGAL_BASIN"} <= held
    assert not {"EU27", "AES", "OECD"} & held


def test_every_group_of_the_formats_is_there() -> None:
    expected = """
        WORLD ODA LDC MIC HDI_LOW HDI_MEDIUM DEVELOPING EMERGING OECD EU27 EUROPE COE EEA WESTERN_BALKANS
        EASTERN_PARTNERSHIP IPA SOUTHERN_NEIGHBOURHOOD MEDITERRANEAN MIDDLE_EAST NORTH_AFRICA AFRICA SUB_SAHARAN_AFRICA
        WEST_AFRICA CENTRAL_AFRICA EAST_AFRICA SOUTHERN_AFRICA SAHEL FRANCOPHONE_AFRICA FRANCOPHONIE ACP CARIBBEAN
        GUIANA_SHIELD LATIN_AMERICA CENTRAL_AMERICA SOUTH_AMERICA INDIAN_OCEAN PACIFIC ASIA SOUTHEAST_ASIA SOUTH_ASIA
        CENTRAL_ASIA CAUCASUS OCT OR MAGHREB MASHREQ ECOWAS UEMOA CEMAC AES UFM IOC GREAT_LAKES LIC LMIC UMIC
        SENEGAL_BASIN NILE_BASIN MONO_BASIN MEKONG_BASIN NIGER_BASIN
    """
    assert set(expected.split()) <= set(groups.codes())


def test_every_group_is_found_by_its_own_name() -> None:
    for code in groups.codes():
        met = {hit.code for hit in shipped().find(f"Zone : {groups.name(code)}.") if hit.vocabulary == "group"}
        # The name of the Council of Europe is that of an institution: only its member states are a place.
        assert code in met or code == "COE", groups.name(code)
