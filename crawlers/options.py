"""How a crawl behaves towards servers: what an operator may set. How Scrapy is told so is in `crawlers.settings`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """Durations are in seconds, sizes in bytes.

    `agent` is the name under which robots.txt addresses us, `contact` the page or address where a webmaster finds us.
    `delay` is the pause between two requests to one server. `allow_private_hosts` are hosts allowed although their
    address is not public, on any port; `never` are hosts that are not asked for anything, with all their subdomains.
    `source_seconds` ends the reading of one source, `run_seconds` the whole crawl;
    `stuck_seconds` is the silence after which the child is taken for dead. `ignore_backoff` reads at once
    the sources that would wait. `keep_pages` is a folder in which the answers are written, "" for none. `browser`: pages
    that need JavaScript may be read by the system's Chromium.
    """

    agent: str = "Veilleur/0.1"
    contact: str = ""
    delay: float = 1.0
    allow_private_hosts: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    timeout: float = 60.0
    max_bytes: int = 20_000_000
    retries: int = 2
    retry_wait: float = 2.0
    max_requests: int = 200
    source_seconds: float = 900.0
    stuck_seconds: float = 120.0
    run_seconds: float = 10_800.0
    ignore_backoff: bool = False
    keep_pages: str = ""
    browser: bool = False

    @property
    def user_agent(self) -> str:
        """What is said in each request."""
        return f"{self.agent} (+{self.contact})" if self.contact else self.agent

    @property
    def robot_name(self) -> str:
        """The name to look for in robots.txt: the agent without its version."""
        return self.agent.split("/")[0]
