"""Everything known of one call, gathered for whoever must understand or correct it: nothing is decided, nothing written."""

from dataclasses import dataclass
from datetime import date

from model.call import Call, Event
from model.trouble import Trouble
from pipelines import seasons
from pipelines.seasons import Expected
from store import calls, events, joins, links, notices, sources, staff_values
from store.calls import Version
from store.connection import Database
from store.joins import Join
from store.links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One publication of a call: the name of its source, its latest notice, and the join that brought it, if any."""

    source: str
    official: bool
    title: str
    url: str
    first_seen: date
    last_seen: date
    notices: int
    join: Join | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A call with its publications (the principal first), history, editions (oldest first, itself included), what staff have
    set in it (field → who), the state of its page, and when the edition after the last one is expected."""

    call: Call
    told: tuple[Told, ...]
    versions: tuple[Version, ...]
    events: tuple[Event, ...]
    editions: tuple[Call, ...]
    joined_here: tuple[Join, ...]
    set_by: dict[str, str]
    link: Link | None
    expected: Expected | None


def sheet(db: Database, number: int, today: date) -> Sheet:
    """The sheet of the call of that number, seen on the day `today`. Trouble when there is none."""
    call = calls.get(db, number)
    if call is None:
        raise Trouble(f"L’appel {number} n’existe pas.", "Cherchez son numéro : veilleur call find MOTS")
    link, chain = links.of_call(db, number), _editions(db, call)
    return Sheet(
        call=call,
        told=tuple(_told(db, call)),
        versions=tuple(calls.versions(db, number)),
        events=tuple(events.of_call(db, number)),
        editions=chain,
        joined_here=tuple(one for one in joins.of_call(db, number) if one.undone_at is None),
        set_by={field: who for field, (_, who, confirmed) in staff_values.of_call(db, number).items() if not confirmed},
        link=link if link is not None and link.url == call.url else None,
        expected=seasons.expect(seasons.windows(chain), today),
    )


def _editions(db: Database, call: Call) -> tuple[Call, ...]:
    """The editions before the call, itself, and those after it, in order."""
    last = call
    chain = list(calls.editions(db, call.id))
    while following := [one for one in calls.after(db, last.id) if one.same_as is None]:
        last = following[-1]
        chain.append(last)
    return tuple(chain)


def _told(db: Database, call: Call) -> list[Told]:
    said = {(one.notice.source, one.notice.reference): one.notice for one in notices.said_of(db, call.id)}
    counted = [(one.notice.source, one.notice.reference) for one in notices.said_of(db, call.id)]
    brought = {(one.source, one.reference): one for one in joins.of_call(db, call.id) if one.undone_at is None}
    found = []
    for one in notices.publications(db, [call.id]):
        key, source = (one.source, one.reference), sources.get(db, one.source)
        latest = said.get(key)
        found.append(
            Told(
                source=source.name if source is not None else one.source,
                official=source is not None and source.official,
                title=latest.title if latest is not None else "",
                url=latest.url if latest is not None else one.reference,
                first_seen=one.first_seen.date(),
                last_seen=one.last_seen.date(),
                notices=counted.count(key),
                join=brought.get(key),
            )
        )
    return sorted(found, key=lambda one: (one.join is not None, not one.official, one.source))
