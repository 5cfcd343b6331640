"""Fetches, for one notice, the calls that may be the same: by the keys of what their publications last said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log2

from model.call import Call
from pipelines import keys, traces
from pipelines.identity import Candidate
from pipelines.postings import CAP, NEAREST, RARE
from pipelines.traces import Trace
from store import calls, marks, notices
from store.connection import Database
from store.marks import Bearer

Publication = tuple[str, str]
LATEST = 4
"""Notices of one publication that are compared: its last ones."""


def candidates(db: Database, trace: Trace) -> list[Candidate]:
    """The calls worth comparing with a notice, each with the traces of its publications; in order of id.

    A call that staff have joined to another one is none: its publications speak of the other.
    """
    near = _nearest(marks.bearers(db, keys.asked(trace), CAP))
    known = [notices.publication(db, source, reference) for source, reference in near]
    return of_calls(db, {one.call for one in known if one is not None})


def of_calls(db: Database, ids: Iterable[int]) -> list[Candidate]:
    """These calls as candidates; one whose publications have all gone to later editions stands for what it was."""
    return [Candidate(call=call, said=_said(db, call)) for call in calls.some(db, sorted(ids)).values()]


def _said(db: Database, call: Call) -> tuple[tuple[Trace, ...], ...]:
    spoken = {(one.source, one.reference) for one in notices.publications(db, [call.id])}
    held: defaultdict[Publication, list[Trace]] = defaultdict(list)
    for one in notices.said_of(db, call.id):
        publication = (one.notice.source, one.notice.reference)
        if publication in spoken:
            held[publication].append(traces.of_notice(one.notice, one.facts))
    return tuple(tuple(some[-LATEST:]) for some in held.values()) or ((traces.of_call(call),),)


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
