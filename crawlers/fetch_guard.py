"""Refuses addresses that are not public, at the moment of connecting: ours is a machine inside somebody's network.

The name is resolved once, and the address checked is the address connected to: a name that changes its answer (DNS
rebinding) gets nowhere. Redirects and robots.txt pass here too, for they are requests like any other.
"""

import ipaddress
import socket
from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.resolver import CachingHostnameResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface.declarations import implementer  # type: ignore[import-untyped]

from crawlers.servers import is_under

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scrapy.crawler import Crawler

ALLOWED_HOSTS = "VEILLEUR_ALLOWED_HOSTS"
"""The setting that lists the hosts allowed whatever their address and port."""

NEVER_HOSTS = "VEILLEUR_NEVER"
"""The setting that lists the hosts that are never asked for anything, subdomains included."""

MAILBOX = "VEILLEUR_MAILBOX"
"""The key of a request's meta that bears the mailbox it reads: no page and no redirect can make one."""

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


class Never(Refused):
    """A host that the operator has told us to leave alone."""


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

    def __init__(self, allowed: Collection[str], never: Collection[str] = ()) -> None:
        self.allowed = frozenset(host.lower() for host in allowed)
        self.never = tuple(host.lower().strip(".") for host in never)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy makes it."""
        return cls(crawler.settings.getlist(ALLOWED_HOSTS), crawler.settings.getlist(NEVER_HOSTS))

    def process_request(self, request: Request) -> None:
        """Raises Refused, which ends in the errback of the request. A mailbox is judged by what reads it."""
        if MAILBOX in request.meta:
            return
        host = (urlparse_cached(request).hostname or "").lower().rstrip(".")
        if any(is_under(host, one) for one in self.never):
            raise Never(f"{host} ne doit pas être interrogé")
        refused = refusal(request, self.allowed)
        if refused is not None:
            raise refused


class GuardedResolver(CachingHostnameResolver):
    """Resolves a name to its addresses, IPv6 and IPv4, and hands over only those that are public.

    Twisted connects to one of those it was given, and to no other: an address is checked at each look-up, in the cache or
    not.
    """

    def __init__(self, reactor: Any, cache_size: int) -> None:
        super().__init__(reactor, cache_size)
        self.allowed: frozenset[str] = frozenset()
        self.crawler: Crawler | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler", reactor: Any) -> Self:
        """As Scrapy makes it."""
        made = super().from_crawler(crawler, reactor)
        made.crawler = crawler
        made.allowed = frozenset(host.lower() for host in crawler.settings.getlist(ALLOWED_HOSTS))
        return made

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803 - Twisted's names
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: "Sequence[type[Any]] | None" = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Tells the receiver the public addresses of a name; none at all when it has only private ones."""
        checked: Any = _OnlyPublic(resolutionReceiver, self._is_fit(hostName), partial(self._remember, hostName))
        return super().resolveHostName(checked, hostName, portNumber, addressTypes, transportSemantics)

    def _is_fit(self, name: str) -> "Callable[[str], bool]":
        is_listed = _is_allowed(name, literal(name), self.allowed)
        return lambda found: is_listed or _is_public_text(found)

    def _remember(self, name: str, found: str) -> None:
        """Twisted swallows the reason of a failed look-up: it is kept aside for who tells staff."""
        if self.crawler is not None and self.crawler.stats is not None:
            self.crawler.stats.set_value(refused_key(name), found)


@implementer(IResolutionReceiver)
class _OnlyPublic:
    """Stands between a look-up and who asked for it."""

    def __init__(self, receiver: Any, is_fit: "Callable[[str], bool]", on_refused: "Callable[[str], None]") -> None:
        self._receiver, self._is_fit, self._on_refused = receiver, is_fit, on_refused

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803 - Twisted's names
        """The look-up begins."""
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        """One address was found."""
        host = getattr(address, "host", "")
        if self._is_fit(host):
            self._receiver.addressResolved(address)
        else:
            self._on_refused(host)

    def resolutionComplete(self) -> None:  # noqa: N802
        """No other address will come."""
        self._receiver.resolutionComplete()


def _is_public_text(found: str) -> bool:
    address = literal(found)
    return address is not None and is_public(address)


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
