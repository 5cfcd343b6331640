"""What staff have set in a call over what its sources say, or confirmed of it, field by field. Nothing is saved here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from model.call import Call
from model.codec import from_plain, to_plain
from model.doubt import CONFIRMED, HARMLESS
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.trouble import Trouble

CALL_FIELDS = ("title", "url", "funder", "identifier", "title_fr", "title_fr_label")
FILLED = ("title", "url")
PLACE = "staff"


@dataclass(frozen=True, slots=True)
class Pin:
    """A value as JSON can write it, and who set it. `confirmed`: it does not stand over what sources say, it makes those of
    its values that they say sure; another value that a source comes to say is as doubtful as before."""

    plain: Any
    who: str
    confirmed: bool = False


Pins = Mapping[str, Pin]


def fields() -> tuple[str, ...]:
    """The fields that staff may set."""
    return (*CALL_FIELDS, *_hints())


def pin(field: str, value: Any, who: str) -> Pin:
    """A value to set: that of one reading (a `Kind`, a date…), a sequence of such for a list, None for nothing.

    Raises Trouble for an unknown field, for a title or an address left empty, and for a value of another type.
    """
    if field not in fields():
        raise Trouble(f"Le champ « {field} » n’existe pas.", f"Les champs : {', '.join(fields())}.")
    if field in FILLED and not value:
        raise Trouble("Un appel garde un titre et une adresse.", "Donnez une valeur, ou rendez le champ aux sources.")
    plain = to_plain(tuple(value) if isinstance(value, (list, tuple)) else value)
    made = Pin(plain, who)
    try:
        _value(field, made)
    except (TypeError, ValueError, KeyError, AttributeError) as cause:
        raise Trouble(f"Cette valeur ne convient pas au champ « {field} ».", "Vérifiez sa forme.", repr(cause)) from cause
    return made


def confirmation(call: Call, field: str, who: str) -> Pin:
    """The values of a field as they stand, to confirm. Raises Trouble for a field that holds none, or no reading."""
    kind, _ = _hints().get(field, (None, False))
    held = getattr(call.facts, field) if kind is not None else None
    if not held:
        raise Trouble(f"Il n’y a rien à confirmer dans « {field} ».", "Donnez une valeur.")
    return Pin([to_plain(one.value) for one in _listed(held)], who, confirmed=True)


def fixed(pins: Pins) -> frozenset[str]:
    """The fields that staff have set: what sources say of them does not matter any more."""
    return frozenset(field for field, one in pins.items() if not one.confirmed)


def pinned(call: Call, pins: Pins) -> Call:
    """The call with what staff have set or confirmed."""
    own = {field: _value(field, one) for field, one in pins.items() if field in CALL_FIELDS}
    known = {
        field: _sure(getattr(call.facts, field), one) if one.confirmed else _value(field, one)
        for field, one in pins.items()
        if field not in CALL_FIELDS
    }
    return replace(call, facts=replace(call.facts, **known), **own) if pins else call


def _value(field: str, one: Pin) -> Any:
    """The value as the field holds it: its evidence says who set it (rule 5)."""
    if field in CALL_FIELDS:
        return _text(one.plain)
    kind, is_list = _hints()[field]
    if kind is None:
        return _text(one.plain) if one.plain is not None or field == "language" else ""
    if is_list:
        return tuple(_reading(kind, plain, one.who) for plain in one.plain or ())
    return None if one.plain is None else _reading(kind, one.plain, one.who)


def _sure(held: Any, one: Pin) -> Any:
    """What a field holds, its confirmed values without their doubts."""
    if isinstance(held, tuple):
        return tuple(_confirmed(reading, one) for reading in held)
    return held if held is None else _confirmed(held, one)


def _confirmed(reading: Reading[Any], one: Pin) -> Reading[Any]:
    if to_plain(reading.value) not in one.plain:
        return reading
    flags = (*(flag for flag in reading.flags if flag in HARMLESS and flag != CONFIRMED), CONFIRMED)
    said = reading.evidence if reading.evidence.quote.strip() else Evidence(f"Confirmé par {one.who}", place=PLACE)
    return Reading(reading.value, said, 1.0, flags)


def _listed(held: Any) -> tuple[Reading[Any], ...]:
    return held if isinstance(held, tuple) else (held,)


def _text(plain: Any) -> str | None:
    if plain is not None and not isinstance(plain, str):
        raise TypeError(f"a text is expected, not {plain!r}")
    return plain


def _reading(kind: Any, plain: Any, who: str) -> Reading[Any]:
    value: Any = from_plain(kind, plain)
    if isinstance(kind, type) and not isinstance(value, kind):
        raise TypeError(f"{kind.__name__} is expected, not {plain!r}")
    return Reading(value, Evidence(f"Saisi par {who}", place=PLACE))


@cache
def _hints() -> Mapping[str, tuple[Any, bool]]:
    """Field of the facts → the type of its values (None for a plain text), and whether it is a list."""
    return {field: _kind(hint) for field, hint in get_type_hints(Facts).items()}


def _kind(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) is tuple:
        return get_args(get_args(hint)[0])[0], True
    inner = next((one for one in get_args(hint) if one is not NoneType), hint)
    return (get_args(inner)[0] if get_origin(inner) is Reading else None), False
