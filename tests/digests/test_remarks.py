"""The discreet lines of a card: what another source says, a page that no longer answers, when the next edition is due."""

from dataclasses import replace

import pytest

from digests.cards import Owner, card_of
from model.call import Call
from model.codes import Status
from model.letter import Due, Section
from model.member import Member
from tests.pipelines.fakes import NOW, call, facts

OWNER = Owner(member=Member(id=1, name="Brumeval", kind="commune"), now=NOW)
NOTE = "Selon une autre source, date limite : 30 juin 2026 (Le relais)."
NEXT = "La dernière fois : du 10 janvier au 4 avril 2026 ; clôture attendue entre le 28 mars 2027 et le 11 avril 2027."


def notes(held: Call, section: Section, *, bad_link: bool = False) -> tuple[str, ...]:
    return card_of(Due(call=held.id, section=section), held, None, None, OWNER, bad_link=bad_link).when.notes


def test_an_open_call_tells_what_others_say_and_that_its_page_is_to_be_checked() -> None:
    held = replace(call(facts("2026-06-15")), notes=(NOTE,), expected=NEXT)
    assert notes(held, Section.NEW)[-1] == NOTE
    told = notes(held, Section.NEW, bad_link=True)
    assert told[-2:] == (NOTE, "Lien à vérifier\u00a0: la page ne répond plus depuis plusieurs jours")
    assert NEXT not in told


@pytest.mark.parametrize("expected", ["", NEXT])
def test_a_call_that_is_over_tells_when_the_next_edition_is_expected_and_nothing_else(expected: str) -> None:
    held = replace(call(facts("2026-01-15"), status=Status.CLOSED), notes=(NOTE,), expected=expected)
    told = notes(held, Section.OVER, bad_link=True)
    assert (expected in told) is bool(expected)
    assert NOTE not in told
    assert not any("Lien" in one for one in told)
