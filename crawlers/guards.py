"""Compares a reading that went well with its source's own past: lists that swell, shrink, lose a part or their dates.

"No open call" is not "could not be read" (rule 3): on 2026-06-27 the European portal's records went from 449 to 1,235,
774 of them dead, and in April 2026 all its external calls vanished for some days while the rest stayed.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import comb
from statistics import median

from crawlers.health import Code
from model.notice import Notice

MEMORY = "guard"
"""Where a state keeps the past."""

KEPT = 14
"""Readings looked back at."""
ENOUGH = 3
"""Readings without which nothing is usual."""
SPIKE = 2
SPIKE_FROM = 20
DROP_FROM = 4
KIND_FROM = 3
MISSED = 5
"""A reference missed by so many readings is no surprise any more: `pipelines.vanishing` tells of it."""

ROLLING = frozenset({"feed", "wordpress", "newsletter"})
"""Recipes that show what is newest: what leaves them says nothing, unless nothing at all is left."""

CHANCE = 0.01
"""A share of dates is a surprise when chance alone would give it less often than this."""

Odd = tuple[Code, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A publication met: the last day to answer when its source states one, and how many readings have missed it since."""

    until: date | None = None
    missed: int = 0

    def is_alive(self, today: date) -> bool:
        """Whether a list should still show it."""
        return self.missed < MISSED and (self.until is None or self.until >= today)


@dataclass(frozen=True, slots=True)
class Past:
    """What the last healthy readings met: `met` counts what was left out on purpose too, `kinds` holds the volumes of each
    kind, oldest first."""

    met: int = 0
    known: Mapping[str, Known] = field(default_factory=dict)
    kinds: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, memory: Mapping[str, str]) -> "Past":
        """The past in the memory of a state; nothing when there is none."""
        held = json.loads(memory.get(MEMORY, "{}"))
        known = {
            name: Known(date.fromisoformat(until) if until else None, missed)
            for name, until, missed in held.get("known", ())
        }
        return cls(held.get("met", 0), known, {name: tuple(some) for name, some in held.get("kinds", {}).items()})

    def written(self) -> str:
        """The inverse of `of`."""
        known = [[name, one.until.isoformat() if one.until else "", one.missed] for name, one in self.known.items()]
        return json.dumps({"met": self.met, "known": known, "kinds": self.kinds}, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What one reading met: references, the last days stated by the notices it told, how many items were left out, the
    number of each kind, whether the list itself says that it is empty, and what is usual."""

    seen: Collection[str]
    until: Mapping[str, date | None] = field(default_factory=dict)
    left_out: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    says_empty: bool = False
    is_rolling: bool = False
    volumes: Sequence[int] = ()

    @property
    def total(self) -> int:
        """All that the list held."""
        return len(self.seen) + self.left_out


def until_of(notice: Notice) -> date | None:
    """The last day to answer that the source states in a field of its own."""
    return max((one.value.day for one in notice.given.sessions), default=None)


def judge(met: Met, past: Past, today: date) -> list[Odd]:
    """What is odd in a reading, each with its technical detail; nothing for the first readings of a source."""
    found = [*_spikes(met, past), *_drop(met, past, today)]
    return found or list(_vanished_kinds(met, past))


def after(met: Met, past: Past, today: date) -> Past:
    """The past for the next reading. What is missing is remembered for some readings, so that a drop lasts until it is
    either mended or usual."""
    known = {name: Known(met.until.get(name, past.known.get(name, Known()).until)) for name in met.seen}
    if not met.says_empty:
        gone = ((name, one) for name, one in past.known.items() if name not in known and one.is_alive(today))
        known |= {name: Known(one.until, one.missed + 1) for name, one in gone if not met.is_rolling}
    kinds = {
        name: (*past.kinds.get(name, ()), met.kinds.get(name, 0))[-KEPT:]
        for name in dict.fromkeys([*past.kinds, *met.kinds])
    }
    total = past.met if any(_drop(met, past, today)) else met.total
    return Past(total, known, {name: some for name, some in kinds.items() if any(some)})


def accepted(memory: Mapping[str, str], volumes: Sequence[int]) -> tuple[dict[str, str], tuple[int, ...]]:
    """The memory and volumes of a source of which staff said that its last reading was right: it is the usual one now."""
    past = Past.of(memory)
    known = {name: one for name, one in past.known.items() if not one.missed}
    kinds = {name: (some[-1],) * ENOUGH for name, some in past.kinds.items() if some[-1]}
    return {**memory, MEMORY: Past(past.met, known, kinds).written()}, tuple(volumes[-1:]) * ENOUGH


def lost_dates(before: Mapping[str, bool], now: Mapping[str, bool]) -> Odd | None:
    """Whether publications that had a date to answer have lost it all at once: reference → dated, before and now.

    Told when half of those that were dated, and changed, have no date any more.
    """
    dated = [name for name, had in before.items() if had and name in now]
    lost = [name for name in dated if not now[name]]
    if not lost or 2 * len(lost) < len(dated):
        return None
    return Code.DATES_LOST, f"{len(lost)} date(s) limite(s) ne sont plus lues, sur {len(dated)} : {', '.join(lost[:3])}"


def few_dates(dated: int, told: int, expected: float) -> Odd | None:
    """Whether so few of the publications told have a date that chance cannot explain it: `expected` is the usual share,
    from 0 to 1."""
    share = min(expected, 0.95)
    if not told or dated / told >= share:
        return None
    tail = sum(comb(told, k) * share**k * (1 - share) ** (told - k) for k in range(dated + 1))
    if tail >= CHANCE:
        return None
    return Code.DATES_LOST, f"{dated} date(s) limite(s) sur {told} publications ; d’ordinaire {expected:.0%}"


def _spikes(met: Met, past: Past) -> Iterator[Odd]:
    if _is_spike(len(met.seen), met.volumes):
        yield Code.UNUSUAL_VOLUME, _compared(len(met.seen), met.volumes)
        return
    for name, count in met.kinds.items():
        if _is_spike(count, past.kinds.get(name, ())):
            yield Code.UNUSUAL_VOLUME, f"{name} : {_compared(count, past.kinds[name])}"


def _drop(met: Met, past: Past, today: date) -> Iterator[Odd]:
    """Half of the list is gone that could still be answered; or nothing is left, and the list does not say so."""
    if met.says_empty or 2 * met.total > past.met:
        return
    alive = {name: one for name, one in past.known.items() if one.is_alive(today)}
    missing = [name for name in alive if name not in met.seen]
    if not met.total:
        is_odd = bool(past.met) if met.is_rolling else len(missing) > 1 or any(alive[name].until for name in missing)
    else:
        is_odd = not met.is_rolling and past.met >= DROP_FROM and 2 * len(missing) >= len(alive)
    if is_odd:
        some = f" ; disparus : {', '.join(missing[:3])}" if missing else ""
        yield Code.SUDDEN_DROP, f"{met.total} éléments au lieu de {past.met}{some}"


def _vanished_kinds(met: Met, past: Past) -> Iterator[Odd]:
    for name, usual in past.kinds.items():
        if len(usual) >= ENOUGH and median(usual) >= KIND_FROM and not met.kinds.get(name):
            yield Code.KIND_VANISHED, f"{name} : {_compared(0, usual)}"


def _is_spike(count: int, usual: Sequence[int]) -> bool:
    return len(usual) >= ENOUGH and count > SPIKE_FROM and count > SPIKE * median(usual)


def _compared(count: int, usual: Sequence[int]) -> str:
    return f"{count} éléments ; dernières fois : {', '.join(map(str, usual[-3:])) or 'aucune lecture avant'}"
