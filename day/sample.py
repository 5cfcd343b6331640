"""A letter with one invented call, to check and to show how letters leave; it concerns nobody."""

from datetime import datetime, timedelta

from digests.compose import World, compose
from digests.draft import Voice
from digests.links import Links
from digests.owed import Owed
from digests.render import render
from model.call import Call, Event
from model.codes import EventKind, Kind, Rhythm, Role, Status
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.letter import Due, Section
from model.match import Match
from model.member import Member, Subscriber


def sample(links: Links, voice: Voice, address: str, now: datetime) -> bytes:
    """The bytes of a letter to `address`, as one would leave at `now` (aware)."""
    day = (now + timedelta(days=45)).date()
    said = Reading(Deadline(day, said=f"{day:%d/%m/%Y}"), Evidence(f"Date limite : {day:%d/%m/%Y}"))
    kind = Reading(Kind.CALL, Evidence("appel à projets"))
    call = Call(
        id=1,
        title="Accès à l’eau potable dans les villes partenaires (exemple)",
        url=links.site,
        source="exemple",
        reference="1",
        facts=Facts(language="fr", kind=kind, sessions=(said,)),
        status=Status.OPEN,
        first_seen=now,
        funder="Un financeur d’exemple",
    )
    member = Member(id=0, name="Votre collectivité", kind="commune")
    person = Subscriber(
        id=0, member=0, name="", address=address, rhythm=Rhythm.WEEKLY, weekday=1, subscribed_at=now, round_at=now
    )
    event = Event(number=1, call=1, kind=EventKind.NEW, at=now, sentence="Nouvel appel")
    match = Match(member=0, call=1, role=Role.LEAD, score=90, reasons=("Exemple : rien ne vous est demandé",))
    owed = Owed(dues=(Due(call=1, section=Section.NEW, events=(event,)),))
    draft = compose(person, member, owed, World(calls={1: call}, matches={1: match}), links, voice, now)
    return render(draft, person, f"exemple/{now.isoformat()}").body
