"""The recipe of feeds: every format, and what feeds get wrong."""

import json
from dataclasses import replace
from datetime import date

import pytest

from crawlers.definition import Definition
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask
from model.codes import ReadResult
from model.source import SourceState, Validator
from tests.crawlers.answers import Respond, one_answer, reading
from tests.crawlers.conftest import NOW, a_feed

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Appels</title>
<item>
  <guid isPermaLink="false">ap-12</guid><link>/appels/12?utm_source=rss</link>
  <title>Eau &amp;amp; assainissement : appel 2027</title><pubDate>lun., 23 nov. 2026</pubDate>
  <description>Court</description>
  <content:encoded><![CDATA[<p>Date limite : <b>15 mars 2027</b>.</p><script>voler()</script>
  <ul><li>communes</li></ul>]]></content:encoded>
</item>
<item><link>https://fonds.example/appels/13?utm_medium=x</link><title>Climat</title>
  <pubDate>Tue, 01 Dec 2026 00:00:00 +0100</pubDate></item>
<item><link>javascript:alert(1)</link><title>Piège</title></item>
<item><link>https://fonds.example/appels/13</link><title>Climat, encore</title></item>
<item><link>https://fonds.example/appels/14</link><title></title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Appels</title>
<entry><id>tag:fonds.example,2026:1</id><title type="html">Jumelages &lt;i&gt;2027&lt;/i&gt;</title>
<link href="https://fonds.example/1"/><updated>2026-11-20T08:00:00Z</updated>
<summary>Pour les communes.</summary></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://fonds.example/"><title>Appels</title></channel>
<item rdf:about="https://fonds.example/7"><title>Culture</title><link>https://fonds.example/7</link></item></rdf:RDF>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Appels",
    "items": [
        {
            "id": 41,
            "url": "https://fonds.example/41",
            "title": "Énergie",
            "content_html": "<p>Oui</p>",
            "date_published": "2026-11-02",
        },
        {"id": "42", "title": "Sans lien", "content_text": "a < b"},
        {"id": "https://fonds.example/43", "title": "Son lien", "content_text": "a < b\nc & d"},
        "intrus",
    ],
}


@pytest.fixture
def definition() -> Definition:
    return a_feed("fonds", "https://fonds.example/flux.xml")


def test_an_rss_feed_is_read_with_its_faults_counted(definition: Definition) -> None:
    notices, outcome = reading(definition, one_answer(RSS.encode(), "https://fonds.example/flux.xml"))
    first, second = notices
    assert first.reference == "ap-12"
    assert first.url == "https://fonds.example/appels/12?utm_source=rss"
    assert first.title == "Eau & assainissement : appel 2027"
    assert first.text == "Date limite : 15 mars 2027.\n- communes"
    assert first.published == date(2026, 11, 23)
    assert (second.reference, second.published) == ("https://fonds.example/appels/13", date(2026, 12, 1))
    assert {reason.split(" (")[0]: number for reason, number in outcome.dropped} == {
        "lien absent ou refusé": 1, "doublon dans la liste": 1, "sans titre": 1,
    }  # fmt: skip
    assert outcome.seen == ("ap-12", "https://fonds.example/appels/13")
    assert json.loads(first.raw)["title"].startswith("Eau")


@pytest.mark.parametrize(
    ("body", "reference", "title", "text"),
    [
        (ATOM.encode(), "tag:fonds.example,2026:1", "Jumelages 2027", "Pour les communes."),
        (RDF.encode(), "https://fonds.example/7", "Culture", ""),
        (ATOM.encode("utf-16"), "tag:fonds.example,2026:1", "Jumelages 2027", "Pour les communes."),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + RDF.replace("Culture", "Été").encode("latin-1"),
         "https://fonds.example/7", "Été", ""),
        (RDF.replace("Culture", "Été ’ là").encode().replace(b"\xe2\x80\x99", b"\x92"),
         "https://fonds.example/7", "Été ’ là", ""),
    ],
)  # fmt: skip
def test_other_formats_and_encodings_are_read(
    definition: Definition, body: bytes, reference: str, title: str, text: str
) -> None:
    notices, _ = reading(definition, one_answer(body))
    assert [(one.reference, one.title, one.text) for one in notices] == [(reference, title, text)]


