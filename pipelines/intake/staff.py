"""What staff do to calls: set or confirm a value, give it back to the sources, join two calls, undo a join. Each can be
done again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from model.call import Call, Event, FieldChange
from model.notice import Notice
from model.timing import status_at
from model.trouble import Trouble
from pipelines import history
from pipelines.history import Decision
from pipelines.intake import keeping
from pipelines.pins import Pin, confirmation, fixed, pin, pinned
from pipelines.refolding import Heard, refold
from store import calls, inputs, joins, notices, sources, staff_values
from store.connection import Database, write
from store.joins import Join


def set_by_staff(db: Database, call: int, field: str, value: Any, who: str, now: datetime) -> tuple[Event, ...]:
    """Sets a field of a call: no crawl changes it until it is released. Gives the events that follow.

    `value` is that of one reading (a `Kind`, a date), a sequence of such for a list field, None for « nothing ». A moved
    deadline is an event: members may hold a wrong one. Raises Trouble for an unknown call or field, or a wrong value.
    """
    made = pin(field, value, who)
    with write(db):
        before = _existing(db, call)
        staff_values.put(db, call, field, made.plain, who, now)
        keeping.write_down(db, "set", now, call=call, field=field, value=made.plain, who=who)
        return _correct(db, before, pinned(before, {field: made}), who, now)


def confirm(db: Database, call: int, field: str, who: str, now: datetime, values: Sequence[Any] | None = None) -> None:
    """Staff find right the values that a field holds (`values`: those of then, when done again): they are facts from now
    on, for as long as sources say them, and another one that a source comes to say is asked about anew.

    Raises Trouble for an unknown call, and a field that is empty or that staff have set themselves.
    """
    with write(db):
        before = _existing(db, call)
        known = keeping.pins(db, call)
        if field in fixed(known):
            raise Trouble(f"Le champ « {field} » a été fixé par {known[field].who}.", "Il n’y a rien à confirmer.")
        made = Pin(list(values), who, confirmed=True) if values is not None else confirmation(before, field, who)
        staff_values.put(db, call, field, made.plain, who, now, confirmed=True)
        keeping.write_down(db, "confirm", now, call=call, field=field, values=made.plain, who=who)
        _correct(db, before, pinned(before, {field: made}), who, now)


def release(db: Database, call: int, field: str, who: str, now: datetime) -> tuple[Event, ...]:
    """Gives a field that staff have set or confirmed back to the sources: what they say of it now holds again."""
    with write(db):
        before = _existing(db, call)
        staff_values.let_go(db, call, field)
        keeping.write_down(db, "release", now, call=call, field=field, who=who)
        return _correct(db, before, refolded(db, before), who, now)


def join(db: Database, call: int, into: int, who: str, now: datetime) -> tuple[int, ...]:
    """Staff say that `call` is the call `into`: its publications speak of that one from now on, and it alone is shown.

    Gives the ids of the joins, one a publication, that `undo` takes. Raises Trouble when one of the two does not stand for
    itself any more.
    """
    with write(db):
        left, kept = _standing(db, call), _standing(db, into)
        if left.id == kept.id:
            raise Trouble("Un appel ne se réunit pas à lui-même.", "Donnez deux numéros d’appels.")
        made = [_give(db, one.source, one.reference, left, kept, who, now) for one in notices.publications(db, [call])]
        joined = replace(left, same_as=into)
        calls.update(db, joined, [FieldChange("same_as", None, str(into))], now, None, who)
        keeping.ask(db, joined, {}, now)
        keeping.write_down(db, "join", now, call=call, into=into, who=who)
        _correct(db, kept, refolded(db, kept), who, now)
        return tuple(made)


def undo(db: Database, joined: Sequence[int], who: str, now: datetime) -> tuple[int, ...]:
    """Undoes joins, the source's or those of staff: each publication speaks again of the call it came from, or of a call
    of its own, and is never given to that call again. Nothing is lost: both calls become what their own publications make
    of them, with what staff have set. Gives the calls that the publications speak of, in the order of `joined`.

    Raises Trouble for a join that is unknown, undone already, or followed by a later one of the same publication.
    """
    with write(db):
        keeping.write_down(db, "undo", now, joins=list(joined), who=who)
        return tuple(_undo(db, _undoable(db, number), who, now) for number in joined)


def _give(db: Database, source: str, reference: str, left: Call, kept: Call, who: str, now: datetime) -> int:
    since = notices.move(db, source, reference, left.id, kept.id)
    if since is None:
        raise LookupError(f"no notice of {source} {reference} about call {left.id}")
    joins.together(db, source, reference, kept.id)
    made = Join(
        id=0,
        source=source,
        reference=reference,
        call=kept.id,
        came_from=left.id,
        since=since,
        reason="réunis à la main",
        who=who,
        at=now,
    )
    return joins.add(db, made)


def _undo(db: Database, join_: Join, who: str, now: datetime) -> int:
    kept = _existing(db, join_.call)
    joins.undo(db, join_, who, now)
    back = _made_apart(db, join_, now) if join_.came_from is None else _revive(db, join_, who, now)
    _correct(db, kept, refolded(db, kept), who, now)
    return back


def _revive(db: Database, join_: Join, who: str, now: datetime) -> int:
    """The call that the publication came from stands for itself again."""
    left = _existing(db, join_.came_from or 0)
    notices.move(db, join_.source, join_.reference, join_.call, left.id, join_.since)
    if left.same_as is not None:
        change = FieldChange("same_as", str(left.same_as), None)
        left = replace(left, same_as=None)
        calls.update(db, left, [change], now, None, who)
    _correct(db, left, refolded(db, left), who, now)
    return left.id


def _made_apart(db: Database, join_: Join, now: datetime) -> int:
    """A call of its own, told to members as any call met for the first time."""
    said = [one for one in notices.said_of(db, join_.call) if _is_of(one.notice, join_) and one.id >= join_.since]
    made = refold(_heard(db, said, join_.call), sources.official(db), {})
    made = replace(made, status=status_at(made.facts, now))
    call_id = calls.insert(db, made, now, said[-1].id)
    notices.move(db, join_.source, join_.reference, join_.call, call_id, join_.since)
    keeping.append(db, [history.first_event(made, now, first_reading=False)], call_id, said[-1].id)
    keeping.weigh_doubts(db, call_id, now)
    return call_id


def _undoable(db: Database, number: int) -> Join:
    found = joins.get(db, number)
    if found is None or found.undone_at is not None:
        raise Trouble(f"La réunion {number} n’existe pas, ou a déjà été défaite.", "Voyez l’histoire de l’appel.")
    standing = [one for one in joins.of_publication(db, found.source, found.reference) if one.undone_at is None]
    if standing[-1].id != number:
        raise Trouble(
            "Cette publication a été réunie à un autre appel depuis.", f"Défaites d’abord la réunion {standing[-1].id}."
        )
    others = [one for one in notices.said_of(db, found.call) if not (_is_of(one.notice, found) and one.id >= found.since)]
    if not others:
        raise Trouble("Cette publication est la seule de son appel.", "Il n’y a rien à défaire.")
    return found


def _is_of(notice: Notice, join_: Join) -> bool:
    return (notice.source, notice.reference) == (join_.source, join_.reference)


def _existing(db: Database, call: int) -> Call:
    found = calls.get(db, call)
    if found is None:
        raise Trouble(f"L’appel {call} n’existe pas.", "Vérifiez son numéro.")
    return found


def _standing(db: Database, call: int) -> Call:
    found = _existing(db, call)
    if found.same_as is not None:
        raise Trouble(f"L’appel {call} a été réuni à l’appel {found.same_as}.", "Choisissez celui-ci.")
    return found


def refolded(db: Database, call: Call) -> Call:
    """The call as its own notices make it, with what staff have set; as it is when it has none left."""
    said = notices.said_of(db, call.id)
    if not said:
        return call
    return refold(_heard(db, said, call.id), sources.official(db), keeping.pins(db, call.id), call)


def _heard(db: Database, said: Sequence[notices.Said], call: int) -> list[Heard]:
    taken = inputs.taken_at(db, call)
    return [Heard(one.notice, one.facts, taken.get(one.id, one.notice.seen_at)) for one in said]


def _correct(db: Database, before: Call, after: Call, who: str, now: datetime) -> tuple[Event, ...]:
    """Saves what became of a call, tells what matters of it, and moves it to where it stands."""
    decision: Decision = history.corrected(before, after, now)
    calls.update(db, decision.call, decision.changes, now, None, who)
    written = keeping.append(db, decision.events, before.id, None)
    keeping.weigh_doubts(db, before.id, now)
    return written
