"""The recipes of JSON: paging, keys, Opendatasoft, values, and answers of another shape."""

import gzip
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer
from crawlers.run import Run
from model.codes import ReadResult
from model.notice import Notice
from tests.crawlers.answers import one_answer, reading
from tests.crawlers.conftest import NOW
from tests.crawlers.lists import SITE, Site, a_source, codes

JSON_READ = {"url": f"{SITE}api", "items": "data.items", "fields": {"title": "nom", "link": "lien"}}


def aid(number: int, **more: Any) -> dict[str, Any]:
    return {"nom": f"Aide {number}", "lien": f"/aides/{number}", **more}


def served(numbers: range, **more: Any) -> str:
    return json.dumps({"data": {"items": [aid(number) for number in numbers]}, **more})


def test_json_is_read_page_after_page_to_its_total() -> None:
    site = Site(
        {f"{SITE}api?taille=2&p={number}": served(range(2 * number, min(2 * number + 2, 5)), total=5) for number in range(3)}
    )
    read = {**JSON_READ, "page_parameter": "p", "page_first": 0, "size_parameter": "taille", "size": 2, "total": "total"}
    notices, outcome = reading(a_source("json_api", read), site)
    assert (len(notices), outcome.requests, outcome.problems) == (5, 3, ())


def test_json_is_read_by_offset_until_a_page_is_not_full() -> None:
    site = Site({f"{SITE}api?debut=0": served(range(2)), f"{SITE}api?debut=2": served(range(2, 3))})
    read = {**JSON_READ, "offset_parameter": "debut", "size": 2}
    assert len(reading(a_source("json_api", read), site)[0]) == 3


def test_json_is_read_by_the_address_of_the_next_page() -> None:
    site = Site({f"{SITE}api": served(range(2), suite="/api?c=x"), f"{SITE}api?c=x": served(range(2, 3), suite=None)})
    assert len(reading(a_source("json_api", {**JSON_READ, "next": "suite"}), site)[0]) == 3


def test_a_server_that_ignores_pages_is_not_asked_for_ever() -> None:
    notices, outcome = reading(
        a_source("json_api", {**JSON_READ, "page_parameter": "p", "size": 2}), one_answer(served(range(2)).encode())
    )
    assert (len(notices), outcome.requests) == (2, 2)


def test_a_list_that_is_shorter_than_it_says_is_told() -> None:
    _, outcome = reading(
        a_source("json_api", {**JSON_READ, "total": "total"}), one_answer(served(range(2), total=9).encode())
    )
    assert codes(outcome) == ["incomplete_list"]


def test_a_question_by_post_carries_its_body_and_its_paging() -> None:
    site = Site({f"{SITE}api": served(range(1))})
    read = {
        **JSON_READ,
        "method": "POST",
        "body": {"etat": ["ouvert"]},
        "page_parameter": "page",
        "parameters_in": "body",
        "headers": {"X-A": "b"},
    }
    reading(a_source("json_api", read), site)
    (ask,) = site.asked
    assert (ask.method, json.loads(ask.body), ask.headers["X-A"]) == ("POST", {"etat": ["ouvert"], "page": 1}, "b")


TOKEN = {
    "token": {"url": f"{SITE}jeton", "method": "POST", "secret_headers": {"X-Cle": "VEILLEUR_ESSAI"}, "at": "acces.jeton"}
}


def test_a_token_is_asked_for_first_and_shown_afterwards() -> None:
    site = Site({f"{SITE}jeton": '{"acces": {"jeton": "abc"}}', f"{SITE}api": served(range(1))})
    notices, outcome = reading(a_source("json_api", {**JSON_READ, **TOKEN}), site)
    first, second = site.asked
    assert (first.secrets, first.headers.get("Authorization")) == ({"X-Cle": "VEILLEUR_ESSAI"}, None)
    assert (second.headers["Authorization"], second.is_private) == ("Bearer abc", True)
    assert "abc" not in str(notices) + str(outcome)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Unreadable(Code.REFUSED, "401"), "key_refused"),
        (Unreadable(Code.KEY_MISSING, "VEILLEUR_ESSAI"), "key_missing"),
        ('{"token": "secret-abc"}', "layout_changed"),
        ('{"acces": secret-abc', "layout_changed"),
    ],
)
def test_a_key_that_does_not_open_is_told_without_showing_anything(answer: Any, code: str) -> None:
    _, outcome = reading(a_source("json_api", {**JSON_READ, **TOKEN}), Site({f"{SITE}jeton": answer}))
    assert codes(outcome) == [code]
    assert "secret-abc" not in str(outcome)


@pytest.mark.parametrize("body", [b"[]", b'{"data": {"items": {}}}', b'{"data": null}', b"<html>maintenance</html>", b"{"])
def test_json_of_another_shape_is_never_an_empty_list(body: bytes) -> None:
    notices, outcome = reading(a_source("json_api", JSON_READ), one_answer(body))
    assert (notices, outcome.result) == ([], ReadResult.FAILED)


