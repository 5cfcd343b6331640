"""Calls and members made in one line, with evidence found in their text."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from model.call import Call
from model.codes import AmountRole, Kind, Scope, Status
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.member import Member
from model.money import Amount

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
READ = ("countries", "excluded_countries", "groups", "excluded_groups", "themes", "eligible", "excluded")


def said(value: Any, quote: str = "", confidence: float = 1.0, **more: Any) -> Reading[Any]:
    """A reading of `value` in the words `quote`."""
    return Reading(value, Evidence(quote or str(value), 0, len(quote or str(value))), confidence, **more)


def call(number: int = 1, scope: Scope | None = Scope.INTERNATIONAL, **facts: Any) -> Call:
    """A call open until 2026-04-16 (45 days), whose codes in `READ` may be given bare."""
    own = {name: facts.pop(name, None) for name in ("title", "funder", "source")}
    status = facts.pop("status", Status.OPEN)
    for name in READ:
        facts[name] = tuple(one if isinstance(one, Reading) else said(one) for one in facts.get(name, ()))
    if isinstance(facts.get("kind"), Kind):
        facts["kind"] = said(facts["kind"])
    facts.setdefault("sessions", (said(Deadline(date(2026, 4, 16))),))
    facts["scope"] = said(scope) if scope is not None else None
    return Call(
        id=number,
        title=own["title"] or "Un appel à projets",
        url=f"https://exemple.org/{number}",
        source=own["source"] or "exemple",
        reference=str(number),
        facts=Facts(**facts),
        status=status,
        first_seen=NOW,
        funder=own["funder"],
    )


def member(number: int = 1, **profile: Any) -> Member:
    """A commune of the Côtes-d’Armor, unless said otherwise."""
    usual: dict[str, Any] = {"id": number, "name": "Ville", "kind": "commune", "department": "22"}
    return Member(**(usual | profile))


def grant(low: int | None, high: int | None, currency: str = "EUR") -> Reading[Amount]:
    """A sum per project."""
    least, most = (None if sum_of is None else Decimal(sum_of) for sum_of in (low, high))
    return said(Amount(least, most, currency, AmountRole.GRANT), "le montant de l’aide")


WATER_IN_SENEGAL = member(countries={"SN": 3}, themes={"eau-assainissement": 3})
