"""Whether a window of submission is the next edition of another or the same one moved. Nothing is saved here."""

import re
from collections.abc import Set
from datetime import date, datetime, timedelta

from model.deadline import Deadline
from model.facts import Facts

YEAR_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*[-–/]\s*((?:19|20)?\d\d))?(?!\d)")

# A programming period ("2021-2027") names a programme, never one of its yearly editions.
PROGRAMME_PERIOD = 5

# A later window is another edition from about half a year on; a call that stays closed for less and comes back is
# reopened. Without a known opening, only a jump of nine months tells a yearly round from a long extension.
NEXT_WINDOW = timedelta(days=180)
NEXT_WINDOW_UNOPENED = timedelta(days=270)
STALE_TITLE = timedelta(days=330)
SAME_DATE = timedelta(days=2)
RENAMED = timedelta(days=90)


def title_years(title: str) -> frozenset[int]:
    """The years of an edition in a title: "2025", "2025-2026", "2025/26"; programming periods are left out."""
    found: set[int] = set()
    for match in YEAR_SPAN.finditer(title):
        first = int(match[1])
        last = int(match[1][: 4 - len(match[2])] + match[2]) if match[2] else first
        if last < first:  # "CERV-2025-04": a number, not the end of a span
            found.add(first)
        elif last < first + PROGRAMME_PERIOD:
            found.update((first, last))
    return frozenset(found)


def without_years(text: str) -> str:
    """The text with a mark in place of each year: what the codes of two editions have in common."""
    return re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", "#", text)


def years_differ(here: Set[int], there: Set[int]) -> bool:
    """Each title names a year that the other does not: two editions, whatever else agrees."""
    return bool(here - there) and bool(there - here)


def is_later_year(before: str, after: str) -> bool:
    """The second title names the later edition."""
    here, there = title_years(before), title_years(after)
    gone, come = here - there, there - here
    return bool(gone) and bool(come) and min(come) > max(gone)


def last_deadline(facts: Facts) -> Deadline | None:
    """The latest session, or None when no date is known."""
    return max((s.value for s in facts.sessions), key=lambda d: d.closes_at, default=None)


def follows(old_title: str, old: Facts, new_title: str, new: Facts, seen_at: datetime) -> str | None:
    """Why what is now said is the edition after the old one: a reason in French, None when it is the same edition.

    `seen_at` (aware) is when the new words were seen. In order:
    - the title's year grows and the dates do not contradict it (see `_renamed_for_next_year`);
    - the last date jumps by six months or more and the new window opens after the old one closed;
    - no opening is known, the old window is past, and the last date jumps by nine months or more.
    An earlier date, an added cut-off, a window that opened before the old one closed, or a title that keeps its year is
    the same edition, moved or reopened.
    """
    before, after = last_deadline(old), last_deadline(new)
    if is_later_year(old_title, new_title):
        return _renamed_for_next_year(before, after, seen_at)
    if (
        before is None
        or after is None
        or _keeps_sessions(old, new)
        or years_differ(title_years(old_title), title_years(new_title))
    ):
        return None
    gap = after.day - before.day
    shared_year = bool(title_years(old_title) & title_years(new_title))
    if gap < (STALE_TITLE if shared_year else NEXT_WINDOW):
        return None
    return _window_after(before, gap, new.opening.value if new.opening else None, seen_at)


def _renamed_for_next_year(before: Deadline | None, after: Deadline | None, seen_at: datetime) -> str | None:
    """A year that grows in the title is the next edition, unless the date stayed (a typing error set right), or moved a
    little while the call was still open (an extension over the new year), or vanished while it was still open."""
    reason = "le titre porte l’année suivante"
    if before is None:
        return reason
    is_over = before.closes_at <= seen_at
    if after is None:
        return reason if is_over else None
    gap = after.day - before.day
    if abs(gap) <= SAME_DATE or gap < timedelta(0):
        return None
    return reason if is_over or gap >= RENAMED else None


def _window_after(before: Deadline, gap: timedelta, opening: date | None, seen_at: datetime) -> str | None:
    if opening is not None:
        return "la nouvelle période ouvre après la fin de la précédente" if opening > before.day else None
    if gap >= NEXT_WINDOW_UNOPENED and before.closes_at <= seen_at:
        return "la date limite est passée, et la nouvelle est au moins neuf mois plus tard"
    return None


def _keeps_sessions(old: Facts, new: Facts) -> bool:
    """Cut-offs were added to those that stay: one call with more dates."""
    days = {s.value.day for s in new.sessions}
    return all(s.value.day in days for s in old.sessions)
