"""Whether the page of a call still answers, from what visits have found: no false alarm. Pure; visiting is elsewhere."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from urllib.parse import urlsplit

from model.call import Call
from model.link import LinkState, Visit
from model.notice import Problem
from pipelines import wording, words
from pipelines.signs import canonical

ENOUGH_CHECKS = 3
ENOUGH_TIME = timedelta(days=3)
"""A page is broken when all the checks of three days, three at least, have found it gone."""

AGAIN = timedelta(days=7)
"""A page is visited again after a week, one that was not found on the next day."""
AGAIN_BROKEN = timedelta(days=1)

GONE = (404, 410)
# « Too many requests », « forbidden to robots », « method not allowed », and every failure of the server say nothing of
# the page: sites answer them to programs while people read on.
SOFT = re.compile(
    r"\b(page|document|contenu|ressource|article|fiche|aide|annonce)\b[^.]{0,40}\b(introuvable|n'existe (?:pas|plus)|"
    r"non trouvee?|supprimee?|n'est plus (?:disponible|en ligne))\b"
    r"|\berreur 404\b|\b404\b[^.]{0,20}\b(not found|introuvable)\b|\bpage (?:not found|doesn't exist|does not exist)\b"
)
HOMES = ("", "fr", "en", "accueil", "home", "index.html", "index.php", "fr/accueil", "en/home")
HEAD = 400
"""Characters of a page among which it says that it is not there: further on, it speaks of something else."""


class Code(StrEnum):
    """The problem of a page, for the runbook."""

    LINK_BROKEN = "link_broken"


class Answer(Enum):
    """What one check found."""

    THERE = "there"
    GONE = "gone"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


def answer(url: str, check: Visit, title: str = "") -> Answer:
    """What one visit of `url` found. A refusal, a fault of the server or of the network says nothing of the page."""
    if check.status in GONE:
        return Answer.GONE
    if check.status is None or not 200 <= check.status < 300:
        return Answer.UNKNOWN
    if SOFT.search(words.fold(check.text[:HEAD])):
        return Answer.GONE
    return Answer.ELSEWHERE if _lost(url, check, title) else Answer.THERE


def _lost(url: str, check: Visit, title: str) -> bool:
    """The page of a call leads to a home page, a sign-in or the list it was in, which does not name it any more: it is what
    sites do of pages they have removed."""
    if not check.final or canonical(check.final) == canonical(url):
        return False
    asked, given = urlsplit(url), urlsplit(check.final)
    path, reached = asked.path.strip("/").lower(), given.path.strip("/").lower()
    if given.query or not (path or asked.query):
        return False
    above = path.startswith(f"{reached}/") and not path.rsplit("/", 1)[-1].startswith("index.")
    named = set(words.stems(words.fold(title))) - words.COMMON_STEMS
    return reached in HOMES or (above and bool(named) and not named & set(words.stems(words.fold(check.text))))


def verdict(url: str, checks: Sequence[Visit], title: str = "") -> LinkState:
    """What the checks of an address say, in order. One answer that finds the page clears it at once; nothing is broken
    before three checks over three days agree, those that say nothing left out."""
    told = [(check.at, found) for check in checks if (found := answer(url, check, title)) is not Answer.UNKNOWN]
    if not told:
        return LinkState.UNSURE
    if told[-1][1] is Answer.THERE:
        return LinkState.FINE
    since = next((n + 1 for n in range(len(told) - 1, -1, -1) if told[n][1] is Answer.THERE), 0)
    bad = told[since:]
    if len(bad) < ENOUGH_CHECKS or bad[-1][0] - bad[0][0] < ENOUGH_TIME:
        return LinkState.UNSURE
    return LinkState.MOVED if bad[-1][1] is Answer.ELSEWHERE else LinkState.BROKEN


def is_due(call: Call, checks: Sequence[Visit], now: datetime) -> bool:
    """Whether the page of a call is worth a visit: a call that can still be answered, not visited lately. Sources read
    every day need none: their own reading says more."""
    if call.status.is_over or call.same_as is not None:
        return False
    if not checks:
        return True
    is_lost = answer(call.url, checks[-1], call.title) in (Answer.GONE, Answer.ELSEWHERE)
    return now - checks[-1].at >= (AGAIN_BROKEN if is_lost else AGAIN)


def problem(call: Call, state: LinkState, checks: Sequence[Visit]) -> Problem:
    """What staff are told of a page that is broken or leads elsewhere."""
    last = checks[-1]
    found = "ne répond plus" if state is LinkState.BROKEN else "mène à une autre page"
    message = (
        f"Le lien de « {call.title} » (appel {call.id}) {found} depuis plusieurs jours{wording.COLON}cherchez la nouvelle "
        f"page, puis : veilleur call set {call.id} url ADRESSE. En attendant, les lettres disent « lien à vérifier »."
    )
    detail = f"{call.url} → {last.status or 'rien'} {last.final}".strip()
    return Problem(code=Code.LINK_BROKEN, subject=subject(call.id), message=message, detail=detail)


def subject(call_id: int) -> str:
    """What the problem of the page of a call is about."""
    return f"lien de l’appel {call_id}"
