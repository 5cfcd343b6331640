"""The recipes of web pages and of PDF lists, with what sites get wrong."""

from dataclasses import replace
from datetime import date

import pytest

from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer
from model.codes import ReadResult
from tests.crawlers.answers import reading
from tests.crawlers.lists import SITE, Site, a_source, codes, titles

FIELDS = {"title": "h2", "link": "a"}
PAGES = {"pages": [SITE], "item": "li", "fields": FIELDS, "says_empty": ["rien en ce moment"]}


def card(number: int, extra: str = "") -> str:
    return f"<li><h2>Appel {number}</h2><a href='/appels/{number}'>lire</a>{extra}</li>"


def page(*cards: str, after: str = "") -> str:
    return f"<html><body><ul>{''.join(cards)}</ul>{after}</body></html>"


def test_pages_are_followed_by_their_link_until_there_is_none() -> None:
    site = Site({
        SITE: page(card(1), after="<a class='n' href='/p2'>suite</a>"),
        f"{SITE}p2": page(card(2), after="<a class='n' href='/'>retour</a>"),
    })  # fmt: skip
    notices, outcome = reading(a_source("html_list", {**PAGES, "next": "a.n"}), site)
    assert titles(notices) == ["Appel 1", "Appel 2"]
    assert site.urls == [SITE, f"{SITE}p2"]
    assert outcome.problems == ()


def test_pages_are_counted_until_one_brings_nothing_new() -> None:
    site = Site({SITE: page(card(1)), f"{SITE}?page=1": page(card(2)), f"{SITE}?page=2": page(card(2))})
    notices, outcome = reading(a_source("html_list", {**PAGES, "page_parameter": "page", "page_first": 0}), site)
    assert titles(notices) == ["Appel 1", "Appel 2"]
    assert outcome.dropped == (("doublon dans la liste", 1),)
    assert outcome.requests == 3


def test_a_list_longer_than_allowed_is_told() -> None:
    site = Site({SITE: page(card(1)), f"{SITE}?p=2": page(card(2)), f"{SITE}?p=3": page(card(3))})
    _, outcome = reading(a_source("html_list", {**PAGES, "page_parameter": "p", "max_pages": 2}), site)
    assert codes(outcome) == ["incomplete_list"]


@pytest.mark.parametrize(
    ("body", "result", "told"),
    [
        (page(after="<p>Il n’y a RIEN en ce moment.</p>"), ReadResult.READ, []),
        (page(after="<p>Bienvenue</p>"), ReadResult.FAILED, ["layout_changed"]),
        (page("<li>nouveau gabarit</li>"), ReadResult.FAILED, ["layout_changed", "item_unreadable"]),
        (page(after="<input type='password'>"), ReadResult.FAILED, ["login_wall"]),
        ('{"items": []}', ReadResult.FAILED, ["layout_changed"]),
        ("", ReadResult.FAILED, ["layout_changed"]),
    ],
)
def test_an_empty_list_is_healthy_only_when_it_says_so(body: str, result: ReadResult, told: list[str]) -> None:
    notices, outcome = reading(a_source("html_list", PAGES), Site({SITE: body}))
    assert (notices, outcome.result, codes(outcome)) == ([], result, told)


def test_several_lists_are_read_and_one_that_fails_loses_no_call_of_the_others() -> None:
    site = Site({SITE: page(card(1)), f"{SITE}b": Unreadable(Code.SERVER_ERROR, "500")})
    notices, outcome = reading(a_source("html_list", {**PAGES, "pages": [SITE, f"{SITE}b"]}), site)
    assert titles(notices) == ["Appel 1"]
    assert (outcome.result, codes(outcome)) == (ReadResult.FAILED, ["server_error"])


def test_conditions_and_words_leave_items_out_and_count_them() -> None:
    cards = [card(1, "<b>En cours</b>"), card(2, "<b>Clos</b>"), card(3, "<b>En cours</b><i>résultats</i>"), card(4)]
    read = {**PAGES, "only_where": {"b": "en cours"}, "never_where": {"i": ["résultats", "lauréats"]}}
    notices, outcome = reading(a_source("html_list", read), Site({SITE: page(*cards)}))
    assert titles(notices) == ["Appel 1"]
    assert outcome.dropped == (("écarté par les conditions de la fiche", 3),)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a:b@c.example/"])
