"""Where projects may be: sentences of our own with the reading an expert makes of them."""

from datetime import date

import pytest

from pipelines.reading.document import Document
from pipelines.reading.places import Places, read_places


def read(text: str, title: str = "") -> Places:
    """The places of a call published in November 2026."""
    return read_places(Document(title=title, text=text, reference=date(2026, 11, 20)))


def codes(text: str, title: str = "") -> tuple[str, str, str, str]:
    """(countries, left out, groups, groups left out), each as sorted codes separated by blanks."""
    places = read(text, title)
    lists = (places.countries, places.excluded_countries, places.groups, places.excluded_groups)
    countries, out, groups, groups_out = (" ".join(sorted(one.value for one in some)) for some in lists)
    return countries, out, groups, groups_out


NAMES = [
    ("Les projets se déroulent au Niger.", "NE"),
    ("Les projets se déroulent au Nigeria.", "NG"),
    ("Pays éligibles : Niger, Nigéria et Tchad", "NE NG TD"),
    ("Pays d’intervention : Guinée, Guinée-Bissau et Guinée équatoriale", "GN GQ GW"),
    ("Pays d’intervention : Guinée\nPapouasie-Nouvelle-Guinée", "GN PG"),
    ("Actions menées en République du Congo", "CG"),
    ("Actions menées en République démocratique du Congo", "CD"),
    ("Actions en RDC et au Congo-Brazzaville", "CD CG"),
    ("Le dispositif concerne la Dominique et la République dominicaine.", "DM DO"),
    ("Interventions en Dominique, à Sainte-Lucie et à la Barbade", "BB DM LC"),
    ("Coopération avec la Géorgie, l’Arménie et l’Azerbaïdjan", "AM AZ GE"),
    ("Cooperation with Georgia and Armenia", "AM GE"),
    ("Projets au Tchad et au Soudan du Sud", "SS TD"),
    ("Projets au Soudan", "SD"),
    ("Pays concernés : Corée du Sud, Afrique du Sud, Timor oriental", "KR TL ZA"),
    ("Les Comores, Madagascar, Maurice et les Seychelles sont concernées.", "KM MG MU SC"),
    ("Un projet à l’île Maurice", "MU"),
    ("Jordanie, Liban et Territoires palestiniens", "JO LB PS"),
    ("Projects in Jordan, Lebanon and the West Bank", "JO LB PS"),
    ("Cap-Vert ou Cabo Verde : projets au Cabo Verde", "CV"),
    ("Projets en Côte-d'Ivoire", "CI"),
    ("Projets en Cote d’Ivoire", "CI"),
    ("Coopération avec la Birmanie", "MM"),
    ("Projets au Swaziland (Eswatini)", "SZ"),
    ("Pays cibles : Bosnie-Herzégovine, Macédoine du Nord, Kosovo", "BA MK XK"),
    ("Kirghizistan, Ouzbékistan, Tadjikistan", "KG TJ UZ"),
    ("Projets au Viêt Nam et au Laos", "LA VN"),
    ("Un projet au Québec", "CA-QC"),
    ("Un projet au Québec ou au Canada", "CA CA-QC"),
    ("Echanges avec Taïwan et Hong Kong", "HK TW"),
    ("Países elegibles: Perú, Ecuador y Bolivia", "BO EC PE"),
    ("Projetos em Moçambique e Angola", "AO MZ"),
    ("Thématique(s) : AICTMadagascar", "MG"),
    ("appel-a-projets-franco-tunisien-2027", "TN"),
    ("Appel à projets franco-mexicain de coopération décentralisée", "MX"),
    ("Fonds conjoint franco-sénégalais", "SN"),
    ("Référence : EuropeAid/190001/DD/ACT/SN", "SN"),
    ("Projets au Burkina\nFaso", "BF"),
    ("Royaume-Uni, Irlande et Norvège", "GB IE NO"),
    ("Projets aux Pays-Bas", "NL"),
    ("Le programme réunit la Belgique, la France, le Luxembourg et l’Allemagne.", "BE DE FR LU"),
    ("Projets entre Mayotte, les Comores et Madagascar", "KM MG YT"),
    ("PROJETS AU SÉNÉGAL ET AU BÉNIN", "BJ SN"),
    ("Projets en Ukraine et en République de Moldavie", "MD UA"),
    ("Projets à Haïti", "HT"),
    ("Fonds franco-québécois pour la coopération décentralisée", "CA-QC"),
    ("Projets en Martinique, à Saint-Martin, à Sainte-Lucie et à la Dominique", "DM LC MQ"),
    ("partenaires des communes sénégalaises et béninoises", "BJ SN"),
]


