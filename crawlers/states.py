"""What a reading leaves for the next one: validators, memory, volumes, failures and the pause they cost. Pure functions."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from crawlers.definition import Cadence
from crawlers.recipes.base import Findings
from model.source import SourceState

PAUSES = {2: timedelta(hours=1), 3: timedelta(hours=4), 4: timedelta(hours=12), 5: timedelta(hours=20)}
"""The pause after so many failures in a row: a daily crawl always tries again, one started every hour does not hammer."""

LASTING = 15
LONG_PAUSE = timedelta(days=3) - timedelta(hours=4)
"""A source that failed `LASTING` times in a row is tried every third day."""

LONGEST_ASKED = timedelta(days=7)
"""A server may ask for a longer pause than ours, up to a week: a mistaken year must not silence a source."""

PERIODS = {Cadence.WEEKLY: 7, Cadence.MONTHLY: 28, Cadence.QUARTERLY: 91, Cadence.YEARLY: 364}
"""Days between two readings: a source is read again on the same weekday, even when that crawl starts a little earlier."""

EARLIER = timedelta(hours=12)

VOLUMES = 14
DEFINITION = "definition"


def usable(state: SourceState | None, source: str, table: Mapping[str, Any]) -> SourceState:
    """The state to read with: a source whose definition changed is asked everything again, validators left out."""
    held = state or SourceState(source=source)
    return held if held.memory.get(DEFINITION) == mark_of(table) else replace(held, validators={})


def is_on_hold(state: SourceState, now: datetime) -> bool:
    """Whether a source is waiting after failures."""
    return state.retry_after is not None and state.retry_after > now


def is_fresh(state: SourceState, cadence: Cadence, now: datetime) -> bool:
    """Whether a source was read recently enough for its cadence; a daily one is read at each crawl."""
    days = PERIODS.get(cadence)
    return days is not None and state.last_ok is not None and now - state.last_ok < timedelta(days=days) - EARLIER


def after_success(
    state: SourceState, findings: Findings, table: Mapping[str, Any], at: datetime, verdict: str = "",
    memory: Mapping[str, str] | None = None,
) -> SourceState:  # fmt: skip
    """The state after a healthy reading of that class, with news or not. `memory` is kept beside the recipe's."""
    return SourceState(
        source=state.source,
        validators=dict(findings.validators),
        last_ok=at,
        volumes=(*state.volumes, findings.items)[-VOLUMES:],
        memory={**findings.memory, **(memory or {}), DEFINITION: mark_of(table)},
        verdict=verdict,
    )


def after_failure(
    state: SourceState, at: datetime, asked: float | None = None, verdict: str = "", memory: Mapping[str, str] | None = None
) -> SourceState:
    """The state after a failed reading of that class: what was known stays. `asked`: the pause the server wants, in
    seconds; `memory` is added to what was known."""
    failures = state.failures + 1
    pause = LONG_PAUSE if failures >= LASTING else PAUSES.get(min(failures, max(PAUSES)), timedelta(0))
    pause = max(pause, min(timedelta(seconds=min(asked or 0, 1e9)), LONGEST_ASKED))
    return replace(
        state,
        failures=failures,
        retry_after=at + pause if pause else None,
        failing_since=state.failing_since or at,
        verdict=verdict,
        memory={**state.memory, **(memory or {})},
    )


def mark_of(table: Mapping[str, Any]) -> str:
    """A short mark of a definition: equal when it says the same."""
    return sha256(json.dumps(table, sort_keys=True, default=str).encode()).hexdigest()[:12]
