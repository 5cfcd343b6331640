"""The lines of facts on a card, each value with its doubts; deadlines are in `when`, reasons in `compose`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from digests import french, names
from digests.draft import Doubt, Row
from model.codes import AmountRole, Status
from model.doubt import is_to_check
from model.evidence import Reading
from model.facts import Facts
from model.member import Member
from model.money import Amount

T = TypeVar("T")

NO_PLACE = "lieu non précisé"
_OF_COSTS = "des dépenses éligibles"
NO_APPLICANT = "non précisé, à vérifier dans le texte"

_ROLES = {
    AmountRole.GRANT: "par projet",
    AmountRole.ENVELOPE: "pour l’ensemble de l’appel",
    AmountRole.PROJECT_COST: "de coût du projet",
    AmountRole.APPLICANT_RESOURCES: "de ressources du candidat",
    AmountRole.AVERAGE: "en moyenne",
    AmountRole.FEE: "de frais",
    AmountRole.LOAN: "en prêt",
    AmountRole.EQUITY: "en capital",
    AmountRole.PRIZE: "de prix",
}


class _Shown(NamedTuple):
    """One value in French, whether it is « à vérifier » (`model.doubt`, field by field), and its sentence."""

    text: str
    doubtful: bool
    quote: str


def rows_of(facts: Facts, status: Status, member: Member) -> tuple[Row, ...]:
    """Opening, sums, rate, who may apply and where, for `member`, whose own places come first. Empty lines are left out."""
    rows = (
        _meeting(facts),
        _opening(facts, status),
        _row("Montant", _shown("amounts", facts.amounts, _amount_words), joined=f"{french.NBSP}; "),
        _rates(facts),
        _who(facts),
        _filing(facts, member),
        _row("Sauf", _shown("excluded", facts.excluded, _applicant)),
        where(facts, member),
    )
    return tuple(row for row in rows if row is not None)


def _who(facts: Facts) -> Row | None:
    """Who may apply; a call that says neither who may nor who may not is to be checked by its reader.

    Beside a list that is sure, a doubtful applicant is nearly always a wider word said in passing: it only adds noise.
    """
    if not facts.eligible and not facts.excluded:
        return Row(label="Pour qui", value=NO_APPLICANT)
    named = _shown("eligible", facts.eligible, _applicant)
    return _row("Pour qui", [one for one in named if not one.doubtful] or named)


def _filing(facts: Facts, member: Member) -> Row | None:
    """Who files for whom, when it is for `member` or by it: what is said of others would only be noise."""
    own = {member.kind, "collectivite", None}
    told = [held for held in facts.filed_by if held.value.whose in own or held.value.by in own]
    return _row("Dépôt par", _shown("filed_by", told, names.filing))


def where(facts: Facts, member: Member) -> Row:
    """The places of a call, those of `member` first. No place read is « lieu non précisé », never everywhere (rule 13)."""
    wished = {**member.groups, **member.countries}
    places = [("groups", held, names.group) for held in facts.groups]
    places += [("countries", held, names.country) for held in facts.countries]
    ordered = sorted(places, key=lambda place: -wished.get(place[1].value, 0))
    row = _row("Où", [one for field, held, name in ordered for one in _shown(field, [held], name)])
    if row is None:
        return Row(label="Où", value=NO_PLACE)
    shut = _shown("excluded_countries", facts.excluded_countries, names.country)
    shut += _shown("excluded_groups", facts.excluded_groups, names.group)
    left_out = [one.text for one in shut if not one.doubtful]
    if not left_out or not row.value:
        return row
    return Row(label=row.label, value=f"{row.value}, sauf {french.listed(left_out)}", doubts=row.doubts)


def _applicant(code: str) -> str:
    return french.lowered(names.applicant(code))


def _opening(facts: Facts, status: Status) -> Row | None:
    if facts.opening is None or status is not Status.UPCOMING:
        return None
    return _row("Ouverture", _shown("opening", (facts.opening,), french.long_day))


def _meeting(facts: Facts) -> Row | None:
    """The days of a training or an event, its town, and whether one may take part from afar."""
    if facts.starts is None or facts.ends is None:
        return None
    first, last = facts.starts.value, facts.ends.value
    days = f"le {french.long_day(first)}" if first == last else f"du {french.long_day(first)} au {french.long_day(last)}"
    venue = f", {facts.venue.value}" if facts.venue is not None and not is_to_check("venue", facts.venue) else ""
    afar = ", en ligne" if facts.online is not None and facts.online.value else ""
    said = f"{days}{venue}{afar}"
    doubtful = is_to_check("starts", facts.starts) or is_to_check("ends", facts.ends)
    return _row("Dates", [_Shown(said, doubtful, facts.starts.evidence.quote)])


def _shown(field: str, readings: Iterable[Reading[T]], words: Callable[[T], str]) -> list[_Shown]:
    return [_Shown(words(held.value), is_to_check(field, held), held.evidence.quote) for held in readings]


def _row(label: str, held: Sequence[_Shown], joined: str = "") -> Row | None:
    sure = _unique(one.text for one in held if not one.doubtful)
    doubts = [Doubt(one.text, one.quote) for one in held if one.doubtful and one.text and one.text not in sure]
    if not sure and not doubts:
        return None
    return Row(label=label, value=joined.join(sure) if joined else french.listed(sure), doubts=tuple(doubts[:2]))


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))


def _amount_words(held: Amount) -> str:
    words = french.amount(held)
    role = _ROLES.get(held.role, "") if held.role else ""
    shared = " (partagés avec d’autres appels)" if held.shared else ""
    return f"{words} {role}".strip() + shared if words else ""


def _rates(facts: Facts) -> Row | None:
    """Several rates are said before what they are rates of: « jusqu’à 70 % ; jusqu’à 50 % des dépenses éligibles »."""
    row = _row("Taux d’aide", _shown("rates", facts.rates, french.rate), joined=f"{french.NBSP}; ")
    return row and replace(row, value=f"{row.value} {_OF_COSTS}" if row.value else "")
