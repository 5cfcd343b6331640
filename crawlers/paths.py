"""Dotted paths in JSON: `a.b`, `a.0` for one of a list, `a.*` for all. Text that is itself JSON is entered too."""

import json
from collections.abc import Iterator
from typing import Any

EVERY = "*"


def found(held: Any, path: str) -> Iterator[Any]:
    """The values at a path; nothing when it leads nowhere. An empty path is the value itself."""
    if not path or path == ".":
        yield held
        return
    name, _, rest = path.partition(".")
    if isinstance(held, str) and held[:1] in ("[", "{"):
        held = _inner(held)
    if isinstance(held, dict):
        if path in held:  # a key that has dots in it
            yield held[path]
        elif name == EVERY:
            for one in held.values():
                yield from found(one, rest)
        elif name in held:
            yield from found(held[name], rest)
    elif isinstance(held, list):
        yield from _in_list(held, name, rest, path)


def texts(held: Any, path: str) -> list[str]:
    """The values at a path as texts: lists are opened, what is empty or a table is left."""
    return [text for value in found(held, path) for text in _texts(value)]


def _in_list(held: list[Any], name: str, rest: str, path: str) -> Iterator[Any]:
    """A number is a place in the list; any other name is looked for in each of its values."""
    if name.isdigit():
        if int(name) < len(held):
            yield from found(held[int(name)], rest)
        return
    for one in held:
        yield from found(one, rest if name == EVERY else path)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, (int, float)):
        yield str(int(value)) if float(value).is_integer() else str(value)
    elif isinstance(value, str) and value.strip():
        yield value


def _inner(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
