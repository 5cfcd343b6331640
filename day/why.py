"""Why a member gets what it gets, and why not the rest: the profile, what is told, what is set aside and for what reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from matching import Weights, explain, judge
from matching.between import Detour, detours
from matching.calendar import decide
from matching.checklist import checklist
from matching.cofinancing import estimate
from matching.profile import completed, remarks
from model.call import Call
from model.codes import Role
from model.match import Match
from model.member import Member
from model.trouble import Trouble
from store import calls, members, notices, sources
from store.connection import Database
from vocabularies.term import folded

NEAREST = 10


@dataclass(frozen=True, slots=True)
class Told:
    """A call that is told: its match, and what the member must do about it, as French sentences."""

    call: Call
    match: Match
    to_do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """`told` best first; `aside`: reason → number of calls; `nearest`: calls that may be answered, not told, the best first;
    `refused`: calls near to the member that it may not answer, with the detour when there is one.
    """

    member: Member
    remarks: tuple[str, ...]
    told: tuple[Told, ...]
    aside: Counter[str]
    nearest: tuple[tuple[Call, Match], ...]
    detours: tuple[tuple[Call, Detour], ...]


def why(db: Database, who: str, now: datetime, weights: Weights) -> Why:
    """Everything about one member at `now` (aware), `who` being a subscriber's address or a member's name or SIREN.

    Trouble when nobody is called so.
    """
    member = _member(db, who)
    alive = calls.not_over(db)
    texts = notices.texts(db, {call.id for call in alive})
    official = {source.slug for source in sources.listed(db) if source.official}
    explained = [
        (call, explain(call, member, now, weights, text=texts.get(call.id, ""), official=official)) for call in alive
    ]
    judged = judge(alive, [member], now, weights, texts=texts, official=official)
    told = {call.id for number, call in enumerate(alive) if judged.told[0, number]}
    best = sorted(explained, key=lambda one: (-one[1].score, one[0].id))
    whole = completed(member)
    return Why(
        member=member,
        remarks=remarks(member),
        told=tuple(Told(call, match, to_do(call, whole, now)) for call, match in best if call.id in told),
        aside=Counter(_reason(match) for call, match in explained if call.id not in told),
        nearest=tuple(one for one in best if one[0].id not in told and one[1].score > 0)[:NEAREST],
        detours=tuple(_detours(alive, whole, now)),
    )


def to_do(call: Call, member: Member, now: datetime, *, quotes: bool = True) -> tuple[str, ...]:
    """What the member must see to before it answers at `now` (aware): the council's calendar, the share to find, papers;
    with `quotes`, the words of the source behind them.
    """
    decision, share = decide(call, member, now), estimate(call)
    said = [decision.sentence] if decision is not None else []
    said += [str(share) if quotes else share.sentence] if share is not None else []
    return (*said, *(f"À préparer – {line if quotes else line.sentence}" for line in checklist(call, member, now)))


def _detours(alive: Sequence[Call], member: Member, now: datetime) -> list[tuple[Call, Detour]]:
    return [(call, detour) for call in alive for detour in detours(call, member, alive, now)]


def _reason(match: Match) -> str:
    """The first reason without what is proper to one call: what comes after a colon, a quote or a parenthesis."""
    said = match.reasons[0] if match.reasons else "sans raison"
    if match.role is Role.NO:
        return f"Non éligible : {said.split(' :')[0].split(', «')[0].split(' (')[0].lower()}"
    return said.split(", «")[0].split(" (")[0].split(" « ")[0]


def _member(db: Database, who: str) -> Member:
    person = members.subscriber(db, who)
    everyone = members.every(db)
    found = [one for one in everyone if person is not None and one.id == person.member]
    found = found or [one for one in everyone if who.strip() == one.siren]
    found = found or [one for one in everyone if folded(who) == folded(one.name)]
    found = found or [one for one in everyone if folded(who) in folded(one.name)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(one.name for one in found[:5])
        raise Trouble(f"Plusieurs collectivités répondent à « {who} » : {names}.", "Précisez le nom, ou donnez le SIREN.")
    raise Trouble(f"Ni abonné ni collectivité ne s’appelle « {who} ».", "Donnez une adresse, un nom ou un SIREN.")