def test_a_list_that_is_the_whole_answer_may_be_empty() -> None:
    assert reading(a_source("json_api", {**JSON_READ, "items": "."}), one_answer(b"[]"))[1].result is ReadResult.READ


def test_values_of_json_become_text_with_their_labels_and_unknown_words_are_told() -> None:
    read = {**JSON_READ, "lines": {"Montant": "montant", "Public": "pour.*.nom"}}
    read["fields"] = {
        **JSON_READ["fields"],
        "text": ["intro", "corps"],
        "eligible": "pour.*.nom",
        "countries": "pays",
        "kind": "type",
    }
    item = aid(
        1,
        intro="Une ligne\nune autre",
        corps="<p>Du &amp; texte</p><p>encore</p>",
        montant="3 000 €",
        pays=["Sénégal", "Atlantide"],
        pour=[{"nom": "Communes"}, {"nom": "Fées"}],
        type="loterie",
    )
    body = json.dumps({"data": {"items": [item]}}).encode()
    (notice,), outcome = reading(a_source("json_api", read), one_answer(body))
    lines = "Montant : 3 000 €\nPublic : Communes ; Fées"
    assert notice.text == f"Une ligne\nune autre\n\nDu & texte\nencore\n\n{lines}"
    assert [one.value for one in notice.given.countries] == ["SN"]
    assert [one.value for one in notice.given.eligible] == ["commune"]
    assert notice.given.kind is None
    assert outcome.problems[0].code == "unknown_word"
    assert outcome.problems[0].detail.splitlines() == ["kind : loterie", "countries : Atlantide", "eligible : Fées"]


def test_opendatasoft_is_asked_a_hundred_records_at_a_time_in_order() -> None:
    base = f"{SITE}api/explore/v2.1/catalog/datasets/aides/records"
    asked = f"{base}?where=statut%3D%22ouvert%22&order_by=id&timezone=UTC&limit=100&offset="
    site = Site(
        {
            f"{asked}{offset}": json.dumps(
                {"total_count": 130, "results": [aid(n) for n in range(offset, min(offset + 100, 130))]}
            )
            for offset in (0, 100)
        }
    )
    read = {"records": base, "where": 'statut="ouvert"', "order_by": "id", "fields": JSON_READ["fields"]}
    notices, outcome = reading(a_source("opendatasoft", read), site)
    assert (len(notices), outcome.requests, outcome.problems) == (130, 2, ())


def test_opendatasoft_is_never_asked_for_what_it_refuses_and_what_is_left_is_told() -> None:
    base = f"{SITE}api/explore/v2.1/catalog/datasets/aides/records"
    definition = a_source("opendatasoft", {"records": base, "fields": JSON_READ["fields"]})
    notices: list[Notice] = []
    run = Run(definition, None, NOW, notices.append, lambda: 0.0, max_requests=200)
    ask, offsets = run.start(), []
    while ask is not None:
        offset = int(parse_qs(urlsplit(ask.url).query)["offset"][0])
        offsets.append(offset)
        body = json.dumps({"total_count": 12_000, "results": [aid(n) for n in range(offset, offset + 100)]})
        ask = run.answered(Answer(url=ask.url, headers={}, body=body.encode()))
    assert (len(notices), max(offsets) + 100) == (9_900, 9_900)
    assert run.outcome is not None
    assert codes(run.outcome) == ["incomplete_list"]


LOCAL = {"scope": "local", "scope_unless_says": ["coopération décentralisée"]}


@pytest.mark.parametrize(
    ("words", "scope"), [("Une aide aux écoles", "local"), ("Pour la COOPERATION  décentralisée", None)]
)
def test_the_field_of_a_source_is_that_of_its_calls_unless_one_speaks_of_more(words: str, scope: str | None) -> None:
    body = json.dumps({"data": {"items": [aid(1, texte=words)]}}).encode()
    read = {**JSON_READ, "fields": {**JSON_READ["fields"], "text": "texte"}}
    (notice,), _ = reading(a_source("json_api", read, **LOCAL), one_answer(body))
    assert (notice.given.scope.value if notice.given.scope else None) == scope
    assert notice.given.scope is None or notice.given.scope.evidence.quote == "Fonds d’essai"


def test_a_file_kept_compressed_is_unpacked_and_one_cut_on_the_way_is_no_list() -> None:
    body = gzip.compress(served(range(3)).encode())
    notices, outcome = reading(a_source("json_api", JSON_READ), one_answer(body))
    assert (len(notices), outcome.problems) == (3, ())
    notices, outcome = reading(a_source("json_api", JSON_READ), one_answer(body[: len(body) // 2]))
    assert (notices, codes(outcome)) == ([], ["bad_compression"])
