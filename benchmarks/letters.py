"""Letters made and sent, beside the bare cost of the same libraries for the same content."""

import resource
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from css_inline import CSSInliner

from benchmarks.measure import Measure
from benchmarks.sending import sending
from digests import render
from digests.calendar import Dated, calendar_of
from digests.compose import World, compose
from digests.draft import Draft, Voice
from digests.grouping import grouped
from digests.links import Links
from digests.owed import owed
from model.call import Call, Event
from model.codes import EventKind, Kind, Rhythm, Role, Status
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.letter import Letter
from model.match import Match
from model.member import Member, Subscriber

LETTERS, CARDS, TURN = 2_000, 12, 100
NOW = datetime(2026, 9, 15, 5, 30, tzinfo=UTC)
LINKS = Links(b"a key of the measures", "https://veille.exemple")
VOICE = Voice(name="Veilleur", sender="veille@veille.exemple", reply_to="pays@veille.exemple")
MEMBER = Member(id=1, name="Ville de Saint-Aubin", kind="commune", countries={"SN": 3}, themes={"eau-assainissement": 3})


def measure() -> Iterator[Measure]:
    """Seconds for 2,000 letters of 12 calls with their calendars, then letters a second to a local server, then memory."""
    calls, events, matches = _world()
    ours, bare, draft = 0.0, 0.0, _draft(0, calls, events, matches)
    for start in range(0, LETTERS, TURN):  # in turn, so that a machine that slows down slows both
        ours += _seconds(lambda: [_made(number, calls, events, matches) for number in range(start, start + TURN)])  # noqa: B023
        bare += _seconds(lambda: [_bare(draft, calls) for _ in range(TURN)])
    yield Measure(
        f"{LETTERS:,} lettres de {CARDS} appels et leurs agendas",
        ours,
        "s",
        bare,
        "jinja + css-inline + icalendar + email",
        1.3 * bare,
    )
    people = [_person(number) for number in range(1, LETTERS + 1)]
    yield from sending(_made(0, calls, events, matches), MEMBER, people, VOICE.sender, NOW)
    yield from _memory(calls, events, matches)


def _world() -> tuple[dict[int, Call], list[Event], dict[int, Match]]:
    """Twelve calls with all their facts, each new."""
    calls = {number: _call(number) for number in range(1, CARDS + 1)}
    events = [Event(number=n, call=n, kind=EventKind.NEW, at=NOW, sentence="Nouvel appel") for n in calls]
    reasons = ("Pays : Sénégal, votre partenaire", "Thème : Eau et assainissement", "Les communes peuvent répondre")
    matches = {n: Match(member=1, call=n, role=Role.LEAD, score=90 - n, reasons=reasons) for n in calls}
    return calls, events, matches


def _call(number: int) -> Call:
    def said(value: object, words: str) -> Reading[object]:
        return Reading(value, Evidence(words, 0, len(words)))

    day = date(2026, 11, 1) + timedelta(days=number)
    facts = Facts(
        language="fr",
        kind=said(Kind.CALL, "appel à projets"),  # type: ignore[arg-type]
        sessions=(said(Deadline(day), f"Clôture le {day}"),),  # type: ignore[arg-type]
        countries=(said("SN", "dans les communes du Sénégal"),),  # type: ignore[arg-type]
        themes=(said("eau-assainissement", "l’accès durable à l’eau potable"),),  # type: ignore[arg-type]
        eligible=(said("commune", "les communes répondent seules ou groupées"),),  # type: ignore[arg-type]
    )
    return Call(
        id=number,
        title=f"Accès à l’eau et à l’assainissement dans les villes secondaires, lot {number}",
        url=f"https://bailleur.exemple/appels/{number}",
        source="bailleur",
        reference=str(number),
        facts=facts,
        status=Status.OPEN,
        first_seen=NOW,
        funder="Agence des villes",
    )


