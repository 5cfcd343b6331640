"""Copies of list pages kept between readings, so that a server may answer "unchanged" and the list be read all the same."""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from crawlers.recipes.base import Answer, Ask
from model.source import Validator

MEMORY = "copies"
MOST, MOST_IN_ALL = 60_000, 300_000
"""Characters of a copy, compressed, and of those of a source: a longer list is asked for whole."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as it was: `url` is the address that answered, `packed` its body, compressed, in base 64."""

    etag: str | None
    last_modified: str | None
    url: str
    content_type: str
    packed: str


class Copies:
    """Those of the last reading, and those of the one under way. Only servers that give ETag or Last-Modified have some."""

    def __init__(self, memory: Mapping[str, str]) -> None:
        self._held = {url: Copy(*values) for url, values in json.loads(memory.get(MEMORY, "{}")).items()}
        self._kept: dict[str, Copy] = {}

    def asked(self, ask: Ask) -> Ask:
        """The request, with what lets the server answer that the page has not changed."""
        held = self._held.get(ask.url) if _may_be_kept(ask) else None
        return replace(ask, validator=Validator(held.etag, held.last_modified)) if held else ask

    def answered(self, ask: Ask, answer: Answer) -> Answer:
        """The answer as the recipe wants it: of an unchanged list, the page as it was."""
        if not _may_be_kept(ask):
            return answer
        held = self._held.get(ask.url)
        if answer.unchanged and held is not None:
            self._kept[ask.url] = held
            body = zlib.decompress(base64.b64decode(held.packed))
            return Answer(url=held.url, headers={"content-type": held.content_type}, body=body)
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        packed = base64.b64encode(zlib.compress(answer.body)).decode() if etag or modified else ""
        if packed and len(packed) <= MOST:
            self._kept[ask.url] = Copy(etag, modified, answer.url, answer.content_type, packed)
        return answer

    def written(self) -> dict[str, str]:
        """What the next reading must know: the first lists asked for, as many as there is room for."""
        room, kept = MOST_IN_ALL, {}
        for url, one in self._kept.items():
            room -= len(one.packed)
            if room >= 0:
                kept[url] = [one.etag, one.last_modified, one.url, one.content_type, one.packed]
        return {MEMORY: json.dumps(kept)} if kept else {}


def _may_be_kept(ask: Ask) -> bool:
    return ask.is_list and ask.method == "GET" and not ask.secrets and not ask.is_private
