"""Small worlds for the letters' tests: people, calls, events and a mailer that keeps what it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from digests.draft import Voice
from digests.links import Links
from digests.mailer import Following
from model.call import Call, Event
from model.codes import AmountRole, EventKind, Kind, Rhythm, Role, Showing, SourceSetting, Status
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.letter import Letter
from model.match import Match
from model.member import Member, Subscriber
from model.money import Amount, Rate
from model.source import Source

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 9, 15, 7, 30, tzinfo=PARIS)
LAST_ROUND = datetime(2026, 9, 8, 7, 30, tzinfo=PARIS)
VOICE = Voice(
    name="Veilleur",
    sender="alertes@veilleur.example",
    reply_to="pays@veilleur.example",
    organisation="Villes en lien",
    contact="Jeanne Martin, 01 99 00 00 00",
)
LINKS = Links(b"a key of the tests", "https://veilleur.example/")


def read(value: Any, quote: str | None = None, confidence: float = 1.0, flags: tuple[str, ...] = ()) -> Reading[Any]:
    words = str(value) if quote is None else quote
    return Reading(value, Evidence(words, 0, len(words)), confidence, flags)


def on(day: str, hour: str | None = None, **more: Any) -> Deadline:
    return Deadline(date.fromisoformat(day), time.fromisoformat(hour) if hour else None, **more)


def member(**more: Any) -> Member:
    held: dict[str, Any] = {
        "id": 1,
        "name": "Ville de Saint-Aubin",
        "kind": "commune",
        "department": "44",
        "countries": {"SN": 3},
        "themes": {"eau-assainissement": 3},
    }
    return Member(**held | more)


def person(**more: Any) -> Subscriber:
    held: dict[str, Any] = {
        "id": 7,
        "member": 1,
        "name": "Awa Diop",
        "address": "awa.diop@saint-aubin.example",
        "rhythm": Rhythm.WEEKLY,
        "weekday": 1,
        "subscribed_at": datetime(2026, 1, 6, 9, tzinfo=UTC),
        "round_at": LAST_ROUND,
    }
    return Subscriber(**held | more)


def call(number: int, deadline: str | None = "2026-11-03", **more: Any) -> Call:
    facts = more.pop("facts", None) or Facts(
        language="fr",
        kind=read(Kind.CALL),
        sessions=(read(on(deadline), f"Clôture le {deadline}"),) if deadline else (),
        **more.pop("said", {}),
    )
    held: dict[str, Any] = {
        "id": number,
        "title": f"Appel numéro {number}",
        "url": f"https://bailleur.example/appels/{number}",
        "source": "bailleur",
        "reference": str(number),
        "facts": facts,
        "status": Status.OPEN,
        "first_seen": datetime(2026, 9, 1, tzinfo=UTC),
        "funder": "Agence des villes",
    }
    return Call(**held | more)


def rich_facts() -> Facts:
    return Facts(
        language="fr",
        kind=read(Kind.CALL),
        sessions=(read(on("2026-10-03", "17:00"), "Les dossiers sont reçus jusqu’au 3 octobre 2026 à 17 h."),),
        amounts=(
            read(Amount(Decimal(20000), Decimal(50000), "EUR", AmountRole.GRANT), "de 20 000 à 50 000 € par projet"),
            read(Amount(None, Decimal(1500000), "EUR", AmountRole.ENVELOPE), "enveloppe estimée", 0.4),
        ),
        rates=(read(Rate(None, 80.0), "80 % au plus"),),
        countries=(read("ML", "au Mali"), read("SN", "Les projets ont lieu dans les communes du Sénégal et du Mali.")),
        themes=(read("eau-assainissement", "L’appel soutient l’accès durable à l’eau potable."),),
        eligible=(read("commune", "Les communes répondent seules ou groupées."), read("association", "les associations")),
    )


def event(number: int, call_id: int, kind: EventKind = EventKind.NEW, **more: Any) -> Event:
    held: dict[str, Any] = {"at": datetime(2026, 9, 10, 6, tzinfo=UTC), "sentence": ""}
    return Event(number=number, call=call_id, kind=kind, **held | more)


def matches(*calls: int, role: Role = Role.LEAD, reasons: Sequence[str] = ("Votre pays partenaire",)) -> dict[int, Match]:
    return {
        number: Match(member=1, call=number, role=role, score=90 - place, reasons=tuple(reasons))
        for place, number in enumerate(calls)
    }


def by_id(*calls: Call) -> Mapping[int, Call]:
    return {one.id: one for one in calls}


def source(slug: str = "bailleur", show: Showing = Showing.EXTRACT, **more: Any) -> Source:
    held: dict[str, Any] = {
        "slug": slug,
        "name": "Site de l’Agence des villes",
        "publisher": "Agence des villes",
        "funder": "Agence des villes",
        "url": "https://bailleur.example/",
        "language": "fr",
        "recipe": "feed",
        "setting": SourceSetting.PROVED,
        "official": True,
        "show": show,
        "why": "Finance la coopération",
    }
    return Source(**held | more)


def letter(**more: Any) -> Letter:
    held: dict[str, Any] = {
        "id": 0,
        "subscriber": 7,
        "address": "awa.diop@saint-aubin.example",
        "message_id": "<0a1b2c@veilleur.example>",
        "subject": "1 nouveau",
        "body": b"From: alertes@veilleur.example\r\nSubject: 1 nouveau\r\n\r\nBonjour.\r\n.\r\nFin.\r\n",
        "composed_at": NOW,
        "shown": ("event:1",),
    }
    return Letter(**held | more)


@dataclass
class KeepingMailer:
    """Takes every letter, unless told to raise for one: `refusing` maps a subscriber to what happens."""

    refusing: dict[int, Exception] = field(default_factory=dict)
    taken: list[Letter] = field(default_factory=list)
    closed: int = 0

    def send(self, letter: Letter, following: Following | None = None) -> None:
        if letter.subscriber in self.refusing:
            raise self.refusing[letter.subscriber]
        self.taken.append(letter)

    def close(self) -> None:
        self.closed += 1


def days(number: int) -> timedelta:
    return timedelta(days=number)
