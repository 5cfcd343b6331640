"""The sums of the EU portal's records: the budget of the topic alone, never that of its whole call."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from crawlers.recipes.eu_portal.record import Record, evidence, inner
from model.codes import AmountRole
from model.evidence import Evidence, Reading
from model.money import Amount

EURO = "EUR"

Line = Mapping[str, Any]
"""One line of `budgetOverview`: {"action": "<IDENTIFIER> - TYPE", "budgetYearMap": {year: sum}, "minContribution"…}."""


def amounts(record: Record) -> tuple[Reading[Amount], ...]:
    """The envelope of the topic and what one project may get, in euros unless the record names a currency."""
    mine, others = _lines(record)
    found = [_envelope(record, mine, others), _grant(record, mine)] if mine else [_plain_budget(record)]
    return tuple(one for one in found if one)


def _lines(record: Record) -> tuple[list[Line], list[Line]]:
    """The lines of this topic and those of its siblings: `budgetOverview` tells the whole call."""
    overview = inner(record, "budgetOverview")
    by_topic = overview.get("budgetTopicActionMap") if isinstance(overview, dict) else None
    held = by_topic.values() if isinstance(by_topic, dict) else []
    lines: list[Line] = [line for some in held if isinstance(some, list) for line in some if isinstance(line, dict)]
    own = f"{record.first('identifier')} "
    mine = [line for line in lines if str(line.get("action", "")).startswith(own)]
    return mine, [line for line in lines if line not in mine]


def _envelope(record: Record, mine: Sequence[Line], others: Sequence[Line]) -> Reading[Amount] | None:
    """The sum of the topic's years. Lines with the very same sums and years draw on one pot: counted once, said shared."""
    pots = {tuple(sorted(_years(line).items())) for line in mine}
    total = sum((sum_ for pot in pots for _, sum_ in pot), Decimal(0))
    if not total:
        return None
    shared = any(tuple(sorted(_years(line).items())) in pots for line in others if _years(line))
    amount = Amount(total, total, EURO, AmountRole.ENVELOPE, shared)
    return Reading(amount, _evidence(record, mine[0]), flags=("shared_with_siblings",) if shared else ())


def _grant(record: Record, mine: Sequence[Line]) -> Reading[Amount] | None:
    least = [sum_ for line in mine if (sum_ := _sum(line.get("minContribution")))]
    most = [sum_ for line in mine if (sum_ := _sum(line.get("maxContribution")))]
    if not least and not most:
        return None
    amount = Amount(min(least, default=None), max(most, default=None), EURO, AmountRole.GRANT)
    return Reading(amount, _evidence(record, mine[0]))


def _plain_budget(record: Record) -> Reading[Amount] | None:
    """Calls of types 2 and 8 may give one sum and its currency in fields of their own."""
    said = record.first("budget")
    total = _sum(said)
    if not total:
        return None
    currency = record.first("currency").upper() or EURO
    return Reading(Amount(total, total, currency, AmountRole.ENVELOPE), evidence("budget", said))


def _years(line: Line) -> dict[str, Decimal]:
    held = line.get("budgetYearMap")
    sums = {str(year): _sum(value) for year, value in held.items()} if isinstance(held, dict) else {}
    return {year: sum_ for year, sum_ in sums.items() if sum_}


def _sum(value: Any) -> Decimal | None:
    """A positive sum; the API writes them as numbers or as texts, and 0 for "not said"."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        sum_ = Decimal(str(value).replace(" ", "").replace("\u00a0", ""))
    except InvalidOperation:
        return None
    if not sum_.is_finite() or sum_ <= 0:
        return None
    return Decimal(int(sum_)) if sum_ == int(sum_) else sum_


def _evidence(record: Record, line: Line) -> Evidence:
    """The line as it stands in the field, with its place."""
    raw, action = record.first("budgetOverview"), str(line["action"])
    at = max(raw.find(action), 0)
    start = raw.rfind("{", 0, at)
    if start >= 0:
        held, end = json.JSONDecoder().raw_decode(raw, start)
        if held == line:
            return evidence("budgetOverview", raw[start:end], start)
    return evidence("budgetOverview", raw[at : at + len(action)], at)
