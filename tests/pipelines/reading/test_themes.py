"""What calls are about: sentences of our own with the themes and goals an expert gives them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reading.document import Document
from pipelines.reading.themes import read_themes, sdgs_of
from vocabularies import themes as vocabulary


def themes(text: str, title: str = "") -> set[str]:
    """The themes of a call."""
    return {one.value for one in read_themes(Document(title=title, text=text, reference=date(2026, 11, 20)))[0]}


def goals(text: str) -> set[int]:
    """The goals of a call."""
    return {one.value for one in read_themes(Document(title="", text=text, reference=date(2026, 11, 20)))[1]}


PHRASES = [
    ("Accès à l’eau potable et assainissement en milieu rural", "eau-assainissement"),
    ("Drinking water and sanitation in small towns", "eau-assainissement"),
    ("Collecte et valorisation des déchets ménagers", "dechets"),
    ("Waste management and circular economy", "dechets"),
    ("Électrification par l’énergie solaire", "energie"),
    ("Energy efficiency of public buildings", "energie"),
    ("Adaptation au changement climatique", "climat"),
    ("Protection des mangroves et des récifs coralliens", "biodiversite-mer"),
    ("Reboisement et lutte contre la désertification", "biodiversite-mer"),
    ("Sécurité alimentaire et agroécologie", "agriculture-alimentation"),
    ("Food security and smallholder farmers", "agriculture-alimentation"),
    ("Santé maternelle et lutte contre le paludisme", "sante"),
    ("Coopération hospitalière", "sante"),
    ("Construction d’écoles et formation des enseignants", "education"),
    ("Formation professionnelle et emploi", "formation-emploi"),
    ("Mobilité internationale des jeunes et service civique", "jeunesse"),
    ("Patrimoine culturel et création artistique", "culture-patrimoine"),
    ("Promotion de la langue française", "francophonie"),
    ("Sport et jeunesse à Dakar", "jeunesse sport"),
    ("Inclusion numérique et administration électronique", "numerique"),
    ("Développement économique local et entrepreneuriat", "developpement-economique"),
    ("Tourisme durable", "tourisme"),
    ("Aménagement urbain et logement", "ville-durable"),
    ("Mobilité urbaine et transports publics", "mobilite"),
    ("État civil, finances locales et décentralisation", "gouvernance-locale"),
    ("Égalité entre les femmes et les hommes", "egalite-femmes-hommes"),
    ("Gender equality and violence against women", "egalite-femmes-hommes"),
    ("Droits humains et participation citoyenne", "droits-citoyennete"),
    ("Lutte contre la pauvreté et inclusion des personnes handicapées", "inclusion-sociale"),
    ("Accueil des réfugiés et demandeurs d’asile", "migrations"),
    ("Prévention des risques naturels et protection civile", "risques-crises"),
    ("Consolidation de la paix et prévention des conflits", "paix-securite"),
    ("Partenariats universitaires et recherche scientifique", "recherche"),
    ("Éducation à la citoyenneté et à la solidarité internationale (ECSI)", "solidarite-internationale"),
    ("Comités de jumelage et villes jumelées", "jumelages"),
    ("Projets portés par les diasporas", "diasporas"),
    ("Thématique(s) : Santé ; Éducation", "education sante"),
    ("Domaines : tourisme, culture, sport", "culture-patrimoine sport tourisme"),
    ("Agua potable y saneamiento", "eau-assainissement"),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_a_sentence_is_given_its_theme_and_no_other(text: str, expected: str) -> None:
    assert themes(text) == set(expected.split())


TRAPS = [
    "Les dossiers sont à déposer avant le 3 mars sur la plateforme.",
    "Le ministère de la Culture et le ministère de la Transition écologique lancent cet appel.",
    "Les associations de solidarité internationale peuvent candidater.",
    "Une réponse à cet appel doit être signée par le maire.",
    "Les dépenses de formation du personnel administratif ne sont pas éligibles.",
    "Le porteur doit être en bonne santé financière.",
]


@pytest.mark.parametrize("text", TRAPS)
def test_words_of_the_procedure_are_no_theme(text: str) -> None:
    assert themes(text) == set()


def test_a_general_call_is_not_tagged_with_everything() -> None:
    text = (
        "Cet appel soutient la coopération décentralisée entre collectivités. Les projets peuvent porter sur l’eau, "
        "l’assainissement, l’énergie, le climat, l’agriculture, la santé, l’éducation, la culture, le tourisme, le sport, "
        "le numérique, la gouvernance locale, l’égalité femmes-hommes ou la jeunesse. "
        + "Le dossier est déposé en ligne. "
        * 20
    )
    assert len(themes(text, title="Appel à projets généraliste")) <= 7


def test_the_title_weighs_more_than_the_text() -> None:
    text = "Les projets tiennent compte du climat et de l’emploi. " + "Le dossier comprend un budget. " * 40
    assert "eau-assainissement" in themes(text, title="Eau et assainissement au Bénin")
    assert "formation-emploi" not in themes(text, title="Eau et assainissement au Bénin")


BARE_TITLES = [
    ("Appel à projets Eau", "eau-assainissement"),
    ("Fonds eau 2027", "eau-assainissement"),
    ("Eau", "eau-assainissement"),
]


@pytest.mark.parametrize(("title", "theme"), BARE_TITLES)
def test_the_one_word_that_a_title_is_about_is_its_theme(title: str, theme: str) -> None:
    assert themes("Cet appel finance des projets au Sénégal, pour les communes.", title=title) == {theme}


def test_a_weak_word_in_a_longer_title_is_no_theme() -> None:
    assert themes("Le dossier comprend un budget.", title="Mise à l’eau du bateau de la ville") == set()


GOALS = [
    ("Le projet contribue à l’ODD 6.", {6}),
    ("ODD n° 6, 7 et 11", {6, 7, 11}),
    ("Objectifs de développement durable 4 et 5", {4, 5}),
    ("SDGs 1, 5 and 13 are targeted", {1, 5, 13}),
    ("SDG 11.4 and SDG 16", {11, 16}),
    ("ODD4 : éducation", {4}),
]


@pytest.mark.parametrize(("text", "expected"), GOALS)
def test_a_goal_named_by_its_number_is_read_as_such(text: str, expected: set[int]) -> None:
    assert goals(text) == expected


@pytest.mark.parametrize("text", ["Les 17 ODD", "SDG 2030 agenda", "ODD 18", "en 2026, objectifs 1500"])
def test_a_number_that_is_no_goal_is_not_read_as_one(text: str) -> None:
    assert not {
        one.value for one in read_themes(Document(title="", text=text, reference=date(2026, 1, 1)))[1] if one.confidence == 1
    } - {17}


SHORT_TEXTS = [
    ("The share of people living below the national poverty line fell, and cash transfers reached poor households.", 1),
    ("Smallholder farmers face low crop yields and rising food insecurity.", 2),
    ("Maternal mortality declined as hospitals and vaccination coverage improved.", 3),
    ("Primary school enrolment and the training of teachers remain priorities.", 4),
    ("Violence against women and the gender pay gap persist.", 5),
    ("Households lack safe drinking water and sanitation.", 6),
    ("Renewable energy now supplies a third of electricity generation.", 7),
    ("Youth unemployment and decent work are at the heart of labour market policy.", 8),
    ("Investment in infrastructure and industrial innovation supports manufacturing.", 9),
    ("Income inequality widened, as the Gini coefficient shows.", 10),
    ("Urban sprawl, slums and public transport challenge city planning.", 11),
    ("Recycling, food waste and sustainable consumption patterns.", 12),
    ("Greenhouse gas emissions must fall to limit global warming.", 13),
    ("Overfishing and marine pollution threaten ocean life.", 14),
    ("Deforestation and biodiversity loss affect terrestrial ecosystems.", 15),
    ("Corruption weakens the rule of law and access to justice.", 16),
    ("Official development assistance and South-South cooperation.", 17),
    ("Les ménages pauvres bénéficient de transferts monétaires contre l’extrême pauvreté.", 1),
    ("Réduire la sous-alimentation grâce à une agriculture familiale.", 2),
    ("L’accès à l’électricité et aux énergies renouvelables progresse.", 7),
    ("Lutter contre la corruption et renforcer l’État de droit.", 16),
]


@pytest.mark.parametrize(("text", "goal"), SHORT_TEXTS)
def test_the_goal_of_a_short_text_comes_first(text: str, goal: int) -> None:
    weights = sdgs_of(text)
    assert max(weights, key=lambda number: weights[number]) == goal


OF_SEVERAL_GOALS = [
    ("Migrant workers face income inequality; active labour market policies help them find jobs.", {8, 10}),
    ("Water utilities waste electricity; energy efficiency in drinking water supply is a matter of climate.", {6, 7}),
    ("L’école et l’hôpital du district manquent d’eau potable.", {3, 4, 6}),
]


@pytest.mark.parametrize(("text", "expected"), OF_SEVERAL_GOALS)
def test_a_short_text_without_a_title_has_each_goal_that_it_speaks_of(text: str, expected: set[int]) -> None:
    assert expected <= goals(text)


NO_GOAL = [
    "Le projet est déposé par les communes et son budget est joint.",
    "Les collectivités joignent la liste des pays et le plan de financement.",
    "L’aide est versée après signature ; la représentation du maire est possible.",
]


@pytest.mark.parametrize("text", NO_GOAL)
def test_french_words_that_look_like_english_ones_announce_no_goal(text: str) -> None:
    assert goals(text) == set()


def test_every_theme_serves_a_goal_and_is_found_by_its_own_name() -> None:
    for code in vocabulary.codes():
        assert set(vocabulary.sdgs(code)) <= set(range(1, 18))
        assert code in themes(vocabulary.name(code)), code


@settings(max_examples=100, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(["eau", "ODD", "6", ",", "santé", ".", "\n", "1", "17"])).map(" ".join),
    )
)
def test_each_theme_and_goal_shows_the_very_words_of_the_text(text: str) -> None:
    found, numbers = read_themes(Document(title="", text=text, reference=date(2026, 11, 20)))
    for one in (*found, *numbers):
        assert one.evidence.quote == text[one.evidence.start : one.evidence.end]
        assert 0 < one.confidence <= 1


WHOLE = [
    ("Soutien aux résidences d’auteurs et à la traduction théâtrale avec l’Égypte.", "culture-patrimoine"),
    ("Création d’une plateforme de compostage et de tri dans trois communes béninoises.", "dechets"),
    ("Formation de sages-femmes et rénovation d’un centre de santé à Madagascar.", "sante"),
    ("Appui à la modernisation de l’état civil et à la fiscalité locale.", "gouvernance-locale"),
    ("Actions contre les violences faites aux femmes et pour leur autonomie économique.", "egalite-femmes-hommes"),
    ("Études pour des lignes de bus et des pistes cyclables dans les villes moyennes.", "mobilite"),
    ("Open data, services numériques et inclusion numérique des habitants.", "numerique"),
    ("Valorisation de circuits de randonnée et d’hébergements chez l’habitant.", "tourisme"),
    ("Terrains multisports et formation d’éducateurs sportifs pour les clubs locaux.", "sport"),
    ("Cantines approvisionnées en circuits courts et appui aux maraîchères.", "agriculture-alimentation"),
    ("Accueil et intégration des personnes réfugiées dans les communes rurales.", "migrations"),
    ("Restauration de mangroves et surveillance des tortues marines.", "biodiversite-mer"),
    ("Plans d’adaptation au changement climatique des villes côtières.", "climat"),
    ("Réhabilitation de quartiers précaires et planification urbaine.", "ville-durable"),
    ("Soutien à l’entrepreneuriat des jeunes et aux coopératives artisanales.", "developpement-economique"),
    ("Prévention des conflits et dialogue intercommunautaire au Sahel.", "paix-securite"),
    ("Bourses doctorales et laboratoires communs franco-brésiliens.", "recherche"),
    ("Éducation à la citoyenneté mondiale pendant le festival des solidarités.", "solidarite-internationale"),
    ("Rencontres entre villes jumelles et comités de jumelage.", "jumelages"),
    ("Projets portés par des associations de migrants dans leur pays d’origine.", "diasporas"),
    ("Latrines scolaires et adduction d’eau villageoise.", "eau-assainissement"),
    ("Restauration de la médina et accueil des visiteurs.", "culture-patrimoine tourisme"),
    ("Volontariat international et service civique à l’étranger.", "jeunesse"),
    ("Grants for film festivals, translation and touring exhibitions.", "culture-patrimoine"),
    ("Energy efficiency in public buildings and low-carbon heating.", "climat energie"),
    ("Strengthening maternal health and vaccination services.", "sante"),
    ("Coastal erosion, coral reefs and sustainable fisheries.", "biodiversite-mer"),
    ("Cybersecurity and e-government services for municipalities.", "numerique"),
    ("Integration of newly arrived refugees through local sponsorship.", "migrations"),
    ("Capacity building for local finance and decentralisation reform.", "gouvernance-locale"),
    ("Sustainable urban mobility and public space in mid-sized cities.", "mobilite ville-durable"),
    ("Reducing single-use plastics and setting up repair workshops.", "dechets"),
    ("Women in local politics and gender-responsive budgeting.", "egalite-femmes-hommes"),
    ("Peacebuilding and reconciliation in border communities.", "paix-securite"),
    ("Access to finance for small businesses and business incubators.", "developpement-economique"),
    ("Support for people with disabilities and older people living alone.", "inclusion-sociale"),
    ("Civil society participation, remembrance and fundamental rights.", "droits-citoyennete"),
    ("Disaster preparedness and civil protection training.", "risques-crises"),
    ("Joint research laboratories and doctoral networks.", "recherche"),
    ("Grassroots sport exchanges and coaches’ training.", "sport"),
    ("Réseaux de fontaines publiques et traitement des boues.", "eau-assainissement"),
    ("Chaufferie biomasse et rénovation thermique de l’hôtel de ville.", "energie"),
    ("Vocational training and apprenticeships for the unemployed.", "formation-emploi"),
    ("Fonds d’aide aux projets de solidarité avec les pays du Sud.", "solidarite-internationale"),
    ("Conservation d’archives et de musées en Arménie.", "culture-patrimoine"),
    ("Irrigation goutte à goutte et sécurité alimentaire au Burkina Faso.", "agriculture-alimentation eau-assainissement"),
    ("Reboisement et puits de carbone en forêt tropicale.", "biodiversite-mer climat"),
    ("Séjours sportifs pour adolescents de villes partenaires.", "jeunesse sport"),
    ("Port et désenclavement : pistes rurales et bacs.", "mobilite"),
    ("Investissements des diasporas dans les petites entreprises locales.", "developpement-economique diasporas"),
    ("Coproductions chorégraphiques et ateliers de gravure entre Nantes et Recife.", "culture-patrimoine"),
    ("Ombrières solaires sur les parkings et flexibilité du réseau électrique.", "energie"),
    ("Téléconsultation et lutte contre le diabète dans les îles.", "sante"),
    ("Filière mangue, séchage et accès aux marchés urbains.", "agriculture-alimentation"),
    ("Jardins d’enfants et manuels bilingues.", "education"),
    ("Un parlement des jeunes relie quatre villes de la Caraïbe.", "jeunesse"),
    ("Cadastre, adressage et recettes municipales.", "gouvernance-locale"),
    ("Réseau d’élues locales et lutte contre le harcèlement.", "egalite-femmes-hommes"),
    ("Herbiers de posidonie et plaisance responsable.", "biodiversite-mer"),
    ("Places végétalisées et rénovation des marchés couverts.", "ville-durable"),
    ("Téléphérique urbain et intermodalité.", "mobilite"),
    ("Plateforme de données ouvertes et lutte contre l’illectronisme.", "numerique"),
    ("Filière de recyclage des pneus et déchetterie mobile.", "dechets"),
    ("Gîtes ruraux et route des épices.", "tourisme"),
    ("Rencontre de football féminin entre villes partenaires.", "sport"),
    ("Foire artisanale et mise en réseau des exportateurs.", "developpement-economique"),
    ("Plateau technique pour apprendre la maçonnerie et la soudure.", "formation-emploi"),
    ("Orientation des mineurs non accompagnés et des demandeurs d’asile.", "migrations"),
    ("Lutte contre l’isolement des aînés et accessibilité des services.", "inclusion-sociale"),
    ("Cohabitation pacifique entre éleveurs et cultivateurs à la frontière.", "paix-securite"),
    ("Fonds d’urgence pour les communes touchées par le cyclone.", "risques-crises"),
    ("Ateliers de mémoire et lutte contre l’antisémitisme.", "droits-citoyennete"),
    ("Bassins de rétention, captages et qualité de l’eau distribuée.", "eau-assainissement"),
    ("Trajectoire zéro carbone des territoires insulaires.", "climat"),
    ("Invasive species control in wetlands.", "biodiversite-mer"),
    ("Museum partnerships and craft residencies.", "culture-patrimoine"),
    ("Municipal accounting and participatory planning.", "gouvernance-locale"),
    ("Welcome services for displaced Ukrainians.", "migrations"),
    ("Inclusive primary schools and remote learning.", "education"),
    ("Municipal climate action plans and emissions inventories.", "climat"),
    ("Cours de français et médiathèques francophones.", "francophonie"),
    ("Appui aux associations engagées dans la solidarité internationale.", "solidarite-internationale"),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_a_short_text_has_its_themes_and_no_other(text: str, expected: str) -> None:
    assert themes(text) == set(expected.split())


WATER = [
    ("Appel à projets sur l’eau en Afrique", ""),
    ("Projets d’eau au Bénin", ""),
    ("Water for Africa", ""),
    ("", "Thématique : eau"),
    ("", "Le fonds soutient des projets sur l’eau dans les pays du Sud."),
]


@pytest.mark.parametrize(("title", "text"), WATER)
def test_water_alone_is_a_theme_where_it_is_what_is_spoken_of(title: str, text: str) -> None:
    assert themes(text, title=title) == {"eau-assainissement"}


def test_bare_words_of_an_enumeration_are_themes_as_the_sure_one_beside_them() -> None:
    assert themes("Domaines : eau, énergie, déchets") == {"eau-assainissement", "energie", "dechets"}
    assert themes("Projects on water, energy and waste are eligible.") == {"eau-assainissement", "energie", "dechets"}
