"""Manners that Scrapy lacks: one queue a server, Crawl-delay, Retry-After, pauses before trying again, strict unpacking."""

import asyncio
from collections import defaultdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, DownloadTimeoutError, ResponseDataLossError
from scrapy.exceptions import DownloadConnectionRefusedError as RefusedConnection
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawlers.compression import inflated
from crawlers.fetch_guard import refused_key
from crawlers.servers import Servers

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

LONGEST_DELAY = 60.0
"""Seconds: a longer Crawl-delay or Retry-After is not waited for during a crawl."""

SERVERS = "VEILLEUR_SERVERS"
"""The setting that says which hosts are one server."""

PASSING = (DownloadTimeoutError, RefusedConnection, DownloadFailedError, ResponseDataLossError, CannotResolveHostError)
RETRIED = frozenset({429, 500, 502, 503, 504, 522, 524})
WAIT = "VEILLEUR_RETRY_WAIT"


class OneQueue:
    """Downloader middleware: puts each request, those of redirects and of robots.txt too, in the queue of its server."""

    def __init__(self, servers: Servers) -> None:
        self.servers = servers

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy makes it."""
        return cls(crawler.settings.get(SERVERS) or Servers())

    def process_request(self, request: Request) -> None:
        """A redirect keeps the queue of the host it comes from unless it is given its own."""
        request.meta["download_slot"] = self.servers.queue_of(urlparse_cached(request).hostname or "")


class CrawlDelay:
    """Scrapy reads the Crawl-delay of robots.txt and does not obey it: this extension slows the server's queue down.

    It stays slow when Scrapy forgets a queue that was idle for a minute, and makes it again.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy makes it."""
        made = cls(crawler)
        crawler.signals.connect(made.parsed, signals.robots_parsed)
        return made

    def parsed(self, robotparser: Any, request: Request) -> None:
        """Called with each robots.txt read."""
        asked = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        if not asked or self.crawler.engine is None:
            return
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        held = downloader.per_slot_settings.setdefault(key, {})
        usual = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        held["delay"] = max(held.get("delay", usual), min(float(asked), LONGEST_DELAY))
        if slot := downloader.slots.get(key):
            slot.delay = max(slot.delay, held["delay"])


class Pause:
    """Counts the pause of a server from its last answer, not from our last question: a question that is slow on its way
    would otherwise arrive closer to the next one than the delay."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy makes it."""
        made = cls(crawler)
        crawler.signals.connect(made.answered, signals.response_downloaded)
        return made

    def answered(self, request: Request) -> None:
        """Called with each answer, before its queue goes on."""
        if self.crawler.engine is None:
            return
        downloader = self.crawler.engine.downloader
        if slot := downloader.slots.get(downloader.get_slot_key(request)):
            slot.lastseen = max(slot.lastseen, monotonic())


class Robots(RobotsTxtMiddleware):
    """Obeys robots.txt, also for the requests that wait while it is being fetched.

    Scrapy 2.19 lets those through: they all await one Deferred, and only the first gets the parser, the others None. Here
    they wait for their turn.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the server of a request; None when it has none that could be read."""
        async with self._turns[urlparse_cached(request).netloc]:
            return await super().robot_parser(request)


class Retry:
    """Tries again what may pass, after a pause that doubles, or the one the server asks for when it is short."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler
        self.wait = crawler.settings.getfloat(WAIT)
        self.times = crawler.settings.getint("RETRY_TIMES")

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy makes it."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """A new request for a passing error; the response itself otherwise."""
        if response.status not in RETRIED:
            return response
        asked = retry_after(response)
        if asked is not None and asked > LONGEST_DELAY:
            return response
        if asked:
            self._silence(request, asked)
        return await self._again(request, str(response.status), asked) or response

    def _silence(self, request: Request, seconds: float) -> None:
        """The whole server is left alone for as long as it asks, not only this request."""
        downloader = self.crawler.engine.downloader if self.crawler.engine is not None else None
        slot = downloader.slots.get(downloader.get_slot_key(request)) if downloader is not None else None
        if slot is not None:
            slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """A new request for a passing failure; None otherwise."""
        host = request.url.split("/")[2].split(":")[0]
        is_refused = self.crawler.stats is not None and self.crawler.stats.get_value(refused_key(host))
        if not isinstance(exception, PASSING) or is_refused:
            return None
        return await self._again(request, type(exception).__name__, None)

    async def _again(self, request: Request, reason: str, asked: float | None) -> Request | None:
        tried: int = request.meta.get("retry_times", 0)
        again = get_retry_request(request, spider=self.crawler.spider, reason=reason, max_retry_times=self.times) if (
            self.crawler.spider and tried < self.times) else None  # fmt: skip
        if again is not None:
            await asyncio.sleep(asked if asked is not None else self.wait * 2**tried)
        return again


class Unpack:
    """Downloader middleware that undoes compression strictly, in place of Scrapy's tolerant one."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy makes it."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Response) -> Response:
        """The response with its body in clear. Raises Unreadable, which ends in the errback of the request."""
        encoding = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if not encoding or request.method == "HEAD":
            return response
        body = inflated(response.body, encoding, request.meta.get("download_maxsize", self.limit))
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        return response.replace(headers=headers, body=body)


def retry_after(response: Response) -> float | None:
    """The seconds that a server asks to wait, said in seconds or as a date; None when it does not, or cannot be read.

    A date is read against the server's own clock, its header Date.
    """
    said = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if said.isdigit():
        return float(said)
    then, now = _date(said), _date((response.headers.get("Date") or b"").decode("latin-1"))
    return max(0.0, (then - now).total_seconds()) if then and now else None


def _date(said: str) -> datetime | None:
    try:
        return parsedate_to_datetime(said).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None
