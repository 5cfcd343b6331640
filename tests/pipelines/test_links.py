"""Whether the page of a call still answers: no alarm for what sites do every day."""

from datetime import timedelta

import pytest

from model.codes import Status
from model.link import LinkState, Visit
from pipelines.links import AGAIN, Answer, answer, is_due, verdict
from tests.pipelines.fakes import NOW, call, facts

URL = "https://fonds.example/appels/eau-2026"
DAY = timedelta(days=1)


def visit(day: float, status: int | None = 200, final: str = URL, text: str = "Appel à projets eau") -> Visit:
    return Visit(at=NOW + day * DAY, status=status, final=final, text=text)


@pytest.mark.parametrize(
    ("why", "check", "found"),
    [
        ("a page", visit(0), Answer.THERE),
        ("not found", visit(0, 404), Answer.GONE),
        ("gone for good", visit(0, 410), Answer.GONE),
        ("method refused to programs", visit(0, 405), Answer.UNKNOWN),
        ("forbidden to programs", visit(0, 403), Answer.UNKNOWN),
        ("asked to slow down", visit(0, 429), Answer.UNKNOWN),
        ("a fault of the server", visit(0, 503), Answer.UNKNOWN),
        ("no answer", visit(0, None), Answer.UNKNOWN),
        ("a soft 404", visit(0, text="Oups ! Page introuvable. Retour à l’accueil"), Answer.GONE),
        ("a soft 404 in English", visit(0, text="Sorry, page not found"), Answer.GONE),
        ("a call that speaks of a missing page further on", visit(0, text="Eau. " * 100 + "page introuvable"), Answer.THERE),
        ("« n’est plus » of something else", visit(0, text="L’eau n’est plus potable dans le pays"), Answer.THERE),
        ("another address of the same site", visit(0, final="https://fonds.example/aides/eau-2026"), Answer.THERE),
        ("https and www", visit(0, final="https://www.fonds.example/appels/eau-2026/"), Answer.THERE),
        ("the home page instead", visit(0, final="https://fonds.example/"), Answer.ELSEWHERE),
        ("the home page of its language", visit(0, final="https://fonds.example/fr"), Answer.ELSEWHERE),
        ("the list it was in", visit(0, final="https://fonds.example/appels", text="Nos appels ouverts"), Answer.ELSEWHERE),
        (
            "a list that still names it",
            visit(0, final="https://fonds.example/appels", text="Appel à projets eau"),
            Answer.THERE,
        ),
        ("a whole list of calls instead", visit(0, final="https://fonds.example/aides-2027", text="Aides"), Answer.THERE),
    ],
)
def test_what_one_visit_finds(why: str, check: Visit, found: Answer) -> None:
    assert answer(URL, check, "Appel à projets eau") is found, why


def test_a_home_page_that_is_the_address_itself_is_there() -> None:
    assert answer("https://fonds.example", visit(0, final="https://fonds.example/fr")) is Answer.THERE


@pytest.mark.parametrize(
    ("why", "checks", "found"),
    [
        ("never visited", [], LinkState.UNSURE),
        ("gone once", [visit(0, 404)], LinkState.UNSURE),
        ("gone three times in a day", [visit(n / 10, 404) for n in range(3)], LinkState.UNSURE),
        ("gone three times in four days", [visit(n * 2, 404) for n in range(3)], LinkState.BROKEN),
        ("gone, with faults between", [visit(0, 404), visit(1, 503), visit(2, 404), visit(4, 410)], LinkState.BROKEN),
        ("back for once", [visit(0, 404), visit(2), visit(3, 404), visit(6, 404)], LinkState.UNSURE),
        ("back now", [*(visit(n * 2, 404) for n in range(3)), visit(7)], LinkState.FINE),
        ("nothing but faults", [visit(n, 500) for n in range(9)], LinkState.UNSURE),
        ("a fault after a page", [visit(0), visit(1, 500)], LinkState.FINE),
        ("the home page for a week", [visit(n * 3, final="https://fonds.example/") for n in range(3)], LinkState.MOVED),
    ],
)
def test_what_several_visits_say(why: str, checks: list[Visit], found: LinkState) -> None:
    assert verdict(URL, checks) is found, why


def test_a_page_is_visited_each_week_and_one_that_fails_each_day() -> None:
    held = call(facts("2026-12-15"), url=URL)
    assert is_due(held, [], NOW)
    assert not is_due(held, [visit(0)], NOW + 2 * DAY)
    assert is_due(held, [visit(0)], NOW + AGAIN)
    assert is_due(held, [visit(0, 404)], NOW + DAY)
    assert not is_due(call(facts("2026-12-15"), url=URL, status=Status.CLOSED), [], NOW)
