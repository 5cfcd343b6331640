"""Addresses: which may be shown, and which are the same. Which may be fetched is in `crawlers.fetch_guard`."""

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

TRACKING = ("utm_", "mtm_", "pk_", "at_")
TRACKING_NAMES = frozenset({"fbclid", "gclid", "mc_cid", "mc_eid", "xtor", "sessionid", "phpsessid", "jsessionid"})
PORTS = {"http": 80, "https": 443}


def followable(address: str | None, base: str = "") -> str | None:
    """The whole http(s) address of a link; None when it is missing or dangerous (javascript:, data:, a password in it…)."""
    if not address:
        return None
    try:
        whole = urljoin(base, "".join(address.split()))
        parts = urlsplit(whole)
        is_safe = parts.scheme in PORTS and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return None
    return whole if is_safe else None


def canonical(address: str) -> str:
    """The form under which two links to one page are equal: no fragment, no tracking, ordinary case, port and order kept."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removesuffix(".")
    port = f":{parts.port}" if parts.port and parts.port != PORTS.get(parts.scheme) else ""
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(name)]
    return urlunsplit((parts.scheme, host + port, parts.path or "/", urlencode(asked), ""))


def _is_tracking(name: str) -> bool:
    return name.lower().startswith(TRACKING) or name.lower() in TRACKING_NAMES
