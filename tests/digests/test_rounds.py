"""What one person gets: in turn, out of turn, after a quiet month, with sources that were not read, first of all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digests import deliver
from digests.deliver import Rules, prepare, send
from digests.render import html_of
from model.call import NewEvent
from model.codes import DeliveryState, EventKind, Rhythm, Showing
from model.opinion import About, Judgement, Opinion
from model.preferences import Preferences
from model.source import SourceState
from store import approvals, calls, deliveries, events, matches, members, opinions, page_changes, preferences, sources
from store.approvals import Decision
from store.connection import Database, create, write
from store.page_changes import PageChange
from tests.digests import fakes
from tests.digests.fakes import LINKS, NOW, VOICE, KeepingMailer, days

AT = datetime(2026, 9, 10, 6, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = create(tmp_path / "veilleur.db")
    with write(opened):
        sources.save_list(opened, [fakes.source(), fakes.source("autre", name="Une autre source")])
        members.save(opened, fakes.member())
    yield opened
    opened.close()


def publish(
    db: Database, number: int, *, first_reading: bool = False, deadline: str = "2026-11-03", source: str = "bailleur"
) -> None:
    with write(db):
        found = dict(matches.of_member(db, 1))
        for _ in range(number):
            call = calls.insert(db, fakes.call(0, deadline, source=source), AT, None)
            events.append(
                db, NewEvent(call=call, kind=EventKind.NEW, at=AT, sentence="Nouvel appel", first_reading=first_reading)
            )
            found |= fakes.matches(call)
        matches.replace(db, 1, list(found.values()))


def joins(db: Database, **more: object) -> int:
    last = events.last_number(db)
    with write(db):
        return members.save_subscriber(db, fakes.person(id=0, **{"round_at": None, "since_event": last} | more))


def letters(db: Database, now: datetime, rules: Rules | None = None) -> list[str]:
    """The HTML of what leaves at `now`."""
    mailer = KeepingMailer()
    prepare(db, now, LINKS, VOICE, rules=rules or deliver.USUAL)
    send(db, mailer, now)
    return [html_of(letter.body) for letter in mailer.taken]


def test_who_joins_after_five_hundred_events_gets_one_letter_of_twelve_cards(db: Database) -> None:
    publish(db, 200)
    with write(db):
        for number in range(300):
            events.append(db, NewEvent(call=number % 200 + 1, kind=EventKind.AMENDED, at=AT, sentence="Modifié"))
    assert events.last_number(db) == 500
    someone = joins(db)
    (letter,) = letters(db, NOW)
    assert letter.count('class="card"') == 12
    assert "188" in letter
    assert "12 appels déjà ouverts, sur 200".replace(" appels", "\u00a0appels") in letter.replace("&nbsp;", "\u00a0")
    assert len(deliveries.ledger(db, someone)) == 500
    assert letters(db, NOW + days(7)) == []


def test_a_source_added_with_sixty_open_calls_puts_no_card_under_new(db: Database) -> None:
    joins(db)
    letters(db, NOW - days(7))
    publish(db, 60, first_reading=True)
    (letter,) = letters(db, NOW)
    assert letter.count('class="card"') == 12
    assert "nouveau" not in letter.lower().replace("quand il y a du nouveau", "").replace("pas nouveaux", "")


def test_an_urgent_call_leaves_out_of_turn_and_the_weekly_letter_comes_all_the_same(db: Database) -> None:
    someone = joins(db)
    letters(db, NOW)
    publish(db, 1, deadline="2026-09-30")
    publish(db, 1, deadline="2026-12-30")
    (early,) = letters(db, NOW + days(1))
    assert early.count('class="card"') == 1
    assert "sans attendre votre prochaine lettre" in early
    assert letters(db, NOW + days(2)) == []
    (weekly,) = letters(db, NOW + days(7))
    assert weekly.count('class="card"') == 1
    assert set(deliveries.ledger(db, someone)) == {"event:1", "event:2"}


def test_a_source_that_could_not_be_read_is_named_to_those_whom_it_concerns(db: Database) -> None:
    joins(db)
    publish(db, 1)
    with write(db):
        for slug in ("bailleur", "autre"):
            sources.save_state(db, SourceState(source=slug, last_ok=NOW - days(5)))
    (letter,) = letters(db, NOW)
    assert "Site de l’Agence des villes" in letter.partition("n’a pas pu être lue")[0]
    assert "Une autre source" not in letter


def test_a_month_without_letter_is_told_once_to_who_wants_it(db: Database) -> None:
    someone = joins(db, subscribed_at=datetime(2026, 1, 6, tzinfo=UTC), round_at=NOW - days(7))
    with write(db):
        preferences.save(db, Preferences(subscriber=someone, quiet_months=True))
        for slug in ("bailleur", "autre"):
            sources.save_state(db, SourceState(source=slug, last_ok=NOW - days(0 if slug == "autre" else 9)))
    (letter,) = letters(db, NOW)
    assert "Rien pour vous en août" in letter
    assert "1 source lue sur 2" in letter.replace("&nbsp;", " ").replace("\u00a0", " ")
    assert letters(db, NOW + days(7)) == []
    assert list(deliveries.ledger(db, someone)) == ["quiet:2026-08"]


def test_a_reminder_leaves_on_its_day_to_who_marked_the_call_and_only_to_them(db: Database) -> None:
    publish(db, 1, deadline="2026-10-16")
    marked, other = joins(db), joins(db, address="autre@saint-aubin.example")
    letters(db, NOW)
    with write(db):
        opinions.say(
            db,
            Opinion(id=0, member=1, call=1, about=About.CALL, judgement=Judgement.USEFUL, at=NOW, subscriber=marked),
        )
    assert letters(db, NOW + days(1)) != []  # J-30
    assert letters(db, NOW + days(2)) == []
    assert [topic for topic in deliveries.ledger(db, marked) if topic.startswith("reminder")] == [
        "reminder:1/2026-10-16/J-30"
    ]
    assert [topic for topic in deliveries.ledger(db, other) if topic.startswith("reminder")] == []


def test_letters_to_be_looked_at_wait_for_the_answer_or_for_its_time(db: Database) -> None:
    publish(db, 1)
    for number in range(3):
        joins(db, address=f"p{number}@saint-aubin.example")
    rules = Rules(approve=True, lapse=timedelta(hours=24))
    assert letters(db, NOW, rules) == []
    first, second, third = (one.letter for one in approvals.waiting(db))
    with write(db):
        approvals.answer(db, first, Decision.APPROVED, "Jeanne", NOW)
        approvals.answer(db, second, Decision.REFUSED, "Jeanne", NOW)
        deliveries.mark_suppressed(db, second, NOW, "refusée")
    assert len(letters(db, NOW, rules)) == 1
    assert len(letters(db, NOW + days(1), rules)) == 1
    assert deliveries.letter(db, third).subscriber == 3
    assert deliveries.waiting(db) == []


def test_few_cards_are_shown_to_who_wants_few_and_the_page_of_all_is_linked(db: Database) -> None:
    someone = joins(db, round_at=NOW - days(7), since_event=0)
    with write(db):
        preferences.save(db, Preferences(subscriber=someone, most=3))
    publish(db, 8)
    (letter,) = letters(db, NOW)
    assert letter.count('class="card"') == 3
    assert LINKS.open_calls(members.subscribers(db)[0]) in letter
    assert len(deliveries.ledger(db, someone)) == 8


def test_the_first_letter_says_what_to_authorise_and_the_next_ones_do_not(db: Database) -> None:
    joins(db, rhythm=Rhythm.DAILY)
    publish(db, 1)
    (first,) = letters(db, NOW)
    assert "autoriser l’expéditeur" in first
    publish(db, 1)
    (second,) = letters(db, NOW + days(1))
    assert "autoriser l’expéditeur" not in second


def page_changed(db: Database, at: datetime, source: str = "bailleur", read_since: bool = False) -> None:
    """A page of a source changed; the source could not be read, unless `read_since`."""
    last_ok = at + days(1) if read_since else at - days(5)
    with write(db):
        page_changes.add(db, PageChange(id=0, source=source, url=f"https://{source}.example/page", at=at, words="…"))
        sources.save_state(db, SourceState(source=source, last_ok=last_ok, failures=0 if read_since else 5))


def test_a_page_that_changed_and_cannot_be_read_is_told_once_with_its_link(db: Database) -> None:
    person = joins(db, rhythm=Rhythm.DAILY)
    publish(db, 1)
    page_changed(db, NOW - timedelta(hours=1))
    (first,) = letters(db, NOW)
    assert "a changé le" in first
    assert 'href="https://bailleur.example/page"' in first
    assert deliveries.ledger(db, person)["page:1"] is DeliveryState.SENT
    publish(db, 1)
    (second,) = letters(db, NOW + days(1))
    assert "https://bailleur.example/page" not in second


def test_a_changed_page_is_told_even_when_nothing_else_is_due(db: Database) -> None:
    joins(db, rhythm=Rhythm.DAILY)
    publish(db, 1)
    letters(db, NOW)
    page_changed(db, NOW + timedelta(hours=1))
    (letter,) = letters(db, NOW + days(1))
    assert "À voir vous-même" in letter
    assert "https://bailleur.example/page" in letter
    assert letters(db, NOW + days(2)) == []


def test_a_page_that_keeps_changing_is_told_once_a_week(db: Database) -> None:
    joins(db, rhythm=Rhythm.DAILY)
    publish(db, 1)
    told = []
    for day in range(15):
        page_changed(db, NOW + days(day) - timedelta(hours=1))
        told += [day] if "https://bailleur.example/page" in "".join(letters(db, NOW + days(day))) else []
    assert told == [0, 7, 14]


@pytest.mark.parametrize("case", ["another source", "read since", "internal", "before the person came"])
def test_a_changed_page_concerns_nobody_else(db: Database, case: str) -> None:
    at = NOW - days(400) if case == "before the person came" else NOW - timedelta(hours=30)
    joins(db, rhythm=Rhythm.DAILY)
    publish(db, 1)
    if case == "internal":
        with write(db):
            sources.save_list(db, [fakes.source(show=Showing.INTERNAL), fakes.source("autre", name="Une autre source")])
    page_changed(db, at, "autre" if case == "another source" else "bailleur", case == "read since")
    assert ".example/page" not in "".join(letters(db, NOW))
