"""Sums and rates as a call states them."""

from dataclasses import dataclass
from decimal import Decimal

from model.codes import AmountRole


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum or a range, in units of `currency` (ISO 4217); either bound may be missing. `shared`: with siblings."""

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str
    role: AmountRole | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the eligible costs, in per cent (0–100)."""

    minimum: float | None
    maximum: float | None
