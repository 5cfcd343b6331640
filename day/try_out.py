"""Tries a source: reads it as the day would, and says what its definition catches. Nothing is stored, nobody is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from crawlers import CrawlOptions, Definition
from day.means import Reader
from model.codec import to_plain
from model.facts import Facts
from model.notice import Notice, Outcome
from pipelines.steps import understand

Filled = Callable[[Notice, Facts], bool]

FIELDS: tuple[tuple[str, str, Filled], ...] = (
    ("title", "titre", lambda notice, facts: bool(notice.title)),
    ("link", "lien", lambda notice, facts: bool(notice.url)),
    ("text", "texte", lambda notice, facts: bool(notice.text)),
    ("published", "publication", lambda notice, facts: notice.published is not None),
    ("funder", "financeur", lambda notice, facts: bool(notice.funder)),
    ("opening", "ouverture", lambda notice, facts: facts.opening is not None),
    ("deadline", "date limite", lambda notice, facts: bool(facts.sessions)),
    ("rolling", "au fil de l’eau", lambda notice, facts: facts.rolling is not None),
    ("amount", "montant", lambda notice, facts: bool(facts.amounts)),
    ("rate", "taux", lambda notice, facts: bool(facts.rates)),
    ("countries", "pays ou groupes", lambda notice, facts: bool(facts.countries or facts.groups)),
    ("themes", "thèmes", lambda notice, facts: bool(facts.themes)),
    ("eligible", "qui peut répondre", lambda notice, facts: bool(facts.eligible)),
    ("kind", "nature", lambda notice, facts: facts.kind is not None),
    ("scope", "champ", lambda notice, facts: facts.scope is not None),
)
"""(code, French name, whether a notice has it), in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One item: as its source says it, and as it is understood."""

    notice: Notice
    facts: Facts

    @property
    def deadline(self) -> str | None:
        """The next day to answer by, local ISO date: the first session not past when seen, else the last one."""
        ahead = [one.value for one in self.facts.sessions if one.value.closes_at > self.notice.seen_at]
        past = [one.value for one in self.facts.sessions]
        chosen = (
            min(ahead, key=lambda one: one.closes_at) if ahead else max(past, key=lambda one: one.closes_at, default=None)
        )
        return chosen.day.isoformat() if chosen else None


@dataclass(frozen=True, slots=True)
class TryOut:
    """What a definition catches now. `outcome` holds what was asked, left out, and what went wrong."""

    definition: Definition
    outcome: Outcome
    items: tuple[Tried, ...]

    @property
    def rates(self) -> tuple[tuple[str, str, int], ...]:
        """(code, French name, how many items have it) for each of `FIELDS`."""
        return tuple((code, name, sum(filled(one.notice, one.facts) for one in self.items)) for code, name, filled in FIELDS)

    def plain(self) -> dict[str, Any]:
        """The same as JSON values, without the raw bytes of the source."""
        outcome = self.outcome
        return {
            "slug": self.definition.slug,
            "result": outcome.result.value,
            "items": [_plain(one) for one in self.items],
            "rates": {code: number for code, _, number in self.rates},
            "dropped": dict(outcome.dropped),
            "problems": [to_plain(problem) for problem in outcome.problems],
            "requests": outcome.requests,
            "received": outcome.received,
        }


def try_out(definition: Definition, now: datetime, options: CrawlOptions, read: Reader) -> TryOut:
    """Reads a source whatever its state, as if for the first time, at `now` (aware). `read` is the door of the crawlers."""
    return try_many([definition], now, options, read)[definition.slug]


def try_many(definitions: Sequence[Definition], now: datetime, options: CrawlOptions, read: Reader) -> dict[str, TryOut]:
    """The same for several sources in one crawl, by slug: those of one server wait for each other."""
    notices: dict[str, list[Notice]] = {one.slug: [] for one in definitions}
    outcomes: dict[str, Outcome] = {}
    for thing in read(definitions, {}, now, replace(options, ignore_backoff=True)) if definitions else ():
        if isinstance(thing, Notice):
            notices[thing.source].append(thing)
        else:
            outcomes[thing.source] = thing
    return {
        one.slug: TryOut(one, outcomes[one.slug], tuple(Tried(notice, understand(notice)) for notice in notices[one.slug]))
        for one in definitions
    }


def page_of(items: Sequence[Tried], number: int, size: int) -> Sequence[Tried]:
    """Page `number` of the items, from 1; empty past the last one."""
    return items[(number - 1) * size : number * size]


def _plain(tried: Tried) -> dict[str, Any]:
    held = to_plain(replace(tried.notice, raw=b""))
    return {**held, "deadline": tried.deadline, "facts": to_plain(tried.facts)}
