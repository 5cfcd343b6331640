"""Words that make a number a most or a least, in four languages; sums and rates share them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipelines.reading.lexicon import Cue

K = TypeVar("K")

MOST: str = """
    atteindre le seuil de|
    jusqu a|jusqu|jusque|jusqu a hauteur de|maximum|maximale|maximal|maximales|maximums|maximaux|max|maxi|plafond|plafonds|
    plafonne|plafonnee|plafonnes|plafonnees|plafonnement|au plus|dans la limite de|dans la limite d un montant de|
    dans la limite d|limite a|limitee a|limites a|limitees a|allant jusqu a|pouvant aller jusqu a|pouvant atteindre|
    peut atteindre|pourra atteindre|peuvent atteindre|atteindre|atteignant|a concurrence de|a hauteur de|au maximum|
    up to|at most|cap of|cap|capped at|ceiling|upper limit|limited to|as much as|maximum of|
    hasta|maximo|maxima|como maximo|ate|no maximo|tope
"""
LEAST: str = """
    minimum|minimal|minimale|minimums|minimaux|min|mini|au moins|d au moins|a minima|au minimum|plancher|planchers|
    seuil|seuil minimal|seuil minimum|seuil plancher|a partir de|a partir d|des le premier|
    at least|minimum of|must be at least|floor|starting at|starting from|al menos|minimo|minima|pelo menos|no minimo
"""
OVER: str = """
    exceder|excede|excedent|excedera|excederont|excedant|depasser|depasse|depassent|depassera|depasseront|depassant|
    superieur a|superieure a|superieurs a|superieures a|superieur ou egal a|superieure ou egale a|
    superieurs ou egaux a|superieures ou egales a|egal ou superieur a|egale ou superieure a|au dela de|plus de|
    plus que|exceed|exceeds|exceeding|in excess of|more than|higher than|greater than|larger than|above|over|
    superar|supere|superior a|superiores a|mas de|mais de|ultrapassar|ultrapasse
"""
UNDER: str = """
    inferieur a|inferieure a|inferieurs a|inferieures a|inferieur ou egal a|inferieure ou egale a|
    inferieurs ou egaux a|inferieures ou egales a|egal ou inferieur a|egale ou inferieure a|moins de|en dessous de|
    en deca de|au dessous de|less than|lower than|smaller than|fewer than|below|under|inferior a|inferiores a|menos de
"""


@dataclass(frozen=True, slots=True)
class Bounds(Generic[K]):
    """The kinds that a lexicon gives to the four groups of words above."""

    most: K
    least: K
    over: K
    under: K


_NEGATED = re.compile(
    r"(?<![a-z])(?:(?:sans qu'|sans que |ne |n'|not |cannot |can't |nor |no |aucune? |never |jamais |nao |ni |"
    r"(?:doi(?:t|vent)|peu(?:t|vent)|pourra|pourront|devra|devront|saurait) pas )"
    r"(?!for\b|lucrat|profit)[^.;:!?\n€$%]{0,70}"
    r"|(?:sans|without) (?:pouvoir |toutefois |jamais |etre |being )?)\Z"
)
_NEGATIONS = (
    "ne ", "n'", "sans", "not ", "cannot ", "can't ", "nor ", "no ", "aucun", "never ", "jamais ", "nao ", "ni ", "pas ",
    "without",
)  # fmt: skip
"""One of these is in every negation: looking for them is much faster."""
_COMPARES = re.compile(
    r"plus (?:d|q)|moins d|superieur|inferieur|exce|depass|au.dela|en d|au dessous|more|less|higher|greater|larger|lower|"
    r"smaller|fewer|above|over|below|under|in excess|super[ae]|mas de|mais de|menos|ultrapass"
)
_REACH = 84
_A_WHILE = re.compile(
    r"[ \n](?:a |the |une |la |les )?(?:period|periode|next|course|last|"
    r"\w{1,8}[ \n-](?:years?|months?|weeks|days|ans|mois|jours))\b"
)
_OR = re.compile(r"(?<![a-z])(?:ou|or|ni|nor|et|and|o) (?:etre |be )?\Z")
_REFUSED = re.compile(
    r"[^.;!?\n]{0,60}(?<![a-z])(?:(?:ne |n')[^.;!?\n]{0,24}"
    r"(?:eligible|candidat|recevable|retenu|postuler|concern|examin|instruit|etudie)"
    r"|(?:est|sont|sera|seront|etre) (?:inelig|exclu|irreceva|rejet|ecarte|refuse)"
    r"|not (?:be )?(?:eligible|considered|accepted)"
    r"|(?:are|is) (?:ineligible|excluded))"
)


def settle(folded: str, cues: Sequence[Cue[K]], kinds: Bounds[K]) -> list[Cue[K]]:
    """The cues with each comparison made a most or a least: "plus de" is a least, "ne … plus de" a most.

    "Ou" after a negated comparison keeps its negation ("cannot be lower than 5 or higher than 10"); what is refused is
    bounded the other way ("plus de 5 000 € ne sont pas éligibles"); "over three years" compares nothing.
    """
    plain = {kinds.over: kinds.least, kinds.under: kinds.most}
    turned = {kinds.over: kinds.most, kinds.under: kinds.least}
    settled: list[Cue[K]] = []
    negated = False
    for cue in cues:
        if cue.kind in plain:
            if _A_WHILE.match(folded, cue.end):
                continue
            negated = _is_negated(folded, cue.start, earlier=negated)
            refused = _REFUSED.match(folded, cue.end, cue.end + 2 * _REACH) is not None
            cue = cue._replace(kind=(turned if negated != refused else plain)[cue.kind])
        settled.append(cue)
    return settled


def compares(folded: str, start: int) -> bool:
    """The cue that starts here is a comparison: it speaks of the number that follows, never of the one before."""
    return _COMPARES.match(folded, start) is not None


def _is_negated(folded: str, start: int, *, earlier: bool) -> bool:
    if earlier and _OR.search(folded, max(0, start - 10), start):
        return True
    before = folded[max(0, start - _REACH) : start]
    return any(word in before for word in _NEGATIONS) and _NEGATED.search(before) is not None
