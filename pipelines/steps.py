"""The ordered list of steps from a notice to what is known of its call: read this first. Each step is pure."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from model.codes import Kind, Status
from model.deadline import PARIS, Deadline
from model.doubt import STALE
from model.evidence import Reading
from model.facts import Facts
from model.notice import Notice
from pipelines.reading.amounts import read_amounts
from pipelines.reading.conditions import read_conditions, read_prerequisites
from pipelines.reading.dates import read_dates
from pipelines.reading.document import Document, of_notice
from pipelines.reading.eligibility import read_applicants
from pipelines.reading.filing import filed_for, read_filing, who_files
from pipelines.reading.gathering import read_gathering
from pipelines.reading.kind import read_kind
from pipelines.reading.language import guess
from pipelines.reading.places import read_places
from pipelines.reading.scope import read_scope
from pipelines.reading.shape import kind_by_shape, sums_by_kind
from pipelines.reading.status import read_status
from pipelines.reading.summary import summarise
from pipelines.reading.taking_part import read_taking_part
from pipelines.reading.themes import read_themes

Step = Callable[[Document, Facts], Facts]


def language(document: Document, facts: Facts) -> Facts:
    """The language the text is written in, else the one its source declares."""
    return replace(facts, language=guess(document.places[-1][1]) if document.places else document.language)


def dates(document: Document, facts: Facts) -> Facts:
    """Opening, sessions, later stages, answers at any time."""
    read = read_dates(document)
    return replace(facts, opening=read.opening, sessions=read.sessions, later_stages=read.later_stages, rolling=read.rolling)


def money(document: Document, facts: Facts) -> Facts:
    """Sums by role, and rates."""
    amounts, rates = read_amounts(document)
    return replace(facts, amounts=amounts, rates=rates)


def places(document: Document, facts: Facts) -> Facts:
    """Countries and groups of countries, in and out."""
    read = read_places(document)
    return replace(
        facts,
        countries=read.countries,
        excluded_countries=read.excluded_countries,
        groups=read.groups,
        excluded_groups=read.excluded_groups,
    )


def themes(document: Document, facts: Facts) -> Facts:
    """Themes with their weights, and the goals of sustainable development."""
    read, goals = read_themes(document)
    return replace(facts, themes=read, sdgs=goals)


def applicants(document: Document, facts: Facts) -> Facts:
    """Who may answer or not; who may only take part, flagged "partner" or "participant"; who files for whom."""
    eligible, excluded = read_applicants(document)
    filed_by = read_filing(document)
    eligible = who_files(filed_by, eligible, excluded)
    known = {one.value for one in (*eligible, *excluded)}
    aside = read_taking_part(document, known)
    known |= {one.value for one in aside}
    return replace(facts, eligible=(*eligible, *aside, *filed_for(filed_by, known)), excluded=excluded, filed_by=filed_by)


def conditions(document: Document, facts: Facts) -> Facts:
    """Sizes, partners and territory asked of who answers, and the papers to have ready."""
    return replace(facts, conditions=read_conditions(document), prerequisites=read_prerequisites(document))


def scope(document: Document, facts: Facts) -> Facts:
    """In the field or not, and the programme; it looks at the places and applicants read before."""
    read, programme = read_scope(document, facts)
    return replace(facts, scope=read, programme=programme)


def kind(document: Document, facts: Facts) -> Facts:
    """Call, fund, training, event, prize, information, appeal: in its own words, else by the shape of what was read."""
    said = kind_by_shape(read_kind(document), facts)
    return replace(facts, kind=said, amounts=sums_by_kind(said, facts.amounts))


def gathering(document: Document, facts: Facts) -> Facts:
    """The days and the place of a training or an event: « du 3 au 9 mai » is then no window to register in."""
    if facts.kind is None or facts.kind.value not in (Kind.TRAINING, Kind.EVENT):
        return facts
    read = read_gathering(document)
    sessions = tuple(one for one in facts.sessions if not read.is_day_of_it(one.value.day, one.evidence))
    opening = facts.opening
    if opening is not None and read.is_day_of_it(opening.value, opening.evidence):
        opening = None
    return replace(
        facts,
        sessions=sessions,
        opening=opening,
        starts=read.starts,
        ends=read.ends,
        online=read.online,
        venue=read.venue,
    )


def status(document: Document, facts: Facts) -> Facts:
    """What the text says of its own state, unless the dates of the same text say otherwise."""
    said = read_status(document)
    if said is not None and _belied(said.value, document, facts):
        said = None
    return replace(facts, status=said)


def _belied(said: Status, document: Document, facts: Facts) -> bool:
    """ "Clos" with a session still ahead speaks of an earlier one; "permanent" gives way to a stated last day."""
    if not facts.sessions:
        return False
    ahead = any(session.value.day >= document.reference for session in facts.sessions)
    return ahead if said is Status.CLOSED else said is Status.PERMANENT


def summary(document: Document, facts: Facts) -> Facts:
    """A few sentences of the source."""
    return replace(facts, summary=summarise(document))


STEPS: tuple[Step, ...] = (
    language,
    dates,
    money,
    status,
    places,
    themes,
    applicants,
    conditions,
    kind,
    gathering,
    scope,
    summary,
)
"""In order: each step sees what the ones before it read."""


NOTHING = Facts()
A_YEAR = timedelta(days=365)


def read(document: Document, given: Facts = NOTHING) -> Facts:
    """All that the steps read in a document. What its source gives in fields of its own wins, and each step sees it: the
    programme that the EU portal states decides the scope, whatever the text says."""
    facts = given
    for step in STEPS:
        facts = step(document, facts) if given is NOTHING else _with_given(step(document, facts), given)
    return facts


def understand(notice: Notice) -> Facts:
    """What is known of a notice: read in its words, then what its source states in fields of its own wins, field by field.

    The reference day is that of publication, else the Paris day on which the notice was seen.
    """
    seen = notice.seen_at.astimezone(ZoneInfo(PARIS)).date()
    return _aged(read(of_notice(notice, seen), notice.given), notice.published, seen)


def _aged(facts: Facts, published: date | None, seen: date) -> Facts:
    """An « en cours » without any date that was published more than a year before it is seen is a question."""
    said = facts.status
    undated = not facts.sessions and facts.opening is None and facts.rolling is None
    if said is None or said.value is not Status.OPEN or published is None or not undated or seen - published <= A_YEAR:
        return facts
    return replace(facts, status=replace(said, flags=(*said.flags, STALE)))


def _with_given(read_in_text: Facts, given: Facts) -> Facts:
    stated: dict[str, Any] = {
        name: value for name in (f.name for f in fields(Facts)) if (value := getattr(given, name)) not in (None, (), "")
    }
    if given.sessions and read_in_text.sessions:
        stated["sessions"] = _sessions(given.sessions, read_in_text.sessions)
    return replace(read_in_text, **stated)


def _sessions(stated: Sequence[Reading[Deadline]], read: Sequence[Reading[Deadline]]) -> tuple[Reading[Deadline], ...]:
    """What the source states, with its hour where the text says it.

    A field « date de clôture » holds one day, the last: when the text names it after earlier sessions (« 5 mars puis 11
    juin »), these are kept. On 55 real records with such a field, two name several sessions, both rightly read.
    """
    told = tuple(_with_hour(session, read) for session in stated)
    days = [one.value.day for one in read]
    if len(told) != 1 or len(days) < 2 or told[0].value.day != max(days):
        return told
    earlier = (one for one in read if one.value.day != told[0].value.day and not one.flags)
    return (*sorted(earlier, key=lambda one: one.value.day), told[0])


def _with_hour(stated: Reading[Deadline], read: Sequence[Reading[Deadline]]) -> Reading[Deadline]:
    """A list gives the day, the text the same day with its hour, or without that day: « au plus tard à 18 heures », « avant
    le 25 septembre »."""
    if stated.value.hour is not None:
        return stated
    same_day = [one for one in read if one.value.day == stated.value.day]
    timed = next((one for one in same_day if one.value.hour is not None), None)
    if timed is not None:
        return timed
    left_out = any(not one.value.inclusive for one in same_day)
    return replace(stated, value=replace(stated.value, inclusive=False)) if left_out else stated
