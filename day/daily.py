"""The day in its order: read, take in, let the clock tick, match, compose, deliver. Only steps; each room decides."""

import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from day import page_visits, proposals, returned_mail, source_health
from day.by_hand import remind
from day.match_all import match_all
from day.means import Means
from day.report import DayReport
from digests import deliver
from model.deadline import PARIS
from model.notice import Notice, Outcome, Problem
from model.source import SourceState
from model.trouble import Trouble
from pipelines import intake
from pipelines.doubts import Code as Doubt
from store import events, holds, issues, mail_checks, runs, sources
from store.connection import Database, connect, write

# A crash loses at most this many notices of work, all read again by the same command.
BATCH = 50
# After a longer silence, what a source shows was probably open before we looked (rule 8).
LONG_SILENCE = timedelta(days=14)

Step = Callable[[Means, datetime, DayReport], None]


class Code(StrEnum):
    """The problems of the day itself, for the runbook."""

    STEP_FAILED = "step_failed"


_STEP_FAILED = (
    "L’étape « {} » s’est arrêtée sur une erreur imprévue ; les autres ont été faites. "
    "Relancez veilleur run ; si l’erreur revient, transmettez le détail technique à qui entretient Veilleur."
)


def run(means: Means, now: datetime, steps: Sequence[str] = ()) -> DayReport:
    """The day at `now` (UTC), or only the named `steps` of it, in the day's order.

    A step that fails is told in the report and does not stop the next ones. Trouble when the database cannot be opened.
    """
    with closing(connect(means.database)) as db, write(db):
        report = DayReport(run=runs.start(db, now.astimezone(ZoneInfo(PARIS)).date(), now))
    for name, title, step in STEPS:
        if not steps or name in steps:
            _attempt(title, step, means, now, report)
    means.watcher.end()
    with closing(connect(means.database)) as db, write(db):
        runs.end(db, report.run, now, "failed" if report.failed else "done", report.plain())
    return report


def _attempt(title: str, step: Step, means: Means, now: datetime, report: DayReport) -> None:
    """One step. What it raises is told and written down: letters already owed must leave even if the crawl broke."""
    try:
        step(means, now, report)
    except Trouble as trouble:
        report.failed[title] = str(trouble)
    except Exception as cause:  # noqa: BLE001 - told in the report, kept as an issue, printed for whoever repairs
        traceback.print_exc(file=sys.stderr)
        report.failed[title] = f"erreur imprévue ({type(cause).__name__})"
        _note(
            means, Problem(code=Code.STEP_FAILED, subject=title, message=_STEP_FAILED.format(title), detail=repr(cause)), now
        )


def _note(means: Means, problem: Problem, now: datetime) -> None:
    with closing(connect(means.database)) as db, write(db):
        issues.note(db, problem, now)


def crawl(means: Means, now: datetime, report: DayReport) -> None:
    """Reads every source of `means.definitions` and takes its notices in, batch after batch."""
    means.watcher.begin("Lecture des sources")
    with closing(connect(means.database)) as db:
        with write(db):
            sources.save_list(db, means.listed)
            for problem in means.list_problems:
                issues.note(db, problem, now)
        report.problems.extend(means.list_problems)
        known = sources.states(db)
        by_slug = {definition.slug: definition for definition in means.definitions}
        waiting: list[Notice] = []
        failed: set[str] = set()
        for message in means.read(means.definitions, known, now, means.options):
            if isinstance(message, Notice):
                waiting.append(message)
            if isinstance(message, Outcome) or len(waiting) >= BATCH:
                failed |= _take_in(db, waiting, known, now, report)
                waiting = []
            if isinstance(message, Outcome):
                outcome = source_health.weighed(db, message, by_slug.get(message.source), now)
                _finish_source(db, outcome, outcome.source in failed, now, means, report)
                means.watcher.at(sum(report.results.values()), len(means.definitions))


def _take_in(
    db: Database, waiting: Sequence[Notice], known: Mapping[str, SourceState], now: datetime, report: DayReport
) -> set[str]:
    """Takes notices in; returns the sources of those that could not be read.

    The marks of such a source's pages are not kept: an unchanged page must be met again for the notice to be read again.
    """
    failed: set[str] = set()
    waiting = proposals.set_aside(db, waiting, now)
    for slug in dict.fromkeys(notice.source for notice in waiting):
        lot = [notice for notice in waiting if notice.source == slug]
        with write(db):  # until the reading ends, no letter may tell what it tells
            holds.begin(db, slug, events.last_number(db))
        first = is_first_reading(known.get(slug), now)
        for taken in intake.take_in_many(db, lot, now, first_reading=first):
            report.add_events(taken.events)
            report.problems.extend(taken.problems)
            if any(problem.code == Doubt.READING_FAILED for problem in taken.problems):
                failed.add(slug)
        report.notices += len(lot)
    return failed


