"""The objects of a list inside a JSON text too long to be held as values, one at a time. Their meaning is read elsewhere."""

import json
import re
from collections.abc import Iterator
from typing import Any

from crawlers.health import Code, Unreadable

FIRST_WINDOW = 64 * 1024
LONGEST = 4 * 1024 * 1024
"""Bytes of one object: a longer one is no object of a list, but a list that was never closed."""

_SPACE = re.compile(rb"[\s,]*")


def objects(body: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The objects of the list that follows the key `name`, in order; memory is that of one of them beside `body`.

    Unreadable when there is no such list, or when it ends before its end.
    """
    start = re.search(rb'"%s"\s*:\s*\[' % re.escape(name.encode()), body)
    if start is None:
        raise Unreadable(Code.LAYOUT_CHANGED, f"pas de liste « {name} » ; début : {body[:200]!r}")
    place = _skip(body, start.end())
    while body[place : place + 1] != b"]":
        held, place = _object(body, place)
        yield held
        place = _skip(body, place)


def _object(body: bytes, place: int) -> tuple[dict[str, Any], int]:
    """The object at a place, and the place after it: its end is looked for in a window that doubles."""
    size = FIRST_WINDOW
    while True:
        window = body[place : place + size].decode("utf-8", errors="ignore")
        try:
            held, end = json.JSONDecoder().raw_decode(window)
        except ValueError as error:
            if place + size >= len(body) or size >= LONGEST or not window.startswith("{"):
                raise Unreadable(Code.CUT_SHORT, f"objet illisible à l’octet {place} : {error}") from error
            size *= 2
            continue
        return held, place + len(window[:end].encode())


def _skip(body: bytes, place: int) -> int:
    found = _SPACE.match(body, place)
    return found.end() if found else place
