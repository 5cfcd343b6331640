"""The recipes of lists, each with what its sites get wrong: web pages, PDF lists, sitemaps, JSON, tables."""

import gzip
import io
import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from crawlers import tables
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer
from model.codes import ReadResult
from model.notice import Notice, Outcome
from tests.crawlers.answers import one_answer, reading
from tests.crawlers.lists import SITE, Site, a_source

FIELDS = {"title": "h2", "link": "a"}
PAGES = {"pages": [SITE], "item": "li", "fields": FIELDS, "says_empty": ["rien en ce moment"]}


def card(number: int, extra: str = "") -> str:
    return f"<li><h2>Appel {number}</h2><a href='/appels/{number}'>lire</a>{extra}</li>"


def page(*cards: str, after: str = "") -> str:
    return f"<html><body><ul>{''.join(cards)}</ul>{after}</body></html>"


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


def titles(notices: list[Notice]) -> list[str]:
    return [notice.title for notice in notices]


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


MAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
SITEMAP = {
    "maps": [f"{SITE}plan.xml"], "only_addresses": ["*/appel-projet/*"], "never_addresses": ["*/appel-projet/archives*"],
    "detail": {"fields": {"title": "h1", "text": "article"}},
}  # fmt: skip


def entry(path: str, changed: str = "", tag: str = "url") -> str:
    return f"<{tag}><loc>{SITE}{path}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</{tag}>"


def call(title: str) -> str:
    return f"<html><h1>{title}</h1><article>Texte</article></html>"


def test_a_sitemap_gives_the_pages_of_calls_the_last_changed_first() -> None:
    plan = MAP.format(
        entry("appel-projet/vieux", "2024-01-01")
        + entry("appel-projet/a", "2026-11-01T10:00:00+01:00")
        + entry("actualite/x")
        + entry("appel-projet/b", "2026-11-20")
        + entry("appel-projet/archives/c", "2026-11-20")
        + entry("appel-projet/sans-date")
    )
    index = INDEX.format(entry("plan-1.xml.gz", tag="sitemap") + entry("images.xml", tag="sitemap"))
    site = Site({
        f"{SITE}plan.xml": index, f"{SITE}plan-1.xml.gz": gzip.compress(plan.encode()),
        **{f"{SITE}appel-projet/{name}": call(name) for name in ("a", "b", "sans-date")},
    })  # fmt: skip
    definition = a_source("sitemap", {**SITEMAP, "only_maps": ["*plan-*"]})
    notices, outcome = reading(definition, site)
    assert titles(notices) == ["sans-date", "b", "a"]
    assert outcome.problems == ()
    assert reading(definition, site, outcome.state)[1].requests == 2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html>maintenance</html>", "html_instead"),
        (b"<urlset><url>", "layout_changed"),
        (b"<rss></rss>", "layout_changed"),
        (b"", "layout_changed"),
        (gzip.compress(b"<urlset/>")[:-4], "bad_compression"),
        (b'<!DOCTYPE u [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>', None),
        (MAP.format("").encode(), None),
    ],
)
def test_a_sitemap_that_is_none_fails_with_its_reason(body: bytes, code: str | None) -> None:
    notices, outcome = reading(a_source("sitemap", SITEMAP), Site({f"{SITE}plan.xml": body}))
    assert (notices, codes(outcome)) == ([], [code] if code else [])


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


CSV_READ = {
    "file": f"{SITE}aides.csv",
    "fields": {"title": "Nom de l’aide", "link": "Lien", "deadline": "Clôture", "text": "Descriptif"},
}
ROWS = [
    ["Nom de l'aide", "LIEN", "cloture", "Descriptif"],
    ["Aide « été »", "https://fonds.example/1", "15/03/2027", "Une ligne\nune autre"],
    ["", "", "", ""],
]


def as_csv(delimiter: str, encoding: str, before: str = "") -> bytes:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in ROWS]
    return (before + "\r\n".join(lines)).encode(encoding)


def as_xlsx(title: str = "Feuille") -> bytes:
    book = Workbook()
    book.active.title = title
    book.active.append(["Aides publiées le 3 mai"])
    for row in ROWS:
        book.active.append([datetime(2027, 3, 15) if cell == "15/03/2027" else cell for cell in row])  # noqa: DTZ001 - as a cell holds it
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        as_csv(";", "utf-8"),
        as_csv(",", "utf-8-sig"),
        as_csv(";", "cp1252"),
        as_csv("\t", "utf-16"),
        as_csv(";", "utf-8", "Liste des aides\r\n\r\n"),
        as_xlsx(),
    ],
)
def test_a_table_is_read_whatever_its_file(body: bytes) -> None:
    (notice,), outcome = reading(a_source("csv_file", CSV_READ), Site({f"{SITE}aides.csv": body}))
    assert (notice.title, notice.text) == ("Aide « été »", "Une ligne\nune autre")
    assert notice.given.sessions[0].value.day == date(2027, 3, 15)
    assert outcome.problems == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"Titre;Lien\r\na;b\r\n", "layout_changed"),
        (b"<html>connexion<input type='password'>", "html_instead"),
        (b"", "layout_changed"),
        (b"PK\x03\x04 rien", "layout_changed"),
        (as_xlsx()[:900], "layout_changed"),
    ],
)
def test_a_table_that_is_not_the_one_expected_says_so(body: bytes, code: str) -> None:
    notices, outcome = reading(a_source("csv_file", CSV_READ), Site({f"{SITE}aides.csv": body}))
    assert (notices, outcome.result, codes(outcome)) == ([], ReadResult.FAILED, [code])


def test_a_missing_column_is_told_beside_those_that_are_there() -> None:
    _, outcome = reading(a_source("csv_file", CSV_READ), Site({f"{SITE}aides.csv": b"Titre;Adresse\r\na;b\r\n"}))
    assert "trouvées : Titre, Adresse" in outcome.problems[0].detail.replace("\u00a0", " ")


def test_a_spreadsheet_that_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES_UNPACKED", 1_000)
    _, outcome = reading(a_source("csv_file", CSV_READ), Site({f"{SITE}aides.csv": as_xlsx()}))
    assert codes(outcome) == ["too_big"]


def test_a_file_that_is_the_same_is_no_news_and_keeps_what_was_seen() -> None:
    site = Site({f"{SITE}aides.csv": as_csv(";", "utf-8")})
    _, first = reading(a_source("csv_file", CSV_READ), site)
    notices, second = reading(a_source("csv_file", CSV_READ), site, first.state)
    assert (notices, second.result, second.seen) == ([], ReadResult.UNCHANGED, first.seen)


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
