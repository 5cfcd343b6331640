"""Whether the page of a call still answers, from what checks have found: no false alarm. Pure; fetching is elsewhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import urlsplit

from model.call import Call
from pipelines import words
from pipelines.signs import canonical

ENOUGH_CHECKS = 3
ENOUGH_TIME = timedelta(days=3)
"""A page is broken when all the checks of three days, three at least, have found it gone."""

AGAIN = timedelta(days=7)
"""A page that answers is checked again after a week, one that does not on the next day."""
AGAIN_BROKEN = timedelta(days=1)

GONE = (404, 410)
# « Too many requests », « forbidden to robots », « method not allowed », and every failure of the server say nothing of
# the page: sites answer them to programs while people read on.
SOFT = re.compile(
    r"\b(page|document|contenu|ressource|article|fiche|aide|annonce)\b[^.]{0,40}\b(introuvable|n'existe (?:pas|plus)|"
    r"non trouvee?|supprimee?|n'est plus (?:disponible|en ligne))\b"
    r"|\berreur 404\b|\b404\b[^.]{0,20}\b(not found|introuvable)\b|\bpage (?:not found|doesn't exist|does not exist)\b"
)
HEAD = 400
"""Characters of a page among which it says that it is not there: further on, it speaks of something else."""


class Answer(Enum):
    """What one check found."""

    THERE = "there"
    GONE = "gone"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


class Verdict(Enum):
    """What several checks say. `MOVED`: the address leads to a page that is not that of the call."""

    FINE = "fine"
    BROKEN = "broken"
    MOVED = "moved"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One visit of an address, at an instant (UTC): the status of the last answer (None when none came), the address that
    gave it after redirections, and the beginning of what it says as plain text, title first."""

    at: datetime
    status: int | None
    final: str = ""
    text: str = ""


def answer(url: str, check: Check) -> Answer:
    """What one visit of `url` found. A refusal, a fault of the server or of the network says nothing of the page."""
    if check.status in GONE:
        return Answer.GONE
    if check.status is None or not 200 <= check.status < 300:
        return Answer.UNKNOWN
    if SOFT.search(words.fold(check.text[:HEAD])):
        return Answer.GONE
    return Answer.ELSEWHERE if _lost(url, check.final) else Answer.THERE


def _lost(url: str, final: str) -> bool:
    """The page of a call leads to a home page or a sign-in: it is what sites do of pages they have removed."""
    if not final or canonical(final) == canonical(url):
        return False
    asked, given = urlsplit(url), urlsplit(final)
    had_a_page = bool(asked.path.strip("/") or asked.query)
    return (
        had_a_page and not given.query and given.path.strip("/").lower() in ("", "fr", "en", "accueil", "home", "index.html")
    )


def verdict(url: str, checks: Sequence[Check]) -> Verdict:
    """What the checks of an address say, in order. One answer that finds the page clears it at once; nothing is broken
    before three checks over three days agree, those that say nothing left out."""
    told = [(check.at, found) for check in checks if (found := answer(url, check)) is not Answer.UNKNOWN]
    if not told:
        return Verdict.UNSURE
    if told[-1][1] is Answer.THERE:
        return Verdict.FINE
    since = next((n + 1 for n in range(len(told) - 1, -1, -1) if told[n][1] is Answer.THERE), 0)
    bad = told[since:]
    if len(bad) < ENOUGH_CHECKS or bad[-1][0] - bad[0][0] < ENOUGH_TIME:
        return Verdict.UNSURE
    return Verdict.MOVED if bad[-1][1] is Answer.ELSEWHERE else Verdict.BROKEN


def is_due(call: Call, checks: Sequence[Check], now: datetime) -> bool:
    """Whether the page of a call is worth a visit: a call that can still be answered, not visited lately. Sources read
    every day need none: their own reading says more."""
    if call.status.is_over or call.same_as is not None:
        return False
    if not checks:
        return True
    rest = AGAIN if answer(call.url, checks[-1]) is Answer.THERE else AGAIN_BROKEN
    return now - checks[-1].at >= rest
