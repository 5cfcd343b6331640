"""Names the page that a site gives in place of what was asked: a wall, a robot check, a page not found, a maintenance.

Only asked of an answer in which nothing expected was found: a page of calls may well speak of cookies.
"""

import re

from crawlers.health import Code
from crawlers.markup import to_line, to_text

READ = 60_000
"""Characters of a page that are looked at."""
SHORT = 1_200
"""A wall says little: a longer text is a page that speaks of cookies among other things."""

_HEAD = re.compile(r"<title[^>]*>(.*?)</title>|<h1[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL)
_PASSWORD = re.compile(r"<input[^>]+type=[\"']?password", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"cf-chl|cf_chl|challenge-platform|_incapsula_resource|captcha-delivery|g-recaptcha|h-captcha|hcaptcha|/\.within\.website/"
    r"|just a moment|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|attention required|are you a robot"
    r"|vérifi\w+ que vous (?:êtes|n’êtes|n'êtes) (?:bien )?(?:humain|un humain|pas un robot)|je ne suis pas un robot"
    r"|enable javascript and cookies|activer javascript pour continuer|access denied|accès refusé par le pare-feu",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"\b404\b|page (?:introuvable|non trouvée|inexistante|not found|inconnue)|(?:page|contenu|adresse)[^.<]{0,40}"
    r"(?:n.existe (?:pas|plus)|introuvable)|not found|página no encontrada|seite nicht gefunden|pagina niet gevonden",
    re.IGNORECASE,
)
_MAINTENANCE = re.compile(
    r"en (?:cours de )?maintenance|maintenance en cours|momentanément (?:indisponible|inaccessible)|temporairement "
    r"(?:indisponible|inaccessible)|under maintenance|temporarily unavailable|service unavailable|down for maintenance"
    r"|site indisponible|revenez (?:plus tard|dans quelques)",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"cookies?", re.IGNORECASE)
_CONSENT = re.compile(r"accepte|accept|consent|continuer|continue|refuse|préférences", re.IGNORECASE)


def named(body: bytes) -> Code | None:
    """What a page without anything expected is; None when nothing is known of it, or it is no page."""
    page = body[: 4 * READ].decode("utf-8", errors="replace")[:READ]
    if "<" not in page or page.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return None
    said = to_text(page)
    if _CHALLENGE.search(page if len(said) < SHORT else _head(page)):
        return Code.CHALLENGE
    if _NOT_FOUND.search(_head(page)) or (len(said) < SHORT and _NOT_FOUND.search(said)):
        return Code.SOFT_404
    if _MAINTENANCE.search(_head(page)) or (len(said) < SHORT and _MAINTENANCE.search(said)):
        return Code.MAINTENANCE
    if _PASSWORD.search(page):
        return Code.LOGIN_WALL
    if len(said) < SHORT and _COOKIES.search(said) and _CONSENT.search(said):
        return Code.COOKIE_WALL
    return None


def refused_by(body: bytes) -> Code | None:
    """Whether a refusal (403, 503…) is a check for robots, or a site that says it is being mended."""
    found = named(body)
    return found if found in (Code.CHALLENGE, Code.MAINTENANCE, Code.LOGIN_WALL) else None


def _head(page: str) -> str:
    """The titles that a page gives itself."""
    return " ".join(to_line(title or heading) for title, heading in _HEAD.findall(page))
