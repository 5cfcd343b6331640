"""Lists that have not changed are not sent again by servers that can say so, and are read all the same."""

import random
from dataclasses import replace

from crawlers.copies import MEMORY, MOST
from crawlers.recipes.base import Answer, Ask
from crawlers.rehearsal import Respond
from model.codes import ReadResult
from tests.crawlers.answers import reading
from tests.crawlers.lists import SITE, a_source, titles

LIST = f"{SITE}appels"
READ = {"pages": [LIST], "item": "li", "fields": {"title": "a", "link": "a"}, "says_empty": ["Rien"]}
BODY = b"<html><body><ul><li><a href='/un'>Appel Un</a></li><li><a href='/deux'>Appel Deux</a></li></ul></body></html>"


class Server:
    """Gives a list with an ETag, and 304 to who has it."""

    def __init__(self, body: bytes = BODY, etag: str | None = '"v1"') -> None:
        self.body, self.etag, self.sent = body, etag, 0

    def __call__(self, ask: Ask) -> Answer:
        if ask.validator is not None and ask.validator.etag == self.etag:
            return Answer(url=ask.url, headers={}, body=b"", unchanged=True)
        self.sent += 1
        headers = {"content-type": "text/html; charset=utf-8", **({"etag": self.etag} if self.etag else {})}
        return Answer(url=ask.url, headers=headers, body=self.body)


def twice(server: Respond) -> tuple[list[str], ReadResult, int, set[str]]:
    """The second reading: its titles, its result, the bytes received, what it met."""
    source = a_source("html_list", READ)
    _, first = reading(source, server)
    again, second = reading(source, server, first.state)
    return titles(again), second.result, second.received, set(second.seen)


def test_an_unchanged_list_is_not_sent_again_and_its_items_are_still_met() -> None:
    server = Server()
    assert twice(server) == ([], ReadResult.UNCHANGED, 0, {f"{SITE}un", f"{SITE}deux"})
    assert server.sent == 1


def test_a_server_without_marks_sends_its_list_each_time() -> None:
    server = Server(etag=None)
    assert twice(server)[1:3] == (ReadResult.UNCHANGED, len(BODY))
    assert server.sent == 2


def test_a_changed_list_is_read_as_it_is_now() -> None:
    source, server = a_source("html_list", READ), Server()
    _, first = reading(source, server)
    server.body, server.etag = BODY.replace(b"Appel Deux", b"Appel Trois"), '"v2"'
    again, _ = reading(source, server, first.state)
    assert titles(again) == ["Appel Un", "Appel Trois"]


def test_a_copy_serves_also_where_what_was_read_was_not_taken_in() -> None:
    source, server = a_source("html_list", READ), Server()
    _, first = reading(source, server)
    again, _ = reading(source, server, replace(first.state, validators={}))
    assert (titles(again), server.sent) == (["Appel Un", "Appel Deux"], 1)


def test_a_list_too_long_is_asked_for_whole() -> None:
    noise = random.Random(7).randbytes(MOST).hex().encode()
    server = Server(BODY.replace(b"</body>", b"<p>" + noise + b"</p></body>"))
    source = a_source("html_list", READ)
    _, first = reading(source, server)
    assert MEMORY not in first.state.memory
    reading(source, server, first.state)
    assert server.sent == 2
