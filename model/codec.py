"""Dataclasses of this package to plain JSON values and back, for the crawlers' pipe and the store's JSON columns."""

import base64
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(held: Any) -> Any:
    """JSON values of a dataclass, or of what one holds; bytes become base64, decimals and dates text."""
    if is_dataclass(held) and not isinstance(held, type):
        return {f.name: to_plain(getattr(held, f.name)) for f in fields(held)}
    if isinstance(held, Enum):
        return held.value
    if isinstance(held, (datetime, date, time)):
        return held.isoformat()
    if isinstance(held, Decimal):
        return str(held)
    if isinstance(held, bytes):
        return base64.b64encode(held).decode("ascii")
    if isinstance(held, Mapping):
        return {key: to_plain(value) for key, value in held.items()}
    if isinstance(held, (tuple, list)):
        return [to_plain(one) for one in held]
    return held


def from_plain(kind: type[T] | Any, plain: Any) -> T:
    """The inverse of `to_plain` for the type `kind`. Unknown keys raise TypeError; missing ones take their default."""
    made: T = _decode(kind, plain)
    return made


def _decode(kind: Any, plain: Any) -> Any:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if plain is None else _decode(next(a for a in args if a is not type(None)), plain)
    if origin is tuple:
        return _decode_tuple(args, plain)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _decode(args[1], value) for key, value in plain.items()}
    if is_dataclass(origin or kind):
        return _decode_dataclass(origin or kind, args, plain)
    return _decode_leaf(kind, plain)


def _decode_tuple(args: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_decode(args[0], one) for one in plain)
    return tuple(_decode(arg, one) for arg, one in zip(args, plain, strict=True))


def _decode_dataclass(kind: Any, args: tuple[Any, ...], plain: Any) -> Any:
    hints = _hints(kind)
    return kind(
        **{
            key: _decode(args[0] if isinstance(hints[key], TypeVar) else hints[key], value)
            for key, value in plain.items()
            if _known(kind, hints, key)
        }
    )


def _known(kind: Any, hints: Mapping[str, Any], key: str) -> bool:
    if key not in hints:
        raise TypeError(f"{kind.__name__} has no field {key!r}")
    return True


def _decode_leaf(kind: Any, plain: Any) -> Any:
    if kind in (datetime, date, time):
        return kind.fromisoformat(plain)
    if kind is bytes:
        return base64.b64decode(plain)
    if kind is Decimal:
        return Decimal(plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    return plain


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)
