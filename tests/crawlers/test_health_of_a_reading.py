"""In which class a reading ends, what a strange page is, and the watch on pages that can no longer be read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawlers import lookout, odd_pages, verdicts, wholeness
from crawlers.definition import Definition, of_table
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask
from crawlers.rehearsal import rehearse
from crawlers.run import Run
from model.codes import ReadResult
from model.notice import Outcome
from model.source import SourceState
from tests.crawlers import faults
from tests.crawlers.answers import Respond
from tests.crawlers.conftest import NOW, a_feed

DAY = timedelta(days=1)
LIST = "https://fonds.example/appels"
ITEMS = "<li><a href='/1'>Appel n° 1</a></li><li><a href='/2'>Appel n° 2</a></li>"


def a_list(**read: object) -> Definition:
    table = {**a_feed("fonds", LIST).table, "recipe": "html_list", "url": "https://fonds.example/"}
    table["read"] = {
        "pages": [LIST],
        "item": "li",
        "says_empty": ["Aucun appel"],
        "fields": {"title": "a", "link": "a"},
        **read,
    }
    return of_table("fonds", table)


def html(main: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>Appels</title></head><body><main>{main}</main></body></html>".encode()


def giving(**pages: bytes) -> Respond:
    """The list, and the page that a person opens."""
    held = {
        LIST: pages["list"],
        "https://fonds.example/": pages.get("home", html("<p>Bienvenue au fonds de coopération</p>")),
    }
    return lambda ask: Answer(url=ask.url, headers={"content-type": "text/html; charset=utf-8"}, body=held[ask.url])


def lived(days: list[Respond], definition: Definition | None = None) -> list[Outcome]:
    """The outcomes of readings day after day."""
    state: SourceState | None = None
    found = []
    for number, respond in enumerate(days):
        found.append(rehearse(definition or a_list(), respond, NOW + number * DAY, state)[1])
        state = found[-1].state
    return found


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (faults.LOGIN, Code.LOGIN_WALL),
        (faults.SOFT_404, Code.SOFT_404),
        (faults.COOKIES, Code.COOKIE_WALL),
        (faults.CHALLENGE, Code.CHALLENGE),
        (faults.MAINTENANCE, Code.MAINTENANCE),
        (faults.WELCOME, None),
        ("", None),
        ('{"erreur": "404 not found"}', None),
        (f"<html><body><p>Ce site utilise des cookies.</p><p>{'Un long article. ' * 200}</p></body></html>", None),
        (f"<html><head><title>Erreur 404</title></head><body>{'Un long article. ' * 200}</body></html>", Code.SOFT_404),
    ],
)
def test_a_strange_page_has_its_name(page: str, code: Code | None) -> None:
    assert odd_pages.named(page.encode()) is code


def test_a_refusal_is_named_by_the_wall_behind_it_and_by_nothing_else() -> None:
    assert odd_pages.refused_by(faults.CHALLENGE.encode()) is Code.CHALLENGE
    assert odd_pages.refused_by(faults.SOFT_404.encode()) is None


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (html("x"), True), (html("x")[:-12], False), (b"<?xml version='1.0'?><rss><channel></channel></rss>\n", True),
        (b"<rss><channel></channel>", False), (b"<!-- <html> --><feed xmlns='x'></feed><!-- 3 ms -->", True),
        (b"{}", None), (b"", None),
        (b"%PDF-1.7", None), (b"\xef\xbb\xbf<html></HTML>", True),
    ],
)  # fmt: skip
def test_markup_is_whole_when_it_ends_as_it_begins(body: bytes, whole: bool | None) -> None:
    assert wholeness.is_whole(body) is whole


def test_a_page_that_ends_too_soon_is_cut_where_the_site_always_ended_its_pages() -> None:
    page = html(f"<ul>{ITEMS}</ul>")
    first, cut, again = lived([giving(list=page), giving(list=page[:-10]), giving(list=page)])
    assert [one.verdict for one in (first, cut, again)] == ["read", "cut_short", "unchanged"]
    assert cut.result is ReadResult.FAILED
    assert not cut.lasting


def test_a_site_that_no_longer_ends_its_pages_is_believed_in_the_end() -> None:
    page = html(f"<ul>{ITEMS}</ul>")
    found = lived([giving(list=page), *[giving(list=page[:-10])] * 4])
    assert [one.verdict for one in found] == ["read", "cut_short", "cut_short", "unchanged", "unchanged"]


def test_an_empty_list_is_empty_only_when_it_says_so() -> None:
    said, silent = lived([giving(list=html("<p>Aucun appel en cours.</p>")), giving(list=html("<p>Bientôt.</p>"))])
    assert (said.verdict, said.result) == ("empty", ReadResult.READ)
    assert (silent.verdict, silent.lasting) == ("layout_changed", True)


def test_a_page_not_found_that_has_the_words_of_an_empty_list_is_no_empty_list() -> None:
    page = b"<html><head><title>Erreur 404</title></head><body><main>Aucun appel</main></body></html>"
    assert lived([giving(list=page)])[0].verdict == "soft_404"


@pytest.mark.parametrize(
    ("code", "failures", "days", "lasting"),
    [
        (Code.TIME_OUT, 1, 0, False), (Code.TIME_OUT, 3, 1, False), (Code.TIME_OUT, 2, 5, False),
        (Code.TIME_OUT, 3, 2, True),
        (Code.MAINTENANCE, 5, 6, True), (Code.NOT_FOUND, 1, 0, True), (Code.NEVER, 1, 0, True),
    ],
)  # fmt: skip
def test_a_passing_failure_is_lasting_after_three_readings_over_two_days(
    code: Code, failures: int, days: int, lasting: bool
) -> None:
    assert verdicts.is_lasting(code, failures, NOW - days * DAY, NOW) is lasting


def test_a_time_out_of_three_days_is_told_on_the_third() -> None:
    def nobody(ask: Ask) -> Unreadable:
        return Unreadable(Code.TIME_OUT, ask.url)

    assert [one.lasting for one in lived([nobody] * 4)] == [False, False, True, True]


BROKEN = html("<p>Un tout autre gabarit, sans liste.</p>")


def test_a_recipe_that_breaks_twice_has_its_pages_watched() -> None:
    home = html("<p>Le fonds prépare son prochain appel.</p>")
    news = html("<p>Le fonds prépare son prochain appel.</p><p>Ouverture de l’appel 2027 le 4 janvier</p>")
    found = lived(
        [giving(list=html(f"<ul>{ITEMS}</ul>")), *[giving(list=BROKEN, home=home)] * 3, giving(list=BROKEN, home=news)]
    )
    assert [one.verdict for one in found] == ["read", *["layout_changed"] * 4]
    assert [one.requests for one in found] == [1, 1, 3, 3, 3]
    assert [one.changed_pages for one in found[:4]] == [()] * 4
    assert found[4].changed_pages == (("https://fonds.example/", "Ouverture de l’appel 2027 le 4 janvier"),)
    assert [one.code for one in found[4].problems][:2] == ["layout_changed", "page_changed"]


def test_once_it_is_read_again_nothing_is_watched_any_more() -> None:
    good = giving(list=html(f"<ul>{ITEMS}</ul>"))
    found = lived([good, *[giving(list=BROKEN)] * 2, good])
    assert found[-1].verdict == "unchanged"
    assert lookout.MEMORY not in found[-1].state.memory


@pytest.mark.parametrize("code", [Code.TIME_OUT, Code.REFUSED, Code.ROBOTS_REFUSED, Code.CHALLENGE])
def test_a_site_that_does_not_want_us_or_does_not_answer_is_not_asked_for_more(code: Code) -> None:
    found = lived([lambda ask: Unreadable(code, ask.url)] * 3)
    assert [one.requests for one in found] == [1, 1, 1]


def test_what_moves_with_the_clock_is_no_change() -> None:
    def home(number: int) -> Respond:
        day = NOW + number * DAY
        words = f"<p>Nous sommes le {day:%d/%m/%Y}</p><p>{number} visites</p><nav>Menu n° {number} du site entier</nav>"
        return giving(list=BROKEN, home=html(f"<p>Le fonds prépare son prochain appel.</p>{words}"))

    assert not any(one.changed_pages for one in lived([home(number) for number in range(5)]))


def test_a_reading_given_up_while_its_pages_are_watched_keeps_its_own_failure() -> None:
    state = replace(SourceState(source="fonds"), failures=1, failing_since=NOW - DAY)
    run = Run(a_list(), state, NOW, lambda notice: None, lambda: 0.0, max_requests=9)
    run.start()
    asked = run.answered(Answer(url=LIST, headers={}, body=BROKEN))
    assert asked == Ask(url="https://fonds.example/")
    run.give_up(Code.TOO_SLOW, "900 s")
    assert run.outcome is not None
    assert run.outcome.verdict == "layout_changed"
