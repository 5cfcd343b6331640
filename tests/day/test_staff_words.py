"""What a person types for a value is what the call holds."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from day.staff_words import values_of
from model.codes import AmountRole, Kind, Scope, Status
from model.condition import ConditionKind, Prerequisite
from model.filing import Filing
from model.trouble import Trouble
from pipelines.questions import FIELDS
from vocabularies import applicants, filings

ON = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("opening", "2027-01-15", date(2027, 1, 15)),
        ("opening", "15 janvier 2027", date(2027, 1, 15)),
        ("opening", "  ", None),
        ("rolling", "Oui", True),
        ("rolling", "non", False),
        ("kind", "prix", Kind.PRIZE),
        ("kind", "training", Kind.TRAINING),
        ("status", "Clos", Status.CLOSED),
        ("scope", "hors champ", Scope.OUT),
        ("programme", "cerv", "CERV"),
        ("countries", "Sénégal ; ml;Côte d’Ivoire", ["SN", "ML", "CI"]),
        ("countries", "", []),
        ("groups", "sahel", ["SAHEL"]),
        ("eligible", "commune ; intercommunalité", ["commune", "epci"]),
        ("filed_by", "association pour commune", [Filing("association", "commune")]),
        ("filed_by", "des syndicats, pour leurs membres ; chef de file", [Filing("syndicat"), Filing("lead_partner")]),
        ("prerequisites", "délibération de l’assemblée ; convention", [Prerequisite.DELIBERATION, Prerequisite.CONVENTION]),
    ],
)
def test_codes_and_french_names_are_both_understood(field: str, words: str, value: Any) -> None:
    assert values_of(field, words, ON) == value


@pytest.mark.parametrize(
    ("words", "day", "hour", "zone"),
    [
        ("2027-03-15", date(2027, 3, 15), None, "Europe/Paris"),
        ("2027-03-15 12:00", date(2027, 3, 15), time(12), "Europe/Paris"),
        ("15 mars 2027 à 17 h, heure de Bruxelles", date(2027, 3, 15), time(17), "Europe/Brussels"),
    ],
)
def test_a_last_day_is_typed_as_it_is_said(words: str, day: date, hour: time | None, zone: str) -> None:
    (limit,) = values_of("sessions", words, ON)
    assert (limit.day, limit.hour, limit.zone) == (day, hour, zone)


def test_several_last_days_are_parted_by_semicolons() -> None:
    assert [one.day.month for one in values_of("sessions", "2027-03-15 ; 1er juin 2027", ON)] == [3, 6]


def test_sums_rates_and_conditions_are_read_as_in_a_source() -> None:
    (sum_,) = values_of("amounts", "entre 10 000 et 50 000 € par projet", ON)
    assert (sum_.minimum, sum_.maximum, sum_.role) == (Decimal(10000), Decimal(50000), AmountRole.GRANT)
    (rate,) = values_of("rates", "jusqu’à 70 % des dépenses éligibles", ON)
    assert rate.maximum == 70
    (condition,) = values_of("conditions", "Le projet réunit au moins deux partenaires.", ON)
    assert (condition.kind, condition.minimum) == (ConditionKind.PARTNERS, 2)


@pytest.mark.parametrize("field", sorted(set(FIELDS) - {"venue"}))
def test_words_that_say_nothing_are_refused_with_an_example(field: str) -> None:
    with pytest.raises(Trouble) as told:
        values_of(field, "xyzzy", ON)
    assert "xyzzy" in told.value.message
    assert "Par exemple" in told.value.hint


@pytest.mark.parametrize("filing", [Filing(by, whose) for by in applicants.codes() for whose in (None, "commune")])
def test_what_is_shown_of_a_filing_can_be_typed_back(filing: Filing) -> None:
    assert values_of("filed_by", filings.name(filing), ON) == [filing]