@pytest.mark.parametrize(("text", "countries"), NAMES)
def test_a_country_is_known_by_each_of_its_names(text: str, countries: str) -> None:
    assert codes(text) == (countries, "", "", "")


NO_PLACE = [
    "La Région Île-de-France soutient les collectivités françaises.",
    "Cités Unies France, France Volontaires et Expertise France sont partenaires.",
    "L’Agence française de développement et le ministère de l’Europe et des Affaires étrangères",
    "Le projet est financé par l’Union européenne.",
    "La réunion d’information aura lieu mardi.",
    "Contact : Maurice Durand, chargé de mission",
    "Contact: Jordan Smith, project officer",
    "Adresse : 12, rue du Maroc, 75019",
    "Prix Georgia O’Keeffe",
    "Un élevage de cochons d’Inde",
    "La Banque africaine de développement publie son rapport.",
    "Organisation internationale de la Francophonie",
    "En langue anglaise, espagnole ou portugaise",
    "Les dossiers sont rédigés en français.",
    "Les communes rurales de Guyane et de Martinique",
    "Le Conseil de l’Europe organise un prix.",
    "Un taux de 70 % est appliqué.",
    "La communauté de communes du Pays de France",
    "Sylviculture et jersey de laine",
    "En 2025, un projet au Togo a été lauréat.",
    "Des projets au Bénin et au Mali ont été soutenus l’an dernier.",
    "neighbouring countries of the European Union",
    "le ministère de l’Europe et des Affaires étrangères",
    "Le prix 2024 avait été remis à une ville du Rwanda.",
]


@pytest.mark.parametrize("text", NO_PLACE)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert codes(text) == ("", "", "", "")


LEFT_OUT = [
    ("Tous les pays d’Afrique hors Maroc et Tunisie", "", "MA TN", "AFRICA", ""),
    (
        "Pays éligibles : Afrique de l’Ouest, à l’exception du Mali, du Niger et du Burkina Faso.",
        "",
        "BF ML NE",
        "WEST_AFRICA",
        "",
    ),
    ("Les projets au Mali ne sont pas éligibles.", "", "ML", "", ""),
    ("Les projets se déroulant au Soudan ou en Syrie ne seront pas éligibles.", "", "SD SY", "", ""),
    ("Sont éligibles le Sénégal et le Togo ; le Mali est exclu.", "SN TG", "ML", "", ""),
    ("Pays non éligibles : Russie, Biélorussie.", "", "BY RU", "", ""),
    ("Pays exclus :\n- Afghanistan\n- Yémen\n\nPays éligibles :\n- Tunisie\n- Maroc", "MA TN", "AF YE", "", ""),
    ("Pays en développement, sauf la Chine", "", "CN", "DEVELOPING", ""),
    ("All ODA countries except China and India are eligible.", "", "CN IN", "ODA", ""),
    ("Projects in Afghanistan will not be funded.", "", "AF", "", ""),
    ("Countries outside the European Union", "", "", "", "EU27"),
    ("Le fonds ne finance pas de projets au Mexique.", "", "MX", "", ""),
    ("Aucun projet au Myanmar ne sera retenu.", "", "MM", "", ""),
    ("L’instruction des projets au Niger est suspendue.", "", "NE", "", ""),
    ("Pays de l’Union européenne hors France", "", "FR", "EU27", ""),
    ("Le Maroc n’est plus éligible depuis 2024.", "", "MA", "", ""),
    ("La Tunisie et l’Algérie (hors zone rouge) sont éligibles.", "DZ TN", "", "", ""),
    ("Le Sénégal n’est pas exclu du dispositif.", "SN", "", "", ""),
    ("Liste du CAD de l’OCDE, hormis la Chine", "", "CN", "ODA", ""),
    ("Nous ne finançons plus de projets au Tchad.", "", "TD", "", ""),
    ("Latin America and the Caribbean (except Cuba)", "", "CU", "CARIBBEAN LATIN_AMERICA", ""),
    ("Pays éligibles à l’APD (sauf Chine, Inde et Turquie)", "", "CN IN TR", "ODA", ""),
    ("Les pays du Sahel, excepté le Mali, sont éligibles.", "", "ML", "SAHEL", ""),
    ("Pays d’intervention : Sahel (sauf Mali et Niger), Guinée", "GN", "ML NE", "SAHEL", ""),
    ("à l’exception des pays exclus de l’aide par l’agence (Niger, Soudan)", "", "NE SD", "", ""),
    ("Les projets au Soudan et en Somalie ne pourront être retenus.", "", "SD SO", "", ""),
    ("La Croatie et la Turquie ne relèvent pas du programme.", "", "HR TR", "", ""),
    ("Organisations from Libya and Syria cannot act as applicants.", "", "LY SY", "", ""),
    ("Un pays éligible au CAD de l’OCDE hors Mali", "", "ML", "ODA", ""),
    ("Aucune mission ne sera financée au Soudan ni au Tchad.", "", "SD TD", "", ""),
    ("The scheme does not cover Russia, Belarus or Iran.", "", "BY IR RU", "", ""),
    ("Proyectos en Honduras y Guatemala; quedan excluidos Cuba y Venezuela", "GT HN", "CU VE", "", ""),
    ("Les projets au Liban restent éligibles ; ceux en Syrie ne le sont plus.", "LB", "SY", "", ""),
    ("En France ou dans un pays francophone", "FR", "", "FRANCOPHONIE", ""),
    ("des villes du Togo (Kara, Dapaong), du Bénin et du Ghana", "BJ GH TG", "", "", ""),
]


