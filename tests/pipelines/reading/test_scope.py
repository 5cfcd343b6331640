"""Whether a call is in the field (rule 13): calls of our own with the scope an expert gives them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.codes import Scope
from model.facts import Facts
from pipelines.reading.document import Document
from pipelines.reading.places import read_places
from pipelines.reading.scope import read_scope


def scope(title: str, text: str = "", funder: str | None = None) -> tuple[Scope | None, str | None]:
    """(scope, programme) of a call, its places being read first."""
    document = Document(title=title, text=text, reference=date(2026, 11, 20), funder=funder)
    places = read_places(document)
    found, programme = read_scope(document, Facts(countries=places.countries, groups=places.groups))
    return (found.value if found else None, programme.value if programme else None)


CALLS = [
    ("Appel à projets franco-sénégalais", "", None, Scope.INTERNATIONAL, "FRANCO_SENEGALAIS"),
    ("FICOL 2027", "Lettre d’intention avant le 3 mars.", None, Scope.INTERNATIONAL, "FICOL"),
    ("Eau potable au Bénin", "", None, Scope.INTERNATIONAL, None),
    (
        "Soutien à la solidarité internationale",
        "Pour les associations de la région.",
        "Région Bretagne",
        Scope.INTERNATIONAL,
        None,
    ),
    ("Appel généraliste en soutien à la coopération décentralisée", "", None, Scope.INTERNATIONAL, "DCTCIV_GENERALISTE"),
    ("Support to civil society", "Reference EuropeAid/190001/DD/ACT/SN", None, Scope.INTERNATIONAL, "NDICI"),
    ("Partenariats avec des collectivités étrangères", "", None, Scope.INTERNATIONAL, None),
    ("Interreg océan Indien : appel permanent", "", None, Scope.INTERNATIONAL, "INTERREG_OUTRE_MER"),
    ("Town twinning", "CERV-2027-CITIZENS-TOWN-TT", None, Scope.EUROPE, "CERV_TWINNING"),
    ("Interreg France-Suisse", "", None, Scope.EUROPE, "INTERREG"),
    ("URBACT IV : appel à réseaux", "", None, Scope.EUROPE, "URBACT"),
    ("Nature and biodiversity", "LIFE-2027-SAP-NAT-NATURE", None, Scope.EUROPE, "LIFE"),
    ("Rencontres de villes jumelées", "", None, Scope.EUROPE, None),
    ("Projets de jeunes", "Les partenaires viennent d’au moins deux pays européens.", None, Scope.EUROPE, None),
    ("Réfection des voiries communales", "Communes de moins de 2 000 habitants du département.", None, Scope.LOCAL, None),
    ("Fonds vert 2027", "Renaturation des villes", None, Scope.LOCAL, "FONDS_VERT"),
    ("Aide aux librairies", "En Île-de-France", None, Scope.LOCAL, None),
    ("Entretien des haies", "", "Conseil départemental du Morbihan", Scope.LOCAL, None),
    ("Advanced batteries", "HORIZON-CL5-2027-D2-01", None, Scope.OUT, "HORIZON"),
    ("Fusion research", "HORIZON-EURATOM-2027-01", None, Scope.OUT, "EURATOM"),
    ("Air and missile defence", "EDF-2027-DA-AIR-01", None, Scope.OUT, "EDF"),
    ("Inland waterways", "CEF-T-2027-COREGEN-WORKS", None, Scope.OUT, "CEF"),
    ("AI testing facilities", "DIGITAL-2027-AI-01", None, Scope.OUT, "DIGITAL"),
    ("Climate-neutral cities by 2030", "HORIZON-MISS-2027-CIT-01-01", None, Scope.EUROPE, "HORIZON"),
    (
        "Heat plans",
        "HORIZON-MISS-2027-CLIMA-01. Consortia must include at least two municipalities.",
        None,
        Scope.EUROPE,
        "HORIZON",
    ),
    ("Dépôt en ligne", "", "Agence française de développement", Scope.INTERNATIONAL, None),
    ("Dépôt en ligne", "", None, None, None),
]


@pytest.mark.parametrize(("title", "text", "funder", "expected", "programme"), CALLS)
def test_a_call_is_placed_in_or_out_of_the_field(
    title: str, text: str, funder: str | None, expected: Scope | None, programme: str | None
) -> None:
    assert scope(title, text, funder) == (expected, programme)


def test_a_programme_given_by_the_source_decides() -> None:
    from model.evidence import Evidence, Reading

    given_programme = Reading("EDF", Evidence("44181033", 0, 8, "field:frameworkProgramme"))
    document = Document(title="Drones", text="Local authorities in Senegal", reference=date(2026, 11, 20))
    found, programme = read_scope(document, Facts(programme=given_programme))
    assert found is not None
    assert (found.value, programme) == (Scope.OUT, given_programme)


@settings(max_examples=100, deadline=None)
@given(
    title=st.text(max_size=80),
    text=st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(["Interreg", "en France", "HORIZON-CL5-2027-D2", "must include cities", ".", "\n"])).map(
            " ".join
        ),
    ),
)
def test_the_scope_shows_the_very_words_of_the_call(title: str, text: str) -> None:
    document = Document(title=title, text=text, reference=date(2026, 11, 20))
    for one in read_scope(document, Facts()):
        if one is not None:
            stored = {"title": title, "text": text}[one.evidence.place]
            assert one.evidence.quote == stored[one.evidence.start : one.evidence.end]
