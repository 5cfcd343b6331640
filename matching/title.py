"""The theme that a title says in one plain word, for a call in whose text no theme was read: « Prix des villes pour l’eau ».

A whole phrase is the readers' to find; one common word is too little for them, and still much better than "open to all".
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from matching.words import Lookout, Phrase, folded
from model.call import Call
from model.evidence import Evidence, Reading
from vocabularies import themes

CONFIDENCE = 0.6


def with_title(call: Call) -> Call:
    """The call with the themes that its title names in plain words; the same call when it has a theme, or names none."""
    if call.facts.themes:
        return call
    found = _named(call.title)
    return replace(call, facts=replace(call.facts, themes=found)) if found else call


def _named(title: str) -> tuple[Reading[str], ...]:
    met: dict[str, Reading[str]] = {}
    for phrase, start, end in _lookout().places(title):
        read = Reading(_words()[phrase], Evidence(title[start:end], start, end, "title"), CONFIDENCE)
        met.setdefault(read.value, read)
    return tuple(met.values())


@cache
def _lookout() -> Lookout:
    return Lookout(_words())


@cache
def _words() -> Mapping[Phrase, str]:
    """Halves of the names of themes (« eau » of « Eau et assainissement ») that only one theme has."""
    said: dict[Phrase, set[str]] = {}
    for code in themes.codes():
        for half in re.split(r" et | \(|, |\)", themes.name(code)):
            if folded(half):
                said.setdefault(folded(half), set()).add(code)
    return {phrase: min(held) for phrase, held in said.items() if len(held) == 1}
