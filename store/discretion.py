"""Takes people out of a text before it is indexed (rule 14: names and numbers of people are not indexed)."""

import re

_ADDRESS = re.compile(r"\b([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
# French numbers in pairs, and international ones; a year, a date or a sum has another shape.
_NUMBER = re.compile(
    r"(?<![\d.,])(?:\+\d{1,3}[\s.\-]?(?:\(0\)[\s.\-]?)?\d(?:[\s.\-]?\d){6,11}|0[1-9](?:[\s.\-]?\d{2}){4})(?!\d)"
)
# At most three words with a capital, each with its particle: « M. Jean-Luc d’Arvor ».
_CIVILITY = re.compile(
    r"\b(?:MM?\.|Mmes?\b|Mlle\b|Monsieur\b|Madame\b|Mr\b\.?|Mrs\b\.?|Ms\b\.?|Dr\b\.?)\s*"
    r"(?:(?:d[’']|(?:de|van|von)\s(?!L))?[A-ZÀ-ÖØ-Þ][\w’'-]*[^\S\n]*){1,3}"
)


def without_people(text: str) -> str:
    """The text without e-mail addresses, telephone numbers, names after a civility, and names that an address spells.

    `prenom.nom@…` tells that « Prénom Nom » beside it is a person; a single word (`contact@…`) tells nothing.
    """
    owners = {part for local in _ADDRESS.findall(text) for part in _owner(local)} if "@" in text else set()
    kept = _CIVILITY.sub(" ", _NUMBER.sub(" ", text))
    if "@" in kept:
        kept = _ADDRESS.sub(" ", kept)
    if not owners:
        return kept
    named = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(owners))) + r")\b", re.IGNORECASE)
    return named.sub(lambda found: found[0] if found[0].islower() else " ", kept)


def _owner(local: str) -> list[str]:
    parts = [part for part in re.split(r"[._-]", local) if len(part) > 1 and part.isalpha()]
    return parts if len(parts) == 2 and "." in local else []
