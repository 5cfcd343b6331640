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

_OWN_WORDS = ("Votre mot", "Vos mots")
"""Reasons whose guillemets are about the member's own words."""

_QUOTED = re.compile(r",?[ \u00a0]«(.*)»$")
"""The words of the source end a reason; they may hold guillemets of their own."""


def reasons_of(reasons: Sequence[str], titles: Sequence[str], *, quotes: bool) -> tuple[str, ...]:
    """The best `reasons` (best first), in good French; without `quotes`, without the words of the source.

    Words that stand in one of the `titles` of the card, or behind a reason above, are not quoted again.
    """
    told = [reason for reason in reasons if not _SAID_BY_THE_FACTS.fullmatch(_plain(reason))]
    kept = _quoted_once(told[:REASONS], titles) if quotes else map(_bare, told[:REASONS])
    return tuple(french.bound(reason) for reason in kept)


def quotes_something(reasons: Sequence[str]) -> bool:
    """Whether one of the reasons gives words of the source."""
    return any(_quote_in(reason) for reason in reasons)


def _quoted_once(reasons: Sequence[str], titles: Sequence[str]) -> Iterator[str]:
    known = [_plain(title) for title in titles]
    for reason in reasons:
        quote = _quote_in(reason)
        words = _plain(quote).rstrip("… ")
        if words and any(words in text for text in known):
            yield _bare(reason)
            continue
        known.extend([words] if words else [])
        yield reason.replace(quote, french.quoted_inside(quote)) if quote else reason


def _quote_in(reason: str) -> str:
    said = None if reason.startswith(_OWN_WORDS) else _QUOTED.search(reason)
    return said[1].strip() if said else ""


def _bare(reason: str) -> str:
    return _QUOTED.sub("", reason) if _quote_in(reason) else reason


def _plain(text: str) -> str:
    return " ".join(text.split())
