"""Fetches, for one notice, the calls that may be the same: by the keys of what their publications last said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log2

from pipelines import keys, traces
from pipelines.identity import Candidate
from pipelines.postings import CAP, NEAREST, RARE
from pipelines.traces import Trace
from store import calls, marks, notices
from store.connection import Database
from store.marks import Bearer

Publication = tuple[str, str]


def candidates(db: Database, trace: Trace) -> list[Candidate]:
    """The calls worth comparing with a notice, each with the traces of its publications; in order of id.

    A call that staff have joined to another one is none: its publications speak of the other.
    """
    near = _nearest(marks.bearers(db, keys.asked(trace), CAP))
    known = [notices.publication(db, source, reference) for source, reference in near]
    return of_calls(db, {one.call for one in known if one is not None})


def of_calls(db: Database, ids: Iterable[int]) -> list[Candidate]:
    """These calls as candidates; one whose publications have all gone to later editions stands for what it was."""
    found = calls.some(db, sorted(ids))
    latest = notices.said(db, [publication.notice for publication in notices.publications(db, found)])
    said: defaultdict[int, list[Trace]] = defaultdict(list)
    for one in latest:
        said[one.call].append(traces.of_notice(one.notice, one.facts))
    return [Candidate(call=call, traces=tuple(said[call.id]) or (traces.of_call(call),)) for call in found.values()]


def _nearest(found: Sequence[Bearer]) -> list[Publication]:
    """As `pipelines.postings` does in memory: the publications that share enough, those of the rarest keys first."""
    weight: defaultdict[Publication, int] = defaultdict(int)
    score: defaultdict[Publication, float] = defaultdict(float)
    for one in found:
        publication = (one.source, one.reference)
        weight[publication] += keys.weight(one.mark)
        score[publication] += keys.weight(one.mark) / log2(1 + one.borne)
    enough = [one for one in weight if weight[one] >= keys.ENOUGH and score[one] >= RARE[0]]
    return sorted(enough, key=lambda one: (-score[one], one))[:NEAREST]
