"""What a call asks besides the right kind, in sentences of our own; what it only mentions is no condition."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.condition import Condition, ConditionKind, Prerequisite
from pipelines.reading.conditions import read_conditions, read_prerequisites
from pipelines.reading.document import Document

PEOPLE, PARTNERS, COUNTRIES, SEAT = ConditionKind


def document(text: str) -> Document:
    return Document(title="", text=text, reference=date(2026, 3, 2))


CONDITIONS = [
    ("Les communes de moins de 3 500 habitants peuvent candidater.", Condition(PEOPLE, maximum=3499, whose="commune")),
    ("Sont éligibles les EPCI de plus de 50 000 habitants.", Condition(PEOPLE, 50_001, whose="epci")),
    ("Villes d’au moins 20 000 habitants", Condition(PEOPLE, 20_000, whose="commune")),
    ("Communes de 2 000 à 10 000 habitants", Condition(PEOPLE, 2000, 10_000, "commune")),
    ("Une commune ou une intercommunalité de moins de 20 000 habitants", Condition(PEOPLE, maximum=19_999)),
    ("Cities with more than 100,000 inhabitants may apply.", Condition(PEOPLE, 100_001, whose="commune")),
    ("Le consortium compte au moins trois partenaires.", Condition(PARTNERS, 3)),
    ("The partnership brings together at least five organisations.", Condition(PARTNERS, 5)),
    ("Le projet associe des villes d’au moins quatre pays éligibles.", Condition(COUNTRIES, 4)),
    ("Associations ayant leur siège en Bretagne", Condition(SEAT, territories=("FR-BRE",))),
    ("Porteurs implantés dans les bassins Rhône-Méditerranée et de Corse", Condition(SEAT, territories=("EAU-RMC",))),
    (
        "Le porteur est établi en Guadeloupe, en Martinique, en Guyane ou, pour les projets de mer, à Saint-Martin.",
        Condition(SEAT, territories=("FR-971", "FR-972", "FR-973", "FR-MF")),
    ),
    (
        "Une association établie à Lyon ou dans la commune de Saint-Martin, en Bretagne",
        Condition(SEAT, territories=("FR-BRE",)),
    ),
    (
        "Eligible regions: Italy (Sicily), France (Corse, Occitanie) and Spain.",
        Condition(SEAT, territories=("FR-COR", "FR-OCC")),
    ),
    (
        "Structures implantées en Occitanie ou en Nouvelle-Aquitaine",
        Condition(SEAT, territories=("FR-OCC", "FR-NAQ")),
    ),
]


@pytest.mark.parametrize(("text", "condition"), CONDITIONS)
def test_a_condition_is_read_with_its_bounds_and_whom_it_bears_on(text: str, condition: Condition) -> None:
    assert [one.value for one in read_conditions(document(text))] == [condition]


@pytest.mark.parametrize(
    "text",
    [
        "Le projet touche plus de 4 000 habitants.",
        "La commune compte 12 000 habitants.",
        "Le réseau alimentera en eau plus de 6 000 habitants.",
        "Le dossier comprend au moins une photo du pays.",
        "L’atelier aura lieu en Bretagne.",
    ],
)
def test_what_is_only_mentioned_is_no_condition(text: str) -> None:
    assert read_conditions(document(text)) == ()


def test_two_sizes_of_one_sentence_are_two_conditions() -> None:
    text = "Ouvert aux communes de moins de 500 habitants et aux EPCI de plus de 9 000 habitants."
    assert [one.value for one in read_conditions(document(text))] == [
        Condition(ConditionKind.POPULATION, maximum=499, whose="commune"),
        Condition(ConditionKind.POPULATION, minimum=9001, whose="epci"),
    ]


TERRITORIES = [
    ("L’appel est réservé aux communes du Finistère.", "commune", ("FR-29",)),
    ("Ouvert aux collectivités de La Réunion et de Mayotte.", "collectivite", ("FR-974", "FR-976")),
    ("Les communes des Landes, du Gers et de la Gironde peuvent candidater.", "commune", ("FR-40", "FR-32", "FR-33")),
    ("Bénéficiaires : les associations de Bretagne", "association", ("FR-BRE",)),
    ("Réservé aux EPCI de la Loire-Atlantique ou de la Haute-Loire.", "epci", ("FR-44", "FR-43")),
    ("Réservé aux communes du département du Nord.", "commune", ("FR-59",)),
    ("Réservé aux communes du bassin Rhin-Meuse.", "commune", ("EAU-RM",)),
    ("Communes des Yvelines", "commune", ("FR-78",)),
    ("Ouvert aux associations et aux communes du Finistère.", "commune", ("FR-29",)),
]


@pytest.mark.parametrize(("text", "whose", "codes"), TERRITORIES)
def test_the_territory_of_who_may_answer_is_read_with_its_kind(text: str, whose: str, codes: tuple[str, ...]) -> None:
    assert [one.value for one in read_conditions(document(text))] == [
        Condition(ConditionKind.TERRITORY, whose=whose, territories=codes)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Communes et intercommunalités des Yvelines",
        "Le dispositif s’adresse aux communes et intercommunalités des Yvelines.",
        "Communes ou intercommunalités des Yvelines peuvent candidater.",
    ],
)
def test_kinds_that_share_an_article_share_their_territory(text: str) -> None:
    assert {one.value for one in read_conditions(document(text))} == {
        Condition(ConditionKind.TERRITORY, whose=whose, territories=("FR-78",)) for whose in ("commune", "epci")
    }


ELSEWHERE = [
    "Communes du Finistère à l’honneur",
    "Le projet aide les communes du Finistère à travailler ensemble.",
    "L’appel est ouvert aux collectivités de la réunion du 3 mars.",
    "L’appel est ouvert aux communes dans le nord du Bénin.",
    "Réservé aux communes. Le jury se tient dans le Finistère.",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_territory_that_shuts_nobody_out_is_no_condition(text: str) -> None:
    assert read_conditions(document(text)) == ()


PAPERS = [
    ("Joindre la délibération du conseil municipal.", "deliberation"),
    ("La convention de coopération signée avec le partenaire est à fournir.", "convention"),
    ("Une lettre d’engagement du partenaire est exigée.", "partner_letter"),
    ("La collectivité doit être à jour de sa déclaration d’aide publique au développement.", "aid_declaration"),
    ("Les comptes rendus des projets antérieurs doivent avoir été remis.", "past_reports"),
    ("La collectivité apporte au moins 5 % en fonds propres.", "own_share"),
    ("L’avis favorable de l’ambassade est joint au dossier.", "embassy_opinion"),
    ("Il faut disposer d’un compte sur la plateforme.", "registration"),
    ("Les associations existent depuis au moins deux ans d’activité.", "seniority"),
    ("Les travaux ne doivent pas avoir commencé avant le dépôt.", "no_early_start"),
    ("A letter of support and a partnership agreement are required.", "convention partner_letter"),
]


@pytest.mark.parametrize(("text", "papers"), PAPERS)
def test_what_must_be_ready_makes_a_checklist(text: str, papers: str) -> None:
    assert sorted(one.value for one in read_prerequisites(document(text))) == papers.split()


@pytest.mark.parametrize(
    "text",
    [
        "Une délibération n’est pas exigée à ce stade.",
        "Délibération : CP 2025-031 du 30 janvier 2025.",
        "Le jury délibère en juin.",
    ],
)
def test_the_papers_of_the_funder_and_those_not_asked_are_left_out(text: str) -> None:
    assert read_prerequisites(document(text)) == ()


@given(st.text(max_size=400))
@settings(max_examples=60)
def test_every_condition_keeps_words_of_the_text(text: str) -> None:
    said = document(text)
    for one in (*read_conditions(said), *read_prerequisites(said)):
        assert said.text[one.evidence.start : one.evidence.end] == one.evidence.quote


def test_each_prerequisite_has_its_ways_of_being_said() -> None:
    assert {name for _, names in PAPERS for name in names.split()} == {one.value for one in Prerequisite}
