"""Zones and the countries they hold named together: which of the two a call is about."""

from datetime import date

import pytest

from pipelines.reading.document import Document
from pipelines.reading.places import read_places
from pipelines.reading.themes import read_themes

CASES = [
    ("Mobilité dans les villes d’Afrique", "Pays concernés : Bénin, Togo.", "BJ TG", "", ""),
    ("Santé en Afrique", "Les projets ont lieu en Afrique, notamment au Bénin et au Togo.", "BJ TG", "AFRICA", ""),
    ("Un appel", "Pays d’intervention : tous les pays éligibles à l’aide publique au développement.", "", "ODA", ""),
    ("Un appel", "Projects take place in Southeast Asia, Myanmar excluded.", "", "SOUTHEAST_ASIA", "MM"),
    ("Un appel", "Projects take place in Ghana. Closing date: 13 March, 23:59 East Africa Time.", "GH", "", ""),
    ("Un appel", "La Commission de l’océan Indien agit dans ses États membres.", "", "IOC", ""),
    ("Fonds en Méditerranée", "Avec des collectivités de Tunisie, du Maroc ou d’Algérie.", "DZ MA TN", "", ""),
    ("Appel en Méditerranée", "Une collectivité est attendue en Tunisie, au Maroc ou en Algérie.", "DZ MA TN", "", ""),
    (
        "Appel en Méditerranée",
        "Les villes de Tunisie et du Maroc sont attendues. Le Sénégal, le Bénin et le Togo ont répondu à un autre appel.",
        "MA TN",
        "MEDITERRANEAN",
        "",
    ),
    ("Un appel", "Les projets se déroulent dans les pays baltes.", "EE LT LV", "", ""),
    ("Un appel", "Les projets se déroulent dans la zone de solidarité prioritaire.", "", "PRIORITY_SOLIDARITY_ZONE", ""),
    ("Un appel", "Les projets dans les pays hors APD ne sont pas éligibles.", "", "ODA", ""),
]


def test_countries_outside_the_list_of_aid_leave_those_of_the_list_out() -> None:
    read = read_places(Document(title="Un appel", text="Pays d’intervention : pays hors APD", reference=date(2026, 3, 2)))
    assert [one.value for one in read.excluded_groups] == ["ODA"]
    assert read.groups == ()


@pytest.mark.parametrize(("title", "text", "countries", "groups", "excluded"), CASES)
def test_the_zone_or_its_countries(title: str, text: str, countries: str, groups: str, excluded: str) -> None:
    read = read_places(Document(title=title, text=text, reference=date(2026, 3, 2)))
    told = (read.countries, read.groups, read.excluded_countries)
    assert [" ".join(sorted(one.value for one in some)) for some in told] == [countries, groups, excluded]


def themes(title: str, text: str) -> list[str]:
    return [one.value for one in read_themes(Document(title=title, text=text, reference=date(2026, 3, 2)))[0]]


def test_a_word_that_names_who_applies_is_no_theme() -> None:
    text = "Municipalities, cities and research institutions may apply. The fund supports drinking water in schools. " * 4
    assert themes("Open call", text)[0] == "eau-assainissement"
    assert not {"gouvernance-locale", "ville-durable", "recherche"} & set(themes("Open call", text))


def test_what_a_call_is_for_counts_more_than_what_is_named_in_passing() -> None:
    purpose = "L’appel soutient l’accès à l’énergie solaire et la prévention des déchets dans les pays partenaires. "
    passing = "Les dossiers sont reçus à la maison de la culture. " + "Les modalités sont précisées dans le règlement. " * 8
    assert set(themes("Un appel", purpose + passing)) == {"energie", "dechets"}
