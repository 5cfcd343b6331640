"""Every source kept as a fixture, with every fault seeded in its pages: what is wrong is told, what is well is not."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest

from crawlers import guards
from crawlers.health import Unreadable
from crawlers.recipes.base import Answer, Ask
from crawlers.rehearsal import Respond, rehearse
from crawlers.verdicts import Well
from model.notice import Notice, Outcome
from model.source import SourceState
from pipelines.steps import understand
from tests.crawlers.faults import FAULTS, Bodies, healthy
from tests.crawlers.samples import Sample, samples

OPEN = [one for one in samples() if one.name == "open"]
FEW = list({one.definition.source.recipe: one for one in OPEN}.values())
"""One source a recipe."""

DAY = timedelta(days=1)
LEAST = 0.95
TOLD, RIGHT, MISSED = "✓", "=", "✗"


@dataclass
class History:
    """A source read well for some days: its state, and what each publication says of dates."""

    sample: Sample
    state: SourceState
    notices: dict[str, Notice]
    dated: dict[str, bool]
    problems: frozenset[str]


def answers(sample: Sample, bodies: Mapping[str, bytes | Unreadable]) -> Respond:
    """Answers as the sample does, with other bodies or failures."""
    whole = sample.respond({url: body for url, body in bodies.items() if isinstance(body, bytes)})
    failures = {url: held for url, held in bodies.items() if isinstance(held, Unreadable)}

    def respond(ask: Ask) -> Answer | Unreadable:
        return next(iter(failures.values()), None) or whole(ask)

    return respond


def lived(sample: Sample, bodies: Bodies, days: int = 3) -> History:
    """The source after some days without any trouble."""
    state, notices, known = None, {}, frozenset()
    for day in range(days):
        told, outcome = rehearse(sample.definition, sample.respond(bodies), sample.read_on + day * DAY, state)
        notices |= {one.reference: one for one in told}
        state, known = outcome.state, frozenset(problem.code for problem in outcome.problems)
    assert state is not None
    return History(sample, state, notices, {name: is_dated(one) for name, one in notices.items()}, known)


def is_dated(notice: Notice) -> bool:
    facts = understand(notice)
    return bool(facts.sessions) or facts.rolling is not None


def mark_of(history: History, told: list[Notice], outcome: Outcome) -> str:
    """Whether a fault was told, or changed nothing, or was missed: the guard of dates is the day's."""
    codes = {problem.code for problem in outcome.problems} - history.problems
    if codes and outcome.verdict not in set(Well):
        return TOLD
    now = {one.reference: is_dated(one) for one in told}
    share = (history.sample.definition.with_deadline or 0) / 100
    if guards.lost_dates(history.dated, now) or guards.few_dates(sum(now.values()), len(now), share):
        return TOLD
    same = all(
        one.fingerprint == history.notices[one.reference].fingerprint for one in told if one.reference in history.notices
    )
    is_right = set(outcome.seen) == set(history.notices) and same and all(one.reference in history.notices for one in told)
    return RIGHT if is_right else MISSED


def row_of(sample: Sample) -> dict[str, str]:
    """Fault → mark, for one source."""
    bodies = sample.bodies()
    history = lived(sample, bodies)
    marks = {}
    for name, fault in FAULTS.items():
        told, outcome = rehearse(
            sample.definition, answers(sample, fault(sample, bodies)), sample.read_on + 3 * DAY, history.state
        )
        marks[name] = mark_of(history, told, outcome)
    told, outcome = rehearse(sample.definition, sample.respond(bodies), sample.read_on + 3 * DAY, history.state)
    assert mark_of(history, told, outcome) == RIGHT, f"{sample} : une lecture sans panne est dite en panne"
    return marks


def shown(rows: Mapping[str, Mapping[str, str]]) -> str:
    """The table, source by fault."""
    width = max(map(len, rows), default=6)
    names = list(FAULTS)
    keys = "  ".join(f"{number} {name}" for number, name in enumerate(names, 1))
    head = f"{'source':{width}}  " + " ".join(f"{number:>2}" for number in range(1, len(names) + 1))
    lines = [f"{slug:{width}}  " + " ".join(f" {marks[name]}" for name in names) for slug, marks in sorted(rows.items())]
    counts = Counter(mark for marks in rows.values() for mark in marks.values())
    total = f"{counts[TOLD]} dites, {counts[RIGHT]} sans effet, {counts[MISSED]} manquées, {len(rows)} sources"
    return "\n".join(["", "Pannes semées : ✓ dite, = sans effet (lecture juste), ✗ manquée", keys, head, *lines, total])


def check(chosen: list[Sample], capsys: pytest.CaptureFixture[str]) -> None:
    rows = {one.slug: row_of(one) for one in chosen}
    with capsys.disabled():
        print(shown(rows))  # noqa: T201 - the table is what this test is read for
    counts = Counter(mark for marks in rows.values() for mark in marks.values())
    assert counts[TOLD] >= LEAST * (counts[TOLD] + counts[MISSED])
    for slug, marks in rows.items():
        assert sum(mark is not RIGHT for mark in marks.values()) >= 8, slug


def test_seeded_faults_are_told_for_one_source_of_each_recipe(capsys: pytest.CaptureFixture[str]) -> None:
    check(FEW, capsys)


@pytest.mark.slow
def test_seeded_faults_are_told_for_every_source(capsys: pytest.CaptureFixture[str]) -> None:
    check(OPEN, capsys)


def alarms(sample: Sample, days: int) -> list[tuple[int, str]]:
    """The days of healthy readings on which something was told that was not told on the first one."""
    bodies, state, known, found = sample.bodies(), None, None, []
    dated: dict[str, bool] = {}
    for day in range(days):
        changed = healthy(day, sample, bodies)
        told, outcome = rehearse(sample.definition, answers(sample, changed), sample.read_on + day * DAY, state)
        codes = {problem.code for problem in outcome.problems}
        now = {one.reference: is_dated(one) for one in told}
        if guards.lost_dates(dated, now):
            codes.add("dates_lost")
        known = codes if known is None else known
        found += [(day, code) for code in codes - known]
        dated |= now
        state = outcome.state
    return found


@pytest.mark.parametrize("sample", FEW, ids=str)
def test_days_without_trouble_give_no_alarm(sample: Sample) -> None:
    assert alarms(sample, 8) == []


@pytest.mark.slow
@pytest.mark.parametrize("sample", OPEN, ids=str)
def test_thirty_days_without_trouble_give_no_alarm(sample: Sample) -> None:
    assert alarms(sample, 30) == []
