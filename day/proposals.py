"""What staff and members forward: put in a queue when it is read, made a call or set aside when staff decide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from crawlers.addresses import followable
from model.notice import Notice, Problem
from model.proposal import Proposal, ProposalState
from model.trouble import Trouble
from pipelines import intake
from pipelines.intake import Taken
from store import issues, members, proposals
from store.connection import Database, write

SUBJECT = "propositions"
_WAITING = "Une proposition reçue par courriel attend votre avis : veilleur proposal list, puis accept ou refuse."
_STRANGER = (
    "Quelqu’un que Veilleur ne connaît pas a écrit à la boîte de veille : son message n’a pas été gardé. Ouvrez la boîte ; "
    "si cette personne peut proposer des appels, ajoutez-la aux abonnés, ou à la clé « staff » de la fiche."
)


class Code(StrEnum):
    """The problems of proposals, for the runbook."""

    PROPOSAL_WAITING = "proposal_waiting"
    STRANGER_WROTE = "stranger_wrote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What staff correct before they accept; None leaves what was sent."""

    url: str | None = None
    title: str | None = None


def set_aside(db: Database, notices: Sequence[Notice], now: datetime) -> list[Notice]:
    """Puts what people sent in the queue, and gives back the other notices.

    A stranger's message is not kept: staff are told that there is one, without its address.
    """
    sent = [one for one in notices if one.sent_by is not None]
    if sent:
        with write(db):
            for notice in sent:
                _queue(db, notice, now)
    return [one for one in notices if one.sent_by is None]


def accept(db: Database, number: int, corrections: Corrections, who: str, now: datetime) -> Taken:
    """Makes a call of a proposal. Trouble when there is none to decide, or when it has no page to send people to."""
    proposal = _to_decide(db, number)
    notice = replace(
        proposal.notice,
        url=corrections.url or proposal.notice.url,
        title=corrections.title or proposal.notice.title,
        seen_at=now,
    )
    if not followable(notice.url):
        raise Trouble(
            f"La proposition {number} n’a pas de lien que l’on puisse suivre.",
            f"Cherchez la page de l’appel, puis : veilleur proposal accept {number} --url ADRESSE",
        )
    taken = intake.take_in(db, notice, now, first_reading=False)
    with write(db):
        proposals.decide(db, number, ProposalState.ACCEPTED, now, who, "", taken.call_id)
        _settle(db, now)
    return taken


def refuse(db: Database, number: int, reason: str, who: str, now: datetime) -> Proposal:
    """Sets a proposal aside; it stays in the list of all. Trouble when there is none to decide."""
    proposal = _to_decide(db, number)
    with write(db):
        proposals.decide(db, number, ProposalState.REFUSED, now, who, reason, None)
        _settle(db, now)
    return proposal


def _queue(db: Database, notice: Notice, now: datetime) -> None:
    if notice.sent_by is None or not (notice.sent_by.is_staff or members.subscriber(db, notice.sent_by.address)):
        issues.note(db, Problem(code=Code.STRANGER_WROTE, subject=notice.source, message=_STRANGER), now)
    elif proposals.add(db, notice, now):
        issues.note(db, Problem(code=Code.PROPOSAL_WAITING, subject=SUBJECT, message=_WAITING), now)


def _settle(db: Database, now: datetime) -> None:
    if not proposals.waiting(db):
        issues.settle(db, SUBJECT, now)


def _to_decide(db: Database, number: int) -> Proposal:
    proposal = proposals.get(db, number)
    if proposal is None:
        raise Trouble(f"Il n’y a pas de proposition {number}.", "Voyez les numéros : veilleur proposal list --all")
    if proposal.state is not ProposalState.WAITING:
        said = "acceptée" if proposal.state is ProposalState.ACCEPTED else "refusée"
        raise Trouble(f"La proposition {number} a déjà été {said}.", "Voyez celles qui attendent : veilleur proposal list")
    return proposal
