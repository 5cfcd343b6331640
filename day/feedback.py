"""What a member says of a call, of all its editions or of its funder, and takes back; and what that sets aside. Thin."""

from dataclasses import dataclass
from datetime import datetime

from day import visits
from day.match_all import editions
from day.open_calls import card_of_call
from day.visits import Visit
from digests.draft import Card
from matching import Weights, match
from matching.feedback import bears_on, series_of, sift
from model.call import Call
from model.match import Match
from model.opinion import About, Judgement, Opinion
from model.trouble import Trouble
from store import calls, members, notices, opinions
from store.connection import Database, write


@dataclass(frozen=True, slots=True)
class Hidden:
    """A call that would be told, but for an opinion of the member: taking `opinion` back tells it again."""

    call: Call
    match: Match
    opinion: Opinion

    @property
    def sentence(self) -> str:
        """Why it is set aside, in French."""
        what = _REACH[self.opinion.about].format(funder=self.opinion.funder)
        return f"Mis de côté : vous avez dit « pas pour nous » pour {what}"


@dataclass(frozen=True, slots=True)
class Kept:
    """An opinion that stands, the title of the call on which it was said, and the cards of the calls that it holds back."""

    opinion: Opinion
    title: str
    hidden: tuple[Card, ...]

    @property
    def sentence(self) -> str:
        """What it says, in French."""
        judgement = "Utile" if self.opinion.judgement is Judgement.USEFUL else "Pas pour nous"
        return f"{judgement} : {_REACH[self.opinion.about].format(funder=self.opinion.funder)}"


_REACH = {
    About.CALL: "cet appel",
    About.SERIES: "toutes les éditions de cet appel",
    About.FUNDER: "les appels de ce financeur ({funder})",
}


def say(
    db: Database,
    member: int,
    call_id: int,
    about: About,
    judgement: Judgement,
    now: datetime,
    subscriber: int | None = None,
) -> int:
    """Keeps an opinion of a member on a call and gives its id. Trouble: no such call, or a funder that is not known."""
    call = calls.get(db, call_id)
    if call is None:
        raise Trouble("Cet appel n’existe pas.", "Rechargez la page.")
    if about is About.FUNDER and not call.funder:
        raise Trouble("Le financeur de cet appel n’est pas connu.", "Donnez votre avis sur l’appel ou sur ses éditions.")
    opinion = Opinion(
        id=0,
        member=member,
        call=call_id,
        about=about,
        judgement=judgement,
        at=now,
        funder=call.funder,
        subscriber=subscriber,
    )
    with write(db):
        return opinions.say(db, opinion)


def wider(db: Database, member: int, call: Call) -> dict[About, Opinion]:
    """What stands of a member on all the editions of a call, and on its funder, wherever it was said; the latest of each."""
    said = [one for one in opinions.standing(db, member) if one.about is not About.CALL]
    known = editions(db, [call], said)
    return {one.about: one for one in said if bears_on(one, call.id, series_of(one.call, known), known)}


def take_back(db: Database, member: int, opinion_id: int, now: datetime) -> bool:
    """Takes an opinion of that member back; False when it stood no more. Trouble when it is another member's."""
    held = opinions.get(db, opinion_id)
    if held is None or held.member != member:
        raise Trouble("Cet avis n’est pas celui de votre collectivité.", "Rechargez la page.")
    with write(db):
        return opinions.undo(db, opinion_id, now)


def set_aside(db: Database, member_id: int, now: datetime, weights: Weights) -> list[Hidden]:
    """All that a member would be told at `now` (aware) but for its opinions, best first: nothing is hidden for good."""
    member = members.get(db, member_id)
    said = opinions.standing(db, member_id)
    if member is None or not said:
        return []
    alive = calls.not_over(db)
    found = match(alive, [member], now, weights, texts=notices.texts(db, {one.id for one in alive}))[member_id]
    known = editions(db, alive, said)
    return [Hidden(known[one.match.call], one.match, one.opinion) for one in sift(found, said, known).aside]


def all_said(db: Database, who: Visit, now: datetime, weights: Weights) -> list[Kept]:
    """All that stands of the member of a visit, the latest first, each with what it holds back at `now` (aware).

    Calls of a source that became internal are left out, and not named (rule 14).
    """
    hidden = [one for one in set_aside(db, who.member.id, now, weights) if not visits.is_internal(db, one.call)]
    found = []
    for opinion in reversed(opinions.standing(db, who.member.id)):
        call = calls.get(db, opinion.call)
        shown = call is not None and not visits.is_internal(db, call)
        held = [one.call for one in hidden if one.opinion.id == opinion.id]
        cards = tuple(card_of_call(db, who, one, now) for one in held)
        found.append(Kept(opinion, (call.title_fr or call.title) if call is not None and shown else "", cards))
    return found