def is_first_reading(state: SourceState | None, now: datetime) -> bool:
    """Nothing healthy was read of this source for so long that what it shows may be old."""
    return state is None or state.last_ok is None or now - state.last_ok > LONG_SILENCE


def _finish_source(db: Database, outcome: Outcome, incomplete: bool, now: datetime, means: Means, report: DayReport) -> None:
    """Ends a source: what was met is dated, its issue opened or closed, what is doubtful held, and last its state kept."""
    report.add_outcome(outcome)
    report.problems.extend(source_health.told(outcome))
    intake.see(db, outcome)
    state = replace(outcome.state, validators={}) if incomplete else outcome.state
    with write(db):
        report.held += source_health.finish(db, report.run, outcome, state, now, means.patience)


def check_health(means: Means, now: datetime, report: DayReport) -> None:
    """Ends what waited for staff too long, and recalls the sources that a person reads."""
    means.watcher.begin("Santé des sources")
    with closing(connect(means.database)) as db:
        report.lapsed += sum(hold.events for hold in source_health.lapse(db, now))
        reminders = remind(db, means.by_hand, now)
    report.to_look_at = len(reminders)


def tick(means: Means, now: datetime, report: DayReport) -> None:
    """What time does to calls: opened, closing soon, closed. After the crawl, so that a moved date wins over the clock."""
    means.watcher.begin("Passage du temps")
    with closing(connect(means.database)) as db:
        report.add_events(intake.run_clock(db, now))


def match_members(means: Means, now: datetime, report: DayReport) -> None:
    """Scores the calls that can still be answered against each member, and keeps the best."""
    means.watcher.begin("Correspondances")
    with closing(connect(means.database)) as db:
        done = match_all(db, now, means.weights, means.watcher)
    report.members, report.matched = done.members, done.told


def take_returns(means: Means, now: datetime, report: DayReport) -> None:
    """Takes in what came back since yesterday: an address that does not work any more gets no letter today."""
    if means.returns is not None and means.envelopes is not None:
        means.watcher.begin("Courrier revenu")
        with closing(connect(means.database)) as db:
            returned_mail.take_back(db, means.returns, means.envelopes, now)


def digest(means: Means, now: datetime, report: DayReport) -> None:
    """Composes the letters that are due and claims them in the ledger: nothing is sent here."""
    means.watcher.begin("Rédaction des lettres")
    with closing(connect(means.database, durable=True)) as db:
        prepared = deliver.prepare(
            db, now, means.links, means.voice, means.watcher.at, whole=not report.failed, rules=means.rules
        )
    report.letters += prepared.letters
    report.problems.extend(prepared.problems)


def send(means: Means, now: datetime, report: DayReport) -> None:
    """Sends the letters that wait, those of an interrupted day included."""
    means.watcher.begin("Envoi des lettres")
    with closing(connect(means.database, durable=True)) as db:
        if means.mail_settings and not mail_checks.has_passed(db, means.mail_settings):
            raise Trouble(
                "Les réglages du courrier n’ont pas été vérifiés : aucune lettre n’est partie, aucune n’est perdue.",
                "Lancez « veilleur mail check », corrigez ce qu’il signale, puis « veilleur deliver ».",
            )
        sent = deliver.send(db, means.mailer, now, means.watcher.at)
    report.sent += sent.sent
    report.waiting += sent.put_off + sent.left
    report.refused += sent.failed
    report.problems.extend(sent.problems)


def visit_pages(means: Means, now: datetime, report: DayReport) -> None:
    """Sees whether the pages of some calls still answer; last, since it may take minutes and no letter waits for it."""
    if means.visitor is None or not means.visits:
        return
    means.watcher.begin("Liens des appels")
    with closing(connect(means.database)) as db:
        done = page_visits.visit(db, now, means.visitor, means.options, means.visits)
    report.visited, report.bad_links = done.calls, done.bad


# The day, in order: (name for the command line, title on screen, what is done).
STEPS: tuple[tuple[str, str, Step], ...] = (
    ("crawl", "lecture des sources", crawl),
    ("clock", "passage du temps", tick),
    ("health", "santé des sources", check_health),
    ("match", "correspondances", match_members),
    ("returns", "courrier revenu", take_returns),
    ("digest", "rédaction des lettres", digest),
    ("deliver", "envoi des lettres", send),
    ("links", "liens des appels", visit_pages),
)
