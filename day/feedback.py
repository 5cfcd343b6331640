"""What a member says of a call, of all its editions or of its funder, and takes back; and what that sets aside. Thin."""

from dataclasses import dataclass
from datetime import datetime

from day.match_all import editions
from matching import Weights, match
from matching.feedback import sift
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
        what = {
            About.CALL: "cet appel",
            About.SERIES: "toutes les éditions de cet appel",
            About.FUNDER: f"les appels de {self.opinion.funder}",
        }
        return f"Mis de côté : vous avez dit « pas pour nous » pour {what[self.opinion.about]}"


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
