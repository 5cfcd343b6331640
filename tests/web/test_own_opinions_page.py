"""Opinions on all the editions of a call and on a funder, said and undone on pages; letters count what they set aside."""

import re
from dataclasses import replace
from datetime import UTC

import pytest

from day.match_all import match_all
from day.means import Silent
from digests import deliver
from digests.render import html_of
from matching import Weights
from model.codes import Scope
from model.opinion import About, Judgement
from store import calls, matches, opinions
from store.connection import write
from tests.digests import fakes
from tests.digests.fakes import LINKS, NOW, VOICE, KeepingMailer
from tests.web.conftest import AT, House

FIT = {1, 2, 4}


@pytest.fixture
def fitting(house: House) -> House:
    """The same house, where the scores of the day find calls 1, 2 and 4 (of an internal source) fit for the member."""
    country, theme, scope = fakes.read("SN"), fakes.read("eau-assainissement"), fakes.read(Scope.INTERNATIONAL)
    with write(house.db):
        for number in FIT:
            call = calls.get(house.db, number)
            assert call is not None
            facts = replace(call.facts, countries=(country,), themes=(theme,), scope=scope)
            calls.update(house.db, replace(call, facts=facts), [], AT, None)
    assert scored(house) == FIT
    return house


def scored(house: House) -> set[int]:
    match_all(house.db, NOW.astimezone(UTC), Weights(), Silent())
    return set(matches.of_member(house.db, 1))


def useless(house: House, call: int = 1) -> str:
    return house.path_of(LINKS.opinion(house.person, call, useful=False))


def own(house: House) -> str:
    return house.path_of(LINKS.opinions(house.person))


def standing(house: House) -> list[tuple[About, Judgement]]:
    return [(one.about, one.judgement) for one in opinions.standing(house.db, 1)]


def letter(house: House) -> tuple[str, str]:
    """The letter that is due, as HTML and as text."""
    deliver.prepare(house.db, NOW, LINKS, VOICE)
    deliver.send(house.db, (mailer := KeepingMailer()), NOW)
    return html_of(mailer.taken[0].body), mailer.taken[0].body.decode()


@pytest.mark.parametrize(("word", "about"), [("editions", About.SERIES), ("financeur", About.FUNDER)])
def test_an_opinion_reaches_further_than_the_call_and_is_undone_where_it_was_said(
    fitting: House, word: str, about: About
) -> None:
    html = fitting.client.post(useless(fitting), data={"portee": word}).text
    assert standing(fitting) == [(about, Judgement.NOT_FOR_US)]
    (number,) = re.findall(r'name="annuler_avis" value="(\d+)"', html)
    assert scored(fitting) == (FIT - {1} if about is About.SERIES else set())
    fitting.client.post(useless(fitting), data={"annuler_avis": number})
    assert standing(fitting) == []
    assert scored(fitting) == FIT


def test_the_opinion_on_a_funder_is_seen_and_undone_from_any_of_its_calls(fitting: House) -> None:
    fitting.client.post(useless(fitting, 1), data={"portee": "financeur"})
    html = fitting.client.get(useless(fitting, 2)).text
    assert "Noté pour tous les appels de ce financeur (Agence des villes)" in html
    fitting.client.post(useless(fitting, 2), data={"annuler_avis": "1"})
    assert standing(fitting) == []


def test_what_is_set_aside_is_listed_under_its_opinion_and_comes_back(fitting: House) -> None:
    assert "Aucun avis" in fitting.client.get(own(fitting)).text
    fitting.client.post(useless(fitting), data={"portee": "financeur"})
    before = fitting.dump()
    html = fitting.client.get(own(fitting)).text
    assert fitting.dump() == before
    assert "Pas pour nous : les appels de ce financeur (Agence des villes)" in html
    assert "2&nbsp;appels ouverts mis de côté" in html
    assert "Appel 1 pour l’eau &amp; l’air" in html
    assert "Appel 4" not in html, "its source is internal"
    (number,) = re.findall(r'name="annuler" value="(\d+)"', html)
    assert "C’est annulé" in fitting.client.post(own(fitting), data={"annuler": number}).text
    assert standing(fitting) == []


@pytest.mark.parametrize("number", ["99", "deux", ""])
def test_an_opinion_that_is_nobodys_is_not_taken_back(fitting: House, number: str) -> None:
    fitting.client.post(useless(fitting), data={"portee": "editions"})
    assert fitting.client.post(own(fitting), data={"annuler": number}).status_code == 404
    assert len(standing(fitting)) == 1


def test_a_letter_counts_what_opinions_set_aside_and_leads_to_them(fitting: House) -> None:
    fitting.client.post(useless(fitting, 1), data={"portee": "editions"})
    scored(fitting)
    html, text = letter(fitting)
    assert "1&nbsp;appel mis de côté selon vos avis" in html.replace("\u00a0", "&nbsp;")
    assert LINKS.opinions(fitting.person) in html
    assert "/lettre/avis/" in text.replace("=\r\n", "")
    assert LINKS.together(fitting.person, 2) in html


def test_a_letter_says_nothing_of_opinions_when_they_hold_nothing_back(fitting: House) -> None:
    html, _ = letter(fitting)
    assert "mis de côté" not in html


def test_a_call_said_useless_by_itself_is_counted_once(fitting: House) -> None:
    fitting.client.post(useless(fitting, 1))
    fitting.client.post(useless(fitting, 1), data={"portee": "editions"})
    scored(fitting)
    html, _ = letter(fitting)
    assert "1&nbsp;appel mis de côté" in html.replace("\u00a0", "&nbsp;")
