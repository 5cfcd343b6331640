"""Which call, and which of its editions, a notice is about. Pure: candidates come in, a choice goes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from rapidfuzz import fuzz

from model.call import Call
from model.facts import Facts
from model.notice import Notice
from pipelines import editions, traces
from pipelines.merging import sums_apart
from pipelines.traces import Trace

# Relays write the day before or after for « avant le 15 » and for hours past midnight elsewhere.
NEAR = timedelta(days=2)
# Two relays seen on each side of an extension; more than that may be the next monthly round.
EXTENDED = timedelta(days=21)
OPENINGS_APART = timedelta(days=60)
# An undated call met again under the same words within this time is taken for the same one.
UNDATED = timedelta(days=120)

SAME_WORDS = 85  # a word and its misspelling, on rapidfuzz's scale of 100
LIKE_TITLE = 75  # same address or code: the title may gain a region or lose its end
DISTINCT_WORDS = 3  # a shorter title is shared by too many calls to prove anything


class Window(Enum):
    """How the periods of submission of two notices compare."""

    SAME = "same"
    NEAR = "near"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`call` is the call that the notice speaks of, None for a new one; `previous` the edition before a new one.

    `reason` says why, in French, for the staff who may undo it.
    """

    call: int | None
    reason: str
    previous: int | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two traces compared: the strength of the proof (0: not the same call) and its reason in French."""

    score: int
    reason: str


UNLIKE = Likeness(0, "")


def choose(notice: Notice, facts: Facts, candidates: Sequence[Call], *, own: Call | None = None) -> Choice:
    """The call of a notice.

    `own` is the call that this publication (source, reference) speaks of already, None at first sight. `candidates` are
    calls that may be the same: same address, code or words. Rule 4: neither an address nor a publication is an
    identity; a window that follows a closed one is another edition.
    """
    trace = traces.of_notice(notice, facts)
    others = [(call, traces.of_call(call)) for call in candidates if own is None or call.id != own.id]
    reason = "première publication de cet appel"
    if own is not None:
        turned = editions.follows(traces.of_call(own).named, own.facts, trace.named, facts, notice.seen_at)
        if turned is None:
            return Choice(call=own.id, reason="même publication de la même source")
        reason = turned
    same = _best(trace, others, notice)
    if same is not None:
        return same
    if own is not None and _share_words(trace, traces.of_call(own)):
        return Choice(call=None, previous=own.id, reason=f"nouvelle édition : {reason}")
    before = None if own is not None else _edition_before(trace, others, notice)
    return before or Choice(call=None, reason=reason)


def _best(trace: Trace, others: Sequence[tuple[Call, Trace]], notice: Notice) -> Choice | None:
    """The likest candidate; between equals the first made."""
    found = [(compare(trace, other, _gap(notice, call)), call) for call, other in others]
    likely = [(likeness, call) for likeness, call in found if likeness.score]
    if not likely:
        return None
    likeness, call = min(likely, key=lambda pair: (-pair[0].score, pair[1].id))
    return Choice(call=call.id, reason=likeness.reason)


def _gap(notice: Notice, call: Call) -> timedelta:
    return abs(notice.seen_at - call.first_seen)


def compare(one: Trace, other: Trace, gap: timedelta = timedelta(0)) -> Likeness:
    """Whether two traces are one call and one edition: the score grows with the proof. Symmetrical.

    `gap` is the time between the two first sights, used only where no date is known. Lots, editions and countries that
    differ exclude each other whatever else agrees; then a code of the funder's, an address, or the title with the
    funder and the window may prove it.
    """
    if excluded(one, other):
        return UNLIKE
    window = compare_windows(one.facts, other.facts)
    if one.source == other.source and one.reference != other.reference:
        return _same_source(one, other, window)
    title = _title_likeness(one, other)
    if one.identifier is not None and one.identifier == other.identifier:
        return _same_code(window, title)
    if one.url and one.url == other.url and title >= LIKE_TITLE and window is not Window.OTHER:
        return Likeness(90, "même adresse, titre proche et dates compatibles")
    return _same_words(one, other, window, gap)


def excluded(one: Trace, other: Trace) -> bool:
    """Nothing can make them one call: two codes of one source, other lots, years or countries."""
    if one.identifier and other.identifier and one.identifier != other.identifier and one.source == other.source:
        return True
    return one.lots != other.lots or editions.years_differ(one.named, other.named) or _places_apart(one.facts, other.facts)


def _places_apart(one: Facts, other: Facts) -> bool:
    here, there = {c.value for c in one.countries}, {c.value for c in other.countries}
    return bool(here) and bool(there) and not here & there


def _same_source(one: Trace, other: Trace, window: Window) -> Likeness:
    """A source that gives two references means two calls, unless it says the very same thing twice: some feeds change
    their identifiers at each publication, and the EU portal lists a topic twice under one code."""
    if one.core != other.core or window in (Window.OTHER, Window.NEAR):
        return UNLIKE
    if one.identifier is not None and one.identifier == other.identifier:
        return Likeness(95, "même code du financeur et même titre, deux fois dans la source")
    if one.url and one.url == other.url:
        return Likeness(85, "même adresse et même titre, deux fois dans la source")
    return UNLIKE


def _same_code(window: Window, title: float) -> Likeness:
    """A code alone proves little: a relay may cite the code of the programme. The title or the dates must agree."""
    if window is Window.OTHER or (title < LIKE_TITLE and window is not Window.SAME):
        return UNLIKE
    return Likeness(95, "même code du financeur")


def _same_words(one: Trace, other: Trace, window: Window, gap: timedelta) -> Likeness:
    if min(len(one.core), len(other.core)) < DISTINCT_WORDS or not _same_core(one.core, other.core):
        return UNLIKE
    if not same_funder(one.funder, other.funder) or sums_apart(one.facts.amounts, other.facts.amounts):
        return UNLIKE
    funders_known = bool(one.funder and other.funder)
    if window is Window.SAME:
        return Likeness(80, "même titre, même date limite" + (", même financeur" if funders_known else ""))
    if window is Window.NEAR and funders_known and one.core == other.core:
        return Likeness(70, "même titre, même financeur, dates limites proches")
    if window is Window.UNKNOWN and funders_known and gap <= UNDATED:
        return Likeness(60, "même titre, même financeur, aucune date qui les oppose")
    return UNLIKE


def _title_likeness(one: Trace, other: Trace) -> float:
    """0 to 100; a title that adds words to the other stays high. Two empty cores are as like as their titles."""
    if not one.core or not other.core:
        return fuzz.token_sort_ratio(traces.plain(one.title), traces.plain(other.title))
    return fuzz.token_set_ratio(one.joined, other.joined)


def _share_words(one: Trace, other: Trace) -> bool:
    """Without a word in common, an address now serves something else."""
    return bool(set(one.core) & set(other.core)) or one.core == other.core


def _same_core(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same words but for spelling. One more word (a region, a country, a public) is another call: a general call
    and its local version differ by exactly that."""
    here, there = set(one) - set(other), set(other) - set(one)
    if len(here) != len(there):
        return False
    return all(any(_misspelt(word, twin) for twin in there) for word in here)


