"""What to have ready, what to find, and through which other call to go: with the member's own days, partners and sums."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from matching.between import detours
from matching.checklist import checklist
from matching.cofinancing import estimate
from model.condition import Condition, ConditionKind, Prerequisite
from model.deadline import Deadline
from model.money import Rate
from tests.matching.samples import NOW, call, grant, member, said

NB, NNB = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def test_a_rate_and_a_largest_grant_give_the_project_and_what_to_find() -> None:
    found = estimate(call(rates=(said(Rate(None, 60.0), "au plus 60 %"),), amounts=(grant(15_000, 90_000),)))
    assert found is not None
    assert (found.share, found.cost, found.to_find) == (Decimal(40), Decimal(150_000), Decimal(60_000))
    assert f"au moins 40{NNB}% des coûts" in str(found)
    assert f"60{NNB}000{NB}€ à trouver" in str(found)
    assert f"«{NB}au plus 60 %{NB}»" in str(found)


SILENT: list[dict[str, Any]] = [{}, {"rates": (said(Rate(None, 100.0)),)}, {"rates": (said(Rate(None, None)),)}]


@pytest.mark.parametrize("facts", SILENT)
def test_nothing_is_estimated_without_a_rate_that_leaves_something(facts: dict[str, Any]) -> None:
    assert estimate(call(**facts)) is None


def test_the_papers_carry_the_members_own_days_and_partners() -> None:
    one = call(
        sessions=(said(Deadline(date(2026, 6, 16))),),
        prerequisites=(
            said(Prerequisite.DELIBERATION, "une délibération"),
            said(Prerequisite.PARTNER_LETTER, "lettre du partenaire"),
            said(Prerequisite.REGISTRATION, "numéro d’inscription"),
        ),
        conditions=(said(Condition(ConditionKind.PARTNERS, minimum=2), "au moins deux partenaires"),),
    )
    lines = checklist(one, member(partners="Thiès (Sénégal)", councils=(date(2026, 6, 12),), agenda_days=15), NOW)
    assert [line.code for line in lines] == ["deliberation", "partner_letter", "registration", "partenaires-2"]
    assert lines[0].sentence.startswith("Délibération de l’assemblée : dernier conseil utile")
    assert "Thiès (Sénégal)" in lines[1].sentence
    assert str(lines[2]).endswith(f"«{NB}numéro d’inscription{NB}»")


GENERAL = call(1, programme=said("DCTCIV_GENERALISTE"), groups=["ODA"])
SENEGAL = call(2, title="Appel franco-sénégalais 2026", programme=said("FRANCO_SENEGALAIS"), countries=["SN"])


def test_a_country_with_a_fund_of_its_own_goes_through_its_call() -> None:
    shut = call(1, programme=said("DCTCIV_GENERALISTE"), excluded_countries=[said("SN", "à l’exception du Sénégal")])
    (found,) = detours(shut, member(countries={"SN": 3, "ML": 1}), [shut, SENEGAL], NOW)
    assert (found.country, found.call) == ("SN", 2)
    assert f"passez par «{NB}Appel franco-sénégalais 2026{NB}»" in found.sentence
    assert "à l’exception du Sénégal" in found.sentence


def test_where_the_call_does_not_say_so_it_is_to_be_checked_and_a_closed_fund_is_named() -> None:
    (found,) = detours(GENERAL, member(countries={"SN": 3}), [GENERAL], NOW)
    assert found.call is None
    assert "vérifiez" in found.sentence
    assert "prochaine ouverture" in found.sentence


def test_no_detour_for_other_countries_or_other_programmes() -> None:
    assert detours(GENERAL, member(countries={"ML": 3}), [SENEGAL], NOW) == ()
    assert detours(SENEGAL, member(countries={"SN": 3}), [], NOW) == ()
