"""The index of interreg.eu: its key, every page of hits, dates in the forms they may take."""

import json
from typing import Any

import pytest

from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask
from model.codes import ReadResult
from tests.crawlers.answers import reading
from tests.crawlers.lists import a_source, codes, titles

PAGE, QUERIES = "https://interreg.example/calls/", "https://app-dsn.recherche.example/1/indexes/*/queries"
READ = {"page": PAGE, "queries": QUERIES, "application": "APP", "index": "contenu", "filters": "contentType:call"}
KEY = "0123456789abcdef0123456789abcdef"


def hit(number: int, **fields: Any) -> dict[str, Any]:
    return {"objectID": f"call-{number}", "title": f"Call {number}", "teaser": "For <b>towns</b>", "callStatus": "Open",
            "callExternalUrl": f"https://programme.example/{number}", "callDeadlineDate": "2027-03-15",
            "callEligibleCountryNames": ["France", "Belgium"], "associatedProgrammes": ["Interreg Essai"],
            **fields}  # fmt: skip


class Index:
    """The page, its scripts, and the search over some hits."""

    def __init__(self, hits: list[dict[str, Any]], page: str = f'<script>{{"algoliaSearchKey":"{KEY}"}}</script>',
                 **scripts: str) -> None:  # fmt: skip
        self.hits, self.pages = hits, {PAGE: page, **{f"https://interreg.example/{k}.js": v for k, v in scripts.items()}}
        self.asked: list[Ask] = []

    def __call__(self, ask: Ask) -> Answer | Unreadable:
        self.asked.append(ask)
        if ask.method == "GET":
            held = self.pages.get(ask.url)
            return Answer(url=ask.url, headers={}, body=held.encode()) if held else Unreadable(Code.NOT_FOUND, ask.url)
        if ask.headers["X-Algolia-API-Key"] != KEY:
            return Unreadable(Code.REFUSED, "403")
        (query,) = json.loads(ask.body)["requests"]
        start = query["page"] * query["hitsPerPage"]
        found = {"hits": self.hits[start : start + query["hitsPerPage"]], "nbHits": len(self.hits)}
        return Answer(url=ask.url, headers={}, body=json.dumps({"results": [found]}).encode())


def test_calls_bear_their_programme_their_countries_and_their_dates() -> None:
    index = Index([hit(1)])
    (notice,), outcome = reading(a_source("interreg_eu", READ), index)
    given = notice.given
    assert (notice.reference, notice.url, notice.funder) == ("call-1", "https://programme.example/1", "Interreg Essai")
    assert "For towns" in notice.text
    assert "Programme(s) : Interreg Essai" in notice.text.replace("\u00a0", " ")
    assert [str(one.value.day) for one in given.sessions] == ["2027-03-15"]
    assert [one.value for one in given.countries] == ["FR", "BE"]
    assert (codes(outcome), outcome.requests) == ([], 2)
    query = json.loads(index.asked[1].body)["requests"][0]
    assert (query["indexName"], query["filters"], query["query"]) == ("contenu", "contentType:call", "")
    assert index.asked[1].is_private


@pytest.mark.parametrize(
    "said", [1805065200, 1805065200000, "1805065200", "2027-03-15", "2027-03-15T00:00:00Z", "15/03/2027"]
)
def test_dates_are_taken_in_the_forms_they_may_have(said: Any) -> None:
    (notice,), _ = reading(a_source("interreg_eu", READ), Index([hit(1, callDeadlineDate=said)]))
    assert [str(one.value.day) for one in notice.given.sessions] == ["2027-03-15"]


def test_a_link_of_the_site_is_made_whole() -> None:
    (notice,), _ = reading(
        a_source("interreg_eu", READ), Index([hit(1, callExternalUrl=None, contentUrl="/call-for-project/7")])
    )
    assert notice.url == "https://interreg.example/call-for-project/7"


def test_every_page_of_hits_is_asked_for() -> None:
    index = Index([hit(number) for number in range(1100)])
    notices, outcome = reading(a_source("interreg_eu", READ), index)
    assert (len(notices), outcome.requests, codes(outcome)) == (1100, 4, [])
    again, second = reading(a_source("interreg_eu", READ), index, outcome.state)
    assert (again, second.result) == ([], ReadResult.UNCHANGED)


def test_the_key_is_looked_for_in_the_scripts_of_the_site_only() -> None:
    page = "<script src='/a.js'></script><script src='https://tiers.example/t.js'></script><script src='/b.js'></script>"
    index = Index([hit(1)], page, a=f'x({{apiKey:"{KEY}"}})', b="rien")
    notices, _ = reading(a_source("interreg_eu", READ), index)
    assert titles(notices) == ["Call 1"]
    assert [ask.url for ask in index.asked[:3]] == [PAGE, "https://interreg.example/b.js", "https://interreg.example/a.js"]


@pytest.mark.parametrize(
    ("page", "code"),
    [("<html>rien</html>", "layout_changed"), ('<script>{"algoliaSearchKey":"' + "f" * 32 + '"}</script>', "key_refused")],
)
def test_a_key_that_is_not_there_or_no_longer_good_is_told_and_never_shown(page: str, code: str) -> None:
    _, outcome = reading(a_source("interreg_eu", READ), Index([hit(1)], page))
    assert (outcome.result, codes(outcome)) == (ReadResult.FAILED, [code])
    assert "f" * 32 not in outcome.problems[0].detail


@pytest.mark.parametrize("body", [b"{}", b'{"results": []}', b'{"results": [{"hits": [], "nbHits": "?"}]}', b"<html>"])
def test_another_shape_fails(body: bytes) -> None:
    index = Index([hit(1)])

    def answer(ask: Ask) -> Answer | Unreadable:
        return Answer(url=ask.url, headers={}, body=body) if ask.method == "POST" else index(ask)

    _, outcome = reading(a_source("interreg_eu", READ), answer)
    assert outcome.result is ReadResult.FAILED
