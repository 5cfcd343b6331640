"""What an opportunity is by its shape where no word says it, and what that makes of its sums: a prize gives no grant."""

from dataclasses import replace

from model.codes import AmountRole, Kind, Status
from model.evidence import Reading
from model.facts import Facts
from model.money import Amount

SURE = 0.7
"""From this confidence the words that name a kind stand, except "fonds" and "aide", which name anything."""
FROM_SHAPE = ("from_shape",)


def kind_by_shape(said: Reading[Kind] | None, facts: Facts) -> Reading[Kind] | None:
    """The kind said, unless it is said weakly, or is a standing fund that has a last day: then what the facts show.

    A dated session, or an opening with candidates or sums, makes a call; answers at any time make a fund.
    """
    if said is not None and said.confidence >= SURE and said.value is not Kind.FUND:
        return said
    dated = next((one for one in facts.sessions if "recurring" not in one.flags), None)
    if dated is not None:
        return Reading(Kind.CALL, dated.evidence, 0.7 if _asks(facts) else 0.6, FROM_SHAPE)
    standing = facts.rolling if facts.rolling is not None else facts.status
    if standing is not None and standing.value in (True, Status.PERMANENT):
        return (
            said if said is not None and said.value is Kind.FUND else Reading(Kind.FUND, standing.evidence, 0.65, FROM_SHAPE)
        )
    coming = facts.opening or (facts.status if facts.status and facts.status.value is Status.UPCOMING else None)
    if coming is not None and _asks(facts):
        return Reading(Kind.CALL, coming.evidence, 0.6, FROM_SHAPE)
    return said


def _asks(facts: Facts) -> bool:
    """It says who may answer, or what is given."""
    return bool(facts.eligible or facts.amounts)


_GIVEN_BY = {Kind.PRIZE: AmountRole.PRIZE, Kind.EVENT: AmountRole.FEE, Kind.TRAINING: AmountRole.FEE}


def sums_by_kind(kind: Reading[Kind] | None, amounts: tuple[Reading[Amount], ...]) -> tuple[Reading[Amount], ...]:
    """The sums as the kind has them: what a prize gives is a prize, what a training costs is a fee, and what an appeal
    asks for is no funding at all."""
    if kind is None or kind.confidence < SURE:
        return amounts
    if kind.value is Kind.APPEAL:
        return ()
    role = _GIVEN_BY.get(kind.value)
    if role is None:
        return amounts
    return tuple(replace(one, value=replace(one.value, role=role)) if _is_grant(one) else one for one in amounts)


def _is_grant(one: Reading[Amount]) -> bool:
    return one.value.role in (AmountRole.GRANT, None)
