"""PDF files: read in a process of their own, with their paragraphs and rows, and never able to stop a crawl."""

import pytest

from crawlers import pdf
from crawlers.definition import Definition, of_table
from crawlers.health import Code, Unreadable
from crawlers.pdf_layout import Piece, Sheet, text_of_pages
from crawlers.recipes.base import Ask
from crawlers.secrets import with_secrets
from model.codes import ReadResult
from tests.crawlers.funder import Funder, Hit, Page
from tests.crawlers.lists import a_source
from tests.crawlers.pdf_writer import a_bomb, a_locked_pdf, a_pdf
from tests.crawlers.test_door import Crawl, crawl

NOTICE = [
    (50, 780, "Règlement de l’appel 2027"),
    (50, 740, "Le présent règlement fixe les conditions de l’appel à projets « eau et assainis-"),
    (50, 726, "sement » que le fonds ouvre aux communes et à leurs groupements, ainsi qu’aux"),
    (50, 712, "départements."),
    (50, 680, "Calendrier"),
    (50, 660, "Ouverture"),
    (250, 660, "1er mars 2027"),
    (400, 660, "9 h"),
    (50, 646, "Clôture"),
    (250, 646, "30 avril 2027"),
    (400, 646, "18 h"),
    (50, 620, "• les communes de moins de 20 000 habitants, leurs établissements et leurs syndicats (en"),
    (62, 606, "métropole et outre-mer)"),
    (50, 592, "• les départements"),
]
TEXT = """Règlement de l’appel 2027
Le présent règlement fixe les conditions de l’appel à projets « eau et assainissement » que le fonds ouvre aux communes et \
à leurs groupements, ainsi qu’aux départements.
Calendrier
Ouverture | 1er mars 2027 | 9 h
Clôture | 30 avril 2027 | 18 h
- les communes de moins de 20 000 habitants, leurs établissements et leurs syndicats (en métropole et outre-mer)
- les départements"""


def test_a_pdf_keeps_its_sentences_and_the_rows_of_its_tables() -> None:
    assert pdf.text_of(a_pdf(NOTICE)) == TEXT


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (a_locked_pdf(), Code.PDF_LOCKED),
        (b"%PDF-1.7 rien du tout", Code.PDF_UNREADABLE),
        (a_pdf([]), Code.PDF_WITHOUT_TEXT),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(body: bytes, code: Code) -> None:
    with pytest.raises(Unreadable) as caught:
        pdf.text_of(body)
    assert caught.value.code is code


def test_a_pdf_that_takes_too_long_is_left() -> None:
    with pytest.raises(Unreadable) as caught:
        pdf.text_of(a_pdf(NOTICE), seconds=0.01)
    assert caught.value.code is Code.PDF_TOO_HEAVY


def test_a_reader_out_of_memory_is_a_problem_and_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MEGABYTES", 60)
    with pytest.raises(Unreadable) as caught:
        pdf.text_of(a_pdf(*[NOTICE] * 40) + b"\0" * 90_000_000)
    assert caught.value.code in (Code.PDF_TOO_HEAVY, Code.PDF_UNREADABLE)


def test_a_bomb_is_left_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MEGABYTES", 250)
    with pytest.raises(Unreadable) as caught:
        pdf.text_of(a_bomb(200))
    assert caught.value.code is Code.PDF_TOO_HEAVY


def _sheet(*lines: str, header: str = "", folio: str = "") -> Sheet:
    pieces = [Piece(header, 50, 800, 200, 810)] if header else []
    pieces += [Piece(line, 50, 600 - 40 * n, 300, 610 - 40 * n) for n, line in enumerate(lines)]
    return Sheet(842, [*pieces, *([Piece(folio, 280, 20, 320, 30)] if folio else [])])


def test_headers_and_folios_are_dropped_but_the_title_of_the_first_page() -> None:
    sheets = [_sheet(f"Partie {n}", header="Règlement de l’appel", folio=f"Page {n}") for n in range(1, 5)]
    assert text_of_pages(sheets) == "Règlement de l’appel\nPartie 1\nPartie 2\nPartie 3\nPartie 4"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [Piece(f"gauche {n}", 50, 700 - 14 * n, 250, 710 - 14 * n) for n in range(2)]
    right = [Piece(f"droite {n}", 300, 700 - 14 * n, 500, 710 - 14 * n) for n in range(2)]
    assert text_of_pages([Sheet(842, [*left, *right])]) == "gauche 0 gauche 1\ndroite 0 droite 1"


