"""French words of letters: plurals, dates, sums, lists, cuts."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests import french
from model.codes import Precision
from model.money import Amount, Rate

N, T = french.NBSP, french.THIN


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 nouveau"), (1, "1 nouveau"), (2, "2 nouveaux"), (1200, f"1{T}200 nouveaux")],
)
def test_zero_and_one_are_singular(number: int, said: str) -> None:
    assert french.counted(number, "nouveau", "nouveaux") == said.replace(" ", N)


def test_a_day_says_its_weekday_and_keeps_its_number_with_its_month() -> None:
    assert french.long_day(date(2026, 9, 15)) == f"mardi 15{N}septembre 2026"
    assert french.long_day(date(2026, 5, 1)) == f"vendredi 1er{N}mai 2026"
    assert french.short_day(date(2026, 2, 1)) == f"1er{N}févr.{N}2026"


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        (Precision.MONTH, f"septembre{N}2026"),
        (Precision.QUARTER, f"troisième trimestre{N}2026"),
        (Precision.YEAR, f"courant{N}2026"),
        (Precision.DAY, f"mercredi 30{N}septembre 2026"),
    ],
)
def test_a_vague_date_is_not_said_as_a_day(precision: Precision, said: str) -> None:
    assert french.vague_day(date(2026, 9, 30), precision) == said


@pytest.mark.parametrize(
    ("at", "said"), [(time(17), f"17{N}h"), (time(9, 5), f"9{N}h{N}05"), (time(0), "minuit"), (time(23, 59), f"23{N}h{N}59")]
)
def test_hours(at: time, said: str) -> None:
    assert french.hour(at) == said


@pytest.mark.parametrize(
    ("left", "said"), [(-1, ""), (0, "dernier jour"), (1, "demain"), (2, f"dans 2{N}jours"), (45, f"dans 45{N}jours")]
)
def test_days_left(left: int, said: str) -> None:
    assert french.days_left(left) == said


@pytest.mark.parametrize(
    ("low", "high", "currency", "said"),
    [
        ("20000", "50000", "EUR", f"de 20{T}000 à 50{T}000{N}€"),
        (None, "1500000", "EUR", f"jusqu’à 1{T}500{T}000{N}€"),
        ("5000", None, "EUR", f"à partir de 5{T}000{N}€"),
        ("8000", "8000", "EUR", f"8{T}000{N}€"),
        ("1234.5", "1234.5", "EUR", f"1{T}234,50{N}€"),
        ("100", "200", "USD", f"de 100 à 200{N}$US"),
        (None, "3", "XOF", f"jusqu’à 3{N}FCFA"),
        (None, None, "EUR", ""),
    ],
)
def test_sums(low: str | None, high: str | None, currency: str, said: str) -> None:
    bounds = [Decimal(bound) if bound else None for bound in (low, high)]
    assert french.amount(Amount(bounds[0], bounds[1], currency)).replace("F\u202fCFA", "FCFA") == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, 80.0, f"jusqu’à 80{N}%"),
        (50.0, 80.0, f"de 50 à 80{N}%"),
        (50.0, None, f"au moins 50{N}%"),
        (62.5, 62.5, f"62,5{N}%"),
        (None, None, ""),
    ],
)
def test_rates(low: float | None, high: float | None, said: str) -> None:
    assert french.rate(Rate(low, high)) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A et B"),
        (["A", "B", "C"], "A, B et C"),
        (["A", "B", "C", "D", "E"], f"A, B, C et 2{N}autres"),
        (["A", "B", "C", "D"], "A, B, C et D"),  # one left over is named rather than counted
    ],
)
def test_lists(items: list[str], said: str) -> None:
    assert french.listed(items, 3) == said


@given(st.text(), st.integers(1, 80))
def test_a_cut_text_is_never_too_long_and_is_the_beginning_of_the_text(text: str, length: int) -> None:
    cut = french.clipped(text, length)
    assert len(cut) <= length
    assert " ".join(text.split()).startswith(cut.removesuffix("…"))


def test_a_cut_falls_between_two_words() -> None:
    assert french.clipped("Un appel pour les villes", 14) == "Un appel pour…"
    assert french.clipped("Un appel pour les villes", 24) == "Un appel pour les villes"


@pytest.mark.parametrize(("name", "said"), [("Eau", "eau"), ("ODD", "ODD"), ("", ""), ("É", "é")])
def test_a_name_inside_a_sentence_loses_its_capital_but_an_acronym_keeps_it(name: str, said: str) -> None:
    assert french.lowered(name) == said


def test_spaces_are_bound_inside_guillemets_and_before_high_signs_only() -> None:
    assert french.bound("Lire : « eau » ; non ? Oui !") == f"Lire{N}: «{N}eau{N}»{N}; non{N}? Oui{N}!"
    assert french.bound("Towns: a call; 17:00") == "Towns: a call; 17:00"
