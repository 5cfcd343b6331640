"""Words that make a number a most or a least, in four languages; sums and rates share them."""

_NEGATED = (
    "ne peut", "ne peut pas", "ne pourra", "ne pourra pas", "ne doit pas", "ne devra pas", "ne peuvent", "ne peuvent pas",
    "ne pourront", "ne pourront pas", "ne doivent pas", "ne saurait", "ne sauraient", "sans pouvoir", "sans",
)  # fmt: skip
_OVER = (
    "exceder",
    "depasser",
    *(f"etre superieur{end} a" for end in ("", "e", "s", "es")),
    "aller au dela de",
    "representer plus de",
    "etre de plus de",
)
_UNDER = tuple(f"etre inferieur{end} a" for end in ("", "e", "s", "es"))


def _all(verbs: tuple[str, ...]) -> str:
    return "|".join(f"{negation} {verb}" for negation in _NEGATED for verb in verbs)


MOST: str = (
    _all(_OVER)
    + """
        |jusqu a|jusqu|maximum|maximale|maximal|maximales|maximums|max|plafond|plafonds|plafonne|plafonnee|plafonnes|
        plafonnees|plafonnement|au plus|dans la limite de|dans la limite d un montant de|dans la limite d|limite a|
        limitee a|limites a|
        limitees a|n excedant pas|ne depassant pas|ne depasse pas|n excede pas|n excedera pas|ne depassera pas|
        inferieur a|inferieure a|inferieurs a|inferieures a|inferieur ou egal a|inferieure ou egale a|moins de|
        allant jusqu a|pouvant aller jusqu a|pouvant atteindre|peut atteindre|pourra atteindre|peuvent atteindre|
        atteindre|
        a concurrence de|a hauteur de|au maximum|
        up to|not exceed|not exceeding|must not exceed|may not exceed|shall not exceed|cannot exceed|no more than|
        not more than|at most|less than|below|cap of|cap|capped at|ceiling|upper limit|limited to|under|as much as|
        maximum of|
        hasta|maximo|maxima|no podra superar|no exceder|no excedera|no superior a|not be more than|
        not be higher than|not represent more than|cannot be more than|inferior a|como maximo|ate|
        nao superior a|
        no mas de|no maximo
    """
)
LEAST: str = (
    _all(_UNDER)
    + """
        |minimum|minimal|minimale|minimums|min|au moins|d au moins|a minima|au minimum|plancher|seuil|seuil minimal|
        seuil minimum|superieur a|superieure a|superieurs a|superieures a|superieur ou egal a|superieure ou egale a|
        egal ou superieur a|
        plus de|at least|minimum of|not less than|no less than|not be less than|must be at least|must exceed|
        should exceed|shall exceed|doit depasser|doit exceder|doivent depasser|depassant|more than|above|
        over|floor|
        greater than|starting at|starting from|al menos|minimo|minima|superior a|mas de|pelo menos|no inferior a|
        nao inferior a
    """
)
