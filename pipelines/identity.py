"""Which call, and which of its editions, a notice is about. Pure: candidates come in, a choice goes out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from model.call import Call
from model.facts import Facts
from model.notice import Notice
from pipelines import editions, traces
from pipelines.likeness import AGAINST, EXCLUDED, TOGETHER, Likeness, compare, same_funder
from pipelines.traces import Trace

LIKE_TITLE = 75
"""Likeness of two titles, out of 100, from which their calls may be editions of one series."""
DISTINCT_WORDS = 3
SAME_WORDS = 85  # a word and its misspelling, on rapidfuzz's scale of 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`call` is the call that the notice speaks of, None for a new one; `previous` the edition before a new one.

    `reason` says why, in French, for the staff who may undo it. `doubles` are other calls that the notice is as like.
    """

    call: int | None
    reason: str
    previous: int | None = None
    doubles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A call that may be the one, and the traces of what each of its publications has said of it, over time: a relay may
    still give the date that the funder has moved."""

    call: Call
    said: tuple[tuple[Trace, ...], ...]


def choose(
    notice: Notice,
    facts: Facts,
    candidates: Sequence[Candidate],
    *,
    own: Call | None = None,
    apart: Collection[int] = (),
) -> Choice:
    """The call of a notice.

    `own` is the call that this publication (source, reference) speaks of already, None at first sight. `candidates` are
    calls that may be the same: same address, code or words. `apart`: calls that staff have told apart from this
    publication. Rule 4: neither an address nor a publication is an identity; a window that follows a closed one is
    another edition.
    """
    trace = traces.of_notice(notice, facts)
    others = [one for one in candidates if one.call.id not in apart and (own is None or one.call.id != own.id)]
    reason = "première publication de cet appel"
    if own is not None:
        turned = editions.follows(_named(own), own.facts, _named(notice), facts, notice.seen_at)
        if turned is None:
            return Choice(call=own.id, reason="même publication de la même source")
        reason = turned
    same = _best(trace, others, notice)
    if same is not None:
        return same
    if own is not None and _share_words(trace, traces.of_call(own)):
        return Choice(call=None, previous=own.id, reason=f"nouvelle édition : {reason}")
    before = None if own is not None else _edition_before(trace, facts, others, notice)
    return before or Choice(call=None, reason=reason)


def edition_before(notice: Notice, facts: Facts, others: Sequence[Candidate]) -> int | None:
    """The latest of `others` that is an earlier edition of what this notice tells; None when none is."""
    found = _edition_before(traces.of_notice(notice, facts), facts, others, notice)
    return found.previous if found else None


def _named(held: Call | Notice) -> str:
    return traces.named(held.title, traces.own_identifier(held.identifier, held.reference))


def _best(trace: Trace, others: Sequence[Candidate], notice: Notice) -> Choice | None:
    """The likest candidate; between equals the first made. `doubles` are the others that the notice is as like."""
    found = [(_likeness(trace, one, notice), one.call.id) for one in others]
    likely = sorted(((alike, call) for alike, call in found if alike.is_same), key=lambda pair: (-pair[0].score, pair[1]))
    if not likely:
        return None
    (alike, call), *rest = likely
    return Choice(call=call, reason=alike.reason, doubles=tuple(other for _, other in rest))


def _likeness(trace: Trace, candidate: Candidate, notice: Notice) -> Likeness:
    """That of the likest of its publications, unless another one speaks against it (see `blocking`)."""
    gap = abs(notice.seen_at - candidate.call.first_seen)
    found = [max((compare(trace, one, gap) for one in over_time), key=_score) for over_time in candidate.said]
    points = [alike.score for alike in found]
    if min(points) < AGAINST or sum(points) < TOGETHER * len(points):
        return EXCLUDED
    return max(found, key=_score)


def _score(alike: Likeness) -> int:
    return alike.score


def _share_words(one: Trace, other: Trace) -> bool:
    """Without a word in common, an address now serves something else."""
    return bool(set(one.core) & set(other.core)) or one.core == other.core


def _edition_before(trace: Trace, facts: Facts, others: Sequence[Candidate], notice: Notice) -> Choice | None:
    """At first sight of a publication: the latest earlier edition among calls of the same name and funder."""
    found = [(one.call, reason) for one in others if (reason := _follows(trace, facts, one.call, notice))]
    if not found:
        return None
    call, reason = max(found, key=lambda pair: (_end(pair[0]), pair[0].id))
    return Choice(call=None, previous=call.id, reason=f"nouvelle édition : {reason}")


def _end(call: Call) -> date:
    last = editions.last_deadline(call.facts)
    return last.day if last else call.first_seen.date()


def _follows(trace: Trace, facts: Facts, call: Call, notice: Notice) -> str | None:
    other = traces.of_call(call)
    if not _same_series(trace, other) or trace.lots != other.lots or trace.places != other.places:
        return None
    if trace.countries and other.countries and not trace.countries & other.countries:
        return None
    return editions.follows(_named(call), call.facts, _named(notice), facts, notice.seen_at)


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


def _title_likeness(one: Trace, other: Trace) -> float:
    """0 to 100; a title that adds words to the other stays high. Two empty cores are as like as their titles."""
    if not one.core or not other.core:
        return fuzz.token_sort_ratio(traces.plain(one.title), traces.plain(other.title))
    return fuzz.token_set_ratio(" ".join(one.core), " ".join(other.core))


def _same_core(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same words but for spelling: one more word (a region, a public) is another series."""
    here, there = set(one) - set(other), set(other) - set(one)
    if len(here) != len(there):
        return False
    return all(any(_misspelt(word, twin) for twin in there) for word in here)


def _misspelt(one: str, other: str) -> bool:
    if any(c.isdigit() for c in one + other):
        return False
    return min(len(one), len(other)) > 3 and fuzz.ratio(one, other) >= SAME_WORDS
