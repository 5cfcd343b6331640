"""The documents of a call: found on its page, hashed, read, asked again, and never a false change."""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

import crawlers
from crawlers.health import Code, Unreadable
from crawlers.options import CrawlOptions
from crawlers.pdf import UnreadPdf, text_of
from crawlers.recipes.base import Answer, Ask
from crawlers.run import Run
from model.codes import ReadResult
from model.notice import Notice, Outcome
from model.source import SourceState
from tests.crawlers.conftest import NOW
from tests.crawlers.funder import Funder, Page
from tests.crawlers.lists import SITE, Site, a_source, codes
from tests.crawlers.pdf_writer import a_locked_pdf, a_pdf

PAGE, RULE, NOTE = f"{SITE}facilite", f"{SITE}d/reglement.pdf", f"{SITE}d/note.pdf"
LINKS = (
    "<a href='/d/reglement.pdf'>Règlement <b>2027</b></a> <a href='/d/note.pdf'></a> <a href='/d/dossier.docx'>Dossier</a>"
)
READ = {"pages": [PAGE], "documents": "main a"}


def html(links: str = LINKS, around: str = "") -> str:
    return f"<html><body><nav>{around}</nav><main><h1>Facilité</h1><p>Pour les villes.</p>{links}</main></body></html>"


def pdf(url: str, version: str, etag: str = "") -> Answer:
    headers = {"etag": etag} if etag else {}
    return Answer(url=url, headers=headers, body=f"%PDF-{version}".encode(), pdf=f"Taux de 50 % ({version}).")


def site(first: str = "v1", **pages: Any) -> Site:
    return Site({PAGE: html(), RULE: pdf(RULE, first), NOTE: pdf(NOTE, "note"), **pages})


def read(
    site: Site, state: SourceState | None = None, days: int = 0, keys: Mapping[str, Any] = READ
) -> tuple[list[Notice], Outcome]:
    notices: list[Notice] = []
    run = Run(a_source("page_watch", keys), state, NOW + timedelta(days=days), notices.append, lambda: 0.0, max_requests=50)
    ask: Ask | None = run.start()
    while ask is not None:
        told = site(ask)
        ask = run.failed(told) if isinstance(told, Unreadable) else run.answered(told)
    assert run.outcome is not None
    return notices, run.outcome


def test_documents_are_named_hashed_and_what_they_say_joins_the_text() -> None:
    (notice,), outcome = read(site())
    assert [(one.url, one.label) for one in notice.documents] == [
        (RULE, "Règlement 2027"), (NOTE, "note.pdf"), (f"{SITE}d/dossier.docx", "Dossier"),
    ]  # fmt: skip
    hashes = [sha256(b"%PDF-v1").hexdigest(), sha256(b"%PDF-note").hexdigest(), None]
    assert [one.sha256 for one in notice.documents] == hashes
    assert notice.text.replace("\u00a0", " ") == (
        "Facilité\nPour les villes.\nRèglement 2027 Dossier\n\nRèglement 2027\nTaux de 50 % (v1).\n\n"
        "note.pdf\nTaux de 50 % (note)."
    )
    assert outcome.problems == ()


def test_a_new_version_of_a_document_is_told_though_the_page_says_the_same() -> None:
    (before,), first = read(site())
    (after,), _ = read(site("v2"), first.state, days=7)
    assert (after.reference, after.title) == (before.reference, before.title)
    assert after.fingerprint != before.fingerprint
    assert "(v2)" in after.text
    assert after.documents[0].sha256 == sha256(b"%PDF-v2").hexdigest()
    assert after.documents[1:] == before.documents[1:]


@pytest.mark.parametrize("around", ["", "un jeton qui change à chaque réponse"])
def test_the_same_page_and_the_same_documents_are_no_news(around: str) -> None:
    _, first = read(site())
    again = site(**{PAGE: html(around=around)})
    notices, second = read(again, first.state, days=7)
    assert (notices, second.result, second.seen) == ([], ReadResult.UNCHANGED, first.seen)
    notices, third = read(site("v2"), second.state, days=14)
    assert len(notices) == 1
    assert third.result is ReadResult.READ


def test_a_document_without_a_mark_of_its_version_is_downloaded_once_a_week() -> None:
    _, first = read(site())
    tomorrow = site("v2")
    _, second = read(tomorrow, first.state, days=1)
    assert (tomorrow.urls, second.result) == ([PAGE], ReadResult.UNCHANGED)
    notices, _ = read(site("v2"), second.state, days=7)
    assert len(notices) == 1


def test_a_document_with_a_mark_is_asked_about_each_day() -> None:
    marked = site(**{RULE: pdf(RULE, "v1", etag='"1"')})
    _, first = read(marked)
    unchanged = site(**{RULE: Answer(url=RULE, headers={}, body=b"", unchanged=True)})
    notices, second = read(unchanged, first.state, days=1)
    assert (notices, unchanged.urls) == ([], [PAGE, RULE])
    assert unchanged.asked[1].validator is not None
    (changed,), _ = read(site(**{RULE: pdf(RULE, "v2", etag='"2"')}), second.state, days=2)
    assert "(v2)" in changed.text


