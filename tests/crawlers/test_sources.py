"""Each source kept as a fixture is read as expected, stays quiet when nothing is wrong, and speaks when something is."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from crawlers.definition import load
from crawlers.health import Code, Unreadable
from model.codes import ReadResult, SourceSetting
from model.notice import Outcome
from tests.crawlers.answers import reading
from tests.crawlers.samples import SHIPPED, Sample, samples, told

EVERY = samples()
OPEN = [one for one in EVERY if one.name == "open"]


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_a_source_is_read_as_expected(sample: Sample) -> None:
    notices, outcome = reading(sample.definition, sample.respond())
    assert [problem.code for problem in outcome.problems] == sample.expected.get("problems", []), outcome.problems
    assert len(notices) == sample.expected.get("count", len(sample.expected["items"]))
    for notice, wanted in zip(notices, sample.expected["items"], strict=False):
        assert told(notice, wanted) == dict(wanted)


@pytest.mark.parametrize("sample", OPEN, ids=str)
def test_a_second_reading_of_the_same_pages_has_no_news_and_asks_only_for_lists(sample: Sample) -> None:
    notices, first = reading(sample.definition, sample.respond())
    again, second = reading(sample.definition, sample.respond(), first.state)
    assert (again, second.result, second.problems) == ([], ReadResult.UNCHANGED, ())
    assert set(second.seen) == {notice.reference for notice in notices}
    lists = [
        file for file in sample.expected["pages"].values() if file.startswith(("list", "open", "page", "token", "empty"))
    ]
    assert second.requests <= len(lists)


def test_every_shipped_source_of_a_general_recipe_has_its_fixtures() -> None:
    kept = {(one.slug, one.name) for one in EVERY}
    for path in SHIPPED.glob("*.toml"):
        if path.stem == "eu-portal":  # its own small portal is in tests/crawlers/portal.py
            continue
        if load(path).source.setting in (SourceSetting.PROVED, SourceSetting.TO_PROBE):
            assert {(path.stem, "open"), (path.stem, "empty")} <= kept


def _login(_: bytes) -> bytes:
    return b'<!DOCTYPE html><html><title>Connexion</title><form><input name="mdp" type="password"></form></html>'


def _cookie_wall(_: bytes) -> bytes:
    return b"<!DOCTYPE html><html><title>Un instant</title><p>Acceptez les cookies pour continuer.</p></html>"


def _soft_404(_: bytes) -> bytes:
    return "<!DOCTYPE html><html><title>Page introuvable</title><h1>Cette page n’existe pas</h1></html>".encode()


def _renamed(body: bytes) -> bytes:
    """Another class on every element, another name for every key of JSON, another tag for links."""
    if body.startswith(b"%PDF"):
        return body
    text = re.sub(r'class="[^"]*"', 'class="nouveau"', body.decode())
    text = re.sub(r'"(\w+)":', r'"nouveau_\1":', text)
    return text.replace("<li", "<div").replace("</li", "</div").encode()


def _cut(body: bytes) -> bytes:
    return body[: len(body) // 3]


def _nothing(_: bytes) -> bytes:
    return b""


def _other_dates(body: bytes) -> bytes:
    """A date format nobody expects."""
    text = re.sub(
        r"\d{1,2} (?:janvier|avril|juillet|octobre|mars|décembre|février|septembre) (\d{4})", r"S12/\1-Q", body.decode()
    )
    return re.sub(r'"(\d{4})-(\d\d)-(\d\d)(T[^"]*)?"', r'"S12/\1-Q"', text).encode()


FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "login": _login, "cookie wall": _cookie_wall, "soft 404": _soft_404, "renamed": _renamed, "cut": _cut,
    "nothing": _nothing, "spaces": lambda body: b" \n", "pages of another kind": lambda body: b"%PDF-1.7 rien",
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("sample", OPEN, ids=str)
def test_a_fault_of_the_list_is_never_taken_for_nothing_open(sample: Sample, fault: str) -> None:
    whole, first = reading(sample.definition, sample.respond())
    broken = {url: FAULTS[fault](body) for url, body in sample.bodies().items()}
    known = of_state_a_day_later(first).state if fault == "cut" else None  # a page is known to be cut once it was whole
    notices, outcome = reading(sample.definition, sample.respond(broken), known)
    if fault == "renamed" and not outcome.problems:  # a source found by its addresses does not mind other classes
        assert [one.title for one in notices] == [one.title for one in whole]
        return
    assert outcome.problems
    assert Code.CRASHED.value not in [problem.code for problem in outcome.problems], outcome.problems[0].detail


@pytest.mark.parametrize("code", [Code.REFUSED, Code.SERVER_ERROR, Code.TOO_MANY_REQUESTS, Code.TIME_OUT])
@pytest.mark.parametrize("sample", OPEN, ids=str)
def test_a_site_that_does_not_answer_is_a_failure(sample: Sample, code: Code) -> None:
    notices, outcome = reading(sample.definition, lambda ask: Unreadable(code, ask.url))
    assert (notices, outcome.result) == ([], ReadResult.FAILED)
    assert outcome.state.failures == 1


@pytest.mark.parametrize("sample", [one for one in OPEN if "drupal" in one.slug or "culture" in one.slug], ids=str)
def test_dates_in_an_unknown_form_are_told_and_nothing_is_guessed(sample: Sample) -> None:
    broken = {url: _other_dates(body) for url, body in sample.bodies().items()}
    notices, outcome = reading(sample.definition, sample.respond(broken))
    assert all(not notice.given.sessions for notice in notices)
    assert [problem.code for problem in outcome.problems] == ["item_unreadable"]
    assert "date inconnue 'S12/" in outcome.problems[0].detail


def _reads_pages_of_calls(sample: Sample) -> bool:
    definition = sample.definition
    return definition.source.recipe == "html_list" and definition.options.detail is not None


@pytest.mark.parametrize("sample", [one for one in OPEN if _reads_pages_of_calls(one)], ids=str)
def test_when_the_pages_of_calls_fail_known_calls_are_left_as_they_were(sample: Sample) -> None:
    _, first = reading(sample.definition, sample.respond())
    lists = {
        url: body for url, body in sample.bodies().items() if sample.expected["pages"][url].startswith(("list", "empty"))
    }
    changed = of_state_a_day_later(first)
    notices, second = reading(sample.definition, sample.respond(lists), changed.state)
    assert notices == []
    assert second.result is ReadResult.FAILED
    assert set(second.seen) <= set(first.seen)


def of_state_a_day_later(outcome: Outcome) -> Outcome:
    """The same outcome, of a reading the day before: the pages of its calls are due again."""
    memory = {name: held.replace("2026-11-23T", "2026-11-22T") for name, held in outcome.state.memory.items()}
    return replace(outcome, state=replace(outcome.state, memory=memory))


def test_a_moved_deadline_on_the_page_of_a_call_is_told_the_next_day() -> None:
    sample = next(one for one in OPEN if one.slug == "modele-appel-projet")
    _, first = reading(sample.definition, sample.respond())
    moved = {url: body.replace(b"1 avril 2027", b"15 avril 2027") for url, body in sample.bodies().items()}
    notices, second = reading(sample.definition, sample.respond(moved), of_state_a_day_later(first).state)
    assert [notice.given.sessions[0].value.day.isoformat() for notice in notices] == ["2027-04-15"]
    assert set(second.seen) == set(first.seen)


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_what_is_expected_of_kept_pages_was_read_by_a_person(sample: Sample) -> None:
    assert not sample.is_unread, f"Relisez {sample.folder / 'expected.json'}, puis enlevez « to_read_again »."
