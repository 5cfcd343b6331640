"""The small parts: compression, decoding, markup, addresses, dates of feeds, filters, pauses, words for faults."""

import gzip
import zlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers import states
from crawlers.addresses import canonical, followable
from crawlers.compression import inflated
from crawlers.decoding import decoded, json_of
from crawlers.definition import Cadence
from crawlers.feed_dates import day_of
from crawlers.filters import Filter
from crawlers.health import ADVICE, Code, Unreadable, of_page, of_status
from crawlers.markup import to_line, to_text
from crawlers.recipes.base import Findings
from model.source import SourceState, Validator
from tests.crawlers.conftest import NOW

LIMIT = 100_000


@given(st.binary(max_size=2000))
def test_compression_is_undone(body: bytes) -> None:
    assert inflated(gzip.compress(body), "gzip", LIMIT) == body
    assert inflated(zlib.compress(body), "deflate", LIMIT) == body
    assert inflated(zlib.compress(body, wbits=-15), "deflate", LIMIT) == body
    assert inflated(gzip.compress(body) + gzip.compress(body), "x-gzip", LIMIT) == body + body
    assert inflated(gzip.compress(zlib.compress(body)), "deflate, gzip", LIMIT) == body
    assert inflated(body, "identity", LIMIT) == body


@given(st.binary(min_size=1, max_size=500), st.integers(min_value=1, max_value=8))
def test_a_cut_stream_is_never_taken_for_a_whole_one(body: bytes, cut: int) -> None:
    with pytest.raises(Unreadable) as caught:
        inflated(gzip.compress(body)[:-cut], "gzip", LIMIT)
    assert caught.value.code is Code.BAD_COMPRESSION


@pytest.mark.parametrize(
    ("body", "encoding", "code"),
    [
        (gzip.compress(b" " * (LIMIT + 1)), "gzip", Code.TOO_BIG),
        (gzip.compress(b" " * LIMIT) + gzip.compress(b" "), "gzip", Code.TOO_BIG),
        (b"rien de tel", "gzip", Code.BAD_COMPRESSION),
        (b"rien de tel", "br", Code.BAD_COMPRESSION),
    ],
)
def test_a_stream_that_is_too_long_or_unknown_is_refused(body: bytes, encoding: str, code: Code) -> None:
    with pytest.raises(Unreadable) as caught:
        inflated(body, encoding, LIMIT)
    assert caught.value.code is code


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_good_utf_8_is_left_alone(text: str) -> None:
    assert decoded(text.encode()) == (text, 0)


@pytest.mark.parametrize(
    ("body", "charset", "text", "wrong"),
    [
        ("Été".encode() + b" \xe9t\xe9", None, "Été été", 2),
        (b"l\x92eau", "UTF-8", "l’eau", 1),
        (b"\xef\xbb\xbfoui", None, "oui", 0),
        (b"\xc9t\xe9 \x80", "ISO-8859-1", "Été €", 0),
        ("été".encode(), "inconnu-8", "été", 0),
        ("été".encode(), "base64", "été", 0),
    ],
)
def test_stray_bytes_are_read_as_windows_1252(body: bytes, charset: str | None, text: str, wrong: int) -> None:
    assert decoded(body, charset) == (text, wrong)


def test_what_is_no_text_at_all_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        decoded(bytes(range(128, 256)) * 10)
    assert caught.value.code is Code.INVALID_UTF8


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", Code.LAYOUT_CHANGED),
        (b"{", Code.LAYOUT_CHANGED),
        (b"[" * 200_000, Code.LAYOUT_CHANGED),
        (b"\n <!doctype html><p>maintenance", Code.HTML_INSTEAD),
        (b'<html><input type="password">', Code.LOGIN_WALL),
    ],
)
def test_what_is_no_json_is_named(body: bytes, code: Code) -> None:
    with pytest.raises(Unreadable) as caught:
        json_of(body)
    assert caught.value.code is code


def test_half_characters_escaped_in_json_do_not_go_further() -> None:
    held, _ = json_of(rb'{"title": "eau \udc80 \u00e9"}')
    assert held == {"title": "eau ? é"}


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Un</p><p>Deux &amp; trois</p>", "Un\nDeux & trois"),
        ("<ul><li>eau</li><li>climat</li></ul>", "- eau\n- climat"),
        ("a<br/>b\nc", "a\nb c"),
        ("<script>alert(1)</script><style>p{}</style>vu", "vu"),
        ('<img src="https://pisteur.example/p.gif">net', "net"),
        ("<table><tr><td>Budget</td><td>10&nbsp;000 €</td></tr></table>", "Budget 10 000 €"),
        ("5 < 6 et 7 > 2", "5 < 6 et 7 > 2"),
        ("sans balise", "sans balise"),
    ],
)
def test_markup_becomes_text_line_by_line(markup: str, text: str) -> None:
    assert to_text(markup) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_markup_gives_tidy_text(markup: str) -> None:
    text = to_text(markup)
    assert text == text.strip()
    assert "\n\n" not in text


def test_a_title_escaped_twice_is_read() -> None:
    assert to_line("Eau &amp;amp; <b>climat</b>\n 2027") == "Eau & climat 2027"


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("/appel?id=1", "https://base.example/appel?id=1"),
        ("//b.example/x", "https://b.example/x"),
        (" https://a.example/x\n", "https://a.example/x"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("mailto:a@b.example", None),
        ("https://moi:secret@a.example/", None),
        ("http://[site:brief]", None),
        ("http://a.example:99999/", None),
        ("", None),
        (None, None),
    ],
)
def test_only_ordinary_links_are_followed(link: str | None, kept: str | None) -> None:
    assert followable(link, "https://base.example/flux") == kept


