"""What differs between a database and its replay, for people: calls joined or split, values, events. Nothing is written."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.call import Call, Event
from pipelines import changes
from store import calls, events, replica
from store.connection import Database

Publication = tuple[str, str]
Group = frozenset[Publication]


@dataclass(frozen=True, slots=True)
class Difference:
    """`what`: call, value or event. `call`: its number in the database (None: only the replay has it) and title."""

    what: str
    call: int | None
    title: str
    before: str | None
    after: str | None


def differences(old: Database, new: Database, *, history: bool = True) -> Iterator[Difference]:
    """Calls made of other publications, then the values and, with `history`, the events of those made of the same ones."""
    here, there = _groups(old), _groups(new)
    known, made = ({call.id: call for call in calls.every(db)} for db in (old, new))
    told, retold = _events(old), _events(new)
    for group, call_id in here.items():
        if group not in there:
            yield Difference("call", call_id, known[call_id].title, _named(group), _where(group, there))
            continue
        yield from _of_values(known[call_id], made[there[group]])
        if history:
            yield from _of_events(known[call_id], told[call_id], retold[there[group]])
    for group, call_id in there.items():
        if group not in here:
            yield Difference("call", None, made[call_id].title, None, _named(group))


def _groups(db: Database) -> dict[Group, int]:
    """The publications of each call → the call; of those that have gone to later editions nothing is compared."""
    held: defaultdict[int, set[Publication]] = defaultdict(set)
    for source, reference, call_id, *_ in replica.rows_of(db, "publications"):
        held[call_id].add((source, reference))
    return {frozenset(some): call_id for call_id, some in held.items()}


def _named(group: Group) -> str:
    return ", ".join(f"{source} {reference}" for source, reference in sorted(group))


def _where(group: Group, there: Mapping[Group, int]) -> str:
    """The groups in which the publications of a call are in the replay."""
    return " | ".join(_named(other) for other in there if other & group) or "aucun appel"


def _of_values(before: Call, after: Call) -> Iterator[Difference]:
    for change in changes.differences(before, after):
        if change.field not in ("previous", "same_as"):
            yield Difference("value", before.id, before.title, f"{change.field}: {change.before}", change.after)


def _events(db: Database) -> Mapping[int, list[Event]]:
    held: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events.since(db, 0):
        held[event.call].append(event)
    return held


def _of_events(call: Call, before: list[Event], after: list[Event]) -> Iterator[Difference]:
    old, new = (Counter((event.kind.value, event.sentence) for event in side) for side in (before, after))
    for _, sentence in old - new:
        yield Difference("event", call.id, call.title, sentence, None)
    for _, sentence in new - old:
        yield Difference("event", call.id, call.title, None, sentence)
