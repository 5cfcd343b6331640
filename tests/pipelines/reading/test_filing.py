"""Who files for whom, as calls say it in French and in English; and what says nothing of the kind."""

from datetime import date

import pytest

from pipelines.reading.document import Document
from pipelines.reading.filing import read_filing
from pipelines.steps import read

SAID = [
    ("association>commune", "Le dossier est déposé par une association pour le compte de communes de montagne."),
    ("association>commune", "Projets portés par des associations pour des communes qui débutent à l’international."),
    ("association>commune", "Une ONG peut présenter la demande au nom d’une commune de moins de 5 000 habitants."),
    ("association>commune", "Associations may submit a proposal on behalf of several municipalities."),
    (
        "association>commune",
        "Municipalities without legal capacity may mandate a non-profit organisation to submit the bid.",
    ),
    ("association>commune", "Le porteur est une association qui dépose pour le compte d’une ou plusieurs communes."),
    ("association>collectivite", "Une ONG peut candidater en lieu et place de la collectivité."),
    ("association>collectivite", "Une association peut être mandatée par plusieurs collectivités pour déposer une demande."),
    ("association>collectivite", "Applications may be submitted by NGOs on behalf of local authorities."),
    ("epci>commune", "La demande peut être portée par l’EPCI pour ses communes membres."),
    ("epci>commune", "La métropole dépose un dossier unique pour l’ensemble de ses communes."),
    ("epci>commune", "Les communes peuvent confier le dépôt du dossier à leur intercommunalité."),
    ("epci>commune", "Les communes peuvent répondre par l’intermédiaire de leur EPCI."),
    ("epci>commune", "Les petites communes passent par leur communauté de communes pour déposer leur dossier."),
    ("syndicat>commune", "Le syndicat des eaux peut porter le projet pour le compte de ses communes adhérentes."),
    ("syndicat>epci", "Le PETR peut porter la candidature pour le compte de ses communautés de communes."),
    ("comite_jumelage>commune", "Le comité de jumelage peut déposer le dossier pour le compte de la commune."),
    ("comite_jumelage>commune", "Faute de service dédié, le comité de jumelage peut présenter la candidature en son nom."),
    ("association_de_collectivites>collectivite", "Associations of local authorities can apply on behalf of their members."),
    (
        "departement>commune",
        "Le conseil départemental peut déposer une demande groupée pour les communes de son territoire.",
    ),
    ("gip>collectivite", "Un GIP peut déposer un dossier pour le compte de plusieurs collectivités."),
    ("lead_partner>", "Un seul dossier est déposé par projet, par le chef de file, au nom de tous les partenaires."),
    ("lead_partner>", "Le dossier est signé et déposé par la collectivité cheffe de file pour le compte du groupement."),
    ("lead_partner>", "The application is submitted by the lead partner on behalf of the partnership."),
    ("lead_partner>", "Each partnership appoints a lead partner, who files the application."),
    ("partner_abroad>", "La candidature est présentée par le partenaire sénégalais."),
    ("partner_abroad>", "C’est la ville partenaire, et non la collectivité française, qui dépose la demande."),
    ("partner_abroad>", "The application must be submitted by the partner abroad."),
    ("partner_abroad>", "Applications are to be lodged by the municipality of the partner country."),
    ("partner_abroad>", "Le projet doit être déposé par une organisation locale du pays éligible."),
]

NOT_SAID = [
    "Le projet est porté par une commune.",
    "Le dossier est déposé par la commune avant le 15 mars.",
    "Les dossiers sont présentés par des comités de jumelage ou par les communes.",
    "Les associations ne peuvent pas déposer de dossier au nom d’une commune.",
    "Les entreprises ne peuvent pas candidater au nom d’une collectivité.",
    "La région apporte un soutien aux projets portés par les associations pour les communes du Sénégal.",
    "La demande de paiement est adressée par le bénéficiaire au service instructeur.",
    "La commune présente un budget équilibré.",
    "The proposal must be submitted by 15 March.",
]


def filings(text: str) -> list[str]:
    found = read_filing(Document(title="", text=text, reference=date(2026, 1, 1)))
    return [f"{one.value.by}>{one.value.whose or ''}" for one in found]


@pytest.mark.parametrize(("said", "text"), SAID)
def test_who_files_for_whom(said: str, text: str) -> None:
    assert filings(text) == [said]


@pytest.mark.parametrize("text", NOT_SAID)
def test_one_who_files_for_itself_files_for_nobody(text: str) -> None:
    assert filings(text) == []


def test_the_proof_is_the_sentence_and_those_filed_for_take_part() -> None:
    sentence = "Une association peut déposer la demande pour le compte des communes."
    text = f"Ce fonds aide la coopération.\n{sentence}\nLe jury se réunit en juin."
    facts = read(Document(title="Fonds de coopération", text=text, reference=date(2026, 1, 1)))
    (filing,) = facts.filed_by
    assert text[filing.evidence.start : filing.evidence.end] == filing.evidence.quote == sentence
    assert {one.value: one.flags for one in facts.eligible} == {"association": (), "commune": ("participant",)}


@pytest.mark.parametrize(
    "text",
    [
        "Les projets « clés en main » sont déposés par des associations pour les communes qui débutent.",
        "Clés en main : une association porte le dossier pour le compte de communes sans expérience.",
    ],
)
def test_turnkey_projects_are_filed_by_associations_for_communes(text: str) -> None:
    facts = read(Document(title="Clés en main", text=text, reference=date(2026, 1, 1)))
    assert {one.value: one.flags for one in facts.eligible} == {"association": (), "commune": ("participant",)}
    assert [(one.value.by, one.value.whose) for one in facts.filed_by] == [("association", "commune")]
