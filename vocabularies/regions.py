"""French régions by ISO 3166-2 code: their names as calls write them. Départements and areas of funders are not here."""

import re
from functools import cache

NAMES = {
    "FR-ARA": "auvergne-rhone-alpes", "FR-BFC": "bourgogne-franche-comte", "FR-BRE": "bretagne",
    "FR-CVL": "centre-val de loire", "FR-COR": "corse", "FR-GES": "grand est",
    "FR-HDF": "hauts-de-france", "FR-IDF": "ile-de-france", "FR-NOR": "normandie",
    "FR-NAQ": "nouvelle-aquitaine", "FR-OCC": "occitanie", "FR-PDL": "pays de la loire",
    "FR-PAC": "provence-alpes-cote d'azur", "FR-971": "guadeloupe", "FR-972": "martinique",
    "FR-973": "guyane", "FR-974": "la reunion", "FR-976": "mayotte",
}  # fmt: skip
"""Code → name, folded as `pipelines.reading.view.fold` does (small letters, no accents)."""


def codes_in(folded: str) -> tuple[str, ...]:
    """The codes of the régions named in a folded text, in the order of the text, each once."""
    by_name = {name: code for code, name in NAMES.items()}
    return tuple(dict.fromkeys(by_name[found.group()] for found in _named().finditer(folded)))


@cache
def _named() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in NAMES.values()) + r")\b")
