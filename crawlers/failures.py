"""What a failure of Scrapy means for a source. What is then told to staff is in `crawlers.health`."""

from typing import Any
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy import exceptions
from scrapy.exceptions import IgnoreRequest
from twisted.internet.error import VerifyError
from twisted.web.client import ResponseFailed

from crawlers import browser
from crawlers.fetch_guard import Never, Refused, refused_key
from crawlers.health import Code, Unreadable

PLAIN: tuple[tuple[type[BaseException], Code], ...] = (
    (exceptions.DownloadTimeoutError, Code.TIME_OUT),
    (exceptions.DownloadCancelledError, Code.TOO_BIG),
    (exceptions.ResponseDataLossError, Code.CUT_SHORT),
    (exceptions.UnsupportedURLSchemeError, Code.BAD_ADDRESS),
    (exceptions.DownloadConnectionRefusedError, Code.UNREACHABLE),
)


def told(error: BaseException | None, url: str, stats: Any) -> Unreadable:
    """The failure in our words. `stats` of the crawl say which hosts the resolver refused."""
    if isinstance(error, Unreadable):
        return error
    detail = f"{url} : {type(error).__name__} {error}"
    return Unreadable(_code(error, url, stats), detail)


def _code(error: BaseException | None, url: str, stats: Any) -> Code:
    if isinstance(error, Never):
        return Code.NEVER
    if isinstance(error, Refused):
        return Code.BLOCKED_ADDRESS if error.is_private else Code.BAD_ADDRESS
    for kind, code in PLAIN:
        if isinstance(error, kind):
            return code
    if isinstance(error, exceptions.CannotResolveHostError):
        is_refused = stats is not None and stats.get_value(refused_key(urlsplit(url).hostname or ""))
        return Code.BLOCKED_ADDRESS if is_refused else Code.DNS_GONE
    if isinstance(error, IgnoreRequest):
        return Code.ROBOTS_REFUSED if "robots.txt" in str(error) else Code.UNEXPECTED_STATUS
    if error is not None and (told_by_browser := browser.code_of(error)):
        return told_by_browser
    if _is_about_tls(error):
        return Code.CERTIFICATE
    return Code.UNREACHABLE if isinstance(error, (exceptions.DownloadFailedError, OSError)) else Code.CRASHED


def _is_about_tls(error: BaseException | None) -> bool:
    """Twisted hides a TLS error in the reasons of a `ResponseFailed`, itself the cause of Scrapy's error."""
    if error is None:
        return False
    if isinstance(error, (SSL.Error, VerifyError)):
        return True
    reasons = error.reasons if isinstance(error, ResponseFailed) else []
    return any(_is_about_tls(reason.value) for reason in reasons) or _is_about_tls(error.__cause__)
