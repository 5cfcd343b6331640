"""The health of the watch list as staff see it: each source with its last reading, what waits, what is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from crawlers import Definition
from day.by_hand import ByHand, by_hand
from model.codes import SourceSetting
from model.source import SourceState
from store import holds, issues, runs, sources
from store.connection import Database
from store.holds import Hold
from store.issues import Issue
from store.runs import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """One source. `reading`: its last one that was not put off; `issue`: what staff were told; `hold`: what waits for them.

    `usual`: the median number of items of its last healthy readings; None before the first.
    """

    definition: Definition
    reading: Reading | None
    state: SourceState | None
    issue: Issue | None
    hold: Hold | None
    look: ByHand | None

    @property
    def usual(self) -> int | None:
        """The number of items that it usually has."""
        return round(median(self.state.volumes)) if self.state and self.state.volumes else None

    @property
    def asks(self) -> bool:
        """Whether somebody must do something about it."""
        return self.issue is not None or self.hold is not None or (self.look is not None and self.look.is_due)


def of_list(db: Database, listed: Sequence[Definition], now: datetime) -> list[SourceHealth]:
    """The health of every source of the list at `now` (aware): those that ask for somebody first, then as listed."""
    readings, states = runs.last_readings(db), sources.states(db)
    waiting = {one.source: one for one in holds.standing(db)}
    told = _issues(db)
    hand = [one for one in listed if one.source.setting is SourceSetting.BY_HAND]
    looks = {one.definition.slug: one for one in by_hand(db, hand, now)}
    found = [
        SourceHealth(
            definition=one,
            reading=readings.get(one.slug),
            state=states.get(one.slug),
            issue=told.get(one.slug),
            hold=waiting.get(one.slug),
            look=looks.get(one.slug),
        )
        for one in listed
    ]
    return sorted(found, key=lambda one: not one.asks)


def _issues(db: Database) -> Mapping[str, Issue]:
    """The open issue of each source, the oldest when there are several."""
    return {one.subject: one for one in reversed(issues.open_ones(db))}
