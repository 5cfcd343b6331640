"""The calendar of decision: the last sitting of a council that can still take a file. Pure; never says that it is too late.

Delays of notice, from the Code général des collectivités territoriales (CGCT): `docs/decisions/06-correspondances.md` says
which of them were checked and how.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from matching.wording import NO_BREAK, counted, day_in_french
from model.call import Call
from model.codes import Kind
from model.deadline import PARIS
from model.member import Member
from model.timing import next_session

SMALL_COMMUNE = 3_500
SENDING = timedelta(days=1)
"""Between the vote and the end of the call: the deliberation is signed, sent to the préfecture and joined to the file."""


class Case(StrEnum):
    """`sitting`: a council can vote in time. `none_left`: those known are too early or too late. `unknown`: none known."""

    SITTING = "sitting"
    NONE_LEFT = "none_left"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before a sitting its members are called: `days`, clear or not, and the article that says so."""

    days: int
    clear: bool
    law: str

    def sent_by(self, sitting: date) -> date:
        """The last day to send the notice: clear days count neither the day of sending nor that of the sitting."""
        return sitting - timedelta(days=self.days + 1 if self.clear else self.days)

    def __str__(self) -> str:
        days = counted(self.days, "jour")
        clear = f" franc{'s' if self.days > 1 else ''}" if self.clear else ""
        return f"{days}{clear} (CGCT, art. {self.law})"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the calendar of a member says of a call: `sitting` and `enter_by` (the last day to put the file on the agenda)
    are local days, None unless the case is a sitting; `vote_by` is the last day on which a vote is of use.
    """

    case: Case
    vote_by: date
    notice: Notice
    sentence: str
    sitting: date | None = None
    enter_by: date | None = None


_SMALL = Notice(3, True, f"L.{NO_BREAK}2121-11")
_COMMUNE = Notice(5, True, f"L.{NO_BREAK}2121-12")
_EPCI = Notice(5, True, f"L.{NO_BREAK}5211-1 et L.{NO_BREAK}2121-12")
_DEPARTMENT = Notice(12, False, f"L.{NO_BREAK}3121-19")
_REGION = Notice(12, False, f"L.{NO_BREAK}4132-18")
_BY_KIND = {"region": _REGION, "departement": _DEPARTMENT, "epci": _EPCI, "groupement": _EPCI, "syndicat": _EPCI}
_DELEGATION = {
    "region": f"L.{NO_BREAK}4221-5",
    "departement": f"L.{NO_BREAK}3211-2",
    "epci": f"L.{NO_BREAK}5211-10",
    "groupement": f"L.{NO_BREAK}5211-10",
    "syndicat": f"L.{NO_BREAK}5211-10",
}
_YES, _NO = frozenset({"oui", "o", "vrai", "x"}), frozenset({"non", "n", "faux", "aucune"})
"""What a members' file says in its column `delegation_subventions` when it describes no delegation."""
_BY_THE_MAYOR = f"L.{NO_BREAK}2122-22"


def notice_of(member: Member) -> Notice:
    """The notice of the member's council; for a commune of unknown size that of the larger ones, which is the safer."""
    if member.kind in _BY_KIND:
        return _BY_KIND[member.kind]
    return _SMALL if member.population is not None and member.population < SMALL_COMMUNE else _COMMUNE


def decide(call: Call, member: Member, now: datetime) -> Decision | None:
    """The last sitting of use for the next session of the call; None when the call states no day ahead of `now` (aware),
    or is a training or a meeting, to which nobody sends a deliberation.
    """
    session = next_session(call.facts, now)
    if session is None or session.closes_at <= now or _is_only_attended(call):
        return None
    today = now.astimezone(ZoneInfo(PARIS)).date()
    notice, vote_by = notice_of(member), session.last_safe_day - SENDING
    useful = [day for day in member.councils if today <= _enter_by(day, member, notice) and day <= vote_by]
    if useful:
        last = max(useful)
        enter_by = _enter_by(last, member, notice)
        return Decision(Case.SITTING, vote_by, notice, _sitting(last, enter_by, today), last, enter_by)
    if any(day >= today for day in member.councils):
        return Decision(Case.NONE_LEFT, vote_by, notice, _question(member))
    return Decision(Case.UNKNOWN, vote_by, notice, _unknown(vote_by, _enter_by(vote_by, member, notice), today, member))


def _is_only_attended(call: Call) -> bool:
    return call.facts.kind is not None and call.facts.kind.value in (Kind.TRAINING, Kind.EVENT)


def _enter_by(sitting: date, member: Member, notice: Notice) -> date:
    """The member's own agenda days when it has some, and never later than the notice must leave."""
    own = sitting - timedelta(days=member.agenda_days or 0)
    return min(own, notice.sent_by(sitting))


def _sitting(sitting: date, enter_by: date, today: date) -> str:
    when = "aujourd’hui" if enter_by == today else f"avant le {_short(enter_by)}"
    return f"Dernier conseil utile : {_short(sitting)}, dossier à inscrire {when}"


def _question(member: Member) -> str:
    own = member.delegation.strip()
    if own.casefold() in _YES:
        said = "votre délégation à l’exécutif"
    elif own and own.casefold() not in _NO:
        said = f"votre délégation («{NO_BREAK}{own}{NO_BREAK}»)"
    else:
        said = "la délégation de l’exécutif"
    law = _DELEGATION.get(member.kind, _BY_THE_MAYOR)
    return f"Plus de conseil avant la clôture : une lettre d’intention ou {said} suffit-elle ? (CGCT, art. {law})"


def _unknown(vote_by: date, enter_by: date, today: date, member: Member) -> str:
    if enter_by < today:
        return _question(member)
    last, agenda = _short(vote_by), _short(enter_by)
    return f"Si une délibération est demandée : conseil au plus tard le {last}, dossier inscrit avant le {agenda}"


def _short(day: date) -> str:
    """« 12 juin »: without the year, as one says it."""
    return day_in_french(day).rsplit(NO_BREAK, 1)[0]
