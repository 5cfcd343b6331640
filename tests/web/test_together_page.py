"""« Répondre ensemble » behind its signed link: said on POST, taken back, shown to others with consent only."""

import re
from collections.abc import Iterable

import pytest

from digests.links import Links
from model.condition import Condition, ConditionKind
from model.facts import Facts
from model.member import Subscriber
from model.together import Saying
from store import calls, members, together
from store.connection import write
from tests.digests import fakes
from tests.digests.fakes import LINKS
from tests.web.conftest import AT, House


def page_of(house: House, person: Subscriber | None = None, call: int = 1) -> str:
    return house.path_of(LINKS.together(person or house.person, call))


def sayings(house: House, call: int = 1) -> list[Saying]:
    return [step.said for step in together.of_call(house.db, call)]


def neighbour(house: House) -> Subscriber:
    """A person of another member, which shares a partner country with the first."""
    with write(house.db):
        number = members.save(house.db, fakes.member(id=0, name="Ville de Bourg-Neuf", themes={"jeunesse": 3}))
        members.save_subscriber(house.db, fakes.person(id=0, member=number, address="b@bourg-neuf.example"))
    return next(one for one in members.subscribers(house.db) if one.member == number)


def buttons(html: str) -> set[str]:
    return set(re.findall(r'name="dire" value="(\w+)"', html))


def cancels(html: str) -> list[str]:
    return re.findall(r'name="annuler" value="(\d+)"', html)


def test_looking_changes_nothing_and_offers_what_may_be_said(house: House) -> None:
    before = house.dump()
    answer = house.client.get(page_of(house))
    assert answer.status_code == 200
    assert buttons(answer.text) == {"answering", "seeking", "help", "filed", "given_up"}
    assert "Vous n’avez encore rien dit" in answer.text
    assert house.dump() == before


@pytest.mark.parametrize(
    ("said", "left", "offered"),
    [
        (["answering"], ["answering"], {"seeking", "help", "filed", "given_up"}),
        (["answering", "seeking", "help"], ["answering", "seeking", "help"], {"filed", "given_up"}),
        (["seeking", "filed"], ["filed"], {"won", "lost", "given_up"}),
        (["filed", "won"], ["filed", "won"], {"lost", "given_up"}),
        (["filed", "won", "lost"], ["filed", "lost"], {"won", "given_up"}),
        (["answering", "given_up"], ["given_up"], {"answering", "seeking", "help", "filed"}),
    ],
)
def test_what_is_said_stands_and_gives_way_to_what_follows(
    house: House, said: Iterable[str], left: list[str], offered: set[str]
) -> None:
    for word in said:
        answer = house.client.post(page_of(house), data={"dire": word})
        assert answer.status_code == 200
        assert "C’est noté" in answer.text
    assert sayings(house) == [Saying(word) for word in left]
    assert buttons(answer.text) == offered


def test_each_line_is_undone_by_its_own_button(house: House) -> None:
    for word in ("answering", "help"):
        html = house.client.post(page_of(house), data={"dire": word}).text
    first, second = cancels(html)
    html = house.client.post(page_of(house), data={"annuler": first}).text
    assert sayings(house) == [Saying.HELP]
    assert cancels(html) == [second]


def test_a_page_reloaded_after_a_post_says_it_once(house: House) -> None:
    for _ in range(2):
        house.client.post(page_of(house), data={"dire": "help", "message": "Un budget"})
    assert house.db.execute("SELECT count(*) FROM together").fetchone()[0] == 1
    assert house.db.execute("SELECT count(*) FROM tickets").fetchone()[0] == 1


def test_a_request_for_help_says_who_follows_it(house: House) -> None:
    house.client.post(page_of(house), data={"dire": "help"})
    assert "quelqu’un va vous répondre" in house.client.get(page_of(house)).text
    with write(house.db):
        together.take(house.db, 1, "Léa Roux", AT)
    assert "Suivi par Léa Roux" in house.client.get(page_of(house)).text


@pytest.mark.parametrize("agreed", [True, False], ids=["with consent", "without"])
def test_who_seeks_is_named_to_the_others_with_its_consent_only(house: House, agreed: bool) -> None:
    other = neighbour(house)
    form = {"dire": "seeking", "message": "Un chef de file <b>hardi</b>"} | ({"accord": "on"} if agreed else {})
    house.client.post(page_of(house, other), data=form)
    html = house.client.get(page_of(house)).text
    assert ("Ville de Bourg-Neuf" in html) is agreed
    assert ("Un chef de file &lt;b&gt;hardi&lt;/b&gt;" in html) is agreed
    assert ("1&nbsp;collectivité cherche" in html) is not agreed
    assert "b@bourg-neuf.example" not in html
    assert "Bourg-Neuf" not in house.client.get(page_of(house, call=2)).text, "the consent is for one call"


def test_a_call_for_several_says_how_many_have_come_forward(house: House) -> None:
    facts = Facts(
        language="fr",
        conditions=(fakes.read(Condition(kind=ConditionKind.PARTNERS, minimum=2), "au moins deux collectivités"),),
    )
    with write(house.db):
        number = calls.insert(house.db, fakes.call(0, title="À plusieurs", facts=facts, reference="9"), AT, None)
    page = page_of(house, call=number)
    assert "aucune ne s’est encore manifestée" in house.client.get(page).text
    assert "une collectivité s’est manifestée" in house.client.post(page, data={"dire": "answering"}).text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"dire": "won"}, "d’abord que le dossier est déposé"),
        ({"dire": "seeking", "message": "é" * 501}, "dépasse"),
        ({"dire": "dancing"}, "n’existe pas"),
        ({}, "n’existe pas"),
        ({"annuler": "99"}, "n’est pas celle"),
        ({"annuler": "²"}, "n’existe pas"),
    ],
)
def test_what_cannot_be_done_is_told_on_the_page_and_changes_nothing(house: House, form: dict[str, str], told: str) -> None:
    before = house.dump()
    answer = house.client.post(page_of(house), data=form)
    assert answer.status_code == 422
    assert told in answer.text
    assert form.get("message", "") in answer.text
    assert house.dump() == before


def test_the_line_of_another_member_is_not_undone(house: House) -> None:
    other = neighbour(house)
    house.client.post(page_of(house, other), data={"dire": "answering"})
    assert house.client.post(page_of(house), data={"annuler": "1"}).status_code == 422
    assert sayings(house) == [Saying.ANSWERING]


def test_after_the_end_only_what_became_of_the_file_is_left_to_say(house: House) -> None:
    house.clock[0] = house.clock[0].replace(month=11, day=20)
    html = house.client.get(page_of(house)).text
    assert buttons(html) == {"filed", "given_up"}
    assert "n’est plus possible d’y répondre" in html


def test_the_link_of_a_call_shows_no_internal_call_nor_opens_with_another_key(house: House) -> None:
    assert house.client.get(page_of(house, call=4)).status_code == 410
    forged = Links(b"another key", LINKS.site).together(house.person, 1)
    assert house.client.post(house.path_of(forged), data={"dire": "answering"}).status_code == 404
    assert sayings(house) == []


def test_what_to_see_to_before_answering_is_on_the_page(house: House) -> None:
    html = house.client.get(page_of(house)).text
    assert "Avant de répondre" in html
    assert "conseil au plus tard le" in html
