"""Does again, on a copy, all that made calls and events what they are, and says what comes out otherwise.

The same rules give the same result to the byte. New rules (a reading, a comparison) show here what they would have
changed, before any member hears of it: nothing is written in the database itself.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from day.replayed import Difference, differences
from model.trouble import Trouble
from pipelines import intake
from pipelines.intake import Reader
from pipelines.steps import understand
from store import calls, events, inputs, notices, replica
from store.connection import Database, connect
from store.inputs import Input

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """`digest` is that of the copy; `same`: it is that of the database. `refused`: what staff had done and that cannot be
    done again under these rules, in French. `reread_at`: when all was last read again, since when histories are no longer
    compared."""

    same: bool
    digest: str
    inputs: int
    calls: int
    events: int
    reread_at: datetime | None = None
    differences: tuple[Difference, ...] = ()
    refused: tuple[str, ...] = ()


HISTORY = ("versions", "events")
"""What is not compared once all was read again: it keeps what was told under the rules of before."""


def replay(
    database: Path, copy: Path, on_progress: Progress = lambda done, total: None, reader: Reader = understand
) -> Replayed:
    """Does everything of `database` again in the new file `copy`, and compares. Trouble when one cannot be opened."""
    with closing(connect(database)) as old, closing(replica.empty_copy(old, copy)) as new:
        total = inputs.count(old)
        refused: list[str] = []
        reread_at = None
        for done, one in enumerate(inputs.every(old), 1):
            refused += _again(old, new, one, reader)
            reread_at = one.at if one.kind == "reread" else reread_at
            on_progress(done, total)
        before, after = (replica.digest(db, HISTORY if reread_at else ()) for db in (old, new))
        return Replayed(
            same=before == after,
            digest=after,
            inputs=total,
            calls=sum(1 for _ in calls.every(new)),
            events=events.last_number(new),
            reread_at=reread_at,
            differences=tuple(differences(old, new, history=not reread_at)) if before != after else (),
            refused=tuple(refused),
        )


def _again(old: Database, new: Database, one: Input, reader: Reader) -> Iterator[str]:
    """Does one input again; gives why it could not be."""
    try:
        _DONE[one.kind](old, new, one, reader)
    except Trouble as trouble:
        yield f"{one.at:%d/%m/%Y}, {_NAMES[one.kind]} : {trouble.message}"


def _notice(old: Database, new: Database, one: Input, reader: Reader) -> None:
    said = notices.get(old, one.notice or 0)
    if one.detail.get("archive"):
        intake.retake_archive(new, said, one.at, reader)
        return
    intake.retake(new, said, one.at, first_reading=bool(one.detail["first"]), reader=reader)


def _clock(old: Database, new: Database, one: Input, reader: Reader) -> None:
    intake.tick_between(new, one.detail["first"], one.detail["last"], one.at)


def _set(old: Database, new: Database, one: Input, reader: Reader) -> None:
    said = one.detail
    intake.set_by_staff(new, said["call"], said["field"], said["value"], said["who"], one.at)


def _confirm(old: Database, new: Database, one: Input, reader: Reader) -> None:
    said = one.detail
    intake.confirm(new, said["call"], said["field"], said["who"], one.at, said["values"])


def _release(old: Database, new: Database, one: Input, reader: Reader) -> None:
    intake.release(new, one.detail["call"], one.detail["field"], one.detail["who"], one.at)


def _join(old: Database, new: Database, one: Input, reader: Reader) -> None:
    intake.join(new, one.detail["call"], one.detail["into"], one.detail["who"], one.at)


def _reread(old: Database, new: Database, one: Input, reader: Reader) -> None:
    intake.reread(new, one.at, reader)


def _undo(old: Database, new: Database, one: Input, reader: Reader) -> None:
    intake.undo(new, one.detail["joins"], one.detail["who"], one.at)


_DONE: Mapping[str, Callable[[Database, Database, Input, Reader], None]] = {
    "notice": _notice,
    "clock": _clock,
    "set": _set,
    "confirm": _confirm,
    "release": _release,
    "join": _join,
    "undo": _undo,
    "reread": _reread,
}
_NAMES = {
    "notice": "publication",
    "clock": "passage du temps",
    "set": "valeur fixée",
    "confirm": "valeur confirmée",
    "release": "valeur rendue aux sources",
    "join": "réunion de deux appels",
    "undo": "réunion défaite",
    "reread": "relecture",
}
