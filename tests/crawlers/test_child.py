"""The child process: what goes through its pipes, its manners, and its death."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from crawlers.health import Code, Unreadable
from crawlers.options import CrawlOptions
from crawlers.politeness import CrawlDelay, retry_after
from crawlers.run import Run
from crawlers.settings import scrapy_settings
from crawlers.wire import Beat, Order, decode, decode_order, encode, encode_order
from model.codes import ReadResult
from model.source import SourceState, Validator
from tests.crawlers.answers import reading
from tests.crawlers.conftest import NOW, a_feed
from tests.crawlers.portal import Portal, portal_definition, topic

ROOT = Path(__file__).resolve().parents[2]

FEED = a_feed("fonds", "https://fonds.example/flux.xml", {"must_say": ["eau"]}, at_least=2)
STATE = SourceState(source="fonds", validators={"a": Validator(etag='"é"')}, failures=2, retry_after=NOW, volumes=(1, 2))


def test_an_order_comes_out_as_it_went_in() -> None:
    order = Order(definitions=[FEED, portal_definition()], states={"fonds": STATE}, now=NOW, options=CrawlOptions(delay=0.5))
    assert decode_order(encode_order(order)) == order


def test_notices_and_outcomes_come_out_as_they_went_in() -> None:
    notices, outcome = reading(portal_definition(), Portal([topic(budget="3", title="Été ’ 日本")]))
    for thing in (*notices, outcome, Beat()):
        line = encode(thing)
        assert line.count(b"\n") == 1
        assert decode(line) == thing


@given(st.binary(max_size=60))
def test_a_broken_line_is_known_as_such(line: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        decode(b'{"notice": ' + line)


def test_dangerous_doors_of_scrapy_are_shut() -> None:
    held = scrapy_settings(CrawlOptions(agent="Veilleur/2", contact="https://v.example"))
    assert held["ROBOTSTXT_OBEY"]
    assert held["DOWNLOAD_VERIFY_CERTIFICATES"]
    assert not any(
        held[name] for name in ("TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "HTTPPROXY_ENABLED", "COOKIES_ENABLED")
    )
    handlers = held["DOWNLOAD_HANDLERS"]
    assert {scheme for scheme, handler in handlers.items() if handler is None} == {"file", "data", "ftp", "s3"}
    assert {scheme for scheme, handler in handlers.items() if handler} == {"maildir", "imaps"}
    assert (held["USER_AGENT"], held["ROBOTSTXT_USER_AGENT"]) == ("Veilleur/2 (+https://v.example)", "Veilleur")


def test_a_recipe_that_fails_by_our_fault_is_told_with_its_trace() -> None:
    def refuse(_: object) -> None:
        raise ZeroDivisionError

    run = Run(portal_definition(), None, NOW, refuse, lambda: 0.0, max_requests=5)
    portal = Portal([topic()])
    ask = run.start()
    while ask is not None:
        answer = portal(ask)
        assert not isinstance(answer, Unreadable)
        ask = run.answered(answer)
    assert run.outcome is not None
    assert run.outcome.problems[0].code == "crashed"
    assert "ZeroDivisionError" in run.outcome.problems[0].detail


def test_a_list_without_end_is_given_up() -> None:
    run = Run(portal_definition(), None, NOW, lambda notice: None, lambda: 0.0, max_requests=3)
    portal = Portal([topic(number) for number in range(900)])
    ask = run.start()
    while ask is not None:
        answer = portal(ask)
        assert not isinstance(answer, Unreadable)
        ask = run.answered(answer)
    assert run.outcome is not None
    assert (run.requests, run.outcome.result, run.outcome.problems[0].code) == (3, ReadResult.FAILED, "too_many_pages")


def test_what_comes_after_the_end_of_a_reading_is_ignored() -> None:
    run = Run(FEED, STATE, NOW, lambda notice: None, lambda: 12.0, max_requests=3)
    run.start()
    run.give_up(Code.TOO_SLOW, "trop")
    first = run.outcome
    run.give_up(Code.STUCK, "encore")
    assert run.failed(Unreadable(Code.TIME_OUT)) is None
    assert run.outcome is first
    assert first is not None
    assert first.ended_at == NOW + timedelta(seconds=12)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": "Mon, 23 Nov 2026 08:00:00 GMT", "Date": "Mon, 23 Nov 2026 07:59:00 GMT"}, 60.0),
        ({"Retry-After": "Mon, 23 Nov 2026 07:00:00 GMT", "Date": "Mon, 23 Nov 2026 07:59:00 GMT"}, 0.0),
        ({"Retry-After": "Mon, 23 Nov 2026 08:00:00 GMT"}, None),
        ({"Retry-After": "bientôt"}, None),
        ({}, None),
    ],
)
def test_the_pause_a_server_asks_for_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(Response("https://a.example/", headers=headers)) == seconds


@pytest.mark.parametrize(("asked", "delay"), [(5.0, 5.0), (0.5, 1.0), (3600.0, 60.0), (None, 1.0)])
def test_the_crawl_delay_of_robots_txt_is_obeyed_up_to_a_minute(asked: float | None, delay: float) -> None:
    slot, again = SimpleNamespace(delay=1.0), dict[str, dict[str, float]]()
    downloader = SimpleNamespace(
        slots={"a.example": slot}, get_slot_key=lambda request: "a.example", per_slot_settings=again
    )
    settings = Settings({"ROBOTSTXT_USER_AGENT": "Veilleur", "DOWNLOAD_DELAY": 1.0})
    crawler = SimpleNamespace(settings=settings, engine=SimpleNamespace(downloader=downloader))
    rules = SimpleNamespace(crawl_delay=lambda agent: asked if agent == "Veilleur" else 99)
    CrawlDelay(crawler).parsed(rules, Request("https://a.example/robots.txt"))  # type: ignore[arg-type]
    assert slot.delay == delay
    assert again.get("a.example", {}).get("delay", 1.0) == delay  # for when Scrapy forgets an idle queue, and makes it again


PARENT = """
import sys
from crawlers.parent import Child
from crawlers.options import CrawlOptions
from crawlers.wire import Order
from tests.crawlers.conftest import NOW, a_feed
options = CrawlOptions(allow_private_hosts=("127.0.0.1",), timeout=60)
child = Child(Order(definitions=[a_feed("lent", sys.argv[1])], states={}, now=NOW, options=options))
print(child.pid, flush=True)
for thing in child.things():
    pass
"""


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _dies(pid: int, within: float) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not _is_alive(pid):
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def deaf() -> Iterator[str]:
    """The address of a server that never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/flux"


@pytest.mark.slow
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.0, 1.5])
def test_the_child_dies_with_its_parent_kill_9_included(deaf: str, blow: signal.Signals, after: float) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", PARENT, deaf], cwd=ROOT, env=environment, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(after)
        assert _is_alive(child)
        os.kill(parent.pid, blow)
        parent.wait()
        assert _dies(child, within=3)


@pytest.mark.slow
def test_the_child_dies_when_its_input_closes_even_where_linux_does_not_kill_it(deaf: str) -> None:
    options = CrawlOptions(allow_private_hosts=("127.0.0.1",), timeout=60)
    order = Order(definitions=[a_feed("lent", deaf)], states={}, now=NOW, options=options)
    with subprocess.Popen(
        [sys.executable, "-m", "crawlers.child"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        child.stdin.write(encode_order(order))
        child.stdin.flush()
        time.sleep(1.5)
        assert child.poll() is None
        child.stdin.close()
        assert child.wait(3) == 1
