"""The fields of an item as a definition describes them: where each one stands, and how its value is shaped.

Where a value stands is a selector in a page, a path in JSON, a column in a table: the recipe gives the `Pick` that knows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawlers.shaping import KEYS as SHAPE_KEYS
from crawlers.shaping import Shape, tuple_of
from crawlers.strict import Key, one_or_more, read_table, table, text

Pick = Callable[[str, str | None], Sequence[str]]
"""All the values found at a place, with the attribute asked for."""

NAMES: Mapping[str, str] = {
    "title": "le titre",
    "link": "le lien vers la page de l’appel",
    "reference": "la clé que le site donne à l’élément, si elle ne change jamais",
    "identifier": "le code de l’appel chez le financeur",
    "text": "ce qui est dit de l’appel ; plusieurs endroits sont lus l’un après l’autre",
    "published": "la date de publication",
    "opening": "la date d’ouverture du dépôt",
    "deadline": "la ou les dates limites",
    "funder": "qui finance",
    "language": "la langue, en deux lettres",
    "kind": "la nature : call, fund, training, event, prize, info ou appeal",
    "status": "l’état : announced, upcoming, open, permanent, closed ou withdrawn",
    "rolling": "toute valeur dit que l’on peut répondre à tout moment",
    "countries": "les pays concernés, en toutes lettres ou par leur code",
    "themes": "les thèmes, par leur nom ou leur code",
    "eligible": "qui peut répondre, par son nom ou son code",
}
"""Every field that a definition may describe, and its meaning."""

FIELD_KEYS = (
    Key("at", one_or_more, "où se trouve la valeur : sélecteur, chemin ou colonne ; plusieurs sont essayés dans l’ordre",
        required=True),
    Key("attribute", text, "l’attribut à prendre au lieu du texte : href, datetime…"),
    *SHAPE_KEYS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its places, and what is done to what is found there."""

    at: tuple[str, ...]
    attribute: str | None = None
    shape: Shape = field(default_factory=Shape)

    def read(self, pick: Pick) -> tuple[str, ...]:
        """All the values found, place after place."""
        found = (value for place in self.at for value in pick(place, self.attribute))
        return tuple(kept for value in found for kept in self.shape.apply(value))


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of an item by name, and those that go to its text as labelled lines."""

    named: Mapping[str, Field] = field(default_factory=dict)
    lines: Mapping[str, Field] = field(default_factory=dict)

    def read(self, pick: Pick) -> "Said":
        """What one item says."""
        named = {name: one.read(pick) for name, one in self.named.items()}
        return Said(
            {name: values for name, values in named.items() if values},
            {label: values for label, one in self.lines.items() if (values := one.read(pick))},
            {name: one.at[0] for name, one in self.named.items()},
            {name: one.shape for name, one in self.named.items()},
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What an item says: values by field, by label, the place of each field and its shape (dates are read with it)."""

    values: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    shapes: Mapping[str, Shape] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The first value of a field, "" when it has none."""
        return next(iter(self.every(name)), "")

    def every(self, name: str) -> tuple[str, ...]:
        """All the values of a field."""
        return self.values.get(name, ())

    def and_then(self, other: "Said") -> "Said":
        """What a list says, completed or corrected by what the page of the item says."""
        told = {name: held for name, held in other.places.items() if name in other.values or name not in self.values}
        shapes = {name: other.shapes[name] for name in told if name in other.shapes}
        return Said(
            {**self.values, **other.values},
            {**self.lines, **other.lines},
            {**self.places, **told},
            {**self.shapes, **shapes},
        )


def fields_key(required: Sequence[str], meaning: str, check_place: Callable[[str], str | None] | None = None) -> Key:
    """The key `fields` of a table: a table of fields, of which those in `required` must be there."""

    def inside(value: Any, where: str) -> list[str]:
        keys = [Key(name, _field, NAMES[name], required=name in required) for name in NAMES]
        return read_table(value, keys, where)[1] + _inside_fields(value, where, check_place)

    return Key("fields", table, meaning, required=bool(required), default={}, inside=inside)


def lines_key(check_place: Callable[[str], str | None] | None = None) -> Key:
    """The key `lines` of a table: labels of its own choice, each with a field."""

    def inside(value: Any, where: str) -> list[str]:
        keys = [Key(label, _field, "une ligne du texte") for label in value]
        return read_table(value, keys, where)[1] + _inside_fields(value, where, check_place)

    meaning = 'des lignes ajoutées au texte, sous l’étiquette choisie : { "Bénéficiaires" = … }'
    return Key("lines", table, meaning, default={}, inside=inside)


def fields_of(values: Mapping[str, Any]) -> Fields:
    """The fields in the `fields` and `lines` of a table that passed its checks."""
    named, lines = values.get("fields") or {}, values.get("lines") or {}
    return Fields({name: _made(held) for name, held in named.items()}, {label: _made(held) for label, held in lines.items()})


def _field(value: Any) -> str | None:
    right = isinstance(value, dict) or one_or_more(value) is None
    return None if right else 'un endroit, ou une table : "h3 a" ou { at = "h3 a", attribute = "href" }'


def _inside_fields(value: Mapping[str, Any], where: str, check_place: Callable[[str], str | None] | None) -> list[str]:
    wrong: list[str] = []
    for name, held in value.items():
        if isinstance(held, dict):
            wrong += read_table(held, FIELD_KEYS, f"{where}.{name}")[1]
        places = held.get("at") if isinstance(held, dict) else held
        if check_place is not None and one_or_more(places) is None:
            told = (check_place(place) for place in tuple_of(places))
            wrong += [f"la clé « {where}.{name} » : {mistake}" for mistake in told if mistake]
    return wrong


def _made(held: Any) -> Field:
    if not isinstance(held, dict):
        return Field(tuple_of(held))
    values, _ = read_table(held, FIELD_KEYS)
    return Field(tuple_of(values["at"]), values["attribute"], Shape.of(values))
