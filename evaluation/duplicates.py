"""Scores the grouping of notices on a labelled corpus: pairs of notices that are, or are not, one call and one edition."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.notice import Notice
from pipelines import traces
from pipelines.blocking import clusters
from pipelines.reading.dates import read_dates
from pipelines.reading.document import Document
from pipelines.shelf import Filed, Shelf, file
from pipelines.spreading import spread
from pipelines.traces import Trace

NO_REFERENCE = date(2025, 1, 1)
"""A corpus says when nothing was published: a date without a year is compared by its day and month."""
SEEN = datetime(2025, 1, 1, tzinfo=UTC)
BATCH = 500
"""Lines read at once; beyond two batches, by all the processors."""
LONGEST_READ = 4_000
"""Characters of a text in which a deadline that its line does not state is read."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Notices in their order: their ids, their traces, and the cluster that each is labelled with, if any."""

    ids: Sequence[str]
    traces: Shelf
    labels: Sequence[str | None]


def load(lines: Iterable[Mapping[str, Any]]) -> Corpus:
    """A corpus from lines of the documented format; only the traces of its notices are kept in memory."""
    ids: list[str] = []
    labels: list[str | None] = []
    drawn = Shelf()
    for some in spread(_read, lines, BATCH):
        for own, label, filed in some:
            ids.append(own)
            labels.append(label)
            drawn.put(filed)
    return Corpus(ids, drawn, labels)


def _read(lines: Sequence[Mapping[str, Any]]) -> list[tuple[str, str | None, Filed]]:
    return [
        (str(one["id"]), None if (label := one.get("cluster")) is None else str(label), file(trace(one))) for one in lines
    ]


def trace(line: Mapping[str, Any]) -> Trace:
    """A line as a notice is compared: the deadline it states, else the one read in its text."""
    title, text = str(line["title"]), str(line.get("text") or "")
    notice = Notice(
        source=str(line["source"]),
        reference=str(line["id"]),
        url=str(line.get("url") or ""),
        title=title,
        text=text,
        funder=line.get("funder"),
        seen_at=SEEN,
    )
    return traces.of_notice(notice, Facts(sessions=_sessions(line.get("deadline"), title, text)))


def _sessions(stated: str | None, title: str, text: str) -> tuple[Reading[Deadline], ...]:
    if stated:
        return (Reading(Deadline(date.fromisoformat(str(stated)[:10])), Evidence(stated, place="field:deadline")),)
    return read_dates(Document(title=title, text=text[:LONGEST_READ], reference=NO_REFERENCE)).sessions


def score(corpus: Corpus) -> dict[str, float]:
    """`pairs`: those labelled as one call; precision, recall and F1 of the pairs found. Notices without a label are
    grouped with the others, and count in no pair."""
    labelled = [(group, label) for group, label in zip(clusters(corpus.traces), corpus.labels, strict=True) if label]
    both = _pairs(Counter(labelled))
    found = _pairs(Counter(group for group, _ in labelled))
    true = _pairs(Counter(label for _, label in labelled))
    precision, recall = both / found if found else 1.0, both / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return {"pairs": true, "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def each(corpus: Corpus) -> Iterator[dict[str, str]]:
    """{id, cluster} for each notice; a cluster is named after its first notice."""
    for own, group in zip(corpus.ids, clusters(corpus.traces), strict=True):
        yield {"id": own, "cluster": corpus.ids[group]}


def _pairs(sizes: Counter[Any]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
