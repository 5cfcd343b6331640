"""What a text says of its state, its kind and its language."""

from datetime import date

import pytest

from pipelines.reading.document import Document
from pipelines.reading.kind import read_kind
from pipelines.reading.language import guess
from pipelines.reading.status import read_status
from pipelines.steps import read
from tests.pipelines.reading.reading_of import document

STATED = [
    ("Clôturé", "closed"),
    ("Appel à projets clôturé", "closed"),
    ("Cet appel est clos.", "closed"),
    ("Les inscriptions sont closes.", "closed"),
    ("Ce dispositif n’est plus disponible.", "closed"),
    ("L’aide n’est plus ouverte aux demandes.", "closed"),
    ("Applications are now closed.", "closed"),
    ("This funding opportunity has expired.", "closed"),
    ("La convocatoria está cerrada.", "closed"),
    ("À venir", "upcoming"),
    ("Prochainement", "upcoming"),
    ("L’appel à projets ouvrira au printemps.", "upcoming"),
    ("Forthcoming", "upcoming"),
    ("The call will open in spring.", "upcoming"),
    ("En cours", "open"),
    ("Les candidatures sont ouvertes.", "open"),
    ("Open for submission", "open"),
    ("Appel permanent", "permanent"),
    ("Les dossiers sont reçus au fil de l’eau.", "permanent"),
    ("Applications are accepted on a rolling basis.", "permanent"),
    ("L’appel à projets est annulé.", "withdrawn"),
    ("This call has been withdrawn.", "withdrawn"),
    ("L’appel s’est achevé au printemps.", "closed"),
    ("La plateforme n’est pas encore ouverte.", "upcoming"),
    ("Appel en cours de préparation", "upcoming"),
    ("Il n’y a pas d’appel en cours.", "closed"),
    ("Les demandes sont reçues toute l’année.", "permanent"),
    ("Ouvert aux candidatures", "open"),
    ("Les candidatures sont désormais closes.", "closed"),
    ("L’appel est arrivé à échéance et n’accepte plus de dossier.", "closed"),
    ("Applications are no longer accepted.", "closed"),
    ("Cette campagne est achevée.", "closed"),
    ("Vous pouvez déposer votre dossier dès aujourd’hui.", "open"),
    ("L’appel est actuellement ouvert.", "open"),
    ("Submissions are being accepted.", "open"),
    ("L’ouverture des candidatures est prévue à l’automne.", "upcoming"),
    ("The next call will open in spring.", "upcoming"),
    ("Le prochain appel sera publié sous peu.", "upcoming"),
    ("Les demandes peuvent être adressées toute l’année.", "permanent"),
    ("There is no closing date for applications.", "permanent"),
    ("Guichet ouvert en continu.", "permanent"),
    ("L’appel à projets est abandonné.", "withdrawn"),
    ("The call has been cancelled by the authority.", "withdrawn"),
    ("Procédure déclarée sans suite.", "withdrawn"),
    ("Dépôt terminé", "closed"),
    ("Appel en cours", "open"),
    ("Dispositif pérenne, sans échéance.", "permanent"),
    ("Clôturé depuis le mois dernier.", "closed"),
    ("The application window has now shut.", "closed"),
    ("Pré-annonce : ouverture courant 2027.", "upcoming"),
    ("Dépôt des dossiers ouvert", "open"),
    ("Candidatures au fil de l’eau", "permanent"),
    ("Inscriptions closes", "closed"),
    ("Launch planned for next year", "upcoming"),
    ("Call now live: apply today.", "open"),
    ("Cet avis est retiré.", "withdrawn"),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_stated_status_is_read(text: str, expected: str) -> None:
    reading = read_status(document(text))
    assert reading is not None
    assert (reading.value.value, reading.evidence.quote) == (expected, text)


UNSTATED = [
    "",
    "Les comptes clos au 31 décembre 2025 sont à joindre au dossier.",
    "La réunion se tiendra à huis clos.",
    "Un territoire ouvert sur le monde.",
    "Le projet en cours de réalisation concerne deux communes et leurs partenaires, avec des travaux jusqu’en 2027.",
    "L’appel n’est pas encore clos.",
    "Applications close on 12 May 2026.",
    "La clôture de l’appel est prévue au printemps.",
]


@pytest.mark.parametrize("text", UNSTATED)
def test_other_uses_of_the_words_are_no_closed_call(text: str) -> None:
    reading = read_status(document(text))
    assert reading is None or reading.value.value == "open"


def test_the_closing_of_an_earlier_edition_is_not_that_of_the_call() -> None:
    text = "Un programme de coopération entre villes. " * 8 + "L’édition 2024 de l’appel est close."
    assert read_status(document(text)) is None


KINDS = [
    ("Appel à projets franco-sénégalais 2026", "call"),
    ("AMI – Villes durables en Afrique", "call"),
    ("Call for proposals: local authorities in partnership countries", "call"),
    ("Formation : monter un projet de coopération", "training"),
    ("Webinaire : répondre à l’appel à projets jeunesse", "event"),
    ("Journée d’information sur les fonds européens", "event"),
    ("Prix de la coopération 2026", "prize"),
    ("Trophées des villes jumelées", "prize"),
    ("Ideas competition for public squares", "call"),
    ("Design competition for twin towns", "prize"),
    ("Les lauréats de l’appel à projets jeunesse", "info"),
    ("Fonds de soutien aux initiatives locales", "fund"),
    ("FACECO : solidarité avec les sinistrés", "appeal"),
    ("Appel aux dons pour le Maroc", "appeal"),
    ("Guide des financements européens", "info"),
    ("Appel à projets : formation des élus", "call"),
]


@pytest.mark.parametrize(("title", "expected"), KINDS)
def test_the_kind_is_what_the_title_names_first(title: str, expected: str) -> None:
    reading = read_kind(document("Un texte sans indice.", title=title))
    assert reading is not None
    assert (reading.value.value, reading.evidence.place) == (expected, "title")


def test_the_kind_is_read_in_the_first_lines_when_the_title_is_silent() -> None:
    reading = read_kind(document("La Région lance un appel à projets pour l’eau.", title="Eau et coopération"))
    assert reading is not None
    assert (reading.value.value, reading.evidence.place) == ("call", "text")


def test_no_word_of_kind_means_no_kind() -> None:
    assert read_kind(document("Bonjour.", title="Saint-Louis")) is None


LANGUAGES = [
    ("Les collectivités peuvent déposer leur dossier avec leurs partenaires.", "fr"),
    ("Local authorities may submit their proposals to the Commission.", "en"),
    ("Las entidades locales podrán presentar sus proyectos hasta el final del plazo.", "es"),
    ("As autarquias podem apresentar os seus projetos até ao fim do prazo.", "pt"),
    ("Die Kommunen können ihre Projekte mit den Partnern einreichen und werden von der Stiftung gefördert.", "de"),
    ("I comuni possono presentare i loro progetti con gli enti della regione entro la data.", "it"),
    ("2026", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), LANGUAGES)
def test_the_language_is_that_of_the_common_words(text: str, expected: str | None) -> None:
    assert guess(text) == expected


WHOLE_CALLS = [
    (
        "call",
        "Appel à manifestation d’intérêt : villes amies des aînés",
        "Les candidats déposent un dossier avant le 4 mai 2027.",
    ),
    ("fund", "Fonds d’appui aux jumelages", "Les demandes sont reçues tout au long de l’année."),
    ("training", "Formation : monter un projet Interreg", "Deux jours à Lille, 120 € par stagiaire."),
    ("event", "Forum des coopérations", "Rendez-vous à Dakar les 3 et 4 juin 2027, inscription en ligne."),
    ("prize", "Prix de l’action internationale", "Un trophée et 10 000 € récompensent une collectivité."),
    ("info", "Guide : écrire une convention de coopération", "Ce guide rappelle les règles et donne des modèles."),
    ("appeal", "Séisme : appel à la solidarité des communes", "Versez votre contribution au fonds de concours."),
    ("call", "Call for proposals – Cities and climate", "Deadline 12 May 2027."),
    ("event", "Webinar: how to apply to CERV", "Join us online on 5 June 2027."),
    ("training", "Summer school on local democracy", "Five-day course for local officials."),
    ("prize", "European Capital of Smart Tourism award", "Cities may compete for the title."),
    ("fund", "Small grants scheme", "Applications accepted on a rolling basis."),
    ("info", "Results of the 2026 call", "Twelve projects were selected."),
    ("info", "Nouvelle réglementation des aides d’État", "Ce qui change pour les collectivités."),
    ("appeal", "Ukraine : FACECO ouvert aux contributions", "Les collectivités peuvent verser un don au fonds."),
    ("event", "Rencontres franco-marocaines de la coopération", "Programme et inscriptions."),
    ("training", "MOOC Coopération décentralisée", "Six semaines en ligne, gratuit."),
    ("event", "Réunion d’information sur l’appel Eau 2027", "Le 12 mars, en visioconférence."),
    ("fund", "Dispositif de soutien aux mobilités d’élus", "Aide permanente, à demander avant chaque départ."),
    ("call", "Appel à partenaires pour un projet Erasmus+", "Répondez avant le 2 février 2027."),
    ("call", "Avis d’appel public à candidatures : résidences croisées", "Date limite : 1er mars 2027."),
    ("prize", "Trophées des territoires solidaires", "Candidatures jusqu’au 15 avril 2027 ; cérémonie en juin."),
    ("info", "Portrait de territoire : Rennes et Sétif", "Retour sur vingt ans de coopération."),
    ("training", "Atelier pratique : bilan d’un projet", "Formation d’une journée pour agents."),
    ("fund", "Prêt à taux bonifié pour l’eau", "Demande possible à tout moment."),
    ("event", "Salon des maires : conférence sur le Sahel", "Le 20 novembre 2027 à Paris."),
    ("call", "Seed funding for town networks: open call", "Apply by 3 March 2027."),
    ("info", "Frequently asked questions about LIFE", "Answers on eligibility."),
    ("appeal", "Collecte pour les sinistrés de Mayotte", "Les communes qui le souhaitent peuvent faire un don."),
    ("call", "Coopération universitaire franco-tchèque : second appel", "Dossiers à remettre le 3 mai 2027."),
    ("fund", "Bourses de mobilité des apprentis", "Demandes instruites au fil de l’eau."),
    ("training", "Se former au droit de la coopération", "Session de deux jours à Strasbourg."),
    ("event", "Petit déjeuner des partenaires du Maroc", "Le 4 mars 2027, 8 h 30."),
    ("prize", "Marianne d’or des coopérations", "Récompense la meilleure action de l’année."),
    ("info", "Bilan 2026 du programme", "Vingt projets ont été menés."),
    ("appeal", "Tremblement de terre au Népal : mobilisons-nous", "Vos dons sont reçus par le fonds."),
    ("call", "Partnerships for mobility: second round", "Concept notes due 7 April 2027."),
    ("event", "Annual meeting of the network", "Porto, 3-5 May 2027."),
    ("training", "Training of trainers: gender budgeting", "Five online modules."),
    ("prize", "Green City Accord awards", "Nominate your city."),
    ("fund", "Interest-free loans for municipal water", "Apply at any time."),
    ("info", "New rules on state aid", "What local authorities need to know."),
    ("event", "Journées européennes du patrimoine", "18 et 19 septembre 2027."),
    ("call", "Sélection de dix binômes de collectivités", "Candidatez avant le 9 avril 2027."),
    ("info", "Étude : l’action internationale des départements", "Les chiffres clés."),
    ("training", "Cycle des hautes études de la coopération", "Huit sessions entre janvier et juin."),
    ("event", "Délégation économique au Vietnam", "Du 3 au 9 mai 2027, places limitées."),
    ("prize", "Concours photo des villes jumelées", "Envoyez vos clichés."),
    ("call", "AMI : référents énergie", "Réponse attendue pour le 12 mars 2027."),
]


@pytest.mark.parametrize(("kind", "title", "text"), WHOLE_CALLS)
def test_what_an_item_is_from_its_title_and_text(kind: str, title: str, text: str) -> None:
    said = read(Document(title=title, text=text, reference=date(2027, 1, 10))).kind
    assert said is not None
    assert said.value.value == kind
