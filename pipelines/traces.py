"""What of a notice or a call tells whether two of them are the same call: plain comparable values, no decision."""

import re
import unicodedata
import zlib
from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from model.call import Call
from model.codes import Precision
from model.deadline import Deadline
from model.evidence import Reading
from model.facts import Facts
from model.notice import Notice
from pipelines import signs, territories, words
from pipelines.editions import YEAR_SPAN, title_years
from pipelines.signs import canonical

__all__ = ["Span", "Trace", "canonical", "of_call", "of_notice", "own_identifier", "plain"]

# What relays put around a title, and what most titles of this field share: it tells no two calls apart.
KINDS = re.compile(
    r"\b(appels? a projets?|appels? a manifestations? d'interet|appels? a candidatures?|appels? a propositions?|"
    r"appels? a initiatives?|calls? for (?:proposals?|projects?|applications?|expressions? of interest)|"
    r"aap|aapi|ami|cfp|edition|session)\b"
)
# The portal's cascade calls carry the identifier of the topic that pays them: several calls, one identifier.
SHARED_IDENTIFIER = "COMPETITIVE_CALL"
SHINGLES = 8
LIGHTLY = 1
"""How hard texts are made small: more saves a tenth of the room for thrice the time."""
LOWEST_BITS = (1 << 32) - 1
LONGEST_TEXT = 8_000
"""Characters of a text that are compared; beyond, a page says everything but its call."""

Span = tuple[date, date]
T = TypeVar("T", bound=Hashable)
"""A limit to answer: twice its last safe day, or the first and last days of the month, quarter or year stated."""


@dataclass(frozen=True, slots=True)
class Trace:
    """`core` is the title's stems without kind, year and number; `words` the numbers of the stems of title and text that
    are not common, the longest first; `shingles` those of runs of words of the text. `language` is "fr" or "en",
    whichever its small words are nearer to, "" when they do not tell. `years` are those of the edition in the title and
    the code; `lots`, `rounds` and `places` are those of the title. `links` are the addresses in the text, `codes` the
    codes of funders anywhere. `floating` are limits whose year was inferred. `identifier` is None when the source shares
    it between calls.
    """

    source: str
    reference: str
    title: str
    text: str
    language: str
    years: frozenset[int]
    core: tuple[str, ...]
    words: Sequence[int]
    shingles: Sequence[int]
    lots: frozenset[str]
    rounds: frozenset[str]
    places: frozenset[str]
    url: str
    links: frozenset[str]
    codes: frozenset[str]
    sums: frozenset[int]
    funder: str
    identifier: str | None
    limits: tuple[Span, ...]
    floating: tuple[Span, ...]
    opening: date | None
    countries: frozenset[str]

    def __reduce__(self) -> tuple[Callable[..., "Trace"], tuple[Any, ...]]:
        """Four times faster than field by field, the text made small, equal values shared again on the other side."""
        text = zlib.compress(self.text.encode(), LIGHTLY)
        return _again, (text, *[getattr(self, name) for name in Trace.__slots__ if name != "text"])

    @property
    def dates(self) -> frozenset[date]:
        """The whole dates in the text."""
        return signs.dates(_folded(self.text))

    @property
    def said_years(self) -> frozenset[int]:
        """The years that the text gives to the edition."""
        return signs.said_years(_folded(self.text))

    @property
    def text_lots(self) -> frozenset[str]:
        """The lots named in the text."""
        return signs.lots(_folded(self.text))

    @property
    def days_and_months(self) -> frozenset[tuple[int, int]]:
        """(month, day) of all the days named in the text."""
        return signs.days_and_months(_folded(self.text))

    def may_say(self, number: int) -> bool:
        """False when that number is nowhere in the text: to look for it costs nothing beside reading the days."""
        return str(number) in _folded(self.text)

    @property
    def is_local(self) -> bool:
        """The title or the text says that this is the local version of a call."""
        return bool(signs.LOCAL.search(words.fold(self.title)) or signs.LOCAL.search(_folded(self.text)))

    @property
    def text_places(self) -> frozenset[str]:
        """The places named in the text."""
        return territories.named(_folded(self.text))


@lru_cache(maxsize=500)
def _folded(text: str) -> str:
    """What few pairs need is drawn from the text when it is asked: it would double the cost of a trace."""
    return words.fold(text)


