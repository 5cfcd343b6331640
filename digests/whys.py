"""The reasons on a card: those of the match, without what the card says already. What fits a member is decided elsewhere."""

import re
from collections.abc import Iterator, Sequence

from digests import french

REASONS = 4

_SAID_BY_THE_FACTS = re.compile(
    r"\d+ jours? pour répondre|Dernier jour pour répondre|Sans date limite|Ouvre le .*|Aide : .*"
    r"|Lieu non précisé|Éligibilité à vérifier"
)
"""The date, the sum, the place and who may apply have lines of their own on the card, in the same words or better."""

_QUOTED = re.compile(r",? ?«([^»]*)»")


def reasons_of(reasons: Sequence[str], titles: Sequence[str], *, quotes: bool) -> tuple[str, ...]:
    """The best `reasons` (best first), in good French; without `quotes`, without the words of the source.

    Words that stand in one of the `titles` of the card, or behind a reason above, are not quoted again.
    """
    told = [reason for reason in reasons if not _SAID_BY_THE_FACTS.fullmatch(_plain(reason))]
    if not quotes:
        return tuple(french.bound(_QUOTED.sub("", reason)) for reason in told[:REASONS])
    return tuple(french.bound(reason) for reason in _quoted_once(told[:REASONS], titles))


def quotes_something(reasons: Sequence[str]) -> bool:
    """Whether one of the reasons gives words of the source."""
    return any(_QUOTED.search(reason) for reason in reasons)


def _quoted_once(reasons: Sequence[str], titles: Sequence[str]) -> Iterator[str]:
    known = [_plain(title) for title in titles]
    for reason in reasons:
        said = _QUOTED.search(reason)
        words = _plain(said[1]).rstrip("… ") if said else ""
        if said and any(words in text for text in known):
            yield reason[: said.start()] + reason[said.end() :]
            continue
        known.extend([words] if words else [])
        yield reason


def _plain(text: str) -> str:
    return " ".join(text.split())
