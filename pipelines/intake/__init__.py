"""Takes notices in, ticks the clock, obeys staff: the only place of the pipelines that saves. Decisions are elsewhere."""

from pipelines.intake.archive import Archived, retake_archive, take_in_archive
from pipelines.intake.rereading import Reread, reread
from pipelines.intake.staff import confirm, join, release, set_by_staff, undo
from pipelines.intake.taking import BATCH, Reader, Taken, retake, take_in, take_in_many
from pipelines.intake.watching import run_clock, see, tick_between

__all__ = [
    "BATCH",
    "Archived",
    "Reader",
    "Reread",
    "Taken",
    "confirm",
    "join",
    "release",
    "reread",
    "retake",
    "retake_archive",
    "run_clock",
    "see",
    "set_by_staff",
    "take_in",
    "take_in_archive",
    "take_in_many",
    "tick_between",
    "undo",
]
