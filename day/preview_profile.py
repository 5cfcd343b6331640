"""How many calls a profile would have been told, before it is saved: counted on the archive, never guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from matching import Weights, judge
from matching.contents import kind_of
from matching.profile import remarks
from model.call import Call
from model.codes import Status
from model.evidence import Evidence, Reading
from model.member import Member
from store import calls, notices
from store.connection import Database

MONTHS, LEAST_MONTHS = 24, 12
_MONTH = 365.25 / 12
"""Days, on average."""
_LATEST = 3


@dataclass(frozen=True, slots=True)
class Volume:
    """`alerts` in `months` months of archive (24 at most), `a_month` on average (None under 12 months); the titles of the
    last calls that would have been told; what to tell the member of its profile.
    """

    alerts: int
    months: int
    a_month: float | None
    latest: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """« environ 3 alertes par mois, d’après les 24 derniers mois »."""
        if self.a_month is None:
            return f"Pas encore assez d’archives pour un chiffre ({self.months} mois sur {LEAST_MONTHS})"
        if self.alerts == 0:
            return f"aucune alerte, d’après les {self.months} derniers mois"
        if self.a_month < 1:
            plural = "s" if self.alerts > 1 else ""
            return f"environ {self.alerts} alerte{plural} en {self.months} mois, d’après les {self.months} derniers mois"
        number = round(self.a_month)
        return f"environ {number} alerte{'s' if number > 1 else ''} par mois, d’après les {self.months} derniers mois"


def volume(db: Database, member: Member, now: datetime, weights: Weights) -> Volume:
    """What `member`, saved or not, would have been told in the last 24 months before `now` (aware)."""
    return volumes(db, [member], now, weights)[0]


def volumes(db: Database, members: Sequence[Member], now: datetime, weights: Weights) -> list[Volume]:
    """The same for several members, in their order, the archive being read once."""
    dated = sorted(_dated(db, now), key=lambda one: (one[0], one[1].id))
    since = now.date() - timedelta(days=MONTHS * _MONTH)
    months = min(MONTHS, int((now.date() - dated[0][0]).days / _MONTH)) if dated else 0
    recent = [(day, call) for day, call in dated if day >= since]
    told = _told(recent, members, weights, notices.texts(db, {call.id for _, call in recent}))
    enough = months >= LEAST_MONTHS
    return [
        Volume(
            alerts=len(own),
            months=months,
            a_month=len(own) / months if enough else None,
            latest=tuple(call.title_fr or call.title for call in own[::-1][:_LATEST]),
            remarks=remarks(member),
        )
        for member, own in zip(members, told, strict=True)
    ]


def _dated(db: Database, now: datetime) -> Iterator[tuple[date, Call]]:
    """Each call and the day on which it became known: its opening, else its publication, else the first reading of it."""
    for call in calls.every(db):
        said = [notice.published for notice in notices.of_call(db, call.id) if notice.published is not None]
        opening = [call.facts.opening.value] if call.facts.opening is not None else []
        day = min((*opening, *said, call.first_seen.date()))
        if day <= now.date():
            yield day, call


def _told(
    dated: Sequence[tuple[date, Call]], members: Sequence[Member], weights: Weights, texts: dict[int, str]
) -> list[list[Call]]:
    """Those that each member would have been told on the day they became known, month by month, whatever they are now."""
    told: list[list[Call]] = [[] for _ in members]
    for month in sorted({(day.year, day.month) for day, _ in dated}):
        held = [call for day, call in dated if (day.year, day.month) == month]
        at = datetime.combine(date(*month, 1), time(12), UTC)
        judged = judge([_as_new(call) for call in held], members, at, weights, texts=texts)
        for row, own in enumerate(told):
            own += [call for number, call in enumerate(held) if judged.told[row, number]]
    return told


def _as_new(call: Call) -> Call:
    """The call without what time did to it: on the day it became known, it could be answered."""
    kind = call.facts.kind or Reading(kind_of(call.facts), Evidence(""))
    facts = replace(call.facts, sessions=(), later_stages=(), opening=None, status=None, kind=kind)
    return replace(call, status=Status.OPEN, facts=facts)