def test_a_scanned_or_locked_document_is_told_and_its_new_versions_still_are() -> None:
    def locked(version: str) -> UnreadPdf:
        return UnreadPdf(Unreadable(Code.PDF_WITHOUT_TEXT, "images"), version * 64)

    (before,), first = read(site(**{RULE: locked("a")}))
    assert (before.documents[0].sha256, codes(first)) == ("a" * 64, ["pdf_without_text"])
    asked_whether_it_changed = Answer(url=RULE, headers={}, body=b"%PDF-autre")

    class Scanned(Site):
        def __call__(self, ask: Ask) -> Answer | Unreadable:
            return locked("b") if ask.reads_pdf and ask.url == RULE else super().__call__(ask)

    (after,), _ = read(Scanned(site(**{RULE: asked_whether_it_changed}).pages), first.state, days=7)
    assert after.documents[0].sha256 == "b" * 64


@pytest.mark.parametrize("code", [Code.TIME_OUT, Code.SERVER_ERROR, Code.NOT_FOUND])
def test_a_document_that_cannot_be_had_today_is_no_change(code: Code) -> None:
    _, first = read(site())
    notices, second = read(site(**{RULE: Unreadable(code, "x")}), first.state, days=7)
    assert (notices, codes(second)) == ([], ["item_unreadable"])
    notices, _ = read(site(), second.state, days=8)
    assert notices == []


def test_a_page_that_changes_while_a_known_document_is_out_of_reach_waits_for_it() -> None:
    _, first = read(site(), keys={**READ, "pages": [PAGE, f"{SITE}b"]})
    changed = html().replace("villes", "régions")
    broken = site(**{PAGE: changed, RULE: Unreadable(Code.TIME_OUT, "x")})
    notices, second = read(broken, first.state, days=1, keys={**READ, "pages": [PAGE, f"{SITE}b"]})
    assert notices == []
    (told,), _ = read(site(**{PAGE: changed}), first.state, days=2)
    assert "régions" in told.text
    assert "(v1)" in told.text
    assert second.problems != ()


def test_a_document_that_is_gone_leaves_the_text() -> None:
    _, first = read(site())
    alone = html("<a href='/d/note.pdf'>Note</a>")
    (notice,), _ = read(site(**{PAGE: alone}), first.state, days=1)
    assert [one.label for one in notice.documents] == ["Note"]
    assert "(v1)" not in notice.text


def test_few_documents_of_a_page_are_read() -> None:
    links = "".join(f"<a href='/d/{one}.pdf'>{one}</a>" for one in range(9))
    pages = {f"{SITE}d/{one}.pdf": pdf(f"{SITE}d/{one}.pdf", str(one)) for one in range(9)}
    asked = Site({PAGE: html(links), **pages})
    (notice,), _ = read(asked)
    assert (len(notice.documents), len(asked.urls)) == (9, 6)


def test_lists_have_documents_too() -> None:
    lists = {"pages": [SITE], "item": "li", "fields": {"title": "a", "link": "a"},
             "detail": {"fields": {"text": "p"}, "documents": "a[href$='.pdf']"}}  # fmt: skip
    pages = {SITE: "<html><li><a href='/facilite'>Facilité</a></li></html>", PAGE: html(), RULE: pdf(RULE, "v1"),
             NOTE: pdf(NOTE, "n")}  # fmt: skip
    notices: list[Notice] = []
    run = Run(a_source("html_list", lists), None, NOW, notices.append, lambda: 0.0, max_requests=50)
    answers, ask = Site(pages), run.start()
    while ask is not None:
        told = answers(ask)
        ask = run.failed(told) if isinstance(told, Unreadable) else run.answered(told)
    assert [one.label for one in notices[0].documents] == ["Règlement 2027", "note.pdf"]


def test_documents_are_read_through_the_door_by_the_child_that_reads_pdf(funder: Funder) -> None:
    links = "<a href='/r.pdf'>Règlement</a> <a href='/ferme.pdf'>Annexe</a>"
    funder.pages |= {
        "/page": Page(html(links).encode(), headers={"Content-Type": "text/html; charset=utf-8"}),
        "/r.pdf": Page(a_pdf([(50, 700, "Taux de subvention : 60 %.")])),
        "/ferme.pdf": Page(a_locked_pdf()),
    }
    source = a_source("page_watch", {**READ, "pages": [f"{funder.url}/page"]})
    options = CrawlOptions(allow_private_hosts=("127.0.0.1",), delay=0.0, retries=0)
    things = list(crawlers.read([source], {}, NOW, options))
    (notice,) = (one for one in things if isinstance(one, Notice))
    (outcome,) = (one for one in things if isinstance(one, Outcome))
    assert "Taux de subvention : 60 %." in notice.text.replace("\u00a0", " ")
    assert [one.sha256 for one in notice.documents] == [
        sha256(funder.pages[path].body).hexdigest() for path in ("/r.pdf", "/ferme.pdf")
    ]
    assert codes(outcome) == ["pdf_locked"]


def test_a_pdf_that_is_not_read_says_which_bytes_it_was() -> None:
    body = a_locked_pdf()
    with pytest.raises(UnreadPdf) as told:
        text_of(body)
    assert (told.value.code, told.value.sha256) == (Code.PDF_LOCKED, sha256(body).hexdigest())


def test_a_wrong_place_for_documents_is_a_mistake_of_the_definition() -> None:
    with pytest.raises(Exception, match="documents"):
        a_source("page_watch", {**READ, "documents": "a[["})


def test_a_document_out_of_reach_the_first_day_is_asked_for_again() -> None:
    _, first = read(site(**{RULE: Unreadable(Code.TIME_OUT, "x")}))
    (told,), _ = read(site(), first.state, days=7)
    assert told.documents[0].sha256 == sha256(b"%PDF-v1").hexdigest()
