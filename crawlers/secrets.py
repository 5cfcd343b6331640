"""Keys of access: their values come from environment variables when a request leaves, and nowhere else."""

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Ask


def with_secrets(ask: Ask, environment: Mapping[str, str], allowed: Collection[str]) -> dict[str, str]:
    """The headers of a request that bear keys, with their values.

    Unreadable when a variable is not set, or when the key would leave in clear for a host that is not in `allowed`.
    """
    if not ask.secrets and not ask.is_private:
        return {}
    parts = urlsplit(ask.url)
    if parts.scheme != "https" and parts.hostname not in allowed:
        raise Unreadable(Code.BAD_ADDRESS, f"une clé ne part pas en clair : {parts.scheme}://{parts.hostname}")
    missing = [variable for variable in ask.secrets.values() if not environment.get(variable)]
    if missing:
        raise Unreadable(Code.KEY_MISSING, f"variable d’environnement à remplir : {', '.join(missing)}")
    return {header: environment[variable] for header, variable in ask.secrets.items()}
