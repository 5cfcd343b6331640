"""Every sum of money of a text, alone or as a range, with its place. What the sum is for is decided elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.reading.money.currencies import AFTER, BEFORE, BEFORE_ENDS, code
from pipelines.reading.money.numbers import DIGITS, MULTIPLIERS, SPELLED, number, spelled
from pipelines.reading.view import View

LIMIT = 300
"""Sums read in one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum, or a range when `low` is there; `high` is the sum itself otherwise."""

    high: Decimal
    currency: str
    start: int
    end: int
    low: Decimal | None = None
    flags: tuple[str, ...] = ()


_SCALE = (
    r"(?:(?P<scale>mill?ions?|milliards?|billions?|thousand|milliers|mille|mil millones|millones|millon|milhoes|milhao|mil|"
    r"mio|meur|keur|musd|kusd|mds|md|mn|bn|k|m)\b\.?(?: (?:d'|de |of ))?|(?P<glued>k|m|md|mds|bn)(?=€|\$|£|eur))?"
)
_SPELLED = "|".join(sorted(SPELLED, key=len, reverse=True))
_SUM = re.compile(
    r"(?<![\w.,])(?:(?P<pre>" + BEFORE + r")[ \n]?)?"
    r"(?:(?P<num>" + DIGITS + r")|(?<!-)\b(?P<word>" + _SPELLED + r")(?= (?:mil|mi)))"
    r"[ \n]?" + _SCALE + r"[ \n]?(?:(?:\([^()\n]{1,24}\) ?)?(?:de )?(?P<post>" + AFTER + r")|\([^()\n\d]{1,24}\) ?)?"
)  # fmt: skip


def _at_scale(low: Decimal, one: Sum, scale: str | None) -> Decimal:
    """ "Between €3 and €5 million": the least borrows the scale of the most."""
    scaled = low * MULTIPLIERS.get(scale or "", 1)
    return scaled if low < 1000 and scaled < one.high else low


_NAMING = {"meur": "eur", "keur": "eur", "musd": "usd", "kusd": "usd"}
"""Scales that name their currency."""
_PARTNER = re.compile(
    r"(?P<num>"
    + DIGITS
    + r")[ \n]?(?P<scale>millions?|milliards?|k|m|md|mille|thousand|bn)?(?: (?:d'|de ))? ?(?:"
    + AFTER
    + r")?"
    r"[ \n]{0,2}(?:a|et|-|au|to|and|up to|ou|y|e|jusqu'a)[ \n]{1,2}"
    r"(?:a |de |of |(?:un |a |au )?(?:maximum|max\.?) (?:de |of )?)?\Z"
)
_DASH_PARTNER = re.compile(r"(?P<num>" + DIGITS + r")(?: ?(?P<scale>millions?|k|m))? ?(?:€|eur|euros)? ?-{1,2} ?\Z")
_RANGE_LINK = re.compile(
    r"[ \n]{0,2}(?:ht|ttc)?[ \n,]{0,2}(?:-{1,2} ?|(?:a|et|to|and|until|jusqu'a|y|e|up to|et a|and up to|et de)[ \n]{1,2})"
    r"(?:a |de |un maximum de |a maximum of |maximum )?"
)
_RANGE_LEAD = re.compile(
    r"\b(?:entre|between|de|from|d'|range of|varie(?:nt|r)?(?: entre| de)?|variant(?: entre| de)?|allant de|va de|vont de|"
    r"compris(?:e|es)? entre|desde)[ \n]{0,2}\Z"
)


def find_sums(view: View) -> list[Sum]:
    """All sums with a currency, in order; the two ends of a range are one sum."""
    sums: list[Sum] = []
    folded = view.folded
    for found in _candidates(view):
        one = _sum(found)
        if one is None:
            continue
        if sums and _says_again(folded, sums[-1], one):
            continue
        one = _with_bare_partner(folded, one, found["scale"] or found["glued"], sums[-1].end if sums else 0)
        if found["pre"] and not found["post"]:
            one = _with_bare_follower(folded, one)
        if sums and _is_range(folded, sums[-1], one):
            low = _at_scale(sums[-1].high, one, found["scale"] or found["glued"])
            one = replace(one, low=low, start=sums[-1].start, flags=(*sums[-1].flags, *one.flags))
            sums.pop()
        sums.append(_ordered(one))
        if len(sums) >= LIMIT:
            break
    return sums


_PRE = re.compile(r"(?<![\w.,])(?:" + BEFORE + r")[ \n]?\Z")
_THOUSANDS = frozenset(name for name in MULTIPLIERS if name.startswith("mi"))
_MILLE = re.compile(r" mi(?=[lo])")
_WORDS_BEFORE = re.compile(r"(?<![\w.,-])(?:" + _SPELLED + r")\Z")
_LONGEST_PRE, _LONGEST_WORDS = 8, 24


def _candidates(view: View) -> Iterator[re.Match[str]]:
    """The numbers with a currency, looked for only where figures, or words that may count thousands, stand."""
    folded, taken = view.folded, 0
    for first in _starts(view):
        if first < taken:
            continue
        ends = folded[max(0, first - 2) : first].rstrip()[-1:] in BEFORE_ENDS
        pre = _PRE.search(folded, max(taken, first - _LONGEST_PRE), first) if ends else None
        found = _SUM.match(folded, pre.start() if pre else first)
        if found is None:
            continue
        taken = found.end()
        if found["pre"] or found["post"] or found["scale"] in _NAMING:
            yield found


def _starts(view: View) -> list[int]:
    folded, figures = view.folded, [view.starts[rank] for rank in view.numbers]
    if view.known.isdisjoint(_THOUSANDS):
        return figures
    words = (_WORDS_BEFORE.search(folded, max(0, at.start() - _LONGEST_WORDS), at.start()) for at in _MILLE.finditer(folded))
    said = [found.start() for found in words if found is not None]
    return sorted(figures + said) if said else figures


_AGAIN = re.compile(r"[ ,]{0,2}\(?(?:soit|environ|soit environ|equivalent a|approximately|about|approx\.?|i\.e\.)?[ :]{0,2}")


_REPHRASED = re.compile(r"(?: maximum)? (?:par|per|/) ?[a-z]{2,8}[ ,(]{1,3}(?:soit|i\.e\.|or about)(?: environ)? ")
""" "400 € par mois, soit 92,40 € par semaine": the same, for another length of time."""


def _says_again(folded: str, first: Sum, second: Sum) -> bool:
    """ "Trente mille euros (30 000 €)", "20 000 euros, environ 13 119 000 FCFA": one sum said in two ways."""
    link = folded[first.end : second.start]
    if second.currency == first.currency and second.high < first.high and _REPHRASED.fullmatch(link):
        return True
    if len(link) > 24 or _AGAIN.fullmatch(link) is None:
        return False
    return (second.currency != first.currency and len(link.strip()) > 0) or (second.high == first.high and "(" in link)


def _sum(found: re.Match[str]) -> Sum | None:
    scale = found["scale"] or found["glued"]
    flags: tuple[str, ...] = ()
    value: Decimal | None
    if found["word"]:
        value = spelled(found["word"], scale)
    else:
        value, flags = number(found["num"], scale)
    if value is None or value <= 0:
        return None
    currency = code(found["post"] or found["pre"] or _NAMING[scale or ""])
    if found["pre"] and found["post"] and code(found["pre"]) != currency:
        currency, flags = code(found["pre"]), (*flags, "currency_doubtful")
    end = found.start() + len(found.group().rstrip())
    return Sum(high=value, currency=currency, start=found.start(), end=end, flags=flags)


def _with_bare_partner(folded: str, one: Sum, scale: str | None, floor: int) -> Sum:
    """ "Entre 2 000 et 15 000 euros": a first number without a currency is the low end of the range."""
    base = max(floor, one.start - 48)
    window = folded[base : one.start]
    partner = _last_partner(window)
    if partner is None:
        return one
    low, flags = number(partner["num"], partner["scale"] or (scale if _shares_scale(partner["num"], one, scale) else None))
    if partner["scale"] is None and low < 1000 and one.high % 1000 == 0 and low * 1000 < one.high and scale is None:
        low, flags = low * 1000, (*flags, "scale_shared")  # "entre 15 et 30 000 euros"
    if not 0 < low < one.high or (partner["scale"] is None and low < 100 and one.high > 100_000):
        return one
    return replace(one, low=low, start=base + partner.start(), flags=(*one.flags, *flags))


_FOLLOWER = re.compile(
    r"(?: ?- ?| (?:and|to|a|et) )(?P<num>" + DIGITS + r")(?![\d%])"
    r"(?: ?(?P<scale>millions?|thousand|billions?|bn|mn|k|m)\b|(?! ?[%€$£])(?P<word>(?= ?[a-z]))?)"
)


def _with_bare_follower(folded: str, one: Sum) -> Sum:
    """ "EUR 1 and 1.5 million", "EUR 10 000 - 60 000": the second number borrows the currency, the first the scale."""
    found = _FOLLOWER.match(folded, one.end)
    if found is None:
        return one
    high, flags = number(found["num"], found["scale"])
    if found["word"] is not None and not found["scale"] and high < 1000:
        return one  # "EUR 10 000 and 5 experts"
    scaled = number("1", found["scale"])[0]
    low = one.high * scaled if one.high < 1000 <= high and one.high * scaled < high else one.high
    if not low < high:
        return one
    return replace(
        one, low=low, high=high, end=found.end("scale") if found["scale"] else found.end("num"), flags=(*one.flags, *flags)
    )


_PARTNER_ENDS = re.compile(r"(?:a|et|-|au|to|and|ou|y|e|de|of|maximum|max\.?)[ \n]{1,2}\Z|- ?\Z")


def _last_partner(window: str) -> re.Match[str] | None:
    if _PARTNER_ENDS.search(window, max(0, len(window) - 10)) is None:
        return None
    for pattern in (_PARTNER, _DASH_PARTNER):
        for start in range(max(0, len(window) - 40), len(window)):
            if window[start].isdigit() and (start == 0 or window[start - 1] not in "0123456789.,-/"):
                partner = pattern.match(window, start)
                if partner is not None:
                    return partner
    return None


def _shares_scale(figures: str, one: Sum, scale: str | None) -> bool:
    """ "De 1 à 3 M€" shares the scale; "500 000 à 2 M€" does not."""
    return scale is not None and number(figures)[0] < 1000 and one.high >= 1000


def _is_range(folded: str, first: Sum, second: Sum) -> bool:
    if first.low is not None or second.low is not None or first.currency != second.currency or first.high >= second.high:
        return False
    link = _RANGE_LINK.fullmatch(folded, first.end, second.start)
    if link is None:
        return False
    lead = _RANGE_LEAD.search(folded, max(0, first.start - 32), first.start)
    words = link.group().split()
    return lead is not None or words[:1] in (["a"], ["-"], ["--"], ["to"])


def _ordered(one: Sum) -> Sum:
    """A range said backwards is flagged, not trusted."""
    if one.low is not None and one.low > one.high:
        return replace(one, low=one.high, high=one.low, flags=(*one.flags, "typo"))
    return one
