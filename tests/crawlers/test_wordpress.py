"""A WordPress site by its REST interface, by its pages when that is closed, and by the regional networks' template."""

import json
from typing import Any

import pytest

from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer
from model.codes import ReadResult
from tests.crawlers.answers import reading
from tests.crawlers.lists import SITE, Site, a_source, codes, titles

RECORDS = f"{SITE}wp-json/wp/v2/appel-projet"
QUERY = "&orderby=modified&_fields=id%2Cdate%2Cmodified%2Ctitle%2Clink%2Ccontent"
READ = {"records": RECORDS, "pages": [f"{SITE}appels/"], "item": "article"}


def at(number: int) -> str:
    return f"{RECORDS}?per_page=100&page={number}{QUERY}"


def record(number: int, **fields: Any) -> dict[str, Any]:
    title, content = {"rendered": f"Appel&nbsp;{number}"}, {"rendered": "<p>Pour les villes.</p>"}
    return {"id": number, "date": "2026-11-02T08:00:00", "modified": "2026-11-03T08:00:00", "link": f"{SITE}a/{number}/",
            "title": title, "content": content, **fields}  # fmt: skip


def page(*numbers: int) -> str:
    cards = "".join(f"<article><h2><a href='/a/{one}/'>Appel {one}</a></h2></article>" for one in numbers)
    return f"<html><body>{cards}</body></html>"


def test_records_are_notices_with_their_text_and_day() -> None:
    (notice,), outcome = reading(a_source("wordpress", READ), Site({at(1): json.dumps([record(1)])}))
    assert (notice.title, notice.text, notice.url) == ("Appel 1", "Pour les villes.", f"{SITE}a/1/")
    assert str(notice.published) == "2026-11-02"
    assert (codes(outcome), outcome.requests) == ([], 1)


def test_pages_of_records_are_counted_by_the_header_of_wordpress() -> None:
    def answer(number: int) -> Answer:
        return Answer(url=at(number), headers={"x-wp-totalpages": "2"}, body=json.dumps([record(number)]).encode())

    notices, outcome = reading(a_source("wordpress", READ), Site({at(1): answer(1), at(2): answer(2)}))
    assert titles(notices) == ["Appel 1", "Appel 2"]
    assert (codes(outcome), outcome.requests) == ([], 2)


def test_without_the_header_a_full_page_is_followed_by_another_and_its_refusal_is_the_end() -> None:
    past = Unreadable(Code.UNEXPECTED_STATUS, "400")
    site = Site({at(1): json.dumps([record(one) for one in range(100)]), at(2): past})
    notices, outcome = reading(a_source("wordpress", READ), site)
    assert (len(notices), codes(outcome), outcome.result) == (100, [], ReadResult.READ)


@pytest.mark.parametrize(
    "refusal",
    [
        Unreadable(Code.REFUSED, "401"),
        Unreadable(Code.NOT_FOUND, "404"),
        Unreadable(Code.SERVER_ERROR, "500"),
        Unreadable(Code.ROBOTS_REFUSED, "robots.txt"),
        '{"code": "rest_no_route", "message": "…"}',
        "<!DOCTYPE html><html><body>Bienvenue</body></html>",
        '[{"identifiant": 1}]',
    ],
)
def test_a_closed_interface_is_replaced_by_the_pages_and_staff_are_told(refusal: Any) -> None:
    site = Site({at(1): refusal, f"{SITE}appels/": page(1, 2)})
    notices, outcome = reading(a_source("wordpress", READ), site)
    assert titles(notices) == ["Appel 1", "Appel 2"]
    assert [one for one in codes(outcome) if one != "item_unreadable"] == ["second_way"]
    assert outcome.result is ReadResult.READ


def test_the_same_call_has_the_same_reference_by_both_ways() -> None:
    by_records, _ = reading(a_source("wordpress", READ), Site({at(1): json.dumps([record(1)])}))
    by_pages, _ = reading(a_source("wordpress", READ), Site({f"{SITE}appels/": page(1)}))
    assert [one.reference for one in by_records] == [one.reference for one in by_pages]


def test_both_ways_closed_is_a_failure() -> None:
    notices, outcome = reading(a_source("wordpress", READ), Site({}))
    assert (notices, outcome.result) == ([], ReadResult.FAILED)


def test_a_site_that_asks_to_slow_down_is_asked_nothing_more() -> None:
    site = Site({at(1): Unreadable(Code.TOO_MANY_REQUESTS, "429"), f"{SITE}appels/": page(1)})
    _, outcome = reading(a_source("wordpress", READ), site)
    assert (codes(outcome), site.urls) == (["too_many_requests"], [at(1)])