@pytest.mark.parametrize(("text", "countries", "out", "groups", "groups_out"), LEFT_OUT)
def test_what_is_left_out_is_told_from_what_is_taken_in(
    text: str, countries: str, out: str, groups: str, groups_out: str
) -> None:
    assert codes(text) == (countries, out, groups, groups_out)


GROUPS = [
    ("Les pays les moins avancés (PMA) sont prioritaires.", "LDC"),
    ("Projets dans les pays éligibles à l’aide publique au développement", "ODA"),
    ("Countries on the OECD DAC list of ODA recipients", "ODA"),
    ("Projets en Afrique subsaharienne et en Asie du Sud-Est", "SOUTHEAST_ASIA SUB_SAHARAN_AFRICA"),
    ("Projets dans les Balkans occidentaux", "WESTERN_BALKANS"),
    ("Projects in the Western Balkans and the Eastern Partnership countries", "EASTERN_PARTNERSHIP WESTERN_BALKANS"),
    ("Sont éligibles les pays de la CEDEAO et de l’UEMOA.", "ECOWAS UEMOA"),
    ("Les deux rives de la Méditerranée", "MEDITERRANEAN"),
    ("Bassin du fleuve Sénégal et bassin du Niger", "NIGER_BASIN SENEGAL_BASIN"),
    ("Coopération avec le bassin du Mékong", "MEKONG_BASIN"),
    ("Le dispositif est ouvert dans le monde entier.", "WORLD"),
    ("Proposals are welcome from all over the world.", "WORLD"),
    ("Projets sans restriction géographique", "WORLD"),
    ("Les États membres de l’Union européenne participent.", "EU27"),
    ("Pays francophones", "FRANCOPHONIE"),
    ("Pays d’Afrique francophone", "FRANCOPHONE_AFRICA"),
    ("Projets dans les pays ACP", "ACP"),
    ("Projets en Amérique latine et dans les Caraïbes", "CARIBBEAN LATIN_AMERICA"),
    ("Plateau des Guyanes", "GUIANA_SHIELD"),
    ("Zone océan Indien", "INDIAN_OCEAN"),
    ("Les régions ultrapériphériques et les PTOM", "OCT OR"),
    ("Maghreb, Proche et Moyen-Orient", "MAGHREB MIDDLE_EAST"),
    ("Projets en Europe et en Asie", "ASIA EUROPE"),
    ("Alliance des États du Sahel", "AES"),
    ("Low-income countries and lower-middle-income countries", "LIC LMIC"),
    ("Pays à indice de développement humain faible", "HDI_LOW"),
    ("Pays émergents", "EMERGING"),
    ("Pays à IDH faible ou moyen", "HDI_LOW HDI_MEDIUM"),
    ("Pays à revenu faible ou intermédiaire", "LIC MIC"),
    ("Pays : tous", "WORLD"),
    ("Asie centrale et Caucase du Sud", "CAUCASUS CENTRAL_ASIA"),
    ("projets menés dans les pays à revenu intermédiaire, tranche inférieure", "LMIC"),
    ("pays de la liste des bénéficiaires de l’APD arrêtée par l’OCDE", "ODA"),
    ("Ouvert à tous les pays de la Francophonie", "FRANCOPHONIE"),
    ("the cohesion of the WB6 region", "WESTERN_BALKANS"),
    ("Afrique de l’Ouest, du Centre et de l’Est", "CENTRAL_AFRICA EAST_AFRICA WEST_AFRICA"),
    ("Eastern and Southern Africa", "EAST_AFRICA SOUTHERN_AFRICA"),
    ("Asie du Sud et du Sud-Est", "SOUTHEAST_ASIA SOUTH_ASIA"),
    ("le voisinage méridional et oriental", "EASTERN_PARTNERSHIP SOUTHERN_NEIGHBOURHOOD"),
    ("les États membres de plein droit de l’OIF", "FRANCOPHONIE"),
    ("dans un pays relevant du Comité d’aide au développement de l’OCDE", "ODA"),
]