def named(title: str, identifier: str | None) -> str:
    """Where the years of an edition are written: the title and the funder's code."""
    return f"{title} {identifier or ''}"


def of_notice(notice: Notice, facts: Facts) -> Trace:
    """The trace of a publication and of what was read in it."""
    return _trace(notice, facts, words.plain_signs(notice.text[:LONGEST_TEXT]))


def of_call(call: Call) -> Trace:
    """The trace of a call as the store keeps it: without the texts of its notices."""
    return _trace(call, call.facts, "")


def _trace(held: Notice | Call, facts: Facts, text: str) -> Trace:
    title, body = words.fold(held.title), words.fold(text)
    said = words.LETTERS.findall(body)
    identifier = own_identifier(held.identifier, held.reference)
    title_words = YEAR_SPAN.sub(" ", KINDS.sub(" ", title))
    core = tuple(words.stems(title_words))
    ranks = words.ranks_of(said)
    own = {identifier} if identifier else set()
    return Trace(
        source=held.source,
        reference=held.reference,
        title=held.title,
        text=text,
        language=words.language([*words.LETTERS.findall(title), *said]),
        years=_shared(title_years(named(held.title, identifier))),
        core=core,
        words=_numbers({*words.ranks_of(words.LETTERS.findall(title_words)), *ranks}),
        shingles=_shingles(ranks),
        lots=_shared(signs.lots(title)),
        rounds=_shared(signs.rounds(title)),
        places=_shared(territories.named(title)),
        url=canonical(held.url),
        links=_shared(signs.addresses(text)),
        codes=_shared(frozenset(own | signs.codes(held.title) | signs.codes(text))),
        sums=_shared(signs.sums(f"{title} . {body}") | _bounds(facts)),
        funder=plain(held.funder or ""),
        identifier=identifier,
        limits=_shared(_spans(facts.sessions, inferred=False)),
        floating=_spans(facts.sessions, inferred=True),
        opening=facts.opening.value if facts.opening else None,
        countries=_shared(frozenset(country.value for country in facts.countries)),
    )


@lru_cache(maxsize=50_000)
def _shared(held: T) -> T:
    """One object for equal values, empty sets above all: 216 bytes each, seven a trace."""
    return held


def _again(text: bytes, source: str, reference: str, title: str, *others: Any) -> Trace:
    shared = [_shared(one) if isinstance(one, (frozenset, tuple)) else one for one in others]
    return Trace(source, reference, title, zlib.decompress(text).decode(), *shared)


def _bounds(facts: Facts) -> frozenset[int]:
    """The sums that the source states in fields of its own, or that were read."""
    bounds = (bound for sum_ in facts.amounts for bound in (sum_.value.minimum, sum_.value.maximum))
    return frozenset(int(bound) for bound in bounds if bound is not None and bound >= signs.SMALLEST_SUM)


def _numbers(ranks: Set[int]) -> Sequence[int]:
    return array("I", [rank & LOWEST_BITS for rank in sorted(ranks - words.COMMON_RANKS, reverse=True)])


def _shingles(ranks: Sequence[int]) -> Sequence[int]:
    """Numbers of one run of three words out of four, lowest first: the same runs have the same numbers everywhere."""
    runs = zip(ranks, ranks[1:], ranks[2:], strict=False)
    found = {(a * 31 + b) * 31 + c & LOWEST_BITS for a, b, c in runs if not a & 3}
    return array("I", sorted(found)[:SHINGLES])


def _spans(sessions: Iterable[Reading[Deadline]], *, inferred: bool) -> tuple[Span, ...]:
    return tuple(_span(s.value) for s in sessions if ("year_inferred" in s.flags) is inferred)


def _span(limit: Deadline) -> Span:
    last = limit.last_safe_day if limit.hour is None else limit.day
    days = {Precision.MONTH: 30, Precision.QUARTER: 91, Precision.YEAR: 365}.get(limit.precision, 0)
    return last - timedelta(days=days), last


def own_identifier(identifier: str | None, reference: str) -> str | None:
    """The funder's code when it names this call alone, case-folded; None for a cascade call (its parent's code)."""
    if not identifier or SHARED_IDENTIFIER in reference.upper():
        return None
    return identifier.strip().casefold()


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Lower case, no accent, no punctuation, single spaces, in any script."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return " ".join(letters.split())
