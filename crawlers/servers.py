"""Which server a host is one of: one queue and one pause a server, however many hosts and sources it has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from crawlers.definition import Definition

ANY = "*."


@dataclass(frozen=True, slots=True)
class Servers:
    """`hosts`: host → the server that a definition declares for it. `domains`: the ends of host names that are one server
    (`server = "*.ambafrance.org"`)."""

    hosts: Mapping[str, str] = field(default_factory=dict)
    domains: tuple[str, ...] = ()

    @classmethod
    def of(cls, definitions: Iterable[Definition]) -> "Servers":
        """The servers that definitions declare, by the hosts of all the addresses written in them.

        A host is in one queue even for the sources that do not say so.
        """
        held = [one for one in definitions if one.server]
        domains = {one.server.removeprefix(ANY).lower() for one in held if one.server and one.server.startswith(ANY)}
        hosts = {host: one.server.lower() for one in held if one.server for host in _hosts(one.table)}
        return cls(hosts, tuple(sorted(domains)))

    def queue_of(self, host: str) -> str:
        """The name of the queue of a host: its server's, else its own."""
        name = host.lower().rstrip(".")
        for domain in self.domains:
            if is_under(name, domain):
                return f"{ANY}{domain}"
        return self.hosts.get(name, name)


def is_under(host: str, domain: str) -> bool:
    """Whether a host is a domain, or one of its subdomains."""
    return host == domain or host.endswith(f".{domain}")


def _hosts(held: Any) -> Iterator[str]:
    """The hosts of the addresses written anywhere in a definition."""
    if isinstance(held, str):
        if held.startswith(("https://", "http://")) and (host := _host(held)):
            yield host
    elif isinstance(held, Mapping):
        for one in held.values():
            yield from _hosts(one)
    elif isinstance(held, (list, tuple)):
        for one in held:
            yield from _hosts(one)


def _host(address: str) -> str | None:
    try:
        return (urlsplit(address).hostname or "").lower().rstrip(".")
    except ValueError:
        return None
