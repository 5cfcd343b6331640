"""A proposal: a recipe, its [read] table, and why it was thought of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CALL_WORDS = re.compile(
    r"appels?\b|projets?\b|manifestation d.int|candidature|subvention|financement|fonds\b|aides?\b|bourse|concours|"
    r"\bcalls?\b|proposals?|grants?|funding|opportunit|convocatoria|chamada|bando|ausschreibung",
    re.IGNORECASE,
)
"""Words that speak of calls, in the languages of the watch list."""

DATES = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b20\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`sample`: the first titles seen. `score` orders proposals, best first: about the number of items that look like calls.

    `look_at` is the page of one item, when reading it would tell where its text stands.
    """

    recipe: str
    read: Mapping[str, Any]
    why: str
    score: float
    sample: Sequence[str] = ()
    look_at: str | None = None


def worth(texts: Sequence[str]) -> float:
    """How much a list of texts looks like a list of calls: its length, more where it speaks of calls and of dates."""
    if not texts:
        return 0.0
    calls = sum(bool(CALL_WORDS.search(text)) for text in texts) / len(texts)
    dates = sum(bool(DATES.search(text)) for text in texts) / len(texts)
    return float(min(len(texts), 40) ** 0.5 * (0.4 + 2 * calls + dates))