def _person(number: int) -> Subscriber:
    return Subscriber(
        id=number,
        member=1,
        name=f"Personne {number}",
        address=f"personne{number}@saint-aubin.exemple",
        rhythm=Rhythm.WEEKLY,
        weekday=1,
        subscribed_at=NOW - timedelta(days=90),
        round_at=NOW - timedelta(days=7),
    )


def _draft(number: int, calls: dict[int, Call], events: list[Event], matches: dict[int, Match]) -> Draft:
    person = _person(number)
    due = owed(person, events, calls, matches, {}, NOW)
    return compose(person, MEMBER, due, World(calls=calls, matches=matches), LINKS, VOICE, NOW)


def _made(number: int, calls: dict[int, Call], events: list[Event], matches: dict[int, Match]) -> Letter:
    """A letter as the day makes it, decisions and signed links included, and the calendar of its calls."""
    made = render.render(_draft(number, calls, events, matches), _person(number), str(number))
    dated = [Dated(call=call, events=[events[number - 1]], title=call.title, funder="") for number, call in calls.items()]
    calendar_of(dated, "Appels", LINKS.site)
    return Letter(
        id=0,
        subscriber=number,
        address=_person(number).address,
        message_id=made.message_id,
        subject=made.subject,
        body=made.body,
        composed_at=NOW,
        shown=tuple(f"event:{event.number}" for event in events),
    )


def _bare(draft: Draft, calls: dict[int, Call]) -> bytes:
    """The same content straight through the libraries: templates, inliner, calendar, message; nothing decided."""
    held = grouped(draft)
    css, dark = (render.Markup(render._style(name)) for name in ("letter.css", "dark.css"))
    html = _INLINER.inline(render._template("letter.html.j2").render(draft=held, css=css, dark=dark))
    text = render._template("letter.txt.j2").render(draft=held)
    _bare_calendar(calls)
    message = EmailMessage()
    message["From"] = Address(display_name="Veilleur", addr_spec=VOICE.sender)
    message["To"] = Address(display_name="Personne", addr_spec="personne@saint-aubin.exemple")
    message["Subject"] = held.subject
    message["Message-ID"] = "<1@veille.exemple>"
    message["Reply-To"] = Address(addr_spec="pays@veille.exemple")
    message["Date"] = format_datetime(NOW)
    message["List-Id"] = "Veilleur <alertes.veille.exemple>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message["Content-Language"] = "fr"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message.as_bytes(policy=SMTP)


_INLINER = CSSInliner(load_remote_stylesheets=False)


def _bare_calendar(calls: dict[int, Call]) -> None:
    from icalendar import Alarm, Calendar
    from icalendar import Event as Entry

    calendar = Calendar()
    for call in calls.values():
        entry, alarm, day = Entry(), Alarm(), call.facts.sessions[0].value.day
        for name, value in (
            ("uid", str(call.id)),
            ("sequence", 0),
            ("dtstamp", NOW),
            ("summary", call.title),
            ("url", call.url),
        ):
            entry.add(name, value)
        for name, value in (
            ("dtstart", day),
            ("dtend", day + timedelta(days=1)),
            ("description", call.url),
            ("transp", "TRANSPARENT"),
            ("status", "CONFIRMED"),
        ):
            entry.add(name, value)
        alarm.add("action", "DISPLAY")
        alarm.add("description", call.title)
        alarm.add("trigger", timedelta(days=-7))
        entry.add_component(alarm)
        calendar.add_component(entry)
    calendar.to_ical()


def _memory(calls: dict[int, Call], events: list[Event], matches: dict[int, Match]) -> Iterator[Measure]:
    """The peak of this process after 200 letters and after 20,000: the difference is what letters leave behind."""
    for number in range(200):
        _made(number, calls, events, matches)
    few = _peak()
    for number in range(20_000):
        _made(number, calls, events, matches)
    yield Measure("mémoire après 20 000 lettres", _peak(), "Mo", few, "après 200", few * 1.05)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
