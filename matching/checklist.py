"""What a call asks to have ready, as one member's own list: each line with the words it was read in. Nothing is decided."""

from dataclasses import dataclass
from datetime import datetime

from matching import calendar, cofinancing
from matching.wording import NO_BREAK, at_length, doubt, money, quoted
from model.call import Call
from model.condition import Condition, ConditionKind, Prerequisite
from model.evidence import Evidence, Reading
from model.member import Member
from vocabularies import prerequisites


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to have ready: `code` to tick it by, the sentence for this member, and the words of the source."""

    code: str
    sentence: str
    evidence: Evidence | None = None

    def __str__(self) -> str:
        return f"{self.sentence}{quoted(self.evidence)}"


def checklist(call: Call, member: Member, now: datetime) -> tuple[Line, ...]:
    """The papers and conditions that the call asks for, in its order, with the member's own days, partners and shares."""
    papers = [_paper(one, call, member, now) for one in call.facts.prerequisites]
    return (*papers, *(_several(one) for one in call.facts.conditions if one.value.kind in _COUNTED))


_COUNTED = (ConditionKind.PARTNERS, ConditionKind.COUNTRIES)


def _paper(one: Reading[Prerequisite], call: Call, member: Member, now: datetime) -> Line:
    name = prerequisites.name(one.value)
    own = _OWN.get(one.value)
    said = own(call, member, now) if own else ""
    sentence = f"{name} : {said}" if said else name
    return Line(one.value.value, sentence + doubt("prerequisites", one), one.evidence)


def _of_the_council(call: Call, member: Member, now: datetime) -> str:
    decision = calendar.decide(call, member, now)
    if decision is None:
        return ""
    return decision.sentence[:1].lower() + decision.sentence[1:]


def _of_the_partner(call: Call, member: Member, now: datetime) -> str:
    return at_length(" ".join(member.partners.split()))


def _own_share(call: Call, member: Member, now: datetime) -> str:
    found = cofinancing.estimate(call)
    if found is None or found.to_find is None:
        return ""
    return f"environ {money(found.to_find, found.currency)} à trouver pour l’aide la plus haute"


_OWN = {
    Prerequisite.DELIBERATION: _of_the_council,
    Prerequisite.CONVENTION: _of_the_partner,
    Prerequisite.PARTNER_LETTER: _of_the_partner,
    Prerequisite.OWN_SHARE: _own_share,
}
"""The papers of which the member's profile knows something."""


def _several(one: Reading[Condition]) -> Line:
    least = one.value.minimum or 1
    noun = "partenaires" if one.value.kind is ConditionKind.PARTNERS else "pays"
    return Line(f"{noun}-{least}", f"Au moins {least}{NO_BREAK}{noun}{doubt('conditions', one)}", one.evidence)
