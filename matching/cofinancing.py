"""What a member must find besides the grant, estimated from the rate that a call states. No other rule is applied."""

from dataclasses import dataclass
from decimal import Decimal

from matching.wording import money, quoted
from model.call import Call
from model.codes import AmountRole
from model.evidence import Evidence
from model.money import Amount, Rate

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class CoFinancing:
    """`share`: per cent of the eligible costs that the grant leaves, at least. With a largest grant, the whole cost of the
    project that it goes with and what is to be found for it, in `currency`; None otherwise.
    """

    share: Decimal
    evidence: Evidence
    grant: Decimal | None = None
    cost: Decimal | None = None
    to_find: Decimal | None = None
    currency: str = "EUR"

    def __str__(self) -> str:
        return self.sentence + quoted(self.evidence)

    @property
    def sentence(self) -> str:
        """The estimate in French, without the words of the source."""
        said = f"Cofinancement : au moins {_percent(self.share)} des coûts à votre charge ou à celle de vos partenaires"
        if self.grant is not None and self.cost is not None and self.to_find is not None:
            said += (
                f" ; pour l’aide la plus haute ({money(self.grant, self.currency)}), "
                f"un projet de {money(self.cost, self.currency)} dont {money(self.to_find, self.currency)} à trouver"
            )
        return said


def estimate(call: Call) -> CoFinancing | None:
    """What the surest rate of the call leaves to find; None when it states none, or pays everything."""
    read = [one for one in call.facts.rates if _highest(one.value) is not None]
    if not read:
        return None
    surest = max(read, key=lambda one: one.confidence)
    rate = Decimal(str(_highest(surest.value)))
    if not 0 < rate < _HUNDRED:
        return None
    found = CoFinancing(_HUNDRED - rate, surest.evidence)
    largest = _largest_grant(call)
    if largest is None or largest.maximum is None:
        return found
    cost = (largest.maximum * _HUNDRED / rate).quantize(Decimal(1))
    return CoFinancing(found.share, found.evidence, largest.maximum, cost, cost - largest.maximum, currency=largest.currency)


def _highest(rate: Rate) -> float | None:
    return rate.maximum if rate.maximum is not None else rate.minimum


def _largest_grant(call: Call) -> Amount | None:
    grants = [
        one.value for one in call.facts.amounts if one.value.role is AmountRole.GRANT and one.value.maximum is not None
    ]
    return max(grants, key=lambda one: one.maximum or Decimal(0), default=None)


def _percent(share: Decimal) -> str:
    return f"{share.normalize():f}".replace(".", ",") + "\N{NARROW NO-BREAK SPACE}%"
