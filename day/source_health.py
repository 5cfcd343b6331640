"""What follows from the end of a reading: its class, the one issue of its source, what waits for staff, changed pages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from crawlers import Definition, guards, health, verdicts
from crawlers.health import Code
from digests import french
from model.codes import ReadResult
from model.notice import Outcome, Problem
from model.source import SourceState
from model.trouble import Trouble
from store import holds, issues, notices, page_changes, runs, sources
from store.connection import Database, write
from store.holds import DROPPED, KNOWN, LAPSED, REFUSED, RELEASED, TOLD, Hold
from store.page_changes import PageChange

CODES = tuple(code.value for code in Code)
ENOUGH = 10
"""Earlier notices of a source from which its usual share of dates can be told."""


def weighed(db: Database, outcome: Outcome, definition: Definition | None, now: datetime) -> Outcome:
    """The outcome of a reading whose notices are taken in, with what its dates say: lost all at once, or far too few."""
    if outcome.result is not ReadResult.READ:
        return outcome
    told = notices.dated(db, outcome.source, now)
    odd = guards.lost_dates({one.reference: one.had for one in told if one.had}, {one.reference: one.has for one in told})
    odd = odd or guards.few_dates(sum(one.has for one in told), len(told), _usual_share(db, outcome.source, definition, now))
    if odd is None:
        return outcome
    problems = (*outcome.problems, health.problem(odd[0], outcome.source, odd[1]))
    verdict = verdicts.of_reading([one.code for one in problems], unchanged=False, items=1, left_out=0)
    return replace(outcome, problems=problems, verdict=verdict, state=replace(outcome.state, verdict=verdict))


def finish(db: Database, run: int, outcome: Outcome, state: SourceState, now: datetime, patience: timedelta | None) -> int:
    """Keeps the end of a reading, in the caller's transaction: its class, its issue, its state; gives how many events wait.

    What a doubtful reading told is held for `patience`, or until staff answer when it is None. A passing failure is kept
    and told to nobody.
    """
    runs.save_outcome(db, run, outcome)
    for url, words in outcome.changed_pages:
        page_changes.add(db, PageChange(id=0, source=outcome.source, url=url, at=now, words=words))
    if outcome.result is ReadResult.SKIPPED:
        sources.save_state(db, state)
        return 0
    odd = next((one.code for one in outcome.problems if one.code in verdicts.HOLDS), None)
    held = holds.hold(db, outcome.source, odd, now, now + patience if patience else None) if odd else 0
    holds.end(db, outcome.source)
    _keep_issue(db, outcome, now)
    sources.save_state(db, state)
    return held


def told(outcome: Outcome) -> tuple[Problem, ...]:
    """What staff are told of a reading: one problem at most, and nothing of a failure that may pass."""
    if outcome.result is ReadResult.FAILED and not outcome.lasting:
        return ()
    first = verdicts.gravest(outcome.problems)
    return (first,) if first else ()


def release(db: Database, slug: str, at: datetime, who: str = "", *, tell: bool = True) -> Hold:
    """Staff answer for what waits of the source `slug`: letters tell it once, or never when `tell` is False.

    Gives the hold that ended. What the last reading met is the source's usual volume from now on, when it is told.
    Trouble when nothing of that source waits.
    """
    found = next((one for one in holds.standing(db) if one.source == slug), None)
    if found is None:
        raise Trouble(f"Rien n’attend de la source « {slug} ».", "Ce qui attend : veilleur source health")
    with write(db):
        fate = TOLD if tell else DROPPED
        fates = {one.event: fate for one in holds.waiting(db, found.id)}
        _close(db, found, RELEASED if tell else REFUSED, at, who, fates, accept=tell)
    return found


def lapse(db: Database, now: datetime) -> list[Hold]:
    """Ends the holds that nobody answered in time, when their source has been read well since.

    What the source still shows is told as « déjà ouvert »: twelve cards at most, and the true count. What it no longer
    shows is never told: of the 774 dead records of June 2026 nothing was left two days later.
    """
    due = [one for one in holds.standing(db) if one.lapses_at is not None and one.lapses_at <= now]
    last = runs.last_readings(db) if due else {}
    ended = []
    for one in due:
        reading = last.get(one.source)
        if reading is None or reading.result is ReadResult.FAILED:
            continue
        with write(db):
            fates = {
                held.event: KNOWN if held.last_seen is not None and held.last_seen >= reading.started_at else DROPPED
                for held in holds.waiting(db, one.id)
            }
            _close(db, one, LAPSED, now, "", fates, accept=True)
        ended.append(one)
    return ended


def _close(db: Database, hold: Hold, how: str, at: datetime, who: str, fates: Mapping[int, str], *, accept: bool) -> None:
    holds.close(db, hold.id, how, at, who, fates)
    issues.settle(db, hold.source, at, among=[code.value for code in verdicts.HOLDS])
    state = sources.states(db).get(hold.source)
    if accept and state is not None:
        memory, volumes = guards.accepted(state.memory, state.volumes)
        sources.save_state(db, replace(state, memory=memory, volumes=volumes))


def _keep_issue(db: Database, outcome: Outcome, now: datetime) -> None:
    """One open issue a source: the gravest problem, the others in its detail; none when it is read well again."""
    problems = told(outcome)
    standing = next((one for one in holds.standing(db) if one.source == outcome.source), None)
    if not problems:
        if outcome.result is not ReadResult.FAILED:
            issues.settle(db, outcome.source, now, among=CODES, but=[standing.code] if standing else ())
        return
    problem = _changed_still(db, outcome, problems[0])
    problem = _with_hold(problem, standing) if standing else problem
    issues.settle(db, outcome.source, now, among=CODES, but=[problem.code])
    issues.note(db, problem, now)


def _changed_still(db: Database, outcome: Outcome, problem: Problem) -> Problem:
    """A page that changed is worth opening for as long as it cannot be read."""
    if outcome.result is not ReadResult.FAILED or problem.code == Code.PAGE_CHANGED:
        return problem
    known = [one for one in issues.open_ones(db) if (one.code, one.subject) == (Code.PAGE_CHANGED, outcome.source)]
    return (
        replace(problem, code=Code.PAGE_CHANGED.value, message=known[0].message, detail=known[0].detail)
        if known
        else problem
    )


def _with_hold(problem: Problem, hold: Hold) -> Problem:
    """What waits is said first: it is the only thing that staff must answer."""
    until = f" ; sans réponse, ce que la source montre encore partira le {french.long_day(hold.lapses_at.date())}" if (
        hold.lapses_at) else ""  # fmt: skip
    waits = f"{hold.events} événements de {hold.calls} appels attendent : veilleur source release {hold.source}{until}."
    message = problem.message if problem.code == hold.code else health.ADVICE[Code(hold.code)]
    return replace(problem, code=hold.code, message=message, detail=f"{waits}\n{problem.detail}".strip())


def _usual_share(db: Database, source: str, definition: Definition | None, now: datetime) -> float:
    """The share of notices with a date: as the definition says, else as the source's own past shows; 0 when unknown."""
    if definition is not None and definition.with_deadline is not None:
        return definition.with_deadline / 100
    number, dated = notices.dated_before(db, source, now)
    return dated / number if number >= ENOUGH else 0.0
