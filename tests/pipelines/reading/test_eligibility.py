"""Who may answer: sentences of our own with the reading an expert makes of them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reading.document import Document
from pipelines.reading.eligibility import read_applicants


def codes(text: str, title: str = "Un appel") -> tuple[str, str]:
    """(may answer, may not), as sorted codes separated by blanks."""
    eligible, excluded = read_applicants(Document(title=title, text=text, reference=date(2026, 11, 20)))
    return " ".join(sorted(one.value for one in eligible)), " ".join(sorted(one.value for one in excluded))


SENTENCES = [
    ("Cet appel s’adresse aux collectivités territoriales françaises.", "collectivite", ""),
    ("L’appel est ouvert aux communes, aux EPCI et aux départements.", "commune departement epci", ""),
    ("Bénéficiaires : régions, départements, communes et leurs groupements", "commune departement groupement region", ""),
    ("Sont éligibles les associations loi 1901 et les fondations.", "association fondation", ""),
    ("Les collectivités et leurs groupements peuvent déposer un dossier.", "collectivite groupement", ""),
    ("Peuvent candidater : les syndicats d’eau, les régies et les EPCI.", "epci etablissement_public syndicat", ""),
    ("Le porteur doit être une collectivité territoriale.", "collectivite", ""),
    ("Le projet est porté par une commune ou un comité de jumelage.", "comite_jumelage commune", ""),
    ("Qui peut candidater ?\nLes universités et les organismes de recherche.", "universite", ""),
    ("Destinataires : chambres de commerce et d’industrie, bailleurs sociaux", "bailleur_social chambre_consulaire", ""),
    ("Les GIP et les établissements publics sont éligibles.", "etablissement_public gip", ""),
    ("Cet appel est réservé aux collectivités d’outre-mer.", "collectivite_outre_mer", ""),
    (
        "Applicants must be local authorities or associations of local authorities.",
        "association_de_collectivites collectivite",
        "",
    ),
    ("The call is open to NGOs, universities and municipalities.", "association commune universite", ""),
    ("Eligible applicants: civil society organisations and public bodies", "association etablissement_public", ""),
    ("Local governments may apply.", "collectivite", ""),
    ("Who can apply?\nTowns and cities", "commune", ""),
    ("Lead applicants must be non-profit organisations.", "association", ""),
    ("Les entreprises ne sont pas éligibles.", "", "entreprise"),
    ("Les particuliers et les entreprises sont exclus du dispositif.", "", "entreprise particulier"),
    ("Les associations peuvent répondre, à l’exclusion des fondations.", "association", "fondation"),
    ("L’appel s’adresse aux collectivités, hors entreprises et particuliers.", "collectivite", "entreprise particulier"),
    ("Individuals are not eligible.", "", "particulier"),
    ("Private companies may not apply.", "", "entreprise"),
    ("Ne sont pas éligibles : les services de l’État, les entreprises.", "", "entreprise etat"),
    (
        "Seules les collectivités peuvent candidater ; les associations ne peuvent pas déposer de dossier.",
        "collectivite",
        "association",
    ),
    ("Les collectivités (communes, départements, régions) sont éligibles.", "commune departement region", ""),
    (
        "Sont éligibles les collectivités territoriales : communes, EPCI, départements, régions.",
        "commune departement epci region",
        "",
    ),
    ("Le dossier est déposé par une association regroupant des collectivités.", "association_de_collectivites", ""),
    ("Sont éligibles les associations qui réunissent au moins trois collectivités.", "association_de_collectivites", ""),
    ("Les métropoles et les communautés d’agglomération peuvent répondre à cet appel.", "epci", ""),
    ("Structures éligibles : ONG, collectivités locales, PME", "association collectivite entreprise", ""),
    ("Public visé : les bailleurs sociaux", "bailleur_social", ""),
    ("La subvention est destinée aux parcs naturels régionaux.", "syndicat", ""),
    ("Podrán participar los municipios y las organizaciones no gubernamentales.", "association commune", ""),
    ("Les groupements d’entreprises sont éligibles.", "entreprise", ""),
    ("Le chef de file doit être un établissement d’enseignement supérieur.", "universite", ""),
    ("Aide en faveur des collectivités et des associations qui mènent un projet.", "association collectivite", ""),
    ("Une formation pour les élus et les agents des collectivités.", "collectivite", ""),
    ("Le programme aide les communes qui accueillent un artiste dans la ville partenaire.", "commune", ""),
    ("Les communes, les syndicats d’eau et les associations peuvent répondre.", "association commune syndicat", ""),
    ("Cet appel finance des projets au Sénégal, pour les communes.", "commune", ""),
    ("Bénéficiaires : communes\nÉtat : en cours", "commune", ""),
]


@pytest.mark.parametrize(("text", "eligible", "excluded"), SENTENCES)
def test_applicants_are_told_from_those_who_may_not_answer(text: str, eligible: str, excluded: str) -> None:
    assert codes(text) == (eligible, excluded)


NO_APPLICANT = [
    "Le projet renforce les capacités des collectivités partenaires.",
    "L’Agence française de développement finance ce programme avec la Région Occitanie.",
    "Les projets sont menés en partenariat avec une collectivité étrangère.",
    "Les dépenses engagées dans la commune sont justifiées.",
    "Le jury réunit des représentants de l’État et de la Région.",
    "Une attention particulière est portée aux projets communs.",
    "Le siège de l’association est à Paris.",
    "Projects should strengthen civil society.",
]


@pytest.mark.parametrize("text", NO_APPLICANT)
def test_partners_funders_and_places_are_no_applicants(text: str) -> None:
    assert codes(text) == ("", "")


def test_a_short_list_without_a_title_is_a_list_of_applicants() -> None:
    assert codes("Associations|||Collectivités|||Entreprises", title="") == ("association collectivite entreprise", "")


def test_a_programme_says_who_may_answer_when_the_call_does_not() -> None:
    text = "Le dossier est à déposer sur la plateforme. " * 12
    assert codes(text, title="FICOL 2027")[0] == "collectivite groupement"


def test_a_section_on_applicants_ends_with_the_next_heading() -> None:
    text = "Bénéficiaires\nLes communes de la région.\n\nDépenses retenues :\nLes entreprises sont payées sur facture."
    assert codes(text) == ("commune", "")


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(
                [
                    "collectivités",
                    "(",
                    ")",
                    ":",
                    "communes",
                    "ne sont pas éligibles",
                    "\n",
                    "associations",
                    "sauf",
                    ".",
                    "Bénéficiaires",
                ]
            )
        ).map(" ".join),
    )
)
def test_each_applicant_shows_the_very_words_of_the_text(text: str) -> None:
    eligible, excluded = read_applicants(Document(title="", text=text, reference=date(2026, 11, 20)))
    for one in (*eligible, *excluded):
        assert one.evidence.quote == text[one.evidence.start : one.evidence.end]
    assert not {one.value for one in eligible} & {one.value for one in excluded}
