"""The pages of calls, visited a few a day: those that no longer answer are told to staff, and on the call. Thin."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crawlers import CrawlOptions
from model.call import Call
from model.link import LinkState, Visit
from pipelines import links as decisions
from store import calls, issues
from store import links as kept
from store.connection import Database, write
from store.links import Link

Visitor = Callable[[Sequence[str], datetime, CrawlOptions], Iterable[tuple[str, Visit]]]
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """How many calls had their page visited, and how many pages are broken or lead elsewhere, those of before included."""

    calls: int
    bad: int


def visit(db: Database, now: datetime, visitor: Visitor, options: CrawlOptions, most: int) -> Visited:
    """Visits the pages of at most `most` calls that may still be answered, those visited longest ago first.

    Calls that share an address share its visit. A page that comes back settles its issue; a call that is over, too.
    """
    known = kept.every(db)
    due = _due(calls.not_over(db), known, now)[:most]
    by_url: dict[str, list[Call]] = {}
    for call in due:
        by_url.setdefault(call.url, []).append(call)
    for url, found in visitor(list(by_url), now, options):
        with write(db):
            for call in by_url[url]:
                _keep(db, call, _checks(call, known), found, now)
    with write(db):
        _settle_over(db, known, now)
    return Visited(calls=len(due), bad=len(kept.bad(db)))


def _due(open_calls: Iterable[Call], known: dict[int, Link], now: datetime) -> list[Call]:
    due = [call for call in open_calls if call.url.startswith("http") and decisions.is_due(call, _checks(call, known), now)]
    return sorted(due, key=lambda call: (known[call.id].checked_at if call.id in known else NEVER, call.id))


def _checks(call: Call, known: dict[int, Link]) -> tuple[Visit, ...]:
    """The visits of the address that the call gives now."""
    held = known.get(call.id)
    return held.checks if held is not None and held.url == call.url else ()


def _keep(db: Database, call: Call, before: tuple[Visit, ...], found: Visit, now: datetime) -> None:
    checks = (*before, found)
    state = decisions.verdict(call.url, checks, call.title)
    kept.put(db, Link(call=call.id, url=call.url, checks=checks, verdict=state, checked_at=now))
    if state.is_bad:
        issues.note(db, decisions.problem(call, state, checks), now)
    elif state is LinkState.FINE:
        issues.settle(db, decisions.subject(call.id), now)


def _settle_over(db: Database, known: dict[int, Link], now: datetime) -> None:
    """Nobody needs the page of a call that is over, nor an address that it has left."""
    held = [one for one in known.values() if one.verdict.is_bad]
    found = calls.some(db, [one.call for one in held])
    for one in held:
        call = found.get(one.call)
        if call is None or call.status.is_over or call.url != one.url:
            issues.settle(db, decisions.subject(one.call), now)
            kept.forget(db, [one.call])
