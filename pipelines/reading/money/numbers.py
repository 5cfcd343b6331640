"""Numbers as French and English funders write them: "2.200.000", "EUR 8.455", "4,05 million", "dix mille"."""

import re
from decimal import Decimal

MILLION, ALREADY_WHOLE = 1_000_000, 100_000
"""No funder gives a hundred thousand millions: "1 000 000 M€" says its scale twice."""
DIGITS = r"\d{3} \d{2}(?= ?(?:€|euros?\b))|\d{1,3}(?:[ .,']\d{3}){1,5}(?:[.,]\d{1,2})?(?![\d])|\d{1,12}(?:[.,]\d{1,4})?"
"""A number in figures; a space, dot, comma or apostrophe may part the thousands."""
SPELLED = {
    "un": 1, "une": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4, "cinq": 5, "five": 5,
    "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "neuf": 9, "nine": 9, "dix": 10, "ten": 10, "douze": 12,
    "twelve": 12, "quinze": 15, "fifteen": 15, "vingt": 20, "twenty": 20, "trente": 30, "thirty": 30, "quarante": 40,
    "forty": 40, "cinquante": 50, "fifty": 50, "soixante": 60, "sixty": 60, "cent": 100, "deux cents": 200,
    "deux cent": 200, "cinq cents": 500, "cinq cent": 500, "vingt cinq": 25, "quatre-vingt": 80, "quatre-vingts": 80,
    "quatre vingt": 80, "quatre-vingt-dix": 90, "soixante-dix": 70, "cent cinquante": 150, "trois cents": 300,
    "trois cent": 300, "quatre cents": 400, "quatre cent": 400, "six cents": 600, "cent vingt": 120,
    "deux cent cinquante": 250, "trente-cinq": 35, "quarante-cinq": 45, "vingt-cinq": 25, "soixante-quinze": 75,
}  # fmt: skip
MULTIPLIERS = {
    "k": 1_000, "mille": 1_000, "milliers": 1_000, "thousand": 1_000, "mil": 1_000, "keur": 1_000, "kusd": 1_000,
    "m": 1_000_000, "mio": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "meur": 1_000_000,
    "musd": 1_000_000, "milion": 1_000_000, "milions": 1_000_000,
    "millon": 1_000_000, "millones": 1_000_000, "milhao": 1_000_000, "milhoes": 1_000_000,
    "md": 1_000_000_000, "mds": 1_000_000_000, "milliard": 1_000_000_000, "milliards": 1_000_000_000,
    "billion": 1_000_000_000, "bn": 1_000_000_000, "mil millones": 1_000_000_000,
}  # fmt: skip

_MISPARTED = re.compile(r"\d{3} \d{2}\Z")
"""Fifteen thousand written "150 00"."""
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .,']\d{3})+\Z")
_GROUPED = re.compile(r"(\d{1,3}(?:[ .,']\d{3})+)[.,](\d{1,2})\Z")


def number(figures: str, multiplier: str | None = None) -> tuple[Decimal, tuple[str, ...]]:
    """The value of a number in figures and the doubts about it.

    Three digits after one dot or comma are thousands ("EUR 8.455"), unless a word such as "million" follows ("1.530 M€").
    Flag `typo`: groups parted by different marks ("1.500,000") or in the wrong place ("150 00"), a scale said twice
    ("1 000 000 M€"); `separator`: one group that could be decimals.
    """
    flags: tuple[str, ...] = ("typo",) if _MISPARTED.match(figures) else ()
    times = MULTIPLIERS.get(multiplier or "", 1)
    grouped = _GROUPED.match(figures)
    whole, decimals = (grouped[1], grouped[2]) if grouped else (figures, "")
    marks = {mark for mark in whole if not mark.isdigit()}
    if _THOUSANDS.match(whole) and not (times > 1 and len(marks & {".", ","}) == 1 and sum(map(whole.count, marks)) == 1):
        flags = ("typo",) if len(marks) > 1 else flags
        plain = re.sub(r"\D", "", whole)
    else:
        plain, _, tail = re.sub(r"[ ']", "", whole).replace(",", ".").partition(".")
        decimals = decimals or tail
    value = Decimal(f"{plain}.{decimals or 0}")
    if times >= MILLION and value >= ALREADY_WHOLE:
        times, flags = 1, (*flags, "typo")
    value *= times
    return value.normalize() if value != value.to_integral() else value.quantize(Decimal(1)), flags


def spelled(words: str, multiplier: str | None = None) -> Decimal | None:
    """The value of a number in words ("deux", "dix mille"); None for other words."""
    value = SPELLED.get(words)
    return Decimal(value * MULTIPLIERS.get(multiplier or "", 1)) if value is not None else None
