"""Signed links: what was made is read back, what was touched is refused."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.links import Links, Purpose
from model.trouble import Trouble
from tests.digests.fakes import LINKS, person


def token(url: str) -> str:
    return urlsplit(url).path.rsplit("/", 1)[1]


def test_a_link_says_its_purpose_and_proves_its_person() -> None:
    url = LINKS.unsubscribe(person())
    assert url.startswith("https://veilleur.example/lettre/desabonnement/")
    grant = LINKS.check(Purpose.UNSUBSCRIBE, token(url))
    assert (grant.subscriber, grant.call) == (7, None)
    assert LINKS.is_for(grant, person())


def test_an_opinion_also_names_its_call() -> None:
    url = LINKS.opinion(person(), 12, useful=True)
    assert LINKS.check(Purpose.USEFUL, token(url)).call == 12
    with pytest.raises(Trouble):
        LINKS.check(Purpose.USELESS, token(url))


def test_the_same_link_is_always_the_same_text() -> None:
    assert LINKS.settings(person()) == Links(b"a key of the tests", "https://veilleur.example").settings(person())


def test_a_link_holds_no_address() -> None:
    assert "saint-aubin" not in LINKS.unsubscribe(person())


def test_a_token_for_one_purpose_opens_no_other() -> None:
    with pytest.raises(Trouble):
        LINKS.check(Purpose.UNSUBSCRIBE, token(LINKS.settings(person())))


def test_a_token_of_another_house_is_refused() -> None:
    other = Links(b"another key", "https://veilleur.example")
    with pytest.raises(Trouble):
        LINKS.check(Purpose.UNSUBSCRIBE, token(other.unsubscribe(person())))


def test_a_number_given_again_to_another_person_opens_nothing() -> None:
    grant = LINKS.check(Purpose.UNSUBSCRIBE, token(LINKS.unsubscribe(person())))
    assert not LINKS.is_for(grant, person(address="other@saint-aubin.example"))
    assert not LINKS.is_for(grant, replace(person(), id=8))
    assert LINKS.is_for(grant, person(address="Awa.Diop@Saint-Aubin.example"))


@given(st.integers(0, 200), st.characters(codec="ascii", categories=("Lu", "Ll", "Nd")))
def test_a_token_with_one_letter_changed_is_refused(place: int, letter: str) -> None:
    good = token(LINKS.unsubscribe(person()))
    place %= len(good) - 1  # the last letter of a base64 text holds spare bits
    touched = good[:place] + letter + good[place + 1 :]
    if touched == good:
        return
    with pytest.raises(Trouble):
        LINKS.check(Purpose.UNSUBSCRIBE, touched)


@given(st.text())
def test_any_text_is_refused_and_never_a_crash(text: str) -> None:
    with pytest.raises(Trouble):
        LINKS.check(Purpose.SETTINGS, text)


def test_an_empty_key_is_refused() -> None:
    with pytest.raises(Trouble):
        Links(b"", "https://veilleur.example")