@pytest.mark.parametrize(
    "same",
    [
        "HTTPS://Www.A.example/Appel?id=3",
        "https://www.a.example:443/Appel?id=3",
        "https://www.a.example./Appel?id=3#dates",
        "https://www.a.example/Appel?utm_source=lettre&id=3&fbclid=x",
    ],
)
def test_links_to_one_page_have_one_form(same: str) -> None:
    assert canonical(same) == "https://www.a.example/Appel?id=3"


@pytest.mark.parametrize(
    "other", ["https://a.example/x/", "https://a.example/X", "http://a.example/x", "https://a.example:8443/x"]
)
def test_links_that_may_differ_are_kept_apart(other: str) -> None:
    assert canonical(other) != canonical("https://a.example/x")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("lun., 23 nov. 2026", date(2026, 11, 23)),
        ("Lundi 1er février 2027 à 10 h", date(2027, 2, 1)),
        ("15 août 2026", date(2026, 8, 15)),
        ("Mon, 23 November 2026", date(2026, 11, 23)),
        ("23/11/2026", date(2026, 11, 23)),
        ("2026-11-23T23:30:00", date(2026, 11, 23)),
        ("31 février 2026", None),
        ("23 brumaire 2026", None),
        ("hier", None),
        (None, None),
    ],
)
def test_dates_of_feeds_are_read_in_french_too(said: str | None, day: date | None) -> None:
    assert day_of(said) == day


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Appel à projets Eau", True),
        ("APPEL A PROJETS eau", True),
        ("Compte rendu d’une réunion", False),
        ("Appel à projets : résultats de l’édition 2025", False),
    ],
)
def test_words_keep_and_leave_out_whatever_their_accents(text: str, kept: bool) -> None:
    words = Filter.of(["appel à projets"], ["resultats de l'edition"])
    assert (words.refusal(text) is None) is kept


TABLE = {"name": "x"}


def test_a_success_forgets_failures_and_keeps_the_last_volumes() -> None:
    findings = Findings(emit=lambda notice: None, items=7, validators={"a": Validator(etag="1")})
    before = SourceState(source="s", failures=3, retry_after=NOW, volumes=tuple(range(14)))
    after = states.after_success(before, findings, TABLE, NOW)
    assert (after.failures, after.retry_after, after.last_ok) == (0, None, NOW)
    assert after.volumes == (*range(1, 14), 7)


@pytest.mark.parametrize(
    ("failures", "pause"),
    [(0, None), (1, timedelta(hours=1)), (3, timedelta(hours=12)), (9, timedelta(hours=20)), (14, states.LONG_PAUSE)],
)
def test_failures_in_a_row_cost_a_growing_pause_that_never_skips_a_daily_crawl_before_two_weeks(
    failures: int, pause: timedelta | None
) -> None:
    before = SourceState(source="s", failures=failures, volumes=(5,), memory={"a": "b"})
    after = states.after_failure(before, NOW, verdict="time_out")
    since = {"failing_since": NOW, "verdict": "time_out"}
    assert after == replace(before, failures=failures + 1, retry_after=NOW + pause if pause else None, **since)


def test_a_row_of_failures_keeps_its_first_instant_until_a_success() -> None:
    first = states.after_failure(SourceState(source="s"), NOW)
    second = states.after_failure(first, NOW + timedelta(days=1))
    assert second.failing_since == NOW
    assert states.after_success(second, Findings(emit=lambda notice: None), TABLE, NOW).failing_since is None


def test_a_pause_asked_for_is_obeyed_up_to_a_week() -> None:
    state = SourceState(source="s")
    assert states.after_failure(state, NOW, 1800).retry_after == NOW + timedelta(minutes=30)
    assert states.after_failure(state, NOW, 1e30).retry_after == NOW + timedelta(days=7)


@pytest.mark.parametrize(("hours", "fresh"), [(20, True), (24 * 6, True), (24 * 7 - 2, False)])
def test_a_weekly_source_waits_for_its_week(hours: int, fresh: bool) -> None:
    state = SourceState(source="s", last_ok=NOW)
    assert states.is_fresh(state, Cadence.WEEKLY, NOW + timedelta(hours=hours)) is fresh
    assert not states.is_fresh(state, Cadence.DAILY, NOW + timedelta(hours=hours))


def test_every_code_has_its_advice() -> None:
    assert set(ADVICE) == set(Code)
    assert all(advice.endswith(".") and "\u00a0" in advice for advice in ADVICE.values())


@pytest.mark.parametrize(
    ("status", "code"),
    [(200, None), (204, Code.UNEXPECTED_STATUS), (304, Code.UNEXPECTED_STATUS), (401, Code.REFUSED), (410, Code.NOT_FOUND),
     (429, Code.TOO_MANY_REQUESTS), (500, Code.SERVER_ERROR), (599, Code.SERVER_ERROR)],
)  # fmt: skip
def test_each_status_has_its_meaning(status: int, code: Code | None) -> None:
    assert of_status(status) is code


def test_xhtml_in_a_feed_is_no_page() -> None:
    assert of_page("<?xml version='1.0'?><feed><content><html></html></content></feed>") is None
