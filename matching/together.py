"""Answering together: what a member's steps mean, and who may see whom. Pure; keeping is `store.together`'s."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from model.call import Call
from model.codes import Role
from model.condition import ConditionKind
from model.member import Member
from model.together import Saying, Step

RESULTS = frozenset({Saying.WON, Saying.LOST})
_SENT = RESULTS | {Saying.FILED}
_BEFORE = (Saying.ANSWERING, Saying.SEEKING, Saying.HELP)
_UNDOES: Mapping[Saying, frozenset[Saying]] = {
    Saying.ANSWERING: frozenset({Saying.GIVEN_UP}),
    Saying.SEEKING: frozenset({Saying.GIVEN_UP}),
    Saying.HELP: frozenset({Saying.GIVEN_UP}),
    Saying.FILED: frozenset({Saying.GIVEN_UP, Saying.SEEKING, Saying.HELP}),
    Saying.WON: frozenset({Saying.LOST, Saying.GIVEN_UP, Saying.SEEKING, Saying.HELP}),
    Saying.LOST: frozenset({Saying.WON, Saying.GIVEN_UP, Saying.SEEKING, Saying.HELP}),
    Saying.GIVEN_UP: frozenset({Saying.ANSWERING, Saying.SEEKING, Saying.HELP, Saying.FILED}),
}
NAMES: Mapping[Saying, str] = {
    Saying.ANSWERING: "nous répondons",
    Saying.SEEKING: "nous cherchons des partenaires",
    Saying.HELP: "aidez-nous à monter le dossier",
    Saying.FILED: "déposé",
    Saying.WON: "retenu",
    Saying.LOST: "refusé",
    Saying.GIVEN_UP: "renoncé",
}


def undone_by(said: Saying, standing: Iterable[Step]) -> tuple[Step, ...]:
    """The standing steps of one member on one call that a new one contradicts: whoever gives up seeks no more."""
    return tuple(step for step in standing if step.said in _UNDOES[said])


def refused(said: Saying, standing: Iterable[Step]) -> str:
    """Why a step cannot be said now, in French, or nothing: a result is that of a file that was sent."""
    held = {step.said for step in standing}
    if said in RESULTS and not held & (RESULTS | {Saying.FILED}):
        return "Dites d’abord que le dossier est déposé : « retenu » et « refusé » en sont la suite."
    return ""


def next_sayings(standing: Iterable[Step], *, over: bool) -> tuple[Saying, ...]:
    """What a member may say next, those it said left out: before the file is sent, what it does; after, what became of it.

    `over`: the call can be answered no more, so that only what became of the file is left.
    """
    held = {step.said for step in standing}
    before = () if over or held & _SENT else _BEFORE
    after = (Saying.WON, Saying.LOST) if held & _SENT else (Saying.FILED,)
    return tuple(one for one in (*before, *after, Saying.GIVEN_UP) if one not in held)


@dataclass(frozen=True, slots=True)
class Seeker:
    """A member that seeks partners and lets itself be seen on this call; `message` in its own words."""

    member: int
    name: str
    message: str
    step: int


@dataclass(frozen=True, slots=True)
class Board:
    """What one member sees of a call: its own steps, the seekers shown, how many more CUF puts in touch itself, and how
    many members are asked for (None when the call does not say) and have come forward.
    """

    own: tuple[Step, ...]
    seekers: tuple[Seeker, ...]
    relayed: int
    needed: int | None
    come_forward: int

    @property
    def sentence(self) -> str:
        """How many are asked for and have come forward, in French; empty when there is nothing to say."""
        if self.needed is None:
            return ""
        forward = "aucune ne s’est encore manifestée" if not self.come_forward else _forward(self.come_forward)
        return f"Cet appel demande au moins {self.needed} partenaires ; {forward}."


def board(
    call: Call, viewer: Member, role: Role, steps: Sequence[Step], members: Mapping[int, Member], roles: Mapping[int, Role]
) -> Board:
    """What `viewer`, whose role in the call is `role`, sees of its standing `steps`.

    A seeker is shown when it gave its consent for this call, may answer it (`roles`, by member), and shares a country or
    a theme with a viewer who may answer too; the others are counted, and put in touch by CUF.
    """
    seeking = [step for step in steps if step.said is Saying.SEEKING and step.member != viewer.id]
    known = [(step, members[step.member]) for step in seeking if step.member in members]
    shown = [
        Seeker(other.id, other.name, step.message, step.id)
        for step, other in known
        if role is not Role.NO and roles.get(other.id) is not Role.NO and step.consent and alike(viewer, other)
    ]
    return Board(
        own=tuple(step for step in steps if step.member == viewer.id),
        seekers=tuple(shown),
        relayed=len(known) - len(shown),
        needed=_needed(call),
        come_forward=len({step.member for step in steps if step.said in (Saying.ANSWERING, Saying.SEEKING)}),
    )


def alike(one: Member, other: Member) -> bool:
    """Whether two members share a partner country, a group of countries or a theme."""
    pairs: tuple[tuple[Collection[str], Collection[str]], ...] = (
        (one.countries, other.countries),
        (one.groups, other.groups),
        (one.themes, other.themes),
    )
    return any(not set(mine).isdisjoint(theirs) for mine, theirs in pairs)


def _needed(call: Call) -> int | None:
    asked = [one.value.minimum for one in call.facts.conditions if one.value.kind is ConditionKind.PARTNERS]
    return max((least for least in asked if least is not None and least > 1), default=None)


def _forward(number: int) -> str:
    return "une collectivité s’est manifestée" if number == 1 else f"{number} collectivités se sont manifestées"
