"""Applicants, programmes and funders: hierarchy, several kinds held by law, portal codes, former names."""

from datetime import date

import pytest

from model.codes import Scope
from vocabularies import applicants, countries, funders, groups, programmes, themes


@pytest.mark.parametrize(
    ("kind", "territory", "more"),
    [
        ("commune", "FR-75", {"departement"}),
        ("collectivite", "FR-69M", {"epci", "departement"}),
        ("region", "FR-20R", {"departement"}),
        ("region", "FR-973", {"departement", "collectivite_outre_mer"}),
        ("departement", "FR-976", {"region", "collectivite_outre_mer"}),
        ("collectivite", "FR-972", {"region", "departement", "collectivite_outre_mer"}),
        ("commune", "FR-974", {"collectivite_outre_mer"}),
        ("commune", "97302", {"collectivite_outre_mer"}),
        ("collectivite", "FR-MF", {"commune", "region", "departement"}),
    ],
)
def test_some_authorities_hold_several_kinds_by_law(kind: str, territory: str, more: set[str]) -> None:
    assert more | {kind} <= applicants.kinds_of(kind, territory=territory)


def test_an_ordinary_commune_is_a_collectivite_and_nothing_else() -> None:
    assert applicants.kinds_of("commune", territory="FR-35", insee="35238") == {"commune", "collectivite"}


def test_paris_and_lyon_are_known_by_their_numbers_too() -> None:
    assert "departement" in applicants.kinds_of("commune", insee="75056")
    assert "departement" in applicants.kinds_of("epci", siren="200046977")


@pytest.mark.parametrize(
    ("code", "wider"),
    [("commune", {"collectivite"}), ("epci", {"collectivite", "groupement"}), ("syndicat", {"groupement"})],
)
def test_a_finer_kind_is_of_the_broader_ones(code: str, wider: set[str]) -> None:
    assert applicants.broader(code) == wider


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Commune", "commune"),
        ("EPCI", "epci"),
        ("Département", "departement"),
        ("communauté de communes", "epci"),
        ("x", None),
    ],
)
def test_a_kind_is_parsed_from_plain_words(words: str, code: str | None) -> None:
    assert applicants.parse(words) == code


def test_an_overseas_territory_has_foreign_neighbours() -> None:
    assert {"KM", "MG", "MU"} <= set(applicants.neighbours("FR-974"))
    assert {"BR", "SR"} <= set(applicants.neighbours("GF"))
    assert applicants.neighbours("FR-35") == ()


def test_the_portal_codes_lead_to_programmes_and_scopes() -> None:
    known = {
        "43108390": ("HORIZON", Scope.OUT),
        "43152860": ("DIGITAL", Scope.OUT),
        "44181033": ("EDF", Scope.OUT),
        "43298916": ("EURATOM", Scope.OUT),
        "43251567": ("CEF", Scope.OUT),
        "43252405": ("LIFE", Scope.EUROPE),
        "43251589": ("CERV", Scope.EUROPE),
        "43251814": ("CREA", Scope.EUROPE),
        "111111": ("NDICI", Scope.INTERNATIONAL),
        "45876777": ("NDICI", Scope.INTERNATIONAL),
    }
    for code, expected in known.items():
        programme = programmes.by_eu_code(code)
        assert programme is not None
        assert (programme.code, programme.scope) == expected
    assert programmes.by_eu_code("0") is None


@pytest.mark.parametrize(
    ("identifier", "code"),
    [
        ("CERV-2026-CITIZENS-TOWN-TT", "CERV_TWINNING"),
        ("CERV-2026-CHAR-LITI", "CERV"),
        ("HORIZON-EURATOM-2026-01", "EURATOM"),
        ("HORIZON-CL5-2026-D1", "HORIZON"),
        ("EuropeAid/186989/DD/ACT/BJ", "NDICI"),
        ("COVID-19", None),
    ],
)
def test_an_identifier_leads_to_its_programme(identifier: str, code: str | None) -> None:
    found = programmes.by_identifier(identifier)
    assert (found.code if found else None) == code


def test_programmes_only_use_known_codes() -> None:
    for code in programmes.codes():
        programme = programmes.get(code)
        assert programme is not None
        assert programme.funder in funders.codes(), code
        assert set(programme.eligible) | set(programme.excluded) <= set(applicants.codes()), code
        assert set(programme.countries) <= set(countries.codes()), code
        assert set(programme.groups) <= set(groups.codes()), code
        assert set(programme.themes) <= set(themes.codes()), code
    assert programmes.get("nothing") is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Agence française de développement", "AFD"),
        ("AFD", "AFD"),
        ("DAECT", "DCTCIV"),
        ("Délégation pour l’action extérieure des collectivités territoriales", "DCTCIV"),
        ("MEAE", "MEAE"),
        ("Commission européenne", "UE"),
        ("inconnu", None),
    ],
)
def test_a_funder_is_known_by_its_names_acronyms_and_former_names(words: str, code: str | None) -> None:
    assert funders.parse(words) == code


def test_a_former_name_says_when_it_ended() -> None:
    assert ("Délégation pour l’action extérieure des collectivités territoriales (DAECT)", date(2023, 12, 29)) in (
        funders.former_names("DCTCIV")
    )


def test_a_theme_is_parsed_from_its_name_or_its_words() -> None:
    assert themes.parse("eau-assainissement") == "eau-assainissement"
    assert themes.parse("Eau et assainissement") == "eau-assainissement"
    assert themes.parse("Assainissement") == "eau-assainissement"
    assert themes.parse("rien") is None
    assert len(themes.codes()) == 29
    assert {number: bool(themes.sdg_name(number)) for number in range(1, 18)} == dict.fromkeys(range(1, 18), True)