def _misspelt(one: str, other: str) -> bool:
    if any(c.isdigit() for c in one + other):
        return False
    return min(len(one), len(other)) > 3 and fuzz.ratio(one, other) >= SAME_WORDS


def same_funder(one: str, other: str) -> bool:
    """Two plain names that may be one funder: unknown, equal, contained or an acronym of the other."""
    if not one or not other or one == other:
        return True
    if fuzz.token_set_ratio(one, other) >= 90:
        return True
    short, long = sorted((one, other), key=len)
    initials = "".join(word[0] for word in long.split() if word not in traces.EMPTY)
    return short.replace(" ", "") == initials


def compare_windows(one: Facts, other: Facts) -> Window:
    """Compares the dates to answer, then the openings where a date is missing."""
    here, there = _days(one), _days(other)
    if not here or not there:
        return Window.OTHER if _openings_apart(one, other) else Window.UNKNOWN
    if min(abs(a - b) for a in here for b in there) <= NEAR:
        return Window.SAME
    return Window.NEAR if abs(max(here) - max(there)) <= EXTENDED else Window.OTHER


def _days(facts: Facts) -> list[date]:
    return [session.value.last_safe_day for session in facts.sessions]


def _openings_apart(one: Facts, other: Facts) -> bool:
    if one.opening is None or other.opening is None:
        return False
    return abs(one.opening.value - other.opening.value) > OPENINGS_APART


def _edition_before(trace: Trace, others: Sequence[tuple[Call, Trace]], notice: Notice) -> Choice | None:
    """At first sight of a publication: the latest earlier edition among calls of the same name and funder."""
    found = [(call, reason) for call, other in others if (reason := _follows(trace, call, other, notice))]
    if not found:
        return None
    call, reason = max(found, key=lambda pair: (_end(pair[0]), pair[0].id))
    return Choice(call=None, previous=call.id, reason=f"nouvelle édition : {reason}")


def _end(call: Call) -> date:
    last = editions.last_deadline(call.facts)
    return last.day if last else call.first_seen.date()


def _follows(trace: Trace, call: Call, other: Trace, notice: Notice) -> str | None:
    if not _same_series(trace, other) or trace.lots != other.lots or _places_apart(trace.facts, other.facts):
        return None
    return editions.follows(other.named, call.facts, trace.named, trace.facts, notice.seen_at)


def _same_series(one: Trace, other: Trace) -> bool:
    """One name and funder, one address, or one code but for the year."""
    like_title = _title_likeness(one, other) >= LIKE_TITLE
    # A portal gives one page to all the calls of a project: its two references are two calls of like names.
    if like_title and one.source != other.source and one.url and one.url == other.url:
        return True
    if like_title and one.identifier and other.identifier and one.identifier != other.identifier:
        return editions.without_years(one.identifier) == editions.without_years(other.identifier)
    long_enough = len(one.core) >= DISTINCT_WORDS
    return long_enough and _same_core(one.core, other.core) and same_funder(one.funder, other.funder)
