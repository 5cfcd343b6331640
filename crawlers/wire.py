"""What goes through the pipes between the crawl and its child: an order in, one JSON line a thing out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import datetime
from typing import Any

from crawlers import definition as definitions
from crawlers.definition import Definition
from crawlers.options import CrawlOptions
from model.codec import from_plain, to_plain
from model.notice import Notice, Outcome
from model.source import SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """All that the child must know: definitions, what the last readings left, the time (UTC), and how to behave."""

    definitions: Sequence[Definition]
    states: Mapping[str, SourceState]
    now: datetime
    options: CrawlOptions


@dataclass(frozen=True, slots=True)
class Beat:
    """The child lives, and waits for a server."""


def encode_order(order: Order) -> bytes:
    """One line. A definition goes as the table of its file, which the child reads again."""
    return _line(
        {
            "definitions": {one.slug: one.table for one in order.definitions},
            "states": to_plain({one.slug: order.states[one.slug] for one in order.definitions if one.slug in order.states}),
            "now": order.now.isoformat(),
            "options": to_plain(order.options),
        }
    )


def decode_order(line: bytes) -> Order:
    """The inverse."""
    held = json.loads(line)
    return Order(
        definitions=[definitions.of_table(slug, table) for slug, table in held["definitions"].items()],
        states=from_plain(Mapping[str, SourceState], held["states"]),
        now=datetime.fromisoformat(held["now"]),
        options=from_plain(CrawlOptions, held["options"]),
    )


def encode(thing: Notice | Outcome | Beat) -> bytes:
    """One line."""
    name = {Notice: "notice", Outcome: "outcome", Beat: "beat"}[type(thing)]
    return _line({name: thing})


def decode(line: bytes) -> Notice | Outcome | Beat:
    """The inverse. ValueError when the line is no whole line of ours: the child died while writing it."""
    held = json.loads(line)
    if not isinstance(held, dict) or len(held) != 1:
        raise ValueError(f"ligne inconnue : {line[:80]!r}")
    name, plain = next(iter(held.items()))
    kinds: dict[str, Any] = {"notice": Notice, "outcome": Outcome, "beat": Beat}
    if name not in kinds:
        raise ValueError(f"ligne inconnue : {line[:80]!r}")
    made: Notice | Outcome | Beat = from_plain(kinds[name], plain)
    return made


def _line(held: Any) -> bytes:
    return json.dumps(held, default=_one_level, separators=(",", ":")).encode("ascii") + b"\n"


def _one_level(held: Any) -> Any:
    """What the encoder cannot write itself, one level at a time: the rest is written in C."""
    if is_dataclass(held):
        return {name: getattr(held, name) for name in held.__dataclass_fields__}
    return to_plain(held)
