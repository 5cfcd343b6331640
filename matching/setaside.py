"""Why a call that a member may answer is not told to it, in French. Refusals that were read are in `rules`."""

from collections.abc import Callable

from matching.contents import kind_of, scope_of
from matching.profile import says_something
from matching.wishes import NEVER_FUNDING
from matching.wording import NO_BREAK
from matching.words import folded, places
from model.call import Call
from model.codes import Kind, Scope
from model.member import Member


def why_not(call: Call, member: Member, points: int) -> str:
    """The first thing that sets the call aside for this member; `points` is its score (0–100)."""
    for look in _LOOKS:
        said = look(call, member)
        if said:
            return f"Non signalé : {said}"
    return f"Non signalé : trop loin de votre profil ({points} sur 100)"


def _empty_profile(call: Call, member: Member) -> str:
    return "" if says_something(member) else "votre profil n’indique ni pays, ni thème, ni mot"


def _not_funding(call: Call, member: Member) -> str:
    kind = kind_of(call.facts)
    if kind is Kind.APPEAL:
        return "appel à contributions des collectivités, pas un financement"
    if member.kinds and kind not in member.kinds:
        return "type d’annonce que votre profil ne demande pas"
    return "simple information, pas un financement" if kind in NEVER_FUNDING and not member.kinds else ""


def _out_of_field(call: Call, member: Member) -> str:
    followed = call.facts.programme is not None and call.facts.programme.value in member.follows
    scope = scope_of(call.facts)
    if followed or scope in (Scope.INTERNATIONAL, Scope.EUROPE):
        return ""
    if scope is Scope.LOCAL:
        return "" if member.local_aid else "aide pour le seul territoire du candidat"
    return (
        "programme hors du champ de l’action internationale" if scope is Scope.OUT else "rien n’y dit un projet à l’étranger"
    )


def _unwanted(call: Call, member: Member) -> str:
    wanted = {folded(word) for word in member.exclude_words}
    said = next((call.title[start:end] for _, start, end in places(call.title, wanted)), "")
    return f"contient «{NO_BREAK}{said}{NO_BREAK}», que vous ne voulez pas" if said else ""


_LOOKS: tuple[Callable[[Call, Member], str], ...] = (_empty_profile, _not_funding, _out_of_field, _unwanted)
