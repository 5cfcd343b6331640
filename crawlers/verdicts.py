"""In which class a reading ends, and whether staff must hear of it: the health of a source, as decisions without effects."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from crawlers.health import Code
from model.notice import Problem


class Well(StrEnum):
    """The classes of a reading that went well; the others are codes of `crawlers.health`.

    `empty`: the list says that it has nothing, or is well formed and holds nothing.
    """

    READ = "read"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    SKIPPED = "skipped"


PASSING = frozenset(
    {
        Code.TIME_OUT, Code.TOO_SLOW, Code.SERVER_ERROR, Code.UNREACHABLE, Code.CUT_SHORT, Code.BAD_COMPRESSION,
        Code.DNS_GONE, Code.TOO_MANY_REQUESTS, Code.MAINTENANCE, Code.HTML_INSTEAD, Code.UNEXPECTED_STATUS, Code.CERTIFICATE,
        Code.CHILD_ENDED, Code.STUCK,
    }
)  # fmt: skip
"""What passes by itself most of the time: nobody is told before it has lasted."""

LASTS = timedelta(hours=44)
"""A daily reading that failed on three days in a row, the last one a little earlier than the first."""
OFTEN = 3

HOLDS = frozenset({Code.UNUSUAL_VOLUME, Code.SUDDEN_DROP, Code.KIND_VANISHED, Code.DATES_LOST})
"""What makes a reading doubtful: what it told waits for staff."""

REMARKS = frozenset(
    {
        Code.UNKNOWN_WORD, Code.TRANSLATION_MISSING, Code.INVALID_UTF8, Code.PDF_LOCKED, Code.PDF_UNREADABLE,
        Code.PDF_TOO_HEAVY, Code.PDF_WITHOUT_TEXT, Code.SECOND_WAY,
    }
)  # fmt: skip
"""What is worth telling of a list that was read whole all the same."""

_GRAVEST = (
    Code.SUDDEN_DROP, Code.UNUSUAL_VOLUME, Code.KIND_VANISHED, Code.DATES_LOST, Code.TOO_FEW, Code.INCOMPLETE_LIST,
    Code.ITEM_UNREADABLE,
)  # fmt: skip


def of_reading(codes: Sequence[str], *, unchanged: bool, items: int, left_out: int) -> str:
    """The class of a reading that came to its end, with these problems, `items` met and `left_out` on purpose."""
    graves = [code for code in codes if code not in REMARKS]
    if graves:
        return min(graves, key=_rank)
    if unchanged:
        return Well.UNCHANGED
    return Well.READ if items or left_out else Well.EMPTY


def is_lasting(code: str, failures: int, since: datetime | None, now: datetime) -> bool:
    """Whether a failure will not pass by itself, or has not: `failures` in a row, the first at `since`."""
    return code not in PASSING or (failures >= OFTEN and since is not None and now - since >= LASTS)


def gravest(problems: Sequence[Problem]) -> Problem | None:
    """The one problem that stands for a reading; the others follow in its detail."""
    if not problems:
        return None
    first, *others = sorted(problems, key=lambda one: _rank(one.code))
    more = [f"{one.message} [{one.detail}]" if one.detail else one.message for one in others]
    return Problem(
        code=first.code, subject=first.subject, message=first.message, detail="\n".join([first.detail, *more]).strip()
    )


def _rank(code: str) -> int:
    """What ends a reading comes first, then what makes it doubtful, then remarks."""
    if code == Code.PAGE_CHANGED:
        return -2
    known = code in {one.value for one in Code}
    if known and Code(code) in _GRAVEST:
        return _GRAVEST.index(Code(code))
    return len(_GRAVEST) if known and Code(code) in REMARKS else -1
