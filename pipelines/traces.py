"""What of a notice or a call tells whether two of them are the same call: plain comparable values, no decision."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from model.call import Call
from model.facts import Facts
from model.notice import Notice
from pipelines.editions import YEAR_SPAN

# What relays put around a title, and what most titles of this field share: it tells no two calls apart.
KINDS = re.compile(
    r"\b(appels? a projets?|appels? a manifestations? d interet|appels? a candidatures?|appels? a propositions?|"
    r"appels? a initiatives?|calls? for (?:proposals?|projects?|applications?|expressions? of interest)|"
    r"aap|aapi|ami|cfp|edition|session)\b"
)
EMPTY_WORDS = """
a an and au aux avec by ce ces cette d dans de des du en et for from h in l la le les leur leurs of on ou par pour s sa se
ses son sur the to un une vers with nouveau nouvelle lancement ouverture
"""
EMPTY = frozenset(EMPTY_WORDS.split())
LOT = re.compile(
    r"\b(lot|volet|axe|phase|vague|releve|session|stage|strand|round|window|priorite|categorie|action|composante|guichet)s?"
    r"(?: n ?o?| no| numero)? (\d{1,2}|[ivx]{1,4}|(?<=lot )[a-h]|(?<=volet )[b-h])\b"
)
SEASON = re.compile(r"\b(printemps|ete|automne|hiver|spring|summer|autumn|winter|1er|2e|3e|4e)\b(?: (semestre|trimestre))?")
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}
TRACKING = re.compile(r"^(utm_|fbclid|gclid|mc_|pk_|at_|xtor|s?source$)")

# The portal's cascade calls carry the identifier of the topic that pays them: several calls, one identifier.
SHARED_IDENTIFIER = "COMPETITIVE_CALL"


@dataclass(frozen=True, slots=True)
class Trace:
    """`core` is the title without kind, year and empty words; `lots` its lots, parts and seasons; `url` is canonical.

    `identifier` is None when the source shares it between calls. `named` is where the years of the edition are written:
    the title and the identifier.
    """

    source: str
    reference: str
    title: str
    named: str
    core: tuple[str, ...]
    lots: frozenset[str]
    url: str
    funder: str
    identifier: str | None
    facts: Facts

    @property
    def joined(self) -> str:
        """The core as one text."""
        return " ".join(self.core)


def of_notice(notice: Notice, facts: Facts) -> Trace:
    """The trace of a publication and of what was read in it."""
    return _trace(notice, facts)


def of_call(call: Call) -> Trace:
    """The trace of a call as the store keeps it."""
    return _trace(call, call.facts)


def _trace(held: Notice | Call, facts: Facts) -> Trace:
    title = plain(held.title)
    identifier = own_identifier(held.identifier, held.reference)
    return Trace(
        source=held.source,
        reference=held.reference,
        title=held.title,
        named=f"{held.title} {identifier or ''}",
        core=core(title),
        lots=lots(title),
        url=canonical(held.url),
        funder=plain(held.funder or ""),
        identifier=identifier,
        facts=facts,
    )


def own_identifier(identifier: str | None, reference: str) -> str | None:
    """The funder's code when it names this call alone, case-folded; None for a cascade call (its parent's code)."""
    if not identifier or SHARED_IDENTIFIER in reference.upper():
        return None
    return identifier.strip().casefold()


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Lower case, no accent, no punctuation, single spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return " ".join(letters.split())


@lru_cache(maxsize=200_000)
def core(plain_title: str) -> tuple[str, ...]:
    """The words of a plain title that tell it apart, in order."""
    bare = YEAR_SPAN.sub(" ", KINDS.sub(" ", plain_title))
    return tuple(word for word in bare.split() if word not in EMPTY)


@lru_cache(maxsize=200_000)
def lots(plain_title: str) -> frozenset[str]:
    """« lot 2 », « volet b », « printemps »: parts that make two calls of one title; roman numbers become digits."""
    parts = {f"{m[1]} {ROMAN.get(m[2], m[2])}" for m in LOT.finditer(plain_title)}
    seasons = {" ".join(filter(None, m.groups())) for m in SEASON.finditer(plain_title)}
    return frozenset(parts | seasons)


@lru_cache(maxsize=200_000)
def canonical(url: str) -> str:
    """An address as it is compared: no scheme, `www.`, fragment, tracking or final slash; query keys in order.

    A fragment that is a route of its own ("#/call/12", "#!…") stays.
    """
    parts = urlsplit(url.strip())
    query = sorted((k, v) for k, v in parse_qsl(parts.query) if not TRACKING.match(k.lower()))
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + urlencode(query) if query else ''}{route}"
