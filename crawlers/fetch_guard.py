"""Refuses addresses that are not public, at the moment of connecting: ours is a machine inside somebody's network.

The name is resolved once, and the address checked is the address connected to: a name that changes its answer (DNS
rebinding) gets nowhere. Redirects and robots.txt pass here too, for they are requests like any other.
"""

import ipaddress
import socket
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.crawler import Crawler

ALLOWED_HOSTS = "VEILLEUR_ALLOWED_HOSTS"
"""The setting that lists the hosts allowed whatever their address and port."""

PORTS = frozenset({80, 443, 8000, 8080, 8443})
"""The ports of public web sites: another one is a service that nobody meant to be read."""

LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")

NAT64 = ipaddress.ip_network("64:ff9b::/96")
IPV4_COMPATIBLE = ipaddress.ip_network("::/96")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(IgnoreRequest):
    """An address that is not followed; `is_private`: because it leads to a network that is not public."""

    def __init__(self, reason: str, *, is_private: bool = False) -> None:
        super().__init__(reason)
        self.is_private = is_private


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the Internet: not private, loopback, link-local, multicast, reserved, even in disguise."""
    inner = _embedded(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def literal(host: str) -> IPAddress | None:
    """The address that a host is, in any spelling that a C library takes (127.1, 2130706433, 0x7f.1, ①②⑦…), or None."""
    plain = host.strip("[]").split("%")[0]
    try:
        return ipaddress.ip_address(plain)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(plain.encode("idna").decode("ascii").rstrip(".")))
    except (OSError, UnicodeError, ValueError):
        return None


def refusal(request: Request, allowed: Collection[str]) -> Refused | None:
    """Why a request is not made, judging by its address alone; the resolver judges names."""
    parts = urlparse_cached(request)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Refused(f"schéma refusé : {parts.scheme}")
    if parts.username is not None or "proxy" in request.meta:
        return Refused("mot de passe ou relais dans l’adresse")
    address = literal(parts.hostname)
    if _is_allowed(parts.hostname, address, allowed):
        return None
    if address is not None and not is_public(address):
        return Refused(f"{parts.hostname} est l’adresse privée {address}", is_private=True)
    if _is_local_name(parts.hostname):
        return Refused(f"{parts.hostname} est un nom de réseau privé", is_private=True)
    if (_port(request) or 80) not in PORTS:
        return Refused(f"port refusé : {_port(request)}")
    return None


class UrlGuard:
    """Downloader middleware that comes before all others: it judges each address, those of redirects and robots.txt too."""

    def __init__(self, allowed: Collection[str]) -> None:
        self.allowed = frozenset(host.lower() for host in allowed)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy makes it."""
        return cls(crawler.settings.getlist(ALLOWED_HOSTS))

    def process_request(self, request: Request) -> None:
        """Raises Refused, which ends in the errback of the request."""
        refused = refusal(request, self.allowed)
        if refused is not None:
            raise refused


class GuardedResolver(CachingThreadedResolver):
    """Resolves a name to one IPv4 address, and refuses it unless it is public. Twisted asks it for literals too."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.allowed: frozenset[str] = frozenset()
        self.crawler: Crawler | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler", reactor: ReactorBase) -> Self:
        """As Scrapy makes it."""
        made = super().from_crawler(crawler, reactor)
        made.crawler = crawler
        made.allowed = frozenset(host.lower() for host in crawler.settings.getlist(ALLOWED_HOSTS))
        return made

    def getHostByName(self, name: str, timeout: "Sequence[int]" = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's name
        """The address of a name, checked each time, in the cache or not."""
        answer: Deferred[str] = super().getHostByName(name, timeout)
        return answer.addCallback(self._checked, name)

    def _checked(self, found: str, name: str) -> str:
        address = ipaddress.ip_address(found)
        if _is_allowed(name, literal(name), self.allowed) or is_public(address):
            return found
        self._remember(name, found)
        raise DNSLookupError(f"adresse privée {found} pour {name}")

    def _remember(self, name: str, found: str) -> None:
        """Twisted swallows the reason of a failed look-up: it is kept aside for who tells staff."""
        if self.crawler is not None and self.crawler.stats is not None:
            self.crawler.stats.set_value(refused_key(name), found)


def refused_key(host: str) -> str:
    """The name under which the statistics of the crawl keep the private address of a refused host."""
    return f"fetch_guard/refused/{host.lower()}"


def _is_local_name(host: str) -> bool:
    """Names kept for private networks (RFC 6761, 6762 and ICANN's "internal"), and names without a dot."""
    name = host.lower().rstrip(".")
    return literal(host) is None and ("." not in name or name.endswith(LOCAL_ENDINGS))


def _is_allowed(host: str, address: Any, allowed: Collection[str]) -> bool:
    return host.lower() in allowed or (address is not None and str(address) in allowed)


def _embedded(address: IPAddress) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside an IPv6 one: mapped, compatible, 6to4, NAT64, Teredo."""
    if address.version == 4:
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in NAT64 or (address in IPV4_COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _port(request: Request) -> int | None:
    try:
        return urlparse_cached(request).port or {"http": 80, "https": 443}[urlparse_cached(request).scheme]
    except ValueError:
        return -1
