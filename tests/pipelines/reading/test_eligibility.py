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
    ("La Région finance les projets que portent les collectivités.", "collectivite", ""),
    ("Sont soutenus les chantiers que mènent les associations et les communes.", "association commune", ""),
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


MORE_WAYS = [
    ("Proposals by universities are welcome until May.", "universite", ""),
    ("Une aide pour les hôpitaux qui nouent un partenariat au Cameroun.", "etablissement_public", ""),
    ("Subventions aux organisations de la société civile du Liban et de France.", "association", ""),
    ("Grants to civil society organisations active in the Balkans.", "association", ""),
    ("Appel réservé aux communes et à leurs intercommunalités.", "commune epci", ""),
    ("Le concours est lancé auprès des collectivités territoriales.", "collectivite", ""),
    ("Sont éligibles les associations ; les sociétés commerciales ne le sont pas.", "association", "entreprise"),
    ("Consortia of universities and companies may apply.", "entreprise universite", ""),
    ("Les régions et départements volontaires déposent une candidature commune.", "departement region", ""),
    ("Toute ville de plus de 20 000 habitants peut se porter candidate.", "commune", ""),
    ("Cet appel s’adresse aux associations et fondations reconnues d’utilité publique.", "association fondation", ""),
    ("Bénéficiaires : collectivités, syndicats des eaux.", "collectivite syndicat", ""),
    ("Les métropoles et communautés urbaines sont invitées à manifester leur intérêt.", "epci", ""),
    ("Local and regional authorities are eligible to apply.", "collectivite", ""),
    ("Only non-profit organisations may apply; for-profit companies are excluded.", "association", "entreprise"),
    ("Cities and towns of the Union for the Mediterranean are invited to submit.", "commune", ""),
    ("Établissements d’enseignement supérieur éligibles.", "universite", ""),
    ("Les établissements publics de santé peuvent présenter une demande.", "etablissement_public", ""),
    ("Candidats : chambres de commerce et d’industrie, PME.", "chambre_consulaire entreprise", ""),
    ("Porteurs de projet : collectivités ou associations d’élus.", "association_de_collectivites collectivite", ""),
    ("Peuvent candidater : comités de jumelage, associations.", "association comite_jumelage", ""),
    ("Le dispositif est ouvert aux organismes HLM.", "bailleur_social", ""),
    ("Bourses destinées aux jeunes de 18 à 25 ans.", "particulier", ""),
    ("Les groupements d’intérêt public sont éligibles.", "gip", ""),
    ("Ouvert aux collectivités, à l’exclusion des services de l’État.", "collectivite", "etat"),
    ("Appel ouvert aux collectivités d’outre-mer.", "collectivite_outre_mer", ""),
    ("Les communes peuvent répondre, mais ni les départements ni les régions.", "commune", "departement region"),
    ("Applications are invited from NGOs with three years of experience.", "association", ""),
    ("Qui peut répondre ? Les universités et les ONG.", "association universite", ""),
    ("Les collectivités et leurs groupements sont les seuls candidats admis.", "collectivite groupement", ""),
    ("Cette avance remboursable vise les petites entreprises exportatrices.", "entreprise", ""),
    ("Dans ce programme, une collectivité française présente le dossier avec son partenaire.", "collectivite", ""),
    ("Villages of fewer than 5,000 people can apply.", "commune", ""),
    ("Departmental councils can request support.", "departement", ""),
    ("Universities and research institutes should send their bids by email.", "universite", ""),
    ("La subvention est attribuée à des communes ou à des EPCI.", "commune epci", ""),
    ("Eligible: charities registered in the UK.", "association", ""),
    ("Le syndicat mixte porteur d’un SCoT est éligible.", "syndicat", ""),
    ("Public bodies and agencies are eligible.", "etablissement_public", ""),
    ("Le projet est porté par une entreprise ou un laboratoire universitaire.", "entreprise universite", ""),
    ("Fonds réservé aux fondations territoriales.", "fondation", ""),
    ("Communes et syndicats d’énergie : déposez votre dossier avant juin.", "commune syndicat", ""),
    ("Regional authorities of the outermost regions may submit proposals.", "region", ""),
    ("Associations de solidarité internationale agréées : demandez une subvention.", "association", ""),
    ("Les municipalités africaines sont les demandeurs principaux.", "collectivite_etrangere", ""),
    ("Aide aux communes et aux départements.", "commune departement", ""),
    ("Dossier à remettre par l’association ou la mairie.", "association commune", ""),
    ("Les associations ne sont pas éligibles, contrairement aux collectivités.", "collectivite", "association"),
    ("Eligible applicants are higher education institutions established in the EU.", "universite", ""),
    ("Les associations sont inéligibles ; le prêt est réservé aux PME.", "entreprise", "association"),
    ("Seuls les EPCI sont éligibles (les communes seules ne le sont pas).", "epci", "commune"),
    ("Les structures de l’éducation populaire sont concernées.", "association", ""),
    ("Le prix récompense une commune de moins de 10 000 habitants.", "commune", ""),
    ("Prix des villes et villages d’art", "commune", ""),
    ("Trophées des départements engagés", "departement", ""),
    ("Le jury distingue trois communes pour leur accueil.", "commune", ""),
    ("La région invite les collectivités bretonnes à proposer un projet.", "collectivite", ""),
    ("Une commune seule ou un groupe de communes constitue le demandeur.", "commune", ""),
    ("Le bénéficiaire de la subvention sera une commune ou une communauté de communes.", "commune epci", ""),
    ("Seuls les établissements d’enseignement supérieur accrédités pourront concourir.", "universite", ""),
    ("Tout organisme à but non lucratif est invité à soumettre une note.", "association", ""),
    ("Publics concernés : collectivités, associations.", "association collectivite", ""),
    ("Les PME sont la cible de cet appel.", "entreprise", ""),
    ("L’appel est lancé à l’intention des départements et des régions.", "departement region", ""),
    ("Les maires sont invités à transmettre leur candidature avant le 5 mai.", "commune", ""),
    ("Ce fonds cofinance des projets présentés par des associations françaises.", "association", ""),
    ("Toutes les collectivités membres du réseau ont accès au guichet.", "collectivite", ""),
    ("Foundations and non-profit associations are the target applicants.", "association fondation", ""),
    ("A city or town must lead the consortium.", "commune", ""),
    ("Applicants: universities, SMEs.", "entreprise universite", ""),
    ("Funding is available to local governments in France.", "collectivite", ""),
    ("We fund NGOs working with migrants.", "association", ""),
    ("The call targets public hospitals.", "etablissement_public", ""),
    ("Les syndicats intercommunaux pourront bénéficier de l’aide.", "syndicat", ""),
    ("La demande émane d’une association ou d’un groupement d’intérêt public.", "association gip", ""),
    ("Chaque candidat est une personne physique.", "particulier", ""),
    ("Vous êtes une commune rurale ? Cet appel est pour vous.", "commune", ""),
    ("Qui ? Les collectivités de métropole et d’outre-mer.", "collectivite", ""),
    ("Les communes ne sont pas directement éligibles : la demande passe par l’EPCI.", "epci", "commune"),
    ("Communes de l’Hexagone et collectivités d’outre-mer peuvent postuler.", "collectivite_outre_mer commune", ""),
    ("Les chambres d’agriculture déposent leurs projets en ligne.", "chambre_consulaire", ""),
    ("Réservé aux bailleurs sociaux du territoire.", "bailleur_social", ""),
    ("Twinning committees may request a travel grant.", "comite_jumelage", ""),
    ("Les associations de maires peuvent soumettre une action.", "association_de_collectivites", ""),
    ("Les particuliers n’y ont pas accès ; seules les collectivités sont servies.", "collectivite", "particulier"),
]


@pytest.mark.parametrize(("text", "eligible", "excluded"), MORE_WAYS)
def test_there_are_many_ways_to_say_who_may_answer(text: str, eligible: str, excluded: str) -> None:
    assert codes(text) == (eligible, excluded)


NO_APPLICANT = [
    "Le jury réunit des représentants des communes et des associations.",
    "Les communes partenaires bénéficieront d’un accompagnement.",
    "Les entreprises lauréates seront présentées aux collectivités.",
    "Les candidatures sont examinées par un comité composé de communes et d’associations.",
    "Le financeur est une fondation privée.",
    "L’entreprise retenue livrera les panneaux à la commune.",
    "Le projet doit bénéficier à des associations de femmes.",
    "La ville de Lyon accueille la journée d’information.",
    "Le consortium comprend des universités de trois pays.",
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
