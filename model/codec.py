"""Dataclasses of this package to plain JSON values and back, for the crawlers' pipe and the store's JSON columns."""

import base64
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

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
    made: T = _decoder(cast(Hashable, kind))(plain)
    return made


Decoder = Callable[[Any], Any]


@cache
def _decoder(kind: Any) -> Decoder:
    """What reads a type is worked out once: looking into the type at each value took three quarters of the time."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(next(a for a in args if a is not type(None)))
    if origin is tuple:
        return _tuple(args)
    if origin is not None and issubclass(origin, Mapping):
        value = _decoder(args[1])
        return lambda plain: {key: value(one) for key, one in plain.items()}
    if is_dataclass(origin or kind):
        return _dataclass(origin or kind, args)
    return _leaf(kind)


def _optional(kind: Any) -> Decoder:
    inner = _decoder(kind)
    return lambda plain: None if plain is None else inner(plain)


def _tuple(args: tuple[Any, ...]) -> Decoder:
    if len(args) == 2 and args[1] is Ellipsis:
        one = _decoder(args[0])
        return lambda plain: tuple([one(value) for value in plain])
    each = [_decoder(arg) for arg in args]
    return lambda plain: tuple(read(value) for read, value in zip(each, plain, strict=True))


def _dataclass(kind: Any, args: tuple[Any, ...]) -> Decoder:
    hints = get_type_hints(kind)
    readers = {name: _decoder(args[0] if isinstance(hint, TypeVar) else hint) for name, hint in hints.items()}

    def read(plain: Any) -> Any:
        try:
            return kind(**{key: readers[key](value) for key, value in plain.items()})
        except KeyError as missing:
            if missing.args[0] in plain and missing.args[0] not in readers:
                raise TypeError(f"{kind.__name__} has no field {missing.args[0]!r}") from None
            raise

    return read


def _leaf(kind: Any) -> Decoder:
    if kind in (datetime, date, time):
        read: Decoder = kind.fromisoformat
        return read
    if kind is bytes:
        return base64.b64decode
    if kind is Decimal:
        return Decimal
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return lambda plain: plain
