"""Opinions set aside and recall, and can always be seen; those who seek partners are shown with their consent only."""

from dataclasses import replace
from typing import Any

import pytest

from matching.feedback import series_of, sift
from matching.together import board, refused, undone_by
from model.call import Call
from model.codes import Role
from model.condition import Condition, ConditionKind
from model.match import Match
from model.member import Member
from model.opinion import About, Judgement, Opinion
from model.together import Saying, Step
from tests.matching.samples import NOW, call, member, said

FIRST, SECOND, OTHER = (
    call(1, funder="Agence  Bleue"),
    replace(call(2, funder="agence bleue"), previous=1),
    call(3, funder="Fonds Vert"),
)
KNOWN = {one.id: one for one in (FIRST, SECOND, OTHER)}
MATCHES = [Match(member=1, call=number, role=Role.LEAD, score=90 - number, reasons=("Pays",)) for number in KNOWN]


def opinion(on: int, about: About, judgement: Judgement = Judgement.NOT_FOR_US, number: int = 1) -> Opinion:
    funder = KNOWN[on].funder
    return Opinion(id=number, member=1, call=on, about=about, judgement=judgement, at=NOW, funder=funder)


REACH = [(About.CALL, {1}), (About.SERIES, {1, 2}), (About.FUNDER, {1, 2})]


@pytest.mark.parametrize(("about", "hidden"), REACH)
def test_not_for_us_reaches_the_call_its_editions_or_its_funder(about: About, hidden: set[int]) -> None:
    sifted = sift(MATCHES, [opinion(1, about)], KNOWN)
    assert {one.match.call for one in sifted.aside} == hidden
    assert {one.call for one in sifted.told} == KNOWN.keys() - hidden
    assert all(one.opinion.about is about for one in sifted.aside), "each comes back with the opinion to undo"


def test_nothing_is_lost_whatever_is_said() -> None:
    said_of_all = [opinion(on, About.CALL, number=on) for on in KNOWN]
    sifted = sift(MATCHES, said_of_all, KNOWN)
    assert {one.match.call for one in sifted.aside} == set(KNOWN)


def test_what_is_said_of_the_call_wins_over_what_is_said_of_its_funder() -> None:
    both = [opinion(1, About.FUNDER), opinion(2, About.CALL, Judgement.USEFUL, number=2)]
    assert {one.call for one in sift(MATCHES, both, KNOWN).told} == {2, 3}


def test_a_useful_series_is_recalled_in_the_reasons() -> None:
    told = sift(MATCHES, [opinion(1, About.SERIES, Judgement.USEFUL)], KNOWN).told
    assert [one.reasons[-1] for one in told if one.call == 2] == ["Même série qu’un appel que vous avez jugé utile"]


def test_a_loop_of_editions_ends() -> None:
    loop = {1: replace(FIRST, previous=2), 2: SECOND}
    assert series_of(1, loop) in (1, 2)


def step(who: int, saying: Saying = Saying.SEEKING, **more: Any) -> Step:
    return Step(**({"id": who, "member": who, "call": 1, "said": saying, "at": NOW} | more))


VIEWER = member(1, countries={"SN": 3})
SAME = member(2, name="Même pays", countries={"SN": 1})
ELSEWHERE = member(3, name="Ailleurs", countries={"JP": 1}, themes={"sport": 1})


def seen(*steps: Step, one: Call = FIRST, role: Role = Role.LEAD, roles: dict[int, Role] | None = None) -> Any:
    people: dict[int, Member] = {who.id: who for who in (VIEWER, SAME, ELSEWHERE)}
    return board(one, VIEWER, role, steps, people, roles or {})


def test_a_seeker_with_consent_and_a_common_country_is_shown() -> None:
    shown = seen(step(2, consent=True, message="Thiès nous attend"))
    assert [(one.name, one.message) for one in shown.seekers] == [("Même pays", "Thiès nous attend")]
    assert shown.relayed == 0


HIDDEN = [
    ("no consent", [step(2)], {}),
    ("nothing in common", [step(3, consent=True)], {}),
    ("not eligible itself", [step(2, consent=True)], {"roles": {2: Role.NO}}),
    ("the viewer is not eligible", [step(2, consent=True)], {"role": Role.NO}),
]


@pytest.mark.parametrize(("why", "steps", "more"), HIDDEN, ids=[case[0] for case in HIDDEN])
def test_otherwise_it_is_only_counted_and_put_in_touch(why: str, steps: list[Step], more: dict[str, Any]) -> None:
    shown = seen(*steps, **more)
    assert (shown.seekers, shown.relayed) == ((), 1)


def test_a_call_that_needs_several_says_how_many_and_how_many_came() -> None:
    asks = call(1, conditions=(said(Condition(ConditionKind.PARTNERS, minimum=3)),))
    assert seen(one=asks).sentence == "Cet appel demande au moins 3 partenaires ; aucune ne s’est encore manifestée."
    two = seen(step(2), step(3, Saying.ANSWERING), one=asks)
    assert two.sentence.endswith("2 collectivités se sont manifestées.")
    assert seen(step(2)).sentence == ""


def test_whoever_gives_up_seeks_no_more_and_a_result_follows_a_file() -> None:
    held = [step(1), step(1, Saying.ANSWERING, id=2)]
    assert len(undone_by(Saying.GIVEN_UP, held)) == 2
    assert undone_by(Saying.ANSWERING, held) == ()
    assert "déposé" in refused(Saying.WON, held)
    assert refused(Saying.WON, [*held, step(1, Saying.FILED, id=3)]) == ""
    assert refused(Saying.GIVEN_UP, []) == ""
