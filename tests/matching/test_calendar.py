"""The calendar of decision: which sitting can still take a file, and by when; it never says that it is too late."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import explain, match
from matching.calendar import Case, decide, notice_of
from model.codes import Kind
from model.deadline import Deadline
from model.member import Member
from tests.matching.samples import NOW, call, member, said

ENDS = date(2026, 6, 16)
NBSP = "\N{NO-BREAK SPACE}"


def ending(day: date = ENDS) -> Any:
    return call(countries=["SN"], themes=["eau-assainissement"], sessions=(said(Deadline(day)),))


NOTICES = [
    ("a small commune: three clear days", {"population": 3_499}, 4, "2121-11"),
    ("a commune from 3,500: five clear days", {"population": 3_500}, 6, "2121-12"),
    ("a commune of no known size: the safer", {"population": None}, 6, "2121-12"),
    ("an EPCI: five clear days", {"kind": "epci"}, 6, "5211-1"),
    ("a syndicat: as an EPCI", {"kind": "syndicat"}, 6, "5211-1"),
    ("a département: twelve days", {"kind": "departement"}, 12, "3121-19"),
    ("a région: twelve days", {"kind": "region"}, 12, "4132-18"),
]


@pytest.mark.parametrize(("why", "who", "before", "article"), NOTICES, ids=[case[0] for case in NOTICES])
def test_the_notice_leaves_so_many_days_before_the_sitting(why: str, who: dict[str, Any], before: int, article: str) -> None:
    notice = notice_of(member(**who))
    assert notice.sent_by(date(2026, 6, 12)) == date(2026, 6, 12) - timedelta(days=before)
    assert article in str(notice)


def test_clear_days_count_neither_the_day_of_sending_nor_that_of_the_sitting() -> None:
    notice = notice_of(member(population=15_000))
    sitting = date(2026, 6, 12)
    between = [sitting - timedelta(days=n) for n in range(1, (sitting - notice.sent_by(sitting)).days)]
    assert len(between) == 5


def test_the_last_sitting_of_use_and_the_members_own_agenda_days() -> None:
    who = member(population=15_000, agenda_days=15, councils=(date(2026, 4, 10), date(2026, 6, 12), date(2026, 7, 3)))
    found = decide(ending(), who, NOW)
    assert found is not None
    assert (found.case, found.sitting, found.enter_by) == (Case.SITTING, date(2026, 6, 12), date(2026, 5, 28))
    assert found.sentence == f"Dernier conseil utile : 12{NBSP}juin, dossier à inscrire avant le 28{NBSP}mai"


def test_agenda_days_shorter_than_the_notice_do_not_shorten_it() -> None:
    found = decide(ending(), member(population=15_000, agenda_days=2, councils=(date(2026, 6, 12),)), NOW)
    assert found is not None
    assert found.enter_by == date(2026, 6, 6)


def test_a_sitting_whose_agenda_is_closed_gives_way_to_the_one_that_can_still_take_the_file() -> None:
    who = member(population=15_000, councils=(date(2026, 6, 5), date(2026, 6, 12)))
    late = datetime(2026, 6, 8, 8, tzinfo=UTC)
    found = decide(ending(), who, late)
    assert found is not None
    assert found.case is Case.NONE_LEFT, "the notice of the 12th left on the 6th"


def test_the_vote_comes_at_least_a_day_before_the_end() -> None:
    found = decide(ending(date(2026, 6, 12)), member(population=15_000, councils=(date(2026, 6, 12),)), NOW)
    assert found is not None
    assert found.case is Case.NONE_LEFT


QUESTIONS = [
    ({"kind": "commune"}, f"L.{NBSP}2122-22"),
    ({"kind": "epci"}, f"L.{NBSP}5211-10"),
    ({"kind": "departement"}, f"L.{NBSP}3211-2"),
    ({"kind": "region"}, f"L.{NBSP}4221-5"),
]


@pytest.mark.parametrize(("who", "article"), QUESTIONS)
def test_without_a_sitting_left_it_asks_what_may_be_enough(who: dict[str, Any], article: str) -> None:
    found = decide(ending(), member(councils=(date(2026, 9, 1),), **who), NOW)
    assert found is not None
    assert found.sentence.endswith(
        f"une lettre d’intention ou la délégation de l’exécutif suffit-elle ? (CGCT, art. {article})"
    )


def test_the_members_own_delegation_is_quoted() -> None:
    found = decide(ending(), member(councils=(date(2026, 9, 1),), delegation="maire, sans limite"), NOW)
    assert found is not None
    assert f"votre délégation («{NBSP}maire, sans limite{NBSP}»)" in found.sentence


def test_a_delegation_that_is_only_said_to_exist_is_not_quoted() -> None:
    for own, words in (("oui", "votre délégation à l’exécutif suffit-elle"), ("non", "la délégation de l’exécutif suffit")):
        found = decide(ending(), member(councils=(date(2026, 9, 1),), delegation=own), NOW)
        assert found is not None
        assert words in found.sentence


@pytest.mark.parametrize("kind", [Kind.TRAINING, Kind.EVENT])
def test_nobody_sends_a_deliberation_to_a_training_or_a_meeting(kind: Kind) -> None:
    one = ending()
    assert decide(replace(one, facts=replace(one.facts, kind=said(kind))), member(population=900), NOW) is None


def test_without_any_day_known_it_says_when_the_council_would_have_to_meet() -> None:
    found = decide(ending(), member(population=15_000), NOW)
    assert found is not None
    assert found.case is Case.UNKNOWN
    assert f"conseil au plus tard le 15{NBSP}juin, dossier inscrit avant le 9{NBSP}juin" in found.sentence


def test_a_call_without_an_end_ahead_asks_nothing() -> None:
    assert decide(call(sessions=()), member(), NOW) is None
    assert decide(ending(date(2026, 2, 1)), member(), NOW) is None


def test_a_match_carries_the_days_that_reminders_count_from() -> None:
    profile: dict[str, Any] = {"countries": {"SN": 3}, "themes": {"eau-assainissement": 3}, "population": 15_000}
    sits = member(agenda_days=15, councils=(date(2026, 6, 12),), **profile)
    one = ending()
    for found in (explain(one, sits, NOW), *match([one], [sits], NOW)[sits.id]):
        assert (found.council, found.enter_by) == (date(2026, 6, 12), date(2026, 5, 28))
    assert explain(one, member(**profile), NOW).enter_by is None


def test_the_sentence_is_among_the_reasons_once_the_council_is_known() -> None:
    profile: dict[str, Any] = {"countries": {"SN": 3}, "themes": {"eau-assainissement": 3}}
    known = explain(ending(), member(councils=(date(2026, 6, 12),), **profile), NOW)
    assert any(one.startswith("Dernier conseil utile") for one in known.reasons)
    assert not any("conseil" in one for one in explain(ending(), member(**profile), NOW).reasons)


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(days, max_size=6), days, days, st.integers(0, 40), st.sampled_from(["commune", "departement"]))
def test_it_never_says_too_late_and_a_sitting_chosen_is_in_time(
    councils: list[date], ends: date, today: date, agenda: int, kind: str
) -> None:
    now = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
    who: Member = member(kind=kind, councils=tuple(councils), agenda_days=agenda)
    found = decide(ending(ends), who, now)
    if found is None:
        return
    assert "trop tard" not in found.sentence.casefold()
    if found.sitting is not None and found.enter_by is not None:
        assert today <= found.enter_by <= notice_of(who).sent_by(found.sitting)
        assert found.sitting < ends
