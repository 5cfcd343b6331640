"""Words of the staff and dates of the house: to whom, where, and once."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from digests.deliver import prepare, preview, send
from digests.links import Purpose
from digests.people import Person, answering, voice_for
from digests.render import html_of
from digests.rounds import Rules
from digests.words import due, title_of, when_of
from model.call import NewEvent
from model.codes import EventKind
from model.word import Word
from store import calls, deliveries, events, matches, members, sources, words
from store.connection import Database, create, write
from tests.digests import fakes
from tests.digests.fakes import LINKS, NOW, VOICE, KeepingMailer, days, member

DAY = date(2026, 9, 15)


def word(**more: Any) -> Word:
    held: dict[str, Any] = {"id": 1, "at": datetime(2026, 9, 14, tzinfo=UTC), "who": "Lou", "text": "Bonne rentrée à tous."}
    return Word(**held | more)


@pytest.mark.parametrize(
    ("held", "concerned"),
    [
        (word(), True),
        (word(countries=("SN",)), True),
        (word(countries=("ML",)), False),
        (word(countries=("ML",), themes=("eau-assainissement",)), True),
        (word(groups=("SAHEL",)), False),
        (word(call=4), True),
        (word(call=5), False),
        (word(call=6), False),
        (word(day=date(2026, 9, 15)), True),
        (word(day=date(2026, 9, 14)), False),
        (word(until=date(2026, 9, 14)), False),
        (word(id=9), False),
    ],
)
def test_a_word_is_for_those_whom_it_concerns_once_and_in_time(held: Word, concerned: bool) -> None:
    found = due([held], member(), suiting={4, 6}, refused={6}, ledger={"word:9"}, day=DAY)
    assert found == ((held,) if concerned else ())


@pytest.mark.parametrize(
    ("held", "title", "when"),
    [
        (word(), "Le mot de l’équipe", ""),
        (word(countries=("SN",)), "Groupe-pays Sénégal", ""),
        (
            word(title="Relecture", day=date(2026, 10, 8), hour=time(14)),
            "Relecture",
            "jeudi 8 octobre 2026 à 14 h (heure de Paris)",
        ),
        (word(day=date(2026, 10, 8)), "Date à retenir", "jeudi 8 octobre 2026"),
    ],
)
def test_a_word_says_what_it_is_and_when(held: Word, title: str, when: str) -> None:
    assert title_of(held) == title
    assert when_of(held).replace("\u00a0", " ") == when


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(create(tmp_path / "veilleur.db")) as opened:
        with write(opened):
            sources.save_list(opened, [fakes.source()])
            members.save(opened, member())
            members.save_subscriber(opened, fakes.person(id=0, round_at=None))
        yield opened


def publish(db: Database) -> int:
    with write(db):
        call = calls.insert(db, fakes.call(0), NOW, None)
        events.append(db, NewEvent(call=call, kind=EventKind.NEW, at=NOW, sentence="Nouvel appel"))
        matches.replace(db, 1, list(fakes.matches(call).values()))
    return call


def say(db: Database, **more: Any) -> None:
    with write(db):
        words.add(db, word(id=0, **more))


def letters(db: Database, now: datetime, rules: Rules | None = None) -> list[str]:
    mailer = KeepingMailer()
    prepare(db, now, LINKS, VOICE, rules=rules or Rules())
    send(db, mailer, now)
    return [html_of(one.body).replace("&nbsp;", " ") for one in mailer.taken]


def test_a_word_and_a_date_stand_in_the_next_letter_and_in_no_other(db: Database) -> None:
    publish(db)
    say(db)
    say(db, title="Webinaire", text="Questions et réponses.", day=date(2026, 9, 30), link="https://cuf.example/salle")
    (first,) = letters(db, NOW)
    assert "Le mot de l’équipe" in first
    assert "mercredi 30 septembre 2026" in first
    assert 'href="https://cuf.example/salle"' in first
    publish(db)
    (second,) = letters(db, NOW + days(7))
    assert "Bonne rentrée" not in second
    assert "Webinaire" not in second
    assert {"word:1", "word:2"} <= set(deliveries.ledger(db, 1))
    assert words.told_to(db, 1) == 1


def test_what_is_said_of_a_call_stands_on_its_card(db: Database) -> None:
    call = publish(db)
    say(db, title="Relecture", text="Envoyez votre projet.", day=date(2026, 10, 8), hour=time(14), call=call)
    (letter,) = letters(db, NOW)
    before, _, card = letter.partition("Appel numéro 0")
    assert "Relecture" not in before.partition("<body")[2]
    assert "Relecture" in card


def test_a_date_makes_a_letter_by_itself_and_a_word_waits_for_one(db: Database) -> None:
    say(db)
    assert letters(db, NOW) == []
    say(db, day=date(2026, 9, 30), text="Réunion du groupe-pays.")
    (letter,) = letters(db, NOW + days(7))
    assert "Dates à retenir" in letter
    assert "Réunion du groupe-pays." in letter
    assert "Bonne rentrée" in letter
    assert letters(db, NOW + days(14)) == []


def test_a_word_withdrawn_is_told_no_more(db: Database) -> None:
    publish(db)
    say(db)
    with write(db):
        assert words.withdraw(db, 1, NOW)
        assert not words.withdraw(db, 1, NOW)
    (letter,) = letters(db, NOW)
    assert "Bonne rentrée" not in letter


JEANNE = Person(name="Jeanne Martin", address="jeanne@cuf.example", phone="01 99 00 00 01")
PAUL = Person(name="Paul Petit", address="paul@cuf.example", phone="01 99 00 00 02")


@pytest.mark.parametrize(
    ("countries", "groups", "people", "found"),
    [
        ({"SN": 3, "ML": 1}, {}, {"ML": PAUL, "SN": JEANNE}, JEANNE),
        ({"SN": 1, "ML": 3}, {}, {"SN": JEANNE, "ML": PAUL}, PAUL),
        ({"SN": 3}, {}, {"WEST_AFRICA": PAUL}, PAUL),
        ({"SN": 3}, {}, {"WEST_AFRICA": PAUL, "SN": JEANNE}, JEANNE),
        ({}, {"SAHEL": 2}, {"SAHEL": PAUL}, PAUL),
        ({"VN": 3}, {}, {"WEST_AFRICA": PAUL}, None),
        ({}, {}, {"SN": JEANNE}, None),
    ],
)
def test_the_person_of_the_members_group_answers(
    countries: dict[str, int], groups: dict[str, int], people: dict[str, Person], found: Person | None
) -> None:
    assert answering(member(countries=countries, groups=groups), people, DAY) == found


def test_reply_to_and_foot_name_the_person_of_the_group_with_telephone(db: Database) -> None:
    publish(db)
    prepare(db, NOW, LINKS, VOICE, rules=Rules(people={"SN": JEANNE}))
    (letter,) = deliveries.waiting(db)
    message = message_from_bytes(letter.body, policy=default)
    assert message["Reply-To"] == "jeanne@cuf.example"
    text = message.get_body(("plain",)).get_content().replace("\u00a0", " ")  # type: ignore[union-attr]
    assert "Jeanne Martin, 01 99 00 00 01" in " ".join(text.split())
    assert voice_for(member(), VOICE, {}, DAY) == VOICE


def test_a_preview_for_somebody_else_has_links_that_open_nothing(db: Database) -> None:
    publish(db)
    shown = preview(db, "awa.diop@saint-aubin.example", NOW, LINKS, VOICE, to="lou@cuf.example")
    assert shown is not None
    assert (shown.address, shown.subscriber) == ("lou@cuf.example", 0)
    message = message_from_bytes(shown.body, policy=default)
    token = str(message["List-Unsubscribe"]).strip("<>").rpartition("/")[2]
    (person,) = members.subscribers(db)
    assert not LINKS.is_for(LINKS.check(Purpose.UNSUBSCRIBE, token), person)
    assert deliveries.waiting(db) == []
