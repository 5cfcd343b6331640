"""Nouns ready to keep: each test says only what matters to it."""

from datetime import UTC, date, datetime
from typing import Any

from model.call import Call, NewEvent
from model.codes import EventKind, Rhythm, Status
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.letter import Letter
from model.member import Member, Subscriber
from model.notice import Notice
from store import calls, members
from store.connection import Database, write

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 6, 30, tzinfo=UTC)


def reading(value: Any, quote: str = "mots de la source") -> Reading[Any]:
    return Reading(value, Evidence(quote))


def facts(*days: date, **fields: Any) -> Facts:
    return Facts(sessions=tuple(reading(Deadline(day)) for day in days), **fields)


def call(**fields: Any) -> Call:
    given = {
        "id": 0,
        "title": "Accès à l’eau potable en milieu rural",
        "url": "https://bailleur.example/appels/eau",
        "source": "bailleur",
        "reference": "eau-2026",
        "facts": facts(date(2026, 4, 15)),
        "status": Status.OPEN,
        "first_seen": NOW,
    }
    return Call(**(given | fields))


def notice(**fields: Any) -> Notice:
    given = {
        "source": "bailleur",
        "reference": "eau-2026",
        "url": "https://bailleur.example/appels/eau",
        "title": "Accès à l’eau potable en milieu rural",
        "seen_at": NOW,
        "text": "Les collectivités répondent avant le 15 avril 2026.",
        "raw": b"<article>eau</article>",
    }
    return Notice(**(given | fields))


def event(call_id: int, **fields: Any) -> NewEvent:
    return NewEvent(**({"call": call_id, "kind": EventKind.NEW, "at": NOW, "sentence": "Nouvel appel."} | fields))


def member(**fields: Any) -> Member:
    return Member(**({"id": 0, "name": "Ville de Brumeval", "kind": "commune"} | fields))


def person(member_id: int, **fields: Any) -> Subscriber:
    given = {
        "id": 0,
        "member": member_id,
        "name": "Camille Roux",
        "address": "camille@brumeval.example",
        "rhythm": Rhythm.WEEKLY,
        "weekday": 1,
        "subscribed_at": NOW,
    }
    return Subscriber(**(given | fields))


def letter(subscriber: int, *shown: str, **fields: Any) -> Letter:
    given = {
        "id": 0,
        "subscriber": subscriber,
        "address": "camille@brumeval.example",
        "message_id": f"<{'-'.join(shown)}@veille.example>",
        "subject": "Un nouvel appel pour Brumeval",
        "body": b"Subject: Un nouvel appel\r\n\r\nBonjour",
        "composed_at": NOW,
        "shown": shown,
    }
    return Letter(**(given | fields))


def saved_call(db: Database, **fields: Any) -> int:
    with write(db):
        return calls.insert(db, call(**fields), NOW, None)


def saved_person(db: Database, **fields: Any) -> int:
    with write(db):
        return members.save_subscriber(db, person(members.save(db, member()), **fields))