def test_a_json_feed_is_read(definition: Definition) -> None:
    notices, outcome = reading(definition, one_answer(json.dumps(JSON_FEED).encode(), content_type="application/feed+json"))
    assert [(one.reference, one.title, one.text) for one in notices] == [
        ("41", "Énergie", "Oui"),
        ("https://fonds.example/43", "Son lien", "a < b\nc & d"),
    ]
    assert notices[0].published == date(2026, 11, 2)
    assert sum(number for _, number in outcome.dropped) == 1


def test_a_feed_without_entries_is_healthy(definition: Definition) -> None:
    notices, outcome = reading(definition, one_answer(b'<rss version="2.0"><channel><title>x</title></channel></rss>'))
    assert (notices, outcome.result, outcome.problems) == ([], ReadResult.READ, ())


def test_fewer_entries_than_the_least_are_told() -> None:
    definition = a_feed("fonds", "https://fonds.example/flux.xml", at_least=5)
    _, outcome = reading(definition, one_answer(ATOM.encode()))
    assert (outcome.result, [one.code for one in outcome.problems]) == (ReadResult.READ, ["too_few"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "layout_changed"),
        (b"Bonjour", "layout_changed"),
        (b'{"items": []}', "layout_changed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "layout_changed"),
        (b"<html><body>Maintenance</body></html>", "html_instead"),
        (b"/etc/passwd", "layout_changed"),
    ],
)
def test_what_is_no_feed_fails_with_its_reason(definition: Definition, body: bytes, code: str) -> None:
    notices, outcome = reading(definition, one_answer(body))
    assert (notices, outcome.result, [one.code for one in outcome.problems]) == ([], ReadResult.FAILED, [code])


def test_entries_that_share_one_identifier_are_told_apart_by_their_links(definition: Definition) -> None:
    item = "<item><guid isPermaLink='false'>site</guid><link>https://fonds.example/{0}</link><title>Appel {0}</title></item>"
    feed = f"<rss version='2.0'><channel>{item.format(1)}{item.format(2)}</channel></rss>"
    notices, _ = reading(definition, one_answer(feed.encode()))
    assert [one.reference for one in notices] == ["https://fonds.example/1", "https://fonds.example/2"]


def test_an_identifier_that_is_no_link_does_not_depend_on_the_address_of_the_feed(definition: Definition) -> None:
    linked = "<item><guid>AP-7</guid><link>/appels/7</link><title>Appel</title></item>"
    lost = "<item><guid>AP-8</guid><title>Perdu</title></item>"
    feed = f"<rss version='2.0'><channel>{linked}{lost}</channel></rss>".encode()
    here, there = (reading(definition, one_answer(feed, f"https://{host}/flux"))[0] for host in ("a.example", "b.example"))
    assert [one.reference for one in here] == [one.reference for one in there] == ["AP-7"]
    assert here[0].url == "https://a.example/appels/7"


def test_a_billion_laughs_does_not_explode(definition: Definition) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    item = "<item><link>https://fonds.example/1</link><title>&l11;</title></item>"
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><rss version="2.0"><channel>{item}</channel></rss>'
    notices, outcome = reading(definition, one_answer(bomb.encode()))
    assert sum(len(one.title) + len(one.raw) for one in notices) < 10_000
    assert "crashed" not in [one.code for one in outcome.problems]


