"""The word that says, on a card and in a count, what happened to a call; in which part it stands is decided in `owed`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digests.draft import Tag
from digests.when import day_of
from model.call import Event
from model.codes import EventKind, Status
from model.letter import Due, Section

MOVES = frozenset({EventKind.DEADLINE_MOVED, EventKind.REOPENED})


@dataclass(frozen=True, slots=True, kw_only=True)
class _NewTag(Tag):
    """French puts this adjective before its noun, and gives it another form there."""

    @property
    def one_call(self) -> str:
        return "nouvel appel"

    @property
    def many_calls(self) -> str:
        return "nouveaux appels"


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReminderTag(Tag):
    """A reminder is not a kind of call."""

    @property
    def one_call(self) -> str:
        return "rappel"

    @property
    def many_calls(self) -> str:
        return "rappels"


NEW = _NewTag(label="Nouveau", one="nouveau", many="nouveaux", tone="new")
OPENED = Tag(label="Vient d’ouvrir", one="qui vient d’ouvrir", many="qui viennent d’ouvrir", tone="new")
AHEAD = Tag(label="À venir", one="à venir", many="à venir", tone="ahead")
EXTENDED = Tag(label="Prolongé", one="prolongé", many="prolongés", tone="moved")
SHORTENED = Tag(label="Date avancée", one="avancé", many="avancés", tone="closing")
AMENDED = Tag(label="Modifié", one="modifié", many="modifiés", tone="moved")
REOPENED = Tag(label="Rouvert", one="rouvert", many="rouverts", tone="new")
CLOSING = Tag(label="Bientôt clos", one="bientôt clos", many="bientôt clos", tone="closing")
REMINDER = _ReminderTag(label="Rappel", one="rappel", many="rappels", tone="closing")
CLOSED = Tag(label="Clos avant l’heure", one="clos avant l’heure", many="clos avant l’heure", tone="over")
WITHDRAWN = Tag(label="Retiré", one="retiré", many="retirés", tone="over")
OPEN = Tag(label="Déjà ouvert", one="déjà ouvert", many="déjà ouverts", tone="open")
KNOWN = Tag(label="Déjà annoncé", one="déjà annoncé", many="déjà annoncés", tone="ahead")


def tag_of(due: Due, status: Status) -> Tag:
    """The tag of a due call that stands at `status`."""
    kinds = {event.kind for event in due.events}
    if due.section is Section.NEW:
        return OPENED if EventKind.OPENED in kinds and EventKind.NEW not in kinds else NEW
    if due.section is Section.ALREADY_OPEN:
        return KNOWN if status in (Status.ANNOUNCED, Status.UPCOMING) else OPEN
    if due.section is Section.OVER:
        return WITHDRAWN if EventKind.WITHDRAWN in kinds else CLOSED
    if due.section is Section.CHANGED:
        return _of_change(due.events)
    if due.section is Section.UPCOMING:
        return AHEAD
    return REMINDER if due.reminder else CLOSING


def dates_moved(moves: Sequence[Event]) -> tuple[date, date] | None:
    """The day before the first of `moves` and after the last, when both are single days and differ."""
    before, after = (day_of(moves[0].before), day_of(moves[-1].after)) if moves else (None, None)
    return (before, after) if before is not None and after is not None and before != after else None


def _of_change(events: Sequence[Event]) -> Tag:
    if any(event.kind is EventKind.REOPENED for event in events):
        return REOPENED
    moved = dates_moved([event for event in events if event.kind in MOVES])
    if moved is None:
        return AMENDED
    return EXTENDED if moved[1] > moved[0] else SHORTENED
