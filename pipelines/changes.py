"""What differs between two states of a call: plain texts for the history, French sentences for people. No event here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from model.call import Call, FieldChange
from model.deadline import Deadline
from model.document import Document
from model.evidence import Reading
from model.facts import Facts
from model.filing import Filing
from model.money import Amount, Rate
from pipelines import wording
from pipelines.wording import ARROW, COLON
from store.rows import as_json, to_column
from vocabularies import applicants, countries, filings, groups

Name = Callable[[Any], str]

CALL_FIELDS = ("title", "url", "funder", "identifier", "title_fr", "title_fr_label", "status", "previous", "documents")


@dataclass(frozen=True, slots=True)
class Change:
    """A change that matters: its field, its sentence in French, and its values before and after as plain texts."""

    field: str
    sentence: str
    before: str | None
    after: str | None


def differences(before: Call, after: Call) -> tuple[FieldChange, ...]:
    """Every value that changed, cosmetic or not, in the order of the fields; other words for a proof are no change.

    The texts are those that the store keeps for the first values, so that a history can be read, or undone, in one go.
    """
    old, new = _said(before), _said(after)
    names = [name for name in new if old[name] != new[name]]
    return tuple(FieldChange(name, old[name], new[name]) for name in names)


def _said(call: Call) -> dict[str, str | None]:
    """Name → text of each value, None when it is empty. The computed status wins over the one said (see `store.calls`)."""
    values = call.facts.values() | {name: getattr(call, name) for name in CALL_FIELDS}
    return {name: None if value in (None, "", ()) else _text(value) for name, value in values.items()}


def _text(value: Any) -> str:
    column = to_column(value)
    return column if isinstance(column, str) else as_json(column)


def plain(held: Any) -> str | None:
    """One value as a text that people and scripts can both read; None for nothing. Seconds of a deadline are left out."""
    if isinstance(held, Reading):
        return plain(held.value)
    if isinstance(held, tuple):
        return ", ".join(filter(None, map(plain, held))) or None
    if isinstance(held, Deadline):
        return _plain_deadline(held)
    if isinstance(held, Amount):
        return " ".join(filter(None, (held.role, _span(held.minimum, held.maximum), held.currency)))
    if isinstance(held, Document):
        return f"{held.label or held.url} ({(held.sha256 or 'non lu')[:8]})"
    if isinstance(held, Rate):
        return f"{_span(held.minimum, held.maximum)} %"
    if isinstance(held, Filing):
        return " for ".join(filter(None, (held.by, held.whose)))
    if isinstance(held, (Enum, date)):
        return str(held)
    return str(held) if held not in (None, "") else None


def _plain_deadline(limit: Deadline) -> str:
    """« 2026-09-15 », « 2026-09-15T12:00+02:00 », « 2026-09-15 (avant) », « 2026-09-30 (month) »."""
    if limit.hour is not None:
        local = datetime.combine(limit.day, time(limit.hour.hour, limit.hour.minute), ZoneInfo(limit.zone))
        return local.isoformat(timespec="minutes")
    marks = [] if limit.precision in wording.EXACT else [str(limit.precision)]
    marks += [] if limit.inclusive else ["excluded"]
    return limit.day.isoformat() + (f" ({', '.join(marks)})" if marks else "")


def _span(low: Any, high: Any) -> str:
    return "–".join(f"{bound:f}" if bound is not None else "" for bound in ((low, high) if low != high else (low,)))


def amended(before: Facts, after: Facts) -> list[Change]:
    """The sums, rates, places and publics that changed. A value known for the first time counts; order does not."""
    found = [
        _days(before, after),
        _sums(before, after),
        _rates(before, after),
        *_lists(before, after),
    ]
    return [change for change in found if change is not None]


def _days(before: Facts, after: Facts) -> Change | None:
    """The days of a training or an event, when both sides say some."""
    old, new = (_span_of_days(side) for side in (before, after))
    if not old or not new or old == new:
        return None
    return Change("starts", f"Dates{COLON}{old}{ARROW}{new}", plain(before.starts), plain(after.starts))


def _span_of_days(facts: Facts) -> str:
    if facts.starts is None or facts.ends is None:
        return ""
    first, last = facts.starts.value, facts.ends.value
    return wording.day(first) if first == last else f"du {wording.day(first)} au {wording.day(last)}"


def _sums(before: Facts, after: Facts) -> Change | None:
    old, new = ([a.value for a in side.amounts] for side in (before, after))
    if {_sum_key(a) for a in old} == {_sum_key(a) for a in new}:
        return None
    roles = {a.role for a in (*old, *new)}
    label = wording.ROLES[roles.pop()] if len(roles) == 1 else "Budget"
    named = label == "Budget"
    sentence = _moved(label, [_sum(a, named) for a in old], [_sum(a, named) for a in new])
    return Change("amounts", sentence, plain(before.amounts), plain(after.amounts))


def _sum_key(amount: Amount) -> tuple[object, ...]:
    return (amount.role, amount.minimum, amount.maximum, amount.currency)


def _sum(amount: Amount, named: bool) -> str:
    return (f"{wording.ROLES[amount.role].lower()} " if named else "") + wording.money(amount)


def _rates(before: Facts, after: Facts) -> Change | None:
    old, new = ([r.value for r in side.rates] for side in (before, after))
    if set(old) == set(new):
        return None
    sentence = _moved("Taux d’aide", [wording.rate(r) for r in old], [wording.rate(r) for r in new])
    return Change("rates", sentence, plain(before.rates), plain(after.rates))


def _moved(label: str, old: Sequence[str], new: Sequence[str]) -> str:
    if not old:
        return f"{label}{COLON}{' + '.join(new)} (nouvelle précision)"
    return f"{label}{COLON}{' + '.join(old)}{ARROW}{' + '.join(new) or 'non précisé'}"


def _lists(before: Facts, after: Facts) -> Iterable[Change | None]:
    places, publics = (countries.name, groups.name), (applicants.name,)
    yield _list("Pays", ("countries", "groups"), places, before, after)
    yield _list("Pays exclus", ("excluded_countries", "excluded_groups"), places, before, after)
    yield _list("Candidats éligibles", ("eligible",), publics, before, after)
    yield _list("Candidats exclus", ("excluded",), publics, before, after)
    yield _list("Dépôts au nom d’autrui", ("filed_by",), (filings.name,), before, after)


def _list(label: str, names: Sequence[str], say: Sequence[Name], before: Facts, after: Facts) -> Change | None:
    old, new = (_named(side, names, say) for side in (before, after))
    added, removed = ([side[code] for code in side if code not in other] for side, other in ((new, old), (old, new)))
    parts = [f"{verb}{COLON}{wording.listed(some)}" for verb, some in (("ajoutés", added), ("retirés", removed)) if some]
    if not parts:
        return None
    sentence = f"{label} {f'{wording.NBSP}; '.join(parts)}"
    return Change(names[0], sentence, plain(tuple(old)), plain(tuple(new)))


def _named(facts: Facts, names: Sequence[str], say: Sequence[Name]) -> dict[Any, str]:
    """Code → its name in French."""
    return {r.value: name(r.value) for field, name in zip(names, say, strict=True) for r in getattr(facts, field)}
