"""The child process that visits pages: `python -m crawlers.link_child` reads addresses and writes a line for each."""

import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.http.response.text import TextResponse

from crawlers.child import die_with_parent
from crawlers.options import CrawlOptions
from model.codec import from_plain, to_plain
from model.link import Visit

BEGINNING = 1_000
"""Characters of a page that are given."""
LARGEST, LONGEST = 2_000_000, 20.0
"""Bytes and seconds that one page may take: its beginning is enough."""
TEXT = "//body//text()[not(ancestor::script or ancestor::style or ancestor::nav or ancestor::header or ancestor::noscript)]"
SLOW_DOWN = (429, 503)
"""A server that answers so is not asked a second thing."""


class LinkSpider(Spider):
    """Asks for the head of each page, then for the page itself unless the head has said enough."""

    name = "liens"

    def __init__(self, urls: list[str], now: datetime, lines: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls, self.now, self.lines = urls, now, lines

    async def start(self) -> AsyncIterator[Request]:
        """The head of each page."""
        for url in dict.fromkeys(self.urls):
            try:
                yield self._request(url, "HEAD")
            except ValueError:  # an address that is none must not stop the others
                self._tell(url, None)

    def headed(self, response: Response, url: str) -> Iterator[Request]:
        """A file that is there needs no more; a server that does not answer heads, or that denies the page, is asked for the
        page itself: some say « not found » to heads alone."""
        kind = (response.headers.get("Content-Type") or b"").lower()
        is_file = 200 <= response.status < 300 and kind != b"" and b"html" not in kind
        if is_file or response.status in SLOW_DOWN:
            self._tell(url, response)
        else:
            yield self._request(url, "GET")

    def reached(self, response: Response, url: str) -> None:
        """What the page says."""
        self._tell(url, response)

    def failed(self, failure: Any, url: str, method: str) -> Iterator[Request]:
        """A server that breaks on a head may still give the page; what may not be asked, or is silent, says nothing."""
        if method == "HEAD" and "DataLoss" in type(failure.value).__name__:
            yield self._request(url, "GET")
        else:
            self._tell(url, None)

    def _request(self, url: str, method: str) -> Request:
        return Request(
            url,
            method=method,
            callback=partial(self.headed if method == "HEAD" else self.reached, url=url),
            errback=partial(self.failed, url=url, method=method),
            dont_filter=True,
            meta={"download_maxsize": LARGEST, "download_timeout": LONGEST, "max_retry_times": 0},
        )

    def _tell(self, url: str, response: Response | None) -> None:
        found = Visit(
            at=self.now,
            status=response.status if response is not None else None,
            final=response.url if response is not None else "",
            text=_beginning(response) if response is not None else "",
        )
        os.write(self.lines, json.dumps({"url": url, "visit": to_plain(found)}).encode("ascii") + b"\n")


def _beginning(response: Response) -> str:
    """The title of a page, its first heading, then what it says, without menus; "" for what is no page."""
    if not isinstance(response, TextResponse) or not response.body:
        return ""
    page = response.selector
    if page.type != "html":
        return response.text[:BEGINNING]
    said = page.xpath("//title//text() | //h1//text()").getall() + page.xpath(TEXT).getall()
    return " ".join(" ".join(said).split())[:BEGINNING]


def main() -> None:
    """Reads the order, visits, writes what is found."""
    from scrapy.crawler import AsyncCrawlerProcess

    from crawlers.settings import scrapy_settings

    die_with_parent()
    order = json.loads(sys.stdin.buffer.readline())
    lines = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not spoil the lines
    options: CrawlOptions = from_plain(CrawlOptions, order["options"])
    process = AsyncCrawlerProcess({**scrapy_settings(options), "RETRY_TIMES": 0})
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)
    process.crawl(LinkSpider, urls=order["urls"], now=datetime.fromisoformat(order["now"]), lines=lines)
    process.start()


if __name__ == "__main__":
    main()
