"""Lists of web pages made by one platform: `html_list` with what it does by default, which a definition corrects."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crawlers.fields import fields_key
from crawlers.pages import mistake_in
from crawlers.recipes import html_list
from crawlers.recipes.base import Findings, Job, Reading, Recipe
from crawlers.strict import Key

Read = Callable[[Job, Findings], Reading]
Parse = Callable[[Mapping[str, Any]], Any]


def keys_like_html_list(defaults: Mapping[str, Any]) -> tuple[Key, ...]:
    """The keys of `html_list`, those in `defaults` being optional; no field is demanded, as the platform has its own."""
    own_fields = fields_key((), "les champs lus dans un élément ; ils l’emportent sur ceux de la plateforme", mistake_in)
    keys = [own_fields if key.name == "fields" else key for key in html_list.RECIPE.keys]
    return tuple(
        replace(key, default=defaults[key.name], required=False) if key.name in defaults and key.name != "fields" else key
        for key in keys
    )


def with_fields(values: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a [read] table, the platform's fields standing where the definition names none."""
    return {**values, "fields": {**fields, **values["fields"]}}


def platform(name: str, meaning: str, defaults: Mapping[str, Any], *, extra: Sequence[Key] = (), parse: Parse | None = None,
             read: Read = html_list.read) -> Recipe:  # fmt: skip
    """The recipe of a platform, from the values that its lists have by default."""

    def parsed(values: Mapping[str, Any]) -> Any:
        return html_list.parse(with_fields(values, defaults.get("fields", {})))

    return Recipe(
        name=name,
        meaning=meaning,
        keys=(*keys_like_html_list(defaults), *extra),
        parse=parse or parsed,
        read=read,
    )