def test_a_dangerous_link_is_no_link(link: str) -> None:
    cards = [card(1), f"<li><h2>Piège</h2><a href='{link}'>x</a></li>"]
    notices, outcome = reading(a_source("html_list", PAGES), Site({SITE: page(*cards)}))
    assert titles(notices) == ["Appel 1"]
    assert codes(outcome) == ["item_unreadable"]


DETAIL = {**PAGES, "detail": {"fields": {"text": "article", "deadline": ".fin"}, "without": ".pub"}}


def a_page(text: str, end: str = "15 mars 2027") -> str:
    return f"<html><article>{text}<p class='pub'>Publicité</p></article><p class='fin'>{end}</p></html>"


def test_the_page_of_a_call_completes_its_card() -> None:
    site = Site({SITE: page(card(1)), f"{SITE}appels/1": a_page("<p>Pour les communes.</p>")})
    (notice,), _ = reading(a_source("html_list", DETAIL), site)
    assert (notice.title, notice.text) == ("Appel 1", "Pour les communes.")
    assert notice.given.sessions[0].value.day == date(2027, 3, 15)
    assert notice.given.sessions[0].evidence.place == "field:.fin"
    assert notice.given.sessions[0].evidence.quote == "15 mars 2027"


def test_the_page_that_fails_costs_no_other_and_a_new_call_is_told_from_its_card() -> None:
    site = Site({SITE: page(card(1), card(2)), f"{SITE}appels/2": a_page("oui")})
    notices, outcome = reading(a_source("html_list", DETAIL), site)
    assert [(one.title, one.text) for one in notices] == [("Appel 1", ""), ("Appel 2", "oui")]
    assert (outcome.result, codes(outcome)) == (ReadResult.READ, ["item_unreadable"])


def test_a_site_that_refuses_its_pages_is_soon_left_alone() -> None:
    site = Site({SITE: page(*map(card, range(20)))})
    _, outcome = reading(a_source("html_list", DETAIL), site)
    assert (outcome.result, outcome.requests) == (ReadResult.FAILED, 4)


def test_the_page_of_a_call_is_asked_with_its_validator_once_a_day() -> None:
    answer = Answer(url=f"{SITE}appels/1", headers={"etag": '"v1"'}, body=a_page("oui").encode())
    _, first = reading(a_source("html_list", DETAIL), Site({SITE: page(card(1)), f"{SITE}appels/1": answer}))
    yesterday = {name: held.replace("2026-11-23T", "2026-11-22T") for name, held in first.state.memory.items()}
    unchanged = Answer(url=f"{SITE}appels/1", headers={}, body=b"", unchanged=True)
    site = Site({SITE: page(card(1)), f"{SITE}appels/1": unchanged})
    notices, second = reading(a_source("html_list", DETAIL), site, replace(first.state, memory=yesterday))
    assert (notices, second.result, second.seen) == ([], ReadResult.UNCHANGED, first.seen)
    assert site.asked[1].validator is not None
    assert site.asked[1].validator.etag == '"v1"'


def test_a_card_that_changes_makes_its_page_be_asked_again() -> None:
    _, first = reading(a_source("html_list", DETAIL), Site({SITE: page(card(1)), f"{SITE}appels/1": a_page("oui")}))
    renamed = page(card(1).replace("Appel 1", "Appel 1 (prolongé)"))
    notices, _ = reading(a_source("html_list", DETAIL), Site({SITE: renamed, f"{SITE}appels/1": a_page("oui")}), first.state)
    assert titles(notices) == ["Appel 1 (prolongé)"]


def test_each_link_to_a_pdf_is_a_notice_of_a_pdf_list() -> None:
    links = "<p><a href='/a/reglement.PDF'>Règlement 2027</a> <a href='/contact'>Contact</a> <a href='b.pdf'>Appel B</a></p>"
    pdf = Answer(url=f"{SITE}a/reglement.PDF", headers={}, body=b"%PDF-", pdf="Date limite : 15 mars 2027.")
    site = Site(
        {SITE: f"<html>{links}</html>", f"{SITE}a/reglement.PDF": pdf, f"{SITE}b.pdf": Unreadable(Code.PDF_LOCKED, "x")}
    )
    notices, outcome = reading(a_source("pdf_list", {"pages": [SITE]}), site)
    assert [(one.title, one.text) for one in notices] == [("Règlement 2027", "Date limite : 15 mars 2027."), ("Appel B", "")]
    assert codes(outcome) == ["pdf_locked"]
    assert all(ask.reads_pdf for ask in site.asked[1:])
