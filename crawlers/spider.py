"""The one spider: makes the requests that recipes ask for and hands them the answers. No recipe is known here."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.utils.asyncio import call_later
from twisted.python.failure import Failure

from crawlers import browser, failures, odd_pages, pdf
from crawlers.fetch_guard import MAILBOX
from crawlers.health import Code, Unreadable, of_status
from crawlers.kept import Keeper
from crawlers.outlet import Outlet
from crawlers.politeness import retry_after
from crawlers.recipes.base import Answer, Ask
from crawlers.run import Run
from crawlers.secrets import with_secrets
from crawlers.wire import Order

PDFS_AT_ONCE = 2
"""PDFs read at the same time, each in a process of its own that may take half a gigabyte."""


class SourceSpider(Spider):
    """Reads every source of an order at once, each by its own `Run`; one server is asked one thing at a time."""

    name = "veilleur"

    def __init__(self, order: Order, outlet: Outlet, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.order = order
        self.outlet = outlet
        self._born = time.monotonic()
        self._pdf_turns = asyncio.Semaphore(PDFS_AT_ONCE)
        self._keeper = Keeper(order.options.keep_pages)

    async def start(self) -> AsyncIterator[Request]:
        """The first request of each source."""
        for definition in self.order.definitions:
            run = Run(definition, self.order.states.get(definition.slug), self.order.now, self.outlet.write,
                      self._seconds, self.order.options.max_requests)  # fmt: skip
            for request in self._next(run, run.start()):
                yield request
            call_later(self.order.options.source_seconds, self._expire, run)

    async def answered(self, response: Response, run: Run, ask: Ask) -> AsyncIterator[Request]:
        """The request that follows an answer, if any."""
        try:
            answer = await self._answer(response, ask)
        except Unreadable as failure:
            following = run.failed(failure)
        else:
            self._keeper.keep(ask, answer)
            following = run.answered(answer)
        for request in self._next(run, following):
            yield request

    async def _answer(self, response: Response, ask: Ask) -> Answer:
        """The answer as recipes want it. Unreadable when its status, or its PDF, is no answer to read."""
        unchanged = response.status == 304 and ask.validator is not None
        code = None if unchanged else of_status(response.status)
        if code is not None:
            named = odd_pages.refused_by(response.body) or code
            raise Unreadable(named, f"{response.status} {response.url}", retry_after(response))
        headers = {
            name.decode("latin-1").lower(): b", ".join(held).decode("latin-1") for name, held in response.headers.items()
        }
        text = None
        if ask.reads_pdf and pdf.is_pdf(response.body):
            async with self._pdf_turns:
                text = await asyncio.to_thread(pdf.text_of, response.body)
        return Answer(url=response.url, headers=headers, body=response.body, unchanged=unchanged, pdf=text)

    def failed(self, failure: Failure, run: Run, url: str) -> Iterator[Request]:
        """The request that follows a failed one, if any."""
        told = failures.told(failure.value, url, self.crawler.stats)
        yield from self._next(run, run.failed(told))

    def _next(self, run: Run, ask: Ask | None) -> Iterator[Request]:
        """The request for what is asked; one that may not be made fails at once, and the recipe says what follows."""
        while ask is not None:
            try:
                yield self._request(run, ask)
                return
            except Unreadable as failure:
                ask = run.failed(failure)
            except ValueError as error:  # an address that Scrapy refuses must not stop the other sources
                ask = run.failed(Unreadable(Code.BAD_ADDRESS, f"{ask.url[:200]} : {error}"))
        if run.outcome is not None:
            self.outlet.end(run.outcome)

    def _request(self, run: Run, ask: Ask) -> Request:
        handled: dict[str, Any] = {
            "callback": self.answered,
            "errback": partial(self.failed, run=run, url=ask.url),
            "cb_kwargs": {"run": run, "ask": ask},
            "dont_filter": True,
        }
        if ask.mailbox is not None:
            meta = {MAILBOX: ask.mailbox, "dont_obey_robotstxt": True, "dont_redirect": True}
            return Request(ask.url, body=ask.body, meta=meta, **handled)
        by_browser = browser.meta(self.order.options) if browser.is_for(run.definition, ask) else {}
        private = with_secrets(ask, os.environ, self.order.options.allow_private_hosts)
        return Request(
            ask.url,
            method=ask.method,
            headers={**ask.headers, **private, **({} if by_browser else _conditions(ask))},
            body=ask.body,
            meta={"dont_redirect": bool(private) or ask.is_private, **_limits(ask), **by_browser},
            **handled,
        )

    def _expire(self, run: Run) -> None:
        run.give_up(Code.TOO_SLOW, f"plus de {self.order.options.source_seconds:.0f} s")
        if run.outcome is not None:
            self.outlet.end(run.outcome)

    def _seconds(self) -> float:
        return time.monotonic() - self._born


def _limits(ask: Ask) -> dict[str, float]:
    """The limits of an answer that is known to be long, under Scrapy's names."""
    held = {"download_maxsize": ask.max_bytes, "download_warnsize": ask.max_bytes, "download_timeout": ask.seconds}
    return {name: value for name, value in held.items() if value is not None}


def _conditions(ask: Ask) -> dict[str, str]:
    """The headers by which a server may answer that nothing changed."""
    if ask.validator is None:
        return {}
    held = {"If-None-Match": ask.validator.etag, "If-Modified-Since": ask.validator.last_modified}
    return {name: value for name, value in held.items() if value}
