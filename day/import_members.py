"""The members' file into the base: first a plan that says line by line what would change, then the writing of that plan.

What the file has no column for stays as it is, and so do people that it no longer names. A person's place in the events
never moves. A rhythm stated in the file wins over the one in the base, except for whoever asked for no letter (`aucun`):
no file subscribes again somebody who left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum

from day.members_columns import COLUMNS, shown
from day.members_contacts import Contact, shown_rhythm
from day.members_file import MembersFile, Row
from matching.profile import remarks
from model.codes import Rhythm
from model.member import Member, Subscriber
from store import events, members
from store.connection import Database, write


class Action(StrEnum):
    """What becomes of a line."""

    CREATED = "créée"
    CHANGED = "modifiée"
    UNCHANGED = "inchangée"
    REFUSED = "refusée"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would change, as shown in French; `before` is empty for what is new."""

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.what} : {self.after}"
        return f"{self.what} : {self.before} → {self.after or '(vide)'}"


@dataclass(frozen=True, slots=True)
class LinePlan:
    """What one line would do: the member and the people to save, the problems met."""

    number: int
    name: str
    action: Action
    changes: tuple[Change, ...] = ()
    problems: tuple[str, ...] = ()
    member: Member | None = None
    people: tuple[Contact, ...] = ()

    def __str__(self) -> str:
        details = "".join(f"\n    {change}" for change in self.changes)
        problems = "".join(f"\n    attention : {problem}" for problem in self.problems)
        return f"Ligne {self.number}, {self.name or 'sans nom'} : {self.action}{details}{problems}"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole file, in its order; `unknown_columns` are not read."""

    lines: tuple[LinePlan, ...]
    unknown_columns: tuple[str, ...] = ()

    def count(self, action: Action) -> int:
        """How many lines have this fate."""
        return sum(line.action is action for line in self.lines)


def plan(db: Database, file: MembersFile) -> ImportPlan:
    """What importing the file would change; nothing is written."""
    met: dict[str, int] = {}
    return ImportPlan(tuple(_line(db, row, met) for row in file.rows), file.unknown_columns)


def apply(db: Database, planned: ImportPlan, now: datetime) -> None:
    """Writes a plan, all or nothing, `now` (aware) being the day on which new people subscribe.

    What is already open then is told to them once as such: their `since_event` is the last event's number (rule 8).
    """
    with write(db):
        last = events.last_number(db)
        for line in planned.lines:
            if line.member is not None and line.action is not Action.UNCHANGED:
                member = members.save(db, line.member)
                for contact in line.people:
                    members.save_subscriber(db, _person(db, contact, member, now, last))


def _line(db: Database, row: Row, met: dict[str, int]) -> LinePlan:
    if row.member is None:
        return LinePlan(row.number, row.name, Action.REFUSED, problems=row.problems)
    people, twice = _without_twins(row, met)
    known = members.by_key(db, row.member)
    member = row.member if known is None else replace(known, **{name: getattr(row.member, name) for name in row.stated})
    changes = (*_changes(known, member), *_people_changes(db, people, known))
    action = Action.CREATED if known is None else Action.CHANGED if changes else Action.UNCHANGED
    problems = (*row.problems, *twice, *remarks(member))
    return LinePlan(row.number, row.name, action, changes, problems, member, people)


def _without_twins(row: Row, met: dict[str, int]) -> tuple[tuple[Contact, ...], tuple[str, ...]]:
    """The contacts of a line, and what is wrong with those that an earlier line already has: one person, one member."""
    kept: list[Contact] = []
    problems: list[str] = []
    for contact in row.contacts:
        first = met.setdefault(contact.address.casefold(), row.number)
        if first == row.number:
            kept.append(contact)
        else:
            problems.append(f"contacts : {contact.address} est déjà à la ligne {first} ; cette adresse y reste")
    return tuple(kept), tuple(problems)


def _changes(known: Member | None, member: Member) -> Iterator[Change]:
    blank = Member(id=0, name="", kind="")
    columns = {name: title for title, column in COLUMNS.items() for name in column.fields}
    for one in fields(Member):
        before, after = getattr(known or blank, one.name), getattr(member, one.name)
        if one.name in columns and before != after:
            yield Change(columns[one.name], shown(one.name, before), shown(one.name, after))


def _people_changes(db: Database, people: tuple[Contact, ...], known: Member | None) -> Iterator[Change]:
    for contact in people:
        held = members.subscriber(db, contact.address)
        if held is None:
            yield Change("contacts", "", f"{contact.address}, {shown_rhythm(*_rhythm(contact, None))}")
            continue
        rhythm, weekday = _rhythm(contact, held)
        before = _said(held.name, held.address, held.rhythm, held.weekday)
        after = _said(contact.name or held.name, contact.address, rhythm, weekday)
        if before != after:
            yield Change("contacts", before, after)
        if known is None or held.member != known.id:
            yield Change("contacts", f"{held.address}, autre collectivité", f"{held.address}, celle-ci")


def _said(name: str, address: str, rhythm: Rhythm, weekday: int) -> str:
    return f"{name} <{address}> {shown_rhythm(rhythm, weekday)}"


def _rhythm(contact: Contact, held: Subscriber | None) -> tuple[Rhythm, int]:
    """The rhythm to keep: who left stays out; the file's when it states one; else the one known, else each Tuesday."""
    if held is not None and (held.rhythm is Rhythm.NONE or contact.rhythm is None):
        return held.rhythm, held.weekday
    return contact.rhythm or Rhythm.WEEKLY, contact.weekday


def _person(db: Database, contact: Contact, member: int, now: datetime, last: int) -> Subscriber:
    held = members.subscriber(db, contact.address)
    rhythm, weekday = _rhythm(contact, held)
    if held is not None:
        name = contact.name or held.name
        return replace(held, member=member, name=name, address=contact.address, rhythm=rhythm, weekday=weekday)
    return Subscriber(
        id=0,
        member=member,
        name=contact.name,
        address=contact.address,
        rhythm=rhythm,
        weekday=weekday,
        subscribed_at=now,
        since_event=last,
    )
