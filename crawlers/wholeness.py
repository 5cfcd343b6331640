"""Tells a page or a feed that was cut from a whole one, by its last tag. What a site usually sends is known elsewhere."""

import re

_ROOT = re.compile(rb"<(?![?!])([A-Za-z][\w:.-]*)")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
START, END = 4_000, 4_000


def is_whole(body: bytes) -> bool | None:
    """Whether markup ends with the tag it begins with; None when it is no markup, or begins with none."""
    start = _COMMENT.sub(b"", body[:START]).lstrip(b"\xef\xbb\xbf \t\r\n")
    root = _ROOT.search(start) if start[:1] == b"<" else None
    if root is None:
        return None
    return b"</" + root[1].lower() in body[-END:].lower()
