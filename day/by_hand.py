"""Sources that a person reads: who looked and when, and who must be reminded. No page is opened here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from crawlers import Definition
from crawlers.states import PERIODS
from digests import french
from model.notice import Problem
from model.trouble import Trouble
from store import issues, looks, sources
from store.connection import Database, write
from store.looks import Look

DAILY = timedelta(days=1)
EARLIER = timedelta(hours=12)
"""A look in the afternoon counts for the whole day."""


class Code(StrEnum):
    """What a person is reminded of, for the runbook."""

    TO_LOOK_AT = "to_look_at"


@dataclass(frozen=True, slots=True)
class ByHand:
    """A source to be read by a person: the last look (None: never), and whether the next one is due."""

    definition: Definition
    last: Look | None
    is_due: bool

    @property
    def reminder(self) -> Problem:
        """What is said to staff: what to look at, where, since when, and how to say that it was done."""
        source, todo = self.definition.source, self.definition.dossier.to_do or "regardez s’il y a du nouveau"
        since = f"vue le {french.long_day(self.last.at.date())}" if self.last else "jamais vue"
        message = (
            f"« {source.name} » se lit à la main ({since}) : {todo.rstrip(' .')}. Ouvrez {source.url}, puis dites-le : "
            f"veilleur source seen {source.slug}"
        )
        return Problem(code=Code.TO_LOOK_AT, subject=source.slug, message=french.bound(message))


def seen_by_hand(db: Database, slug: str, at: datetime, note: str = "", who: str = "") -> None:
    """Notes that somebody looked at the source `slug` at `at` (aware): « vu, rien de nouveau » when `note` is empty.

    Its reminder is closed. Trouble for a source that is not in the watch list.
    """
    if sources.get(db, slug) is None:
        raise Trouble(
            f"La source « {slug} » n’est pas dans la liste de veille.", "Toutes les sources : veilleur source list"
        )
    with write(db):
        looks.add(db, Look(id=0, source=slug, at=at, note=note.strip(), who=who))
        issues.settle(db, slug, at, among=[Code.TO_LOOK_AT])


def by_hand(db: Database, definitions: Iterable[Definition], now: datetime) -> list[ByHand]:
    """The state of each of these sources at `now` (aware), in their order; all are to be read by a person."""
    known = looks.last(db)
    return [ByHand(one, known.get(one.slug), _is_due(one, known.get(one.slug), now)) for one in definitions]


def remind(db: Database, definitions: Sequence[Definition], now: datetime) -> tuple[Problem, ...]:
    """Opens a reminder for each source whose look is due, and closes those that are not: gives those opened."""
    held = by_hand(db, definitions, now)
    with write(db):
        for one in held:
            if one.is_due:
                issues.note(db, one.reminder, now)
            else:
                issues.settle(db, one.definition.slug, now, among=[Code.TO_LOOK_AT])
    return tuple(one.reminder for one in held if one.is_due)


def _is_due(definition: Definition, last: Look | None, now: datetime) -> bool:
    """A source that nobody has looked at is due at once; then by its cadence."""
    if last is None:
        return True
    days = PERIODS.get(definition.cadence)
    return now - last.at >= (timedelta(days=days) if days else DAILY) - EARLIER
