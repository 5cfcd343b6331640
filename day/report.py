"""What a day did, as numbers and sentences: for the table at the end, the runs kept, and the exit code."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from model.call import Event
from model.codes import EventKind, ReadResult
from model.notice import Outcome, Problem


@dataclass
class DayReport:
    """Filled step by step.

    `run` is its number in the store. `failed`: French name of each step that did not end → why; empty means the day was
    done. `verdicts`: class → number of sources whose reading ended in it. `dropped`: reason in French → number of items
    left out on purpose, all sources together. `held`: events that wait for staff since this day, `lapsed`: those that
    nobody answered in time; `to_look_at`: sources that a person should open; `visited`: calls whose page was visited,
    `bad_links`: those whose page no longer answers, or leads elsewhere.
    """

    run: int = 0
    results: Counter[ReadResult] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    events: Counter[EventKind] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    notices: int = 0
    unchanged: int = 0
    matched: int = 0
    members: int = 0
    letters: int = 0
    sent: int = 0
    waiting: int = 0
    refused: int = 0
    held: int = 0
    lapsed: int = 0
    to_look_at: int = 0
    visited: int = 0
    bad_links: int = 0

    def add_outcome(self, outcome: Outcome) -> None:
        """Counts the end of the reading of one source."""
        self.results[outcome.result] += 1
        self.verdicts[outcome.verdict or outcome.result.value] += 1
        self.dropped.update(dict(outcome.dropped))

    def add_events(self, events: tuple[Event, ...] | list[Event]) -> None:
        """Counts what happened to calls."""
        self.events.update(event.kind for event in events)

    @property
    def new_calls(self) -> int:
        """Calls met for the first time, open or announced."""
        return self.events[EventKind.NEW] + self.events[EventKind.ANNOUNCED]

    @property
    def changed_calls(self) -> int:
        """Changes that matter, of calls known before."""
        return sum(self.events[kind] for kind in (EventKind.DEADLINE_MOVED, EventKind.REOPENED, EventKind.AMENDED))

    @property
    def over_calls(self) -> int:
        """Calls that ended."""
        return self.events[EventKind.CLOSED] + self.events[EventKind.WITHDRAWN]

    def plain(self) -> Mapping[str, Any]:
        """The numbers as JSON values, for the runs that are kept."""
        return {
            "sources": {result.value: number for result, number in self.results.items()},
            "verdicts": dict(self.verdicts),
            "held": self.held,
            "lapsed": self.lapsed,
            "to_look_at": self.to_look_at,
            "events": {kind.value: number for kind, number in self.events.items()},
            "dropped": dict(self.dropped),
            "problems": len(self.problems),
            "failed": dict(self.failed),
            "letters": self.letters,
            "sent": self.sent,
            "waiting": self.waiting,
        }
