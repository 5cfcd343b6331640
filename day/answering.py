"""The page « répondre ensemble » of one call: what a person sees there, and what the forms of the page do. Thin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from day import together
from day.open_calls import card_of_call
from day.visits import Visit
from day.why import to_do
from digests.draft import Card
from digests.owed import standing
from matching.between import detours
from matching.profile import completed
from matching.together import NAMES, Board, next_sayings
from model.call import Call
from model.codes import Showing
from model.member import Member
from model.together import Saying, Step, Ticket
from model.trouble import Trouble
from store import calls, sources
from store import together as kept
from store.connection import Database


@dataclass(frozen=True, slots=True)
class Own:
    """One thing that the member said and that stands; `ticket`: the request for help that it opened."""

    step: Step
    ticket: Ticket | None

    @property
    def name(self) -> str:
        """What was said, in French."""
        return NAMES[self.step.said]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`choices`: what the member may say next. `over`: the call can be answered no more. `to_do`: what to see to before;
    `detours`: partner countries that another call is for.
    """

    card: Card
    board: Board
    own: tuple[Own, ...]
    choices: tuple[Saying, ...]
    over: bool
    to_do: tuple[str, ...] = ()
    detours: tuple[str, ...] = ()


def page(db: Database, who: Visit, now: datetime) -> Page:
    """What a person sees at `now` (aware) of the call of their visit. Trouble when the visit is about none."""
    call = _call_of(who)
    board = together.board_of(db, who.member.id, call.id, now)
    over = standing(call, now).is_over
    whole = completed(who.member)
    return Page(
        card=card_of_call(db, who, call, now),
        board=board,
        own=tuple(Own(step, kept.ticket_of(db, step.id)) for step in board.own),
        choices=next_sayings(board.own, over=over),
        over=over,
        to_do=() if over else to_do(call, whole, now, quotes=False),
        detours=() if over or not _may_quote(db, call) else _detours(db, call, whole, now),
    )


def _may_quote(db: Database, call: Call) -> bool:
    """Whether the words of the source may be shown (rule 14): a detour is told with those that exclude the country."""
    source = sources.get(db, call.source)
    return source is None or source.show not in (Showing.LINK, Showing.INTERNAL)


def _detours(db: Database, call: Call, member: Member, now: datetime) -> tuple[str, ...]:
    return tuple(one.sentence for one in detours(call, member, calls.not_over(db), now))


def act(db: Database, who: Visit, form: Mapping[str, str], now: datetime) -> None:
    """Does what a form of the page asks: `annuler` a step, or `dire` one, with its `message` and its `accord`.

    Said again with the same words, it is said once: pages are reloaded. Trouble when it cannot be done.
    """
    call = _call_of(who)
    if "annuler" in form:
        together.take_back(db, who.member.id, _number(form["annuler"]), now)
        return
    said = together.Said(
        member=who.member.id,
        call=call.id,
        saying=_saying(form.get("dire", "")),
        consent="accord" in form,
        message=form.get("message", ""),
        subscriber=who.person.id,
    )
    if not any(_same(step, said) for step in kept.of_call(db, call.id)):
        together.say(db, said, now)


def _same(step: Step, said: together.Said) -> bool:
    held = (step.member, step.said, step.consent, step.message)
    return held == (said.member, said.saying, said.consent, " ".join(said.message.split()))


def _call_of(who: Visit) -> Call:
    if who.call is None:
        raise Trouble("Ce lien ne mène à aucun appel.", "Ouvrez-le de nouveau depuis la lettre.")
    return who.call


def _saying(word: str) -> Saying:
    try:
        return Saying(word)
    except ValueError as cause:
        raise Trouble("Ce choix n’existe pas.", "Rechargez la page et choisissez de nouveau.") from cause


def _number(word: str) -> int:
    if not word.isascii() or not word.isdigit():
        raise Trouble("Cette ligne n’existe pas.", "Rechargez la page.")
    return int(word)
