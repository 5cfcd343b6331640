"""The reading of one source from its first request to its outcome. Knows nothing of how requests are made."""

import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

from crawlers import health, states
from crawlers.definition import Definition
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask, Findings, Job
from model.codes import ReadResult
from model.notice import Notice, Outcome, Problem
from model.source import SourceState

DETAIL = 2000
"""Characters of technical detail kept with a problem."""


class Run:
    """Drives a recipe: `start`, `answered` and `failed` return the next request, or None once `outcome` is there.

    `seconds` is a clock that only goes forward, from 0 at `now` (UTC).
    """

    def __init__(self, definition: Definition, state: SourceState | None, now: datetime, emit: Callable[[Notice], None],
                 seconds: Callable[[], float], max_requests: int) -> None:  # fmt: skip
        self.definition = definition
        self.state = states.usable(state, definition.slug, definition.table)
        self.findings = Findings(lambda notice: emit(definition.scoping.apply(notice)))
        self.outcome: Outcome | None = None
        self.received = 0
        self.requests = 0
        self._now, self._seconds, self._max_requests = now, seconds, max_requests
        self._started_at = self._time()
        job = Job(source=definition.source, options=definition.options, state=self.state, now=now)
        self._reading = definition.recipe.read(job, self.findings)

    def start(self) -> Ask | None:
        """The first request."""
        return self._step(lambda: next(self._reading))

    def answered(self, answer: Answer) -> Ask | None:
        """The request that follows an answer."""
        self.received += len(answer.body)
        return self._step(lambda: self._reading.send(answer))

    def failed(self, failure: Unreadable) -> Ask | None:
        """The request that follows a failed one, when the recipe can do without."""
        return self._step(lambda: self._reading.throw(failure))

    def give_up(self, code: Code, detail: str) -> None:
        """Ends the reading from outside, unless it has ended."""
        if self.outcome is None:
            self._reading.close()
            self._end_badly(Unreadable(code, detail))

    def _step(self, move: Callable[[], Ask]) -> Ask | None:
        if self.outcome is not None:
            return None
        try:
            ask = move()
        except StopIteration:
            self._end_well()
        except Unreadable as failure:
            self._end_badly(failure)
        except Exception as error:  # noqa: BLE001 - told as a problem of this source; the others must be read
            detail = "".join(traceback.format_exception(error))
            self._end_badly(Unreadable(Code.CRASHED, detail))
        else:
            return self._counted(ask)
        return None

    def _counted(self, ask: Ask) -> Ask | None:
        if self.requests >= self._max_requests:
            self.give_up(Code.TOO_MANY_PAGES, f"{self.requests} requêtes")
            return None
        self.requests += 1
        return ask

    def _end_well(self) -> None:
        result = ReadResult.UNCHANGED if self.findings.unchanged else ReadResult.READ
        odd = health.of_volume(self.findings.items, self.definition.at_least, self.state.volumes)
        if odd:
            usual = ", ".join(map(str, self.state.volumes[-3:])) or "aucune lecture avant"
            self.findings.warn(odd, f"{self.findings.items} éléments ; dernières fois : {usual}")
        self._end(result, states.after_success(self.state, self.findings, self.definition.table, self._time()), [])

    def _end_badly(self, failure: Unreadable) -> None:
        state = states.after_failure(self.state, self._time(), failure.retry_after)
        self._end(ReadResult.FAILED, state, [health.problem(failure.code, self.definition.slug, failure.detail[-DETAIL:])])

    def _end(self, result: ReadResult, state: SourceState, problems: list[Problem]) -> None:
        told = self.findings.problems.items()
        problems += [health.problem(code, self.definition.slug, _shortened(details)) for code, details in told]
        self.outcome = Outcome(
            source=self.definition.slug,
            result=result,
            state=state,
            started_at=self._started_at,
            ended_at=self._time(),
            notices=self.findings.notices,
            seen=tuple(self.findings.seen),
            dropped=tuple(self.findings.dropped.items()),
            problems=tuple(problems),
            requests=self.requests,
            received=self.received,
        )

    def _time(self) -> datetime:
        return self._now + timedelta(seconds=self._seconds())


def _shortened(details: list[str]) -> str:
    """The first details, and how many there are."""
    more = f"\n… {len(details)} en tout" if len(details) > 10 else ""
    return "\n".join(details[:10])[:DETAIL] + more
