"""The one door of the crawlers: reads sources and yields their notices, each source ending with its outcome."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from crawlers import health
from crawlers.definition import Definition
from crawlers.health import Unreadable
from crawlers.options import CrawlOptions
from crawlers.parent import Child
from crawlers.run import DETAIL
from crawlers.states import after_failure, is_fresh, is_on_hold
from crawlers.verdicts import Well, is_lasting
from crawlers.wire import Order
from model.codes import ReadResult
from model.notice import Notice, Outcome
from model.source import SourceState


def read(definitions: Sequence[Definition], states: Mapping[str, SourceState], now: datetime,
         options: CrawlOptions | None = None) -> Iterator[Notice | Outcome]:  # fmt: skip
    """Reads the sources of `definitions`, whatever their setting, in a child process.

    `states` are those of the last readings by slug (a source may be absent), `now` is aware. Yields notices as they come,
    those of several sources mixed, and exactly one Outcome a source after its notices; its `state` is what to give next
    time, to be saved only if all the notices were taken in. Sources on hold after failures, and weekly ones read this
    week, are SKIPPED. Nothing that a source does raises. Leaving the iterator before its end kills the child.
    """
    chosen = options or CrawlOptions()
    due = [one for one in definitions if chosen.ignore_backoff or not _may_wait(one, states, now)]
    for definition in definitions:
        if definition not in due:
            yield _unread(definition, states.get(definition.slug), now)
    if due:
        yield from _crawl(Order(definitions=due, states=states, now=now, options=chosen))


def _crawl(order: Order) -> Iterator[Notice | Outcome]:
    left = {one.slug: one for one in order.definitions}
    failure: Unreadable | None = None
    with Child(order) as child:
        try:
            for thing in child.things():
                if isinstance(thing, Outcome):
                    left.pop(thing.source)
                yield thing
                if not left:  # the child would still take a second to close its connections
                    break
        except Unreadable as error:
            failure = error
    for definition in left.values():
        yield _failed(definition, order, failure or Unreadable(health.Code.CHILD_ENDED, "fin sans résultat"))


def _may_wait(definition: Definition, held: Mapping[str, SourceState], now: datetime) -> bool:
    state = held.get(definition.slug)
    return state is not None and (is_on_hold(state, now) or is_fresh(state, definition.cadence, now))


def _unread(definition: Definition, state: SourceState | None, now: datetime) -> Outcome:
    return Outcome(
        source=definition.slug,
        result=ReadResult.SKIPPED,
        state=state or SourceState(source=definition.slug),
        started_at=now,
        ended_at=now,
        verdict=Well.SKIPPED.value,
    )


def _failed(definition: Definition, order: Order, failure: Unreadable) -> Outcome:
    state = order.states.get(definition.slug) or SourceState(source=definition.slug)
    after = after_failure(state, order.now, verdict=failure.code.value)
    return Outcome(
        source=definition.slug,
        result=ReadResult.FAILED,
        verdict=failure.code.value,
        lasting=is_lasting(failure.code, after.failures, after.failing_since, order.now),
        state=after,
        started_at=order.now,
        ended_at=order.now,
        problems=(health.problem(failure.code, definition.slug, failure.detail[-DETAIL:]),),
    )
