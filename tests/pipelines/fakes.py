"""Short makers of the nouns that the pipelines' tests are about; the words are made up."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from model.call import Call, Event, NewEvent
from model.codes import AmountRole, EventKind, Precision, Status
from model.deadline import BRUSSELS, PARIS, Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.money import Amount
from model.notice import Notice
from model.timing import status_at

TITLE = "Appel à projets Eau et assainissement en Afrique"
SINGLE = ("kind", "rolling", "scope", "programme")
NOW = datetime(2026, 3, 10, 6, 30, tzinfo=UTC)


def read(value: Any, quote: str = "lu dans la page") -> Reading[Any]:
    return Reading(value, Evidence(quote=quote, end=len(quote)))


def limit(said: str, zone: str = PARIS, *, inclusive: bool = True, precision: Precision = Precision.DAY) -> Deadline:
    """A deadline from « 2026-09-15 » or « 2026-09-15 12:00 » (seconds allowed), local to `zone`."""
    day, _, hour = said.partition(" ")
    return Deadline(
        date.fromisoformat(day),
        time.fromisoformat(hour) if hour else None,
        zone,
        Precision.MINUTE if hour else precision,
        inclusive,
        said,
    )


def brussels(said: str) -> Deadline:
    return limit(said, BRUSSELS)


def euros(low: int | None = None, high: int | None = None, role: AmountRole = AmountRole.GRANT) -> Amount:
    low_bound, high_bound = (Decimal(bound) if bound is not None else None for bound in (low, high))
    return Amount(low_bound, high_bound, "EUR", role)


def facts(*limits: str | Deadline, opening: str | None = None, status: Status | None = None, **lists: Any) -> Facts:
    """Facts with these sessions; `lists` are tuples of plain values (countries=["SN"], amounts=[…]) or single ones."""
    more = {name: read(v) if name in SINGLE else tuple(read(one) for one in v) for name, v in lists.items()}
    held: dict[str, Any] = {
        "sessions": tuple(read(limit(one) if isinstance(one, str) else one) for one in limits),
        "opening": read(date.fromisoformat(opening)) if opening else None,
        "status": read(status) if status else None,
        **more,
    }
    return Facts(**held)


def notice(title: str = TITLE, *, source: str = "fonds-eau", reference: str = "", at: datetime = NOW, **more: Any) -> Notice:
    held: dict[str, Any] = {"url": "https://fonds-eau.example/aap", "funder": "Fonds de l’eau", "seen_at": at, **more}
    return Notice(source=source, reference=reference or held["url"], title=title, **held)


def call(known: Facts | None = None, title: str = TITLE, *, number: int = 1, at: datetime = NOW, **more: Any) -> Call:
    """A call as saved at `at`: its status is that of its dates then, unless given."""
    known = known or Facts()
    held: dict[str, Any] = {
        "url": "https://fonds-eau.example/aap",
        "source": "fonds-eau",
        "funder": "Fonds de l’eau",
        "status": status_at(known, at),
        "first_seen": at,
        **more,
    }
    held.setdefault("reference", held["url"])
    return Call(id=number, title=title, facts=known, **held)


def happened(kind: EventKind, number: int = 1, *, at: datetime = NOW, after: str | None = None) -> Event:
    return Event(call=1, kind=kind, at=at, sentence="…", after=after, number=number)


def numbered(new: Sequence[NewEvent], start: int = 1) -> list[Event]:
    """The events as the store would number them."""
    return [
        Event(call=e.call, kind=e.kind, at=e.at, sentence=e.sentence, before=e.before, after=e.after, number=n)
        for n, e in enumerate(new, start)
    ]
