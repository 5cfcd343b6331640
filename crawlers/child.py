"""The child process of a crawl: `python -m crawlers.child` reads an order on its input and writes lines on its output.

It dies with its parent: its input closes when the parent goes, kill -9 included, and Linux is asked to kill it then.
"""

import ctypes
import logging
import os
import signal
import sys
import threading
from contextlib import suppress

PR_SET_PDEATHSIG = 1
BEAT = 5.0
"""Seconds between two signs of life."""


def main() -> None:
    """Reads the order, crawls, writes what is found."""
    die_with_parent()
    order_line = sys.stdin.buffer.readline()
    threading.Thread(target=_watch_input, name="watch", daemon=True).start()
    lines = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not spoil the lines
    _crawl(order_line, lines)


def _crawl(order_line: bytes, lines: int) -> None:
    from scrapy.crawler import AsyncCrawlerProcess

    from crawlers import browser
    from crawlers.outlet import Outlet
    from crawlers.servers import Servers
    from crawlers.settings import scrapy_settings
    from crawlers.wire import decode_order

    order = decode_order(order_line)
    outlet = Outlet(lines)
    settings = scrapy_settings(order.options, Servers.of(order.definitions))
    added = browser.settings(order.definitions, order.options)
    handlers = {**settings["DOWNLOAD_HANDLERS"], **added.pop("DOWNLOAD_HANDLERS", {})}
    process = AsyncCrawlerProcess({**settings, **added, "DOWNLOAD_HANDLERS": handlers})
    from twisted.internet.task import LoopingCall  # after the reactor of the process is there

    from crawlers.spider import SourceSpider

    logging.getLogger("scrapy").setLevel(logging.WARNING)
    process.crawl(SourceSpider, order=order, outlet=outlet)
    LoopingCall(outlet.beat).start(BEAT)
    process.start()
    outlet.close()


def die_with_parent() -> None:
    """Asks Linux to kill this process when its parent dies; elsewhere the watch on the input has to do."""
    parent = os.getppid()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _watch_input() -> None:
    """The parent keeps our input open for as long as it lives and wants us."""
    while sys.stdin.buffer.read(1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
