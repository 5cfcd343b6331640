"""Undoes the compression of an answer, strictly: a cut or oversized stream is an error, never half a list.

Scrapy's own middleware returns what could be read of a truncated gzip: a list cut in two would pass for a whole one.
"""

import zlib

from crawlers.health import Code, Unreadable

ACCEPTED = "gzip, deflate"

GZIP, ZLIB, RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


def inflated(body: bytes, encoding: str, limit: int) -> bytes:
    """The body without its content encodings (a header's value, the last applied being the last named).

    Unreadable when it is cut, spoilt, of an unknown kind, or more than `limit` bytes long.
    """
    for name in reversed([one.strip().lower() for one in encoding.split(",") if one.strip()]):
        body = _one(body, name, limit)
    return body


def _one(body: bytes, name: str, limit: int) -> bytes:
    if name == "identity" or not body:
        return body
    if name in ("gzip", "x-gzip"):
        return _members(body, limit)
    if name == "deflate":
        return _stream(body, ZLIB if body[0] & 0x0F == 8 else RAW, limit)[0]
    raise Unreadable(Code.BAD_COMPRESSION, f"codage inconnu : {name}")


def _members(body: bytes, limit: int) -> bytes:
    """A gzip body may hold several members, one after the other, and zeros at the end."""
    whole = b""
    while body.rstrip(b"\0"):
        part, body = _stream(body, GZIP, limit - len(whole))
        whole += part
    return whole


def _stream(body: bytes, wbits: int, limit: int) -> tuple[bytes, bytes]:
    reader = zlib.decompressobj(wbits)
    try:
        plain = reader.decompress(body, limit + 1)
    except zlib.error as error:
        raise Unreadable(Code.BAD_COMPRESSION, str(error)) from error
    if len(plain) > limit:
        raise Unreadable(Code.TOO_BIG, f"plus de {limit} octets une fois décompressée")
    if not reader.eof:
        raise Unreadable(Code.BAD_COMPRESSION, f"flux coupé après {len(plain)} octets")
    return plain, reader.unused_data
