"""What a person does on the pages behind the links of letters: who they are, and the yes, no and wishes that they say."""

from dataclasses import dataclass, replace
from datetime import datetime

from digests import consent, french
from digests.links import Links, Purpose
from model.call import Call
from model.codes import Rhythm, Showing
from model.member import Member, Subscriber
from model.opinion import About, Judgement, Opinion
from model.preferences import Act, How, Preferences
from model.trouble import Trouble
from store import calls, consents, members, opinions, preferences, sources
from store.connection import Database, write


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who opened a link, and the call that it is about, if any."""

    person: Subscriber
    member: Member
    call: Call | None


class GoneError(Trouble):
    """The link was ours, but what it leads to is no more."""


def visit(db: Database, links: Links, purpose: Purpose, token: str) -> Visit:
    """Whom `token` was signed for. Trouble when it is not valid, GoneError when the person or the call is no more."""
    grant = links.check(purpose, token)
    person = members.by_id(db, grant.subscriber)
    member = members.get(db, person.member) if person else None
    if person is None or member is None or not links.is_for(grant, person):
        raise GoneError(
            "Ce lien ne correspond plus à un abonné.",
            french.bound("L’adresse a été changée ou effacée : servez-vous du lien de votre dernière lettre."),
        )
    call = calls.get(db, grant.call) if grant.call is not None else None
    if grant.call is not None and (call is None or is_internal(db, call)):
        raise GoneError("Cet appel n’est plus montré ici.")
    return Visit(person=person, member=member, call=call)


def is_internal(db: Database, call: Call) -> bool:
    """Rule 14: a source that became internal since the letter is shown no more."""
    source = sources.get(db, call.source)
    return source is not None and source.show is Showing.INTERNAL


def confirm(db: Database, who: Visit, now: datetime) -> None:
    """The person says yes to letters; saying it twice is saying it once."""
    if consents.last_acts(db).get(who.person.id) is Act.GIVEN:
        return
    words = consent.ASK_WORDS.format(member=who.member.name)
    with write(db):
        consents.add(db, consent.line(who.person.id, now, Act.GIVEN, How.PAGE, words))


def unsubscribe(db: Database, who: Visit, how: How, now: datetime) -> None:
    """No letter any more, those that wait included; doing it twice changes nothing."""
    if who.person.rhythm is Rhythm.NONE:
        return
    with write(db):
        members.save_subscriber(db, replace(who.person, rhythm=Rhythm.NONE))
        consents.add(db, consent.line(who.person.id, now, Act.WITHDRAWN, how, "Me désabonner : plus aucune lettre."))


def choose(db: Database, who: Visit, rhythm: Rhythm, weekday: int, wishes: Preferences, now: datetime) -> None:
    """Keeps a rhythm and wishes. Choosing a rhythm again after leaving is a yes, and « aucun » a no."""
    had, wants = who.person.rhythm is not Rhythm.NONE, rhythm is not Rhythm.NONE
    act = Act.CHANGED if had == wants else Act.GIVEN if wants else Act.WITHDRAWN
    words = f"Rythme choisi : {rhythm.value}" + (f", jour {weekday + 1}" if rhythm is Rhythm.WEEKLY else "")
    with write(db):
        members.save_subscriber(db, replace(who.person, rhythm=rhythm, weekday=weekday))
        preferences.save(db, wishes)
        consents.add(db, consent.line(who.person.id, now, act, How.PAGE, words))


def opine(db: Database, who: Visit, judgement: Judgement, now: datetime) -> None:
    """« Utile » or « pas pour nous » of the call of the visit; said twice, it is said once."""
    if who.call is None or opinion_of(db, who) is judgement:
        return
    opinion = Opinion(
        id=0,
        member=who.member.id,
        call=who.call.id,
        about=About.CALL,
        judgement=judgement,
        at=now,
        funder=who.call.funder,
        subscriber=who.person.id,
    )
    with write(db):
        opinions.say(db, opinion)


def take_back(db: Database, who: Visit, now: datetime) -> None:
    """The opinion of the member on the call of the visit is no more."""
    held = _held(db, who)
    if held is not None:
        with write(db):
            opinions.undo(db, held.id, now)


def opinion_of(db: Database, who: Visit) -> Judgement | None:
    """What the member says of the call of the visit."""
    held = _held(db, who)
    return held.judgement if held else None


def _held(db: Database, who: Visit) -> Opinion | None:
    said = opinions.standing(db, who.member.id)
    return next((one for one in said if who.call and one.call == who.call.id and one.about is About.CALL), None)