def test_the_same_body_twice_is_no_news_and_keeps_what_was_seen(definition: Definition) -> None:
    _, first = reading(definition, one_answer(ATOM.encode(), etag='"1"'))
    notices, second = reading(definition, one_answer(ATOM.encode(), etag='"2"'), first.state)
    assert (notices, second.result) == ([], ReadResult.UNCHANGED)
    assert second.seen == first.seen
    assert second.state.validators["https://fonds.example/flux.xml"].etag == '"2"'


def test_a_failure_keeps_what_the_last_reading_left(definition: Definition) -> None:
    before = SourceState(source="fonds", validators={"a": Validator(etag="1")}, volumes=(3,), memory={"seen": "[]"})
    _, outcome = reading(definition, one_answer(b"Bonjour"), before)
    assert (outcome.state.volumes, outcome.state.memory, outcome.state.failures) == ((3,), {"seen": "[]"}, 1)
    assert outcome.started_at == NOW


PAGE = """<html><body><h1>{title}</h1><div class="texte">{text}</div></body></html>"""


def _feed_and_pages(*wanted: str) -> Respond:
    """The feed `RSS`, and the pages of those of its entries whose end of address is `wanted`."""

    def answer(ask: Ask) -> Answer | Unreadable:
        body = RSS if ask.url.endswith("flux.xml") else PAGE.format(title="Eau 2027", text="Jusqu’au 20 mars 2027.")
        if not ask.url.endswith(("flux.xml", *wanted)):
            return Unreadable(Code.NOT_FOUND, ask.url)
        return Answer(url=ask.url, headers={"content-type": "text/html"}, body=body.encode())

    return answer


def test_the_page_of_an_entry_completes_it_and_an_entry_without_its_page_is_kept() -> None:
    definition = a_feed("fonds", "https://fonds.example/flux.xml", {"detail": {"fields": {"title": "h1", "text": ".texte"}}})
    notices, outcome = reading(definition, _feed_and_pages("12?utm_source=rss"))
    first, second = notices
    assert (first.reference, first.title, first.text) == ("ap-12", "Eau 2027", "Jusqu’au 20 mars 2027.")
    assert first.published == date(2026, 11, 23)
    assert (second.title, second.published) == ("Climat", date(2026, 12, 1))
    assert [problem.code for problem in outcome.problems] == ["item_unreadable"]


def test_the_words_of_the_definition_judge_an_entry_before_its_page_is_asked() -> None:
    read = {"must_say": ["assainissement"], "detail": {"fields": {"text": ".texte"}}}
    notices, outcome = reading(a_feed("fonds", "https://fonds.example/flux.xml", read), _feed_and_pages("12?utm_source=rss"))
    assert [notice.reference for notice in notices] == ["ap-12"]
    assert (outcome.requests, outcome.problems) == (2, ())


def test_an_unchanged_feed_does_not_hide_what_changed_on_a_page() -> None:
    read = {"must_say": ["assainissement"], "detail": {"fields": {"text": ".texte"}}}
    definition = a_feed("fonds", "https://fonds.example/flux.xml", read)
    _, first = reading(definition, _feed_and_pages("12?utm_source=rss"))
    _, second = reading(definition, _feed_and_pages("12?utm_source=rss"), first.state)
    assert (second.result, second.requests, second.seen) == (ReadResult.UNCHANGED, 1, ("ap-12",))
    later = {name: held.replace("2026-11-23T", "2026-11-22T") for name, held in second.state.memory.items()}
    _, third = reading(definition, _feed_and_pages(), replace(second.state, memory=later))
    assert (third.result, third.requests) == (ReadResult.FAILED, 2)


@pytest.mark.parametrize("whole", [RSS, ATOM, RDF])
def test_a_feed_cut_on_the_way_is_told_and_what_is_left_of_it_is_read(definition: Definition, whole: str) -> None:
    cut = whole[: whole.rindex("</")] if whole is not RSS else whole[: whole.index("javascript")]
    notices, outcome = reading(definition, one_answer(cut.encode()))
    assert notices
    assert [problem.code for problem in outcome.problems] == ["incomplete_list"]