@pytest.mark.parametrize(("text", "groups"), GROUPS)
def test_a_group_is_reported_as_its_code(text: str, groups: str) -> None:
    assert codes(text) == ("", "", groups, "")


def test_the_place_of_the_project_wins_over_that_of_the_applicant() -> None:
    text = "Applicants must be established in Belgium or Germany. The action must take place in Ethiopia."
    assert codes(text)[0] == "ET"


def test_the_place_of_the_applicant_counts_when_no_other_is_said() -> None:
    assert codes("Applicants must be established in Kenya.")[0] == "KE"


def test_a_past_edition_gives_way_to_the_list_of_eligible_countries() -> None:
    text = "En 2024, des projets lauréats ont été menés au Pérou.\n\nPays éligibles : Togo, Bénin."
    assert codes(text)[0] == "BJ TG"


def test_what_the_title_names_is_kept_beside_the_text() -> None:
    assert codes("Le partenaire a travaillé au Mali.", title="Appel à projets Sénégal")[0] == "SN"


def test_a_list_under_its_heading_shares_what_the_heading_says() -> None:
    text = "Les pays suivants ne sont pas éligibles :\n- Mali\n- Niger\n- Burkina Faso"
    assert codes(text) == ("", "BF ML NE", "", "")


def test_rates_by_group_are_no_places() -> None:
    text = "Pays éligibles : Sénégal.\nTaux : 70 % pour les PMA, 50 % pour les pays APD hors PMA."
    assert codes(text) == ("SN", "", "", "")


def test_a_city_is_a_weaker_sign_and_counts_alone_only() -> None:
    alone = read("Le projet se tient à Bamako.")
    assert [one.value for one in alone.countries] == ["ML"]
    assert alone.countries[0].confidence < 0.6
    assert codes("Projets au Sénégal. Une réunion a lieu à Bamako.")[0] == "SN"


def test_no_place_read_is_not_everywhere() -> None:
    assert read("Les dossiers sont déposés en ligne avant le 3 mars.") == Places()


@pytest.mark.parametrize(
    "text",
    [
        "Dépôt jusqu’à midi, heure de Toronto.",
        "Clôture à 17 h (heure du Pacifique).",
        "Clôture à 16 h, heure avancée de Montréal.",
        "The portal closes at noon, Nairobi time.",
    ],
)
def test_the_clock_of_a_place_is_not_the_place(text: str) -> None:
    assert codes(text) == ("", "", "", "")


@pytest.mark.parametrize(
    "text",
    [
        "L’agence soutient les projets d’eau du bassin Rhône-Méditerranée.",
        "Les structures établies ailleurs en France ne peuvent pas être financées.",
        "Applicants from other regions of France are not eligible.",
        "Une expérience de la coopération en Afrique de l’Ouest sera appréciée.",
        "Experience of working in Kenya would be an asset.",
        "Les structures justifient d’une expérience en Tunisie.",
        "Une bonne connaissance du Sénégal est souhaitée.",
    ],
)
def test_a_place_named_for_another_thing_is_no_place_of_the_call(text: str) -> None:
    assert codes(text) == ("", "", "", "")


@pytest.mark.parametrize(
    "text",
    ["Diffuser les connaissances sur l’eau au Sénégal", "Partage d’expériences au Sénégal", "Knowledge hubs in Senegal"],
)
def test_what_is_known_in_a_place_may_be_the_project(text: str) -> None:
    assert codes(text)[0] == "SN"


@pytest.mark.parametrize("text", ["Projets de jeunes avec le Pays de Bade", "Jumelages avec le Palatinat et la Forêt-Noire"])
def test_regions_across_the_rhine_are_read_as_their_country(text: str) -> None:
    assert codes(text)[0] == "DE"
