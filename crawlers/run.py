"""The reading of one source from its first request to its outcome. Knows nothing of how requests are made."""

import traceback
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawlers import guards, health, lookout, odd_pages, states, verdicts, wholeness
from crawlers.copies import Copies
from crawlers.definition import Definition
from crawlers.guards import Met, Past
from crawlers.health import Code, Unreadable
from crawlers.lookout import Lookout
from crawlers.recipes.base import Answer, Ask, Findings, Job
from model.codes import ReadResult
from model.deadline import PARIS
from model.notice import Notice, Outcome, Problem
from model.source import SourceState

DETAIL = 2000
"""Characters of technical detail kept with a problem."""

WHOLE = "whole"
"""The memory that all pages of the last healthy reading ended with the tag they began with."""
BELIEVED = 2
"""So many failures in a row, and pages that do not end as they did are taken for what the site now is."""

_VAGUE = frozenset({Code.LAYOUT_CHANGED, Code.HTML_INSTEAD, Code.LOGIN_WALL})
"""Failures that the last page may name better."""


class Run:
    """Drives a recipe: `start`, `answered` and `failed` return the next request, or None once `outcome` is there.

    `seconds` is a clock that only goes forward, from 0 at `now` (UTC). A source that breaks twice in a row has its pages
    looked at instead, in the same reading.
    """

    def __init__(self, definition: Definition, state: SourceState | None, now: datetime, emit: Callable[[Notice], None],
                 seconds: Callable[[], float], max_requests: int) -> None:  # fmt: skip
        self.definition = definition
        self.state = states.usable(state, definition.slug, definition.table)
        self.findings = Findings(self._told)
        self.outcome: Outcome | None = None
        self.received = 0
        self.requests = 0
        self._emit = emit
        self._now, self._seconds, self._max_requests = now, seconds, max_requests
        self._started_at = self._time()
        self._until: dict[str, date | None] = {}
        self._ends: list[bool] = []
        self._page = b""
        self._failure: Unreadable | None = None
        self._lookout = Lookout.of(self.state.memory)
        self._copies = Copies(self.state.memory)
        self._asked: Ask | None = None
        job = Job(source=definition.source, options=definition.options, state=self.state, now=now)
        self._reading = definition.recipe.read(job, self.findings)

    def start(self) -> Ask | None:
        """The first request."""
        return self._step(lambda: next(self._reading))

    def answered(self, answer: Answer) -> Ask | None:
        """The request that follows an answer."""
        self.received += len(answer.body)
        if self._asked is not None:
            answer = self._copies.answered(self._asked, answer)
        if self._failure is None and (cut := self._cut(answer)):
            return self.failed(cut)
        self._page = answer.body or self._page
        return self._step(lambda: self._reading.send(answer))

    def failed(self, failure: Unreadable) -> Ask | None:
        """The request that follows a failed one, when the recipe can do without."""
        return self._step(lambda: self._reading.throw(failure))

    def give_up(self, code: Code, detail: str) -> None:
        """Ends the reading from outside, unless it has ended."""
        if self.outcome is None:
            self._reading.close()
            self._end_badly(self._failure or Unreadable(code, detail))

    def _told(self, notice: Notice) -> None:
        self._until[notice.reference] = guards.until_of(notice)
        self._emit(self.definition.scoping.apply(notice))

    def _cut(self, answer: Answer) -> Unreadable | None:
        """A page that does not end as this site's pages always did was cut on its way, or where it was made."""
        whole = None if answer.unchanged or answer.pdf is not None else wholeness.is_whole(answer.body)
        if whole is None:
            return None
        self._ends.append(whole)
        if whole or not self.state.memory.get(WHOLE) or self.state.failures >= BELIEVED:
            return None
        return Unreadable(Code.CUT_SHORT, f"{answer.url} : la page ne finit pas ; fin : {answer.body[-80:]!r}")

    def _step(self, move: Callable[[], Ask]) -> Ask | None:
        if self.outcome is not None:
            return None
        try:
            ask = move()
        except StopIteration:
            return self._ended()
        except Unreadable as failure:
            return self._broken(failure)
        except Exception as error:  # noqa: BLE001 - told as a problem of this source; the others must be read
            return self._broken(Unreadable(Code.CRASHED, "".join(traceback.format_exception(error))))
        return self._counted(ask)

    def _counted(self, ask: Ask) -> Ask | None:
        if self.requests >= self._max_requests:
            self.give_up(Code.TOO_MANY_PAGES, f"{self.requests} requêtes")
            return None
        self.requests += 1
        self._asked = self._copies.asked(ask)
        return self._asked

    def _ended(self) -> Ask | None:
        if self._failure is not None:
            self._end_badly(self._failure)
            return None
        if not self.findings.items and not self.findings.dropped and (wall := odd_pages.named(self._page)):
            return self._broken(Unreadable(wall, f"rien, et la page dit autre chose : {self._page[:200]!r}"))
        self._end_well()
        return None

    def _broken(self, failure: Unreadable) -> Ask | None:
        """The end of a reading that failed, or the first page to look at instead."""
        if self._failure is not None:
            self._end_badly(self._failure)
            return None
        named = odd_pages.named(self._page) if failure.code in _VAGUE else None
        self._failure = Unreadable(named, failure.detail, failure.retry_after) if named else failure
        if not lookout.is_needed(self._failure.code, self.state.failures + 1):
            self._end_badly(self._failure)
            return None
        urls = lookout.pages_of(self.definition.source.url, self.definition.table.get("read", {}))
        self._reading = lookout.watch(urls, self._lookout, self._today())
        return self._step(lambda: next(self._reading))

    def _end_well(self) -> None:
        today, past, met = self._today(), Past.of(self.state.memory), self._met()
        if self.findings.items < self.definition.at_least:
            self.findings.warn(
                Code.TOO_FEW, f"{self.findings.items} éléments ; au moins {self.definition.at_least} attendus"
            )
        # A second way shows less than the first: it says nothing of what is usual.
        is_first_way = Code.SECOND_WAY not in self.findings.problems
        for code, detail in guards.judge(met, past, today) if is_first_way else ():
            self.findings.warn(code, detail)
        codes = [code.value for code in self.findings.problems]
        verdict = verdicts.of_reading(
            codes, unchanged=self.findings.unchanged, items=self.findings.items, left_out=met.left_out
        )
        known = guards.after(met, past, today) if is_first_way else past
        kept = {guards.MEMORY: known.written(), **self._ending(), **self._copies.written()}
        result = ReadResult.UNCHANGED if self.findings.unchanged else ReadResult.READ
        state = states.after_success(self.state, self.findings, self.definition.table, self._time(), verdict, kept)
        self._end(result, state, verdict, [], lasting=False)

    def _met(self) -> Met:
        return Met(
            seen=self.findings.seen,
            until=self._until,
            left_out=sum(self.findings.dropped.values()),
            kinds=self.findings.kinds,
            says_empty=self.findings.says_empty and not self.findings.items,
            is_rolling=self.definition.source.recipe in guards.ROLLING,
            volumes=self.state.volumes,
        )

    def _ending(self) -> Mapping[str, str]:
        """Whether this site's pages end as they begin; as before when none was sent."""
        if not self._ends:
            return {WHOLE: held} if (held := self.state.memory.get(WHOLE)) else {}
        return {WHOLE: "1"} if all(self._ends) else {}

    def _end_badly(self, failure: Unreadable) -> None:
        at, code = self._time(), failure.code
        memory = {lookout.MEMORY: self._lookout.written()} if self._lookout.held else {}
        state = states.after_failure(self.state, at, failure.retry_after, code.value, memory)
        problems = [health.problem(code, self.definition.slug, failure.detail[-DETAIL:])]
        changed = [f"{url} : {words}" for url, words in self._lookout.changed.items()]
        if changed:
            problems.append(health.problem(Code.PAGE_CHANGED, self.definition.slug, _shortened(changed)))
        lasting = verdicts.is_lasting(code, state.failures, state.failing_since, at)
        self._end(ReadResult.FAILED, state, code.value, problems, lasting=lasting)

    def _end(self, result: ReadResult, state: SourceState, verdict: str, problems: list[Problem], *, lasting: bool) -> None:
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
            verdict=verdict,
            lasting=lasting,
            changed_pages=tuple(self._lookout.changed.items()),
        )

    def _time(self) -> datetime:
        return self._now + timedelta(seconds=self._seconds())

    def _today(self) -> date:
        return self._now.astimezone(ZoneInfo(PARIS)).date()


def _shortened(details: list[str]) -> str:
    """The first details, and how many there are."""
    more = f"\n… {len(details)} en tout" if len(details) > 10 else ""
    return "\n".join(details[:10])[:DETAIL] + more
