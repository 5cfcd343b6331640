"""Bytes of an answer to text, and what was wrong with them. How compression is undone is in `crawlers.compression`."""

import codecs
import json
import re
from typing import Any

from crawlers.compression import inflated
from crawlers.health import Code, Unreadable, of_page

MOST_BYTES = 100_000_000
"""Of a JSON file that is kept compressed, once unpacked."""

MENDABLE = 0.01
"""Over this share of wrong bytes, an answer is no text with a few bad accents: it is something else."""

_GZIP = b"\x1f\x8b"
_ESCAPED = re.compile("[\udc80-\udcff]")
_WINDOWS = {byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}


def decoded(body: bytes, charset: str | None = None) -> tuple[str, int]:
    """The text of a body and the number of bytes that were wrong.

    A wrong byte in UTF-8 is nearly always an accent pasted in Windows-1252: it is read so, the rest is kept. Unreadable
    when too many are wrong.
    """
    encoding = _known(charset)
    if encoding != "utf-8":
        return body.decode(encoding, errors="replace"), 0
    text = body.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="surrogateescape")
    mended, wrong = _ESCAPED.subn(lambda found: _WINDOWS[ord(found[0]) - 0xDC00], text)
    if wrong > max(20, MENDABLE * len(body)):
        raise Unreadable(Code.INVALID_UTF8, f"{wrong} octets sur {len(body)} ne sont pas de l’UTF-8")
    return mended, wrong


def json_of(body: bytes) -> tuple[Any, int]:
    """The JSON value of a body and the number of wrong bytes. Unreadable when it is a web page, or no JSON.

    A file that its site keeps compressed (`.json.gz`) is unpacked.
    """
    if body.startswith(_GZIP):
        body = inflated(body, "gzip", MOST_BYTES)
    text, wrong = decoded(body)
    if page := of_page(text):
        raise Unreadable(page, text[:300])
    try:
        return _without_surrogates(json.loads(text), text), wrong
    except ValueError as error:
        raise Unreadable(Code.LAYOUT_CHANGED, f"JSON illisible : {error} ; début : {text[:200]!r}") from error
    except RecursionError as error:
        raise Unreadable(Code.LAYOUT_CHANGED, "JSON imbriqué à l’excès") from error


def _without_surrogates(value: Any, text: str) -> Any:
    """JSON may escape half a character (`\\udc80`), which no file and no database takes."""
    if "\\ud" not in text.lower():
        return value
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", errors="replace"))


def _known(charset: str | None) -> str:
    """The codec of a charset's name; what the Web calls Latin-1 is Windows-1252, and an unknown name is taken for UTF-8."""
    try:
        found = codecs.lookup((charset or "utf-8").strip("\"' "))
    except LookupError:
        return "utf-8"
    is_text = getattr(found, "_is_text_encoding", True)
    return "cp1252" if found.name in ("iso8859-1", "ascii") else found.name if is_text else "utf-8"