def test_without_records_only_the_pages_are_read_until_the_last() -> None:
    read = {name: held for name, held in READ.items() if name != "records"}
    site = Site({f"{SITE}appels/": page(1), f"{SITE}appels/page/2/": page(2)})
    notices, outcome = reading(a_source("wordpress", read), site)
    assert titles(notices) == ["Appel 1", "Appel 2"]
    assert (codes(outcome), site.urls[-1]) == ([], f"{SITE}appels/page/3/")


def test_old_records_are_left_unless_they_changed_lately() -> None:
    long_ago = {"date": "2021-05-02T08:00:00", "modified": "2021-05-02T08:00:00"}
    records = [record(1, date="2021-05-02T08:00:00"), record(2, **long_ago)]
    notices, outcome = reading(a_source("wordpress", READ), Site({at(1): json.dumps(records)}))
    assert titles(notices) == ["Appel 1"]
    assert [number for _, number in outcome.dropped] == [1]
    everything, _ = reading(a_source("wordpress", {**READ, "newer_than_days": 0}), Site({at(1): json.dumps(records)}))
    assert titles(everything) == ["Appel 1", "Appel 2"]


def test_fields_of_records_are_read_by_their_path_and_asked_for() -> None:
    read = {**READ, "record_fields": {"deadline": "acf.fin"}, "record_lines": {"Montant": "acf.montant"}}
    site = Site({f"{at(1)}%2Cacf": json.dumps([record(1, acf={"fin": "15/03/2027", "montant": "10 000 €"})])})
    (notice,), _ = reading(a_source("wordpress", read), site)
    assert str(notice.given.sessions[0].value.day) == "2027-03-15"
    assert "Montant : 10 000 €" in notice.text.replace("\u00a0", " ")


TEMPLATE = {"template": "appel-projet", "pages": [f"{SITE}appels/"]}


def template_site(header: str, cards: str = "") -> Site:
    links = cards or "<h2><a href='/appel-projet/eau/'>Eau</a></h2><a href='/appel-projet/eau/'>Lire la suite</a>"
    return Site({
        f"{SITE}appels/": f"<html><body>{links}<a href='/appel-projet/'>Tous</a></body></html>",
        f"{SITE}appel-projet/eau/": f"<html><body><h1>Eau 2027</h1>{header}<p>Texte.</p></body></html>",
    })  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "<ul><li>Date de lancement : 4 janvier 2027 | Date de clôture : 1 avril 2027 En cours</li>"
        "<li>Financeur(s) : X</li></ul>",
        "<div><p><b>Date de lancement</b> : 4 janvier 2027</p><p><b>Date de clôture</b> : 1 avril 2027</p>"
        "<p>Financeur(s) : X</p></div>",
        "<dl><dt>Date de lancement</dt><dd>4 janvier 2027</dd><dt>Date de clôture</dt><dd>1 avril 2027</dd></dl>"
        "<p>Financeur(s) : X</p>",
    ],
)
def test_the_words_of_the_template_are_found_whatever_the_tags_around_them(header: str) -> None:
    (notice,), outcome = reading(a_source("wordpress", TEMPLATE), template_site(header))
    assert [str(one.value.day) for one in notice.given.sessions] == ["2027-04-01"]
    assert (notice.title, notice.funder, codes(outcome)) == ("Eau 2027", "X", [])


@pytest.mark.parametrize("header", ["", "<form><input type=password></form>"])
def test_a_page_without_the_words_of_the_template_is_no_page_of_a_call(header: str) -> None:
    notices, outcome = reading(a_source("wordpress", TEMPLATE), template_site(header))
    assert [(one.title, one.text) for one in notices] == [("Eau", "")]
    assert (codes(outcome), outcome.result) == (["login_wall" if header else "layout_changed", "item_unreadable"],
                                                ReadResult.FAILED)  # fmt: skip


def test_a_definition_corrects_its_template() -> None:
    read = {**TEMPLATE, "detail": {"without": "p", "fields": {"title": "h1", "funder": ".rien"}}}
    header = "<ul><li>Date de clôture : 1 avril 2027 En cours</li><li>Financeur(s) : X</li></ul>"
    (notice,), _ = reading(a_source("wordpress", read), template_site(header))
    assert (notice.funder, "Texte." in notice.text) == (None, False)
    assert notice.given.status is not None
