"""The one spider: makes the requests that recipes ask for and hands them the answers. No recipe is known here."""

import time
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.utils.asyncio import call_later
from twisted.python.failure import Failure

from crawlers import failures
from crawlers.health import Code, Unreadable, of_status
from crawlers.outlet import Outlet
from crawlers.politeness import retry_after
from crawlers.recipes.base import Answer, Ask
from crawlers.run import Run
from crawlers.wire import Order


class SourceSpider(Spider):
    """Reads every source of an order at once, each by its own `Run`; one server is asked one thing at a time."""

    name = "veilleur"

    def __init__(self, order: Order, outlet: Outlet, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.order = order
        self.outlet = outlet
        self._born = time.monotonic()

    async def start(self) -> AsyncIterator[Request]:
        """The first request of each source."""
        for definition in self.order.definitions:
            run = Run(definition, self.order.states.get(definition.slug), self.order.now, self.outlet.write,
                      self._seconds, self.order.options.max_requests)  # fmt: skip
            for request in self._next(run, run.start()):
                yield request
            call_later(self.order.options.source_seconds, self._expire, run)

    def answered(self, response: Response, run: Run) -> Iterator[Request]:
        """The request that follows an answer, if any."""
        unchanged = response.status == 304 and response.meta["validated"]
        code = None if unchanged else of_status(response.status)
        if code is not None:
            failure = Unreadable(code, f"{response.status} {response.url}", retry_after(response))
            yield from self._next(run, run.failed(failure))
            return
        headers = {
            name.decode("latin-1").lower(): b", ".join(held).decode("latin-1") for name, held in response.headers.items()
        }
        answer = Answer(url=response.url, headers=headers, body=response.body, unchanged=unchanged)
        yield from self._next(run, run.answered(answer))

    def failed(self, failure: Failure, run: Run, url: str) -> Iterator[Request]:
        """The request that follows a failed one, if any."""
        told = failures.told(failure.value, url, self.crawler.stats)
        yield from self._next(run, run.failed(told))

    def _next(self, run: Run, ask: Ask | None) -> Iterator[Request]:
        if ask is not None:
            yield self._request(run, ask)
        elif run.outcome is not None:
            self.outlet.end(run.outcome)

    def _request(self, run: Run, ask: Ask) -> Request:
        return Request(
            ask.url,
            method=ask.method,
            headers={**ask.headers, **_conditions(ask)},
            body=ask.body,
            callback=self.answered,
            errback=partial(self.failed, run=run, url=ask.url),
            cb_kwargs={"run": run},
            meta={"validated": ask.validator is not None},
            dont_filter=True,
        )

    def _expire(self, run: Run) -> None:
        run.give_up(Code.TOO_SLOW, f"plus de {self.order.options.source_seconds:.0f} s")
        if run.outcome is not None:
            self.outlet.end(run.outcome)

    def _seconds(self) -> float:
        return time.monotonic() - self._born


def _conditions(ask: Ask) -> dict[str, str]:
    """The headers by which a server may answer that nothing changed."""
    if ask.validator is None:
        return {}
    held = {"If-None-Match": ask.validator.etag, "If-Modified-Since": ask.validator.last_modified}
    return {name: value for name, value in held.items() if value}
