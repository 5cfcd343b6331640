"""Who may join a project that another files: partners and those gathered are told from those who may apply."""

from datetime import date

import pytest

from pipelines.reading.document import Document
from pipelines.reading.eligibility import read_applicants
from pipelines.reading.taking_part import read_taking_part


def roles(text: str) -> tuple[set[str], set[str], set[str]]:
    """(may apply, partners, participants)."""
    document = Document(title="Un appel", text=text, reference=date(2026, 11, 20))
    eligible, excluded = read_applicants(document)
    joining = read_taking_part(document, {one.value for one in (*eligible, *excluded)})
    flagged = [{one.value for one in joining if flag in one.flags} for flag in ("partner", "participant")]
    return {one.value for one in eligible}, flagged[0], flagged[1]


SENTENCES = [
    ("Le dossier est déposé par une association qui réunit au moins quatre communes.",
     {"association_de_collectivites"}, set(), {"commune"}),
    ("Seules les universités peuvent candidater. Elles associent une collectivité au projet.",
     {"universite"}, {"collectivite"}, set()),
    ("Les associations peuvent candidater, en partenariat avec une commune.", {"association"}, {"commune"}, set()),
    ("L’appel est ouvert aux associations. Les collectivités peuvent participer comme partenaires.",
     {"association"}, {"collectivite"}, set()),
    ("Sont éligibles les associations. Les entreprises ne sont pas éligibles en tant que chefs de file.",
     {"association"}, {"entreprise"}, set()),
    ("Le syndicat mixte peut déposer un dossier pour le compte de plusieurs communes.", {"syndicat"}, set(), {"commune"}),
    ("NGOs may apply. Local authorities may be associated partners.", {"association"}, {"collectivite"}, set()),
    ("Universities are eligible together with municipalities.", {"universite"}, {"commune"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "apply", "partners", "participants"), SENTENCES)
def test_those_who_file_are_told_from_those_who_join(
    text: str, apply: set[str], partners: set[str], participants: set[str]
) -> None:
    assert roles(text) == (apply, partners, participants)


def test_a_foreign_authority_named_as_partner_opens_no_role_to_a_french_one() -> None:
    assert roles("Les associations peuvent candidater avec une collectivité étrangère partenaire.")[1:] == (set(), set())


def test_who_may_apply_is_not_also_told_as_a_partner() -> None:
    text = "Les communes peuvent candidater, en partenariat avec d’autres communes."
    assert roles(text) == ({"commune"}, set(), set())
