"""What a text says of its state, its kind and its language."""

import pytest

from pipelines.reading.kind import read_kind
from pipelines.reading.language import guess
from pipelines.reading.status import read_status
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
