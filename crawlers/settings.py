"""The settings of Scrapy, safe where its defaults are not. What an operator may set is in `crawlers.options`."""

from typing import Any

from crawlers.compression import ACCEPTED
from crawlers.fetch_guard import ALLOWED_HOSTS, NEVER_HOSTS
from crawlers.options import CrawlOptions
from crawlers.politeness import SERVERS, WAIT
from crawlers.servers import Servers


def scrapy_settings(options: CrawlOptions, servers: Servers | None = None) -> dict[str, Any]:
    """The settings of a crawl with these options, in which `servers` have one queue each."""
    return {**_SAFE, **_manners(options), SERVERS: servers or Servers()}


def _manners(options: CrawlOptions) -> dict[str, Any]:
    return {
        "USER_AGENT": options.user_agent,
        "ROBOTSTXT_USER_AGENT": options.robot_name,
        "DOWNLOAD_DELAY": options.delay,
        "DOWNLOAD_TIMEOUT": options.timeout,
        "DOWNLOAD_MAXSIZE": options.max_bytes,
        "RETRY_TIMES": options.retries,
        WAIT: options.retry_wait,
        ALLOWED_HOSTS: list(options.allow_private_hosts),
        NEVER_HOSTS: list(options.never),
    }


_SAFE: dict[str, Any] = {
    "ROBOTSTXT_OBEY": True,  # False by default
    "REMOTE_CONTROL_ENABLED": False,  # True by default since 2.19: a server that runs code
    "TELNETCONSOLE_ENABLED": False,  # True by default, the same
    "DOWNLOAD_VERIFY_CERTIFICATES": True,  # False by default
    "DOWNLOAD_HANDLERS": {
        **dict.fromkeys(("file", "data", "ftp", "s3")),
        **dict.fromkeys(("maildir", "imaps"), "crawlers.mailboxes.MailboxHandler"),
    },
    "TWISTED_DNS_RESOLVER": "crawlers.fetch_guard.GuardedResolver",
    "HTTPPROXY_ENABLED": False,  # a proxy of the environment would connect behind the guard's back
    "DOWNLOADER_MIDDLEWARES": {
        "crawlers.fetch_guard.UrlGuard": 50,
        "crawlers.politeness.OneQueue": 60,
        "crawlers.politeness.Robots": 100,
        "crawlers.politeness.Retry": 550,
        "crawlers.politeness.Unpack": 590,
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    },
    "EXTENSIONS": {"crawlers.politeness.CrawlDelay": 500, "crawlers.politeness.Pause": 501},
    "DEFAULT_REQUEST_HEADERS": {"Accept": "*/*", "Accept-Language": "fr, en;q=0.8", "Accept-Encoding": ACCEPTED},
    "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_ITEMS": 1,  # 100 by default, which makes as many tasks for each answer: ours gives one request at most
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY_JITTER": 0,
    "DOWNLOAD_WARNSIZE": 0,
    "DNS_TIMEOUT": 20,
    "REDIRECT_MAX_TIMES": 5,
    "HTTPERROR_ALLOW_ALL": True,  # the spider says what each status means
    "COOKIES_ENABLED": False,
    "MEMUSAGE_LIMIT_MB": 1500,
    "LOG_LEVEL": "WARNING",
}
