"""When a group and what it holds are named together, which of the two the call is about. Finding names is apart."""

import re
from collections.abc import Sequence
from datetime import date

from pipelines.reading.places.mention import Mention
from pipelines.reading.view import view
from vocabularies import groups

_QUALIFIED = re.compile(r"[^.;,\n]{0,45}$")
_JOINED = re.compile(r"\b(?:et|ou|and|or|ainsi|puis|plus)\b")
_EXAMPLES = re.compile(
    r"\b(?:notamment|en particulier|dont|par exemple|such as|including|especially|priorit\w+|comme)\b[^.;]{0,60}$"
)


def is_qualified(text: str, one: Mention, after: Mention) -> bool:
    """ "Tous les pays éligibles à l’APD", "pays en développement de la liste du CAD": the second group says which."""
    if one.sort != "group" or after.sort != "group" or not {"WORLD", "DEVELOPING"}.issuperset(one.codes):
        return False
    between = view(text).folded[one.end : after.start]
    return _QUALIFIED.match(between) is not None and _JOINED.search(between) is None


def holds(one: Mention, after: Mention, on: date) -> bool:
    """ "Asie du Sud-Est, Birmanie exclue": the exclusion bears on the country alone."""
    if one.sort != "group" or after.sort != "country":
        return False
    return any(set(after.codes) <= groups.members(code, on) for code in one.codes if code != "WORLD")


def is_example(text: str, start: int) -> bool:
    """The places at `start` are named as examples or priorities of a wider zone."""
    return _EXAMPLES.search(view(text).folded[max(0, start - 80) : start]) is not None


def narrowed(titled: str, countries: Sequence[str], on: date) -> bool:
    """A zone in the title and two of its countries or more in the text, nearly nothing else: the countries are meant."""
    if titled == "WORLD" or len(countries) < 2:
        return False
    inside = sum(country in groups.members(titled, on) for country in countries)
    return inside >= 2 and inside >= 0.75 * len(countries)
