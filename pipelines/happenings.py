"""What happens to a call when a notice changes it: the events' kinds and sentences. Saving and numbering are not here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from model.call import Call
from model.codes import EventKind, Status
from model.deadline import PARIS, Deadline
from model.facts import Facts
from model.timing import next_session, status_at
from pipelines import documents, wording
from pipelines.changes import Change, amended, plain
from pipelines.merging import JITTER, refines, same_deadline, same_deadlines
from pipelines.wording import ARROW, COLON

AHEAD = (Status.ANNOUNCED, Status.UPCOMING)
Happening = tuple[EventKind, Change]


@dataclass(frozen=True, slots=True)
class Turn:
    """A call before and after a notice, seen at `now` (aware)."""

    before: Call
    after: Call
    now: datetime

    @property
    def was_over(self) -> bool:
        """Closed or withdrawn before the notice, whether or not the clock has already written it."""
        return self.before.status.is_over or status_at(self.before.facts, self.now).is_over

    @property
    def status(self) -> Status:
        """Where the call stands after the notice."""
        return status_at(self.after.facts, self.now)


def happenings(turn: Turn, *, amendments: bool = True, heard: Facts | None = None) -> list[Happening]:
    """At most one happening on dates and status, then the amendments of sums, places, publics and documents.

    `amendments`: False for a relay, which only adds on the margin. `heard`: see `history.decide`.
    """
    main = _main(turn)
    if turn.status.is_over or not amendments:
        return main
    found = amended(turn.before.facts, turn.after.facts)
    if heard is not None:
        news = {change.field for change in amended(heard, turn.after.facts)}
        found = [change for change in found if change.field in news]
    told = (_opening(turn), *found, documents.change(turn.before.documents, turn.after.documents))
    return [*main, *((EventKind.AMENDED, change) for change in told if change is not None)]


def standing(facts: Facts, status: Status, now: datetime) -> str:
    """Where a call stands, in one French sentence: what its first event says."""
    limit = next_session(facts, now)
    until = f", date limite{COLON}{wording.deadline(limit)}" if limit else ""
    if status in AHEAD:
        opening = f", ouverture le {wording.day(facts.opening.value)}" if facts.opening else ""
        return f"Appel annoncé{opening}{until}"
    if status is Status.WITHDRAWN:
        return "Appel déjà retiré quand il a été vu pour la première fois"
    if status is Status.CLOSED:
        return f"Appel déjà clos quand il a été vu pour la première fois{until}"
    if status is Status.PERMANENT:
        return "Dispositif permanent, sans date limite"
    return f"Appel ouvert{until or ', date limite non précisée'}"


def next_plain(facts: Facts, now: datetime) -> str | None:
    """The next session not past as a plain text, the last one when all are past."""
    limit = next_session(facts, now)
    return plain(limit) if limit else None


def _main(turn: Turn) -> list[Happening]:
    """Reopened, withdrawn, closed or opened by the source, or the dates moved: one of them at most."""
    if turn.was_over:
        return [] if turn.status.is_over else [(EventKind.REOPENED, _reopened(turn))]
    by_source = _by_source(turn)
    dates = by_source or _dates(turn)
    return [dates] if dates else []


def _by_source(turn: Turn) -> Happening | None:
    """A status that the source states, or that it stops stating, and that no date explains."""
    facts, status = turn.after.facts, turn.status
    said = facts.status.value if facts.status else None
    if said is Status.WITHDRAWN:
        return EventKind.WITHDRAWN, Change("status", "Appel retiré par sa source", None, None)
    if said is Status.CLOSED:
        return EventKind.CLOSED, Change("status", "Appel clos par sa source, avant sa date limite", None, None)
    if turn.before.status in AHEAD and status in (Status.OPEN, Status.PERMANENT) and facts.opening is None:
        return EventKind.OPENED, Change("status", standing(facts, status, turn.now), None, next_plain(facts, turn.now))
    return None


def _reopened(turn: Turn) -> Change:
    limit, before = next_session(turn.after.facts, turn.now), next_session(turn.before.facts, turn.now)
    if limit is None:
        sentence = "Appel rouvert, sans date limite"
    elif before is None or before == limit:
        sentence = f"Appel rouvert, date limite{COLON}{wording.deadline(limit)}"
    else:
        sentence = f"Appel rouvert, date limite{COLON}{wording.shift(before, limit)}"
    return Change("sessions", sentence, plain(before), plain(limit))


def _dates(turn: Turn) -> Happening | None:
    """What happened to the sessions still ahead; one that has passed may leave the page without a word."""
    old, new = (_ahead(side.facts, turn.now) for side in (turn.before, turn.after))
    new = new or ([s.value for s in turn.after.facts.sessions][-1:] if old else [])
    if same_deadlines(old, new):
        return _refined(old, new)
    change = Change("sessions", _dates_sentence(old, new), plain(tuple(old)), plain(tuple(new)))
    if not old:
        # Whoever took it for permanent must hurry now; otherwise nothing has moved, a date has become known.
        return (EventKind.DEADLINE_MOVED if turn.before.status is Status.PERMANENT else EventKind.AMENDED), change
    return (EventKind.DEADLINE_MOVED if _without(old, new) else EventKind.AMENDED), change


def _ahead(facts: Facts, now: datetime) -> list[Deadline]:
    return sorted((s.value for s in facts.sessions if s.value.closes_at > now), key=lambda d: d.closes_at)


def _refined(old: Sequence[Deadline], new: Sequence[Deadline]) -> Happening | None:
    """An hour or a day newly stated is told, since it may come earlier than one thought, but moves nothing."""
    pairs = [(a, b) for a, b in zip(old, new, strict=True) if refines(b, a) and a.closes_at - b.closes_at > JITTER]
    if not pairs:
        return None
    before, after = pairs[0]
    sentence = f"Date limite précisée{COLON}{wording.deadline(before)}{ARROW}{wording.deadline(after)}"
    return EventKind.AMENDED, Change("sessions", sentence, plain(before), plain(after))


def _dates_sentence(old: Sequence[Deadline], new: Sequence[Deadline]) -> str:
    if not old:
        return f"Date limite annoncée{COLON}{wording.deadlines(new)}"
    if not new:
        return f"Date limite{COLON}{wording.deadlines(old)}{ARROW}aucune (dépôt permanent)"
    if len(old) == len(new) == 1:
        return f"Date limite{COLON}{wording.shift(old[0], new[0])}{_by_days(old[0], new[0])}"
    added, removed = _without(new, old), _without(old, new)
    if not removed:
        return f"{_sessions('ajoutée', added)}{COLON}{wording.deadlines(added)}"
    if not added:
        return f"{_sessions('supprimée', removed)}{COLON}{wording.deadlines(removed)} (reste le {wording.deadlines(new)})"
    return f"Dates limites{COLON}{wording.deadlines(old)}{ARROW}{wording.deadlines(new)}"


def _without(some: Sequence[Deadline], others: Sequence[Deadline]) -> list[Deadline]:
    """Those of `some` that are not among the others."""
    return [one for one in some if not any(same_deadline(one, other) for other in others)]


def _sessions(done: str, limits: Sequence[Deadline]) -> str:
    return f"Sessions {done}s" if len(limits) > 1 else f"Session {done}"


def _by_days(before: Deadline, after: Deadline) -> str:
    days = (wording.shown_day(after) - wording.shown_day(before)).days
    if days == 0:
        return " (avancée)" if after.closes_at < before.closes_at else ""
    return f" ({'repoussée' if days > 0 else 'avancée'} de {wording.days(abs(days))})"


def _opening(turn: Turn) -> Change | None:
    """An opening day that moves while one of the two is still to come."""
    old, new = turn.before.facts.opening, turn.after.facts.opening
    today = turn.now.astimezone(ZoneInfo(PARIS)).date()
    if new is None or (old is not None and old.value == new.value) or max(o.value for o in (old, new) if o) <= today:
        return None
    before = wording.day(old.value) + ARROW if old else ""
    return Change("opening", f"Ouverture{COLON}{before}{wording.day(new.value)}", plain(old), plain(new))
