"""Two weeks of days with sources that fail, lists that come cut short and runs that are killed: the same end as without."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawlers import CrawlOptions, Definition
from crawlers.definition import of_table
from day import daily
from day.means import Means
from day.replay import replay
from digests.draft import Voice
from digests.links import Links
from digests.mailer import FolderMailer
from model.codes import EventKind, ReadResult
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.notice import Notice, Outcome, Problem
from model.source import SourceState
from store import calls, events, notices
from store.connection import connect, create

START = datetime(2026, 3, 20, 5, 30, tzinfo=UTC)  # the clocks change on the 29th
DAYS = 16
DAY = timedelta(days=1)
SOURCES = {"fonds": True, "relais": False, "presse": False}
WORDS = ("dune", "herbier", "phare", "marais", "falaise", "lagune", "estuaire", "récif", "tourbière", "vasière", "calanque")
STEPS = ("crawl", "clock")


class Killed(BaseException):
    """The process ends here."""


@dataclass(frozen=True)
class Story:
    """One call: when each source begins to show it, its deadline, and the day from which another one is said."""

    title: str
    shown: Mapping[str, int]
    deadline: date
    moved_on: int
    moved: date
    opening: date | None

    def notice(self, source: str, day: int, now: datetime) -> Notice | None:
        """What a source says of it that day. No change is made in the last days of a deadline: an outage may last three."""
        if self.shown.get(source, DAYS + 1) > day:
            return None
        limit = self.moved if day >= self.moved_on and source == "fonds" else self.deadline
        given = Facts(
            sessions=(Reading(Deadline(limit), Evidence("")),),
            opening=Reading(self.opening, Evidence("")) if self.opening else None,
        )
        text = f"Projet {self.title} : une aide aux communes pour leurs partenaires."
        url = f"https://{source}.exemple/{self.title.split()[-1]}"
        title = self.title if source == "fonds" else f"AAP : {self.title.upper()}"
        return Notice(
            source=source, reference=url, url=url, title=title, text=text, seen_at=now, funder="Fonds", given=given
        )


def stories(chance: random.Random) -> list[Story]:
    """Thirty calls; what time does to each falls at least four days after what is said of it."""
    made = []
    for n in range(30):
        start = chance.randrange(0, 8)
        soon, late = chance.choice([(8, 12), (20, 60)])
        first = START.date() + timedelta(days=start)
        deadline = first + timedelta(days=chance.randrange(soon, late))
        relays = {source: start + chance.randrange(0, 4) for source in ("relais", "presse") if chance.random() < 0.5}
        moves = chance.random() < 0.5
        made.append(
            Story(
                title=" ".join(
                    (chance.choice(WORDS), *("".join(chance.choices("aeioubcdfglmnprst", k=9)) for _ in range(3)))
                ),
                shown={"fonds": start, **relays},
                deadline=deadline,
                moved_on=start + 3 if moves else DAYS + 1,
                moved=deadline + timedelta(days=chance.randrange(20, 40)),
                opening=first + timedelta(days=6) if n % 5 == 0 and late == 60 else None,
            )
        )
    return made


class World:
    """Serves the stories of a day; `sick` says what befalls a source that day: "failed", "cut" or "killed"."""

    def __init__(self, told: Sequence[Story], sick: Mapping[tuple[int, str], str]) -> None:
        self.told = told
        self.sick = dict(sick)
        self.day = 0

    def read(
        self, definitions: Sequence[Definition], states: Mapping[str, SourceState], now: datetime, options: CrawlOptions
    ) -> Iterator[Notice | Outcome]:
        for definition in definitions:
            yield from self._source(definition.slug, states.get(definition.slug), now)

    def _source(self, slug: str, state: SourceState | None, now: datetime) -> Iterator[Notice | Outcome]:
        befalls = self.sick.get((self.day, slug))
        said = [one for story in self.told if (one := story.notice(slug, self.day, now)) is not None]
        kept = [] if befalls == "failed" else said[: len(said) // 2] if befalls in ("cut", "killed") else said
        yield from kept
        if befalls == "killed":
            del self.sick[self.day, slug]  # the same day is run again, and goes to its end
            raise Killed
        problems = () if befalls is None else (Problem(code="too_few", subject=slug, message="…"),)
        known = state or SourceState(source=slug)
        yield Outcome(
            source=slug,
            result=ReadResult.FAILED if befalls == "failed" else ReadResult.READ,
            state=known if befalls == "failed" else replace(known, last_ok=now),
            started_at=now,
            ended_at=now,
            notices=len(kept),
            seen=tuple(one.reference for one in kept),
            problems=problems,
        )


def outages(chance: random.Random) -> dict[tuple[int, str], str]:
    """Outages of one to three days for each source, none in the last four days; the first day is whole."""
    sick: dict[tuple[int, str], str] = {}
    for slug in SOURCES:
        day = 1
        while day < DAYS - 6:
            day += chance.randrange(1, 3)
            for _ in range(chance.randrange(1, 4)):
                sick[day, slug] = chance.choice(["failed", "cut", "killed"])
                day += 1
            day += 3
    return {key: what for key, what in sick.items() if key[0] < DAYS - 4}


def definition(slug: str, official: bool) -> Definition:
    table = {"name": slug, "publisher": slug, "url": f"https://{slug}.exemple/", "language": "fr", "recipe": "feed"}
    told = {
        "state": "proved",
        "official": official,
        "why": "Pour l’essai.",
        "read": {"feed": f"https://{slug}.exemple/flux"},
    }
    return of_table(slug, table | told)


def live(folder: Path, world: World) -> Path:
    """The days one after the other; a killed one is run again at once."""
    folder.mkdir()
    path = folder / "veilleur.db"
    create(path).close()
    followed = [definition(slug, official) for slug, official in SOURCES.items()]
    means = Means(
        database=path,
        listed=[one.source for one in followed],
        definitions=followed,
        options=CrawlOptions(),
        read=world.read,
        mailer=FolderMailer(folder / "lettres"),
        links=Links(b"k" * 32, "https://veille.exemple"),
        voice=Voice(name="Veilleur", sender="veille@veille.exemple"),
    )
    for day in range(DAYS):
        world.day = day
        while True:
            try:
                report = daily.run(means, START + day * DAY, STEPS)
            except Killed:
                continue
            assert report.failed == {}
            break
    return path


def end(path: Path) -> tuple[dict[str, Any], Counter[Any]]:
    """Each call as it stands, by title, and all that happened, whenever it was learnt."""
    with closing(connect(path)) as db:
        story = events.since(db, 0)
        assert [event.number for event in story] == list(range(1, len(story) + 1))
        held = {call.id: call for call in calls.every(db)}
        spoken = {one.reference: one.call for one in notices.publications(db, held)}
        stand = {
            call.title: (
                call.source,
                call.status,
                call.facts.values(),
                call.notes,
                sorted(reference for reference, number in spoken.items() if number == call.id),
            )
            for call in held.values()
        }
        return stand, Counter((held[event.call].title, event.kind, event.after) for event in story)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_two_weeks_with_outages_end_as_two_weeks_without(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    told = stories(chance)
    sick = outages(chance)
    quiet, troubled = live(tmp_path / "quiet", World(told, {})), live(tmp_path / "troubled", World(told, sick))
    (stand, happened), (other_stand, other_happened) = end(quiet), end(troubled)
    assert len(stand) == len(told)
    assert other_stand == stand
    assert other_happened == happened
    assert all(count == 1 for (_, kind, _), count in happened.items() if kind is not EventKind.AMENDED)
    assert {EventKind.NEW, EventKind.DEADLINE_MOVED, EventKind.CLOSED} <= {kind for _, kind, _ in happened}
    assert replay(troubled, tmp_path / "again.db").same