SECRET = {"fields": {"title": "t", "link": "l"}, "secret_headers": {"X-Cle": "VEILLEUR_CLE_D_ESSAI"}}
ITEM = "<item><title>Appel</title><link>{}/bon.pdf</link><description>Court</description></item>"


def _guarded(hit: Hit) -> Page:
    return Page(b'[{"t": "Aide", "l": "/1"}]') if hit.headers.get("x-cle") == "sesame-ouvre-toi" else Page(status=401)


def _named(name: str, recipe: str, read: dict[str, object]) -> Definition:
    return of_table(name, {**a_source(recipe, read).table})


@pytest.fixture(scope="module")
def found(funder: Funder) -> Crawl:
    """One crawl of sources with PDF, and of sources with a key."""
    flux = f'<rss version="2.0"><channel><title>x</title>{ITEM.format(funder.url)}</channel></rss>'
    funder.pages |= {
        "/appels": Page(b"<html><a href='/bon.pdf'>Appel eau</a><a href='/verrou.pdf'>Appel clos</a></html>"),
        "/bon.pdf": Page(a_pdf(NOTICE), headers={"Content-Type": "application/octet-stream"}),
        "/verrou.pdf": Page(a_locked_pdf()),
        "/flux-pdf": Page(flux.encode()),
        "/donnees": _guarded,
        "/ailleurs": Page(status=302, headers={"Location": f"{funder.url}/voleur"}),
        "/voleur": Page(b"[]"),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VEILLEUR_CLE_D_ESSAI", "sesame-ouvre-toi")
        return crawl([
            _named("liste", "pdf_list", {"pages": [f"{funder.url}/appels"]}),
            _named("flux", "feed", {"feed": f"{funder.url}/flux-pdf", "reads_pdf": True}),
            _named("cle", "json_api", {**SECRET, "url": f"{funder.url}/donnees"}),
            _named("redirigee", "json_api", {**SECRET, "url": f"{funder.url}/ailleurs"}),
            _named("sans-cle", "json_api", {**SECRET, "url": f"{funder.url}/x", "secret_headers": {"X": "ESSAI_ABSENTE"}}),
        ])  # fmt: skip


def test_a_pdf_behind_a_link_is_read_by_the_crawl(found: Crawl) -> None:
    texts = {notice.title: notice.text for notice in found.notices if notice.source == "liste"}
    assert texts == {"Appel eau": TEXT, "Appel clos": ""}
    assert (found.outcomes["liste"].result, found.codes("liste")) == (ReadResult.READ, ["pdf_locked"])


def test_a_feed_may_lead_to_pdf(found: Crawl) -> None:
    assert [notice.text for notice in found.notices if notice.source == "flux"] == [f"Court\n{TEXT}"]


def test_a_key_goes_from_its_variable_to_the_server_and_nowhere_else(found: Crawl, funder: Funder) -> None:
    assert [notice.title for notice in found.notices if notice.source == "cle"] == ["Aide"]
    assert "sesame" not in str(found)
    assert [hit.headers["x-cle"] for hit in funder.hits_of("/donnees")] == ["sesame-ouvre-toi"]


def test_a_key_that_is_not_given_is_told_by_the_name_of_its_variable(found: Crawl, funder: Funder) -> None:
    assert found.codes("sans-cle") == ["key_missing"]
    assert "ESSAI_ABSENTE" in found.outcomes["sans-cle"].problems[0].detail
    assert funder.hits_of("/x") == []


def test_a_key_never_follows_a_redirect(found: Crawl, funder: Funder) -> None:
    assert found.codes("redirigee") == ["unexpected_status"]
    assert funder.hits_of("/voleur") == []


@pytest.mark.parametrize(
    "ask", [Ask(url="http://a.example/x", secrets={"X": "V"}), Ask(url="http://a.example/x", is_private=True)]
)
def test_a_key_never_leaves_in_clear(ask: Ask) -> None:
    with pytest.raises(Unreadable) as caught:
        with_secrets(ask, {"V": "sesame"}, ("127.0.0.1",))
    assert caught.value.code is Code.BAD_ADDRESS
    assert "sesame" not in str(caught.value)
