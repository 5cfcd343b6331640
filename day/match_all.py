"""The step of the day that scores calls against members and keeps the best. The score itself is in `matching`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from day.means import Watcher
from matching import Weights, match
from matching.feedback import sift
from matching.matcher import ALL, Reasoned
from model.call import Call
from model.opinion import About, Opinion
from store import calls, events, matches, members, notices, opinions, sources
from store.connection import Database, write

FEW = 2_000
"""Up to so many members every match has its sentences at once; beyond, those a letter may show, the others on demand."""
FIRST = 12


@dataclass(frozen=True, slots=True)
class Matched:
    """How many members there are, and how many are told at least one call."""

    members: int
    told: int


def match_all(db: Database, now: datetime, weights: Weights, watcher: Watcher) -> Matched:
    """Scores the calls that can still be answered at `now` (aware) against each member, and keeps the best.

    What a member said of a whole series or of a funder sets their calls aside here; what it said of one call does not, so
    that its page can still show it as « pas pour nous ».
    """
    profiles, alive = members.every(db), calls.not_over(db)
    texts = notices.texts(db, {call.id for call in alive})
    official = {source.slug for source in sources.listed(db) if source.official}
    reasoned = ALL if len(profiles) <= FEW else Reasoned(first=FIRST, calls=_still_to_tell(db))
    found = match(alive, profiles, now, weights, texts=texts, official=official, reasoned=reasoned)
    said = [one for one in opinions.standing(db) if one.about is not About.CALL]
    known = editions(db, alive, said)
    told = 0
    with write(db):
        for number, member in enumerate(profiles, 1):
            kept = sift(found[member.id], [one for one in said if one.member == member.id], known)
            matches.replace(db, member.id, kept.told, {one.match.call: one.opinion.id for one in kept.aside})
            told += bool(kept.told)
            watcher.at(number, len(profiles))
    return Matched(len(profiles), told)


def _still_to_tell(db: Database) -> frozenset[int]:
    """The calls of the events that some subscriber's letter has not considered yet."""
    oldest = min((one.cursor for one in members.subscribers(db)), default=0)
    return frozenset(event.call for event in events.since(db, oldest))


def editions(db: Database, held: Iterable[Call], said: Iterable[Opinion]) -> dict[int, Call]:
    """Id → call, for these calls, those of these opinions, and every edition before them."""
    known = {call.id: call for call in held}
    wanted = {one.call for one in said} | {call.previous for call in known.values() if call.previous is not None}
    while missing := wanted - known.keys():
        more = calls.some(db, missing)
        if not more:
            break
        known |= more
        wanted = {call.previous for call in more.values() if call.previous is not None}
    return known
