"""Who may answer a call: codes, wordings, hierarchy, and who holds several kinds at once (`applicants.toml`)."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from vocabularies.term import Term, folded, made, table, wordings


def codes() -> tuple[str, ...]:
    """Every code, in the order of the file."""
    return tuple(_kinds())


def name(code: str) -> str:
    """The French name of a kind of applicant. KeyError for an unknown code."""
    return str(_kinds()[code]["name"])


def several(code: str) -> str:
    """Several of that kind, in French and in small letters: « communes ». KeyError for an unknown code."""
    return str(_kinds()[code]["many"])


def broader(code: str) -> frozenset[str]:
    """The kinds that include this one ("commune" gives "collectivite"); its own code is not in it."""
    direct = frozenset(_kinds()[code]["broader"])
    return direct.union(*(broader(one) for one in direct))


def parse(words: str) -> str | None:
    """The code named in plain words or by itself (members' files); None when unknown."""
    said = words.strip()
    return said if said in _kinds() else _by_words().get(folded(said))


def kinds_of(
    kind: str, *, territory: str | None = None, insee: str | None = None, siren: str | None = None
) -> frozenset[str]:
    """All the kinds that a member may answer as: its own, those it also holds by law, and the broader ones.

    `territory` is an ISO 3166-2 code, a department's number or an INSEE code, as in a member's profile.
    """
    held = {kind}
    for holder in table("applicants.toml")["holders"]:
        if kind in holder["kinds"] and _is_of(holder, territory, insee, siren):
            held |= set(holder["holds"])
    return frozenset(held.union(*(broader(one) for one in held if one in _kinds())))


def neighbours(territory: str) -> tuple[str, ...]:
    """The countries near an overseas territory, by its ISO code (RE, FR-RE, 974…); empty for any other place."""
    near = table("applicants.toml")["neighbours"]
    return tuple(near.get(_OVERSEAS.get(territory.removeprefix("FR-"), territory.removeprefix("FR-")), ()))


_OVERSEAS = {"971": "GP", "972": "MQ", "973": "GF", "974": "RE", "976": "YT", "975": "PM", "977": "BL", "978": "MF"} | {
    "986": "WF",
    "987": "PF",
    "988": "NC",
}


def _is_of(holder: Mapping[str, Any], territory: str | None, insee: str | None, siren: str | None) -> bool:
    if siren in holder.get("siren", ()) or insee in holder.get("insee", ()) or territory in holder.get("insee", ()):
        return True
    places = holder["territory"]
    commune = insee or territory or ""
    return territory in places or (len(commune) == 5 and (commune[:3] in places and commune[:2] == "97"))


def terms() -> Iterator[Term]:
    """The wordings of every kind, and the traps that look like one."""
    for code, kind in _kinds().items():
        yield from made("applicant", code, kind["words"])
    yield from made("applicant", "", table("applicants.toml")["traps"]["words"])


@cache
def _by_words() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code, kind in _kinds().items():
        for entry in (kind["name"], *kind["words"]):
            for words, _ in wordings(entry):
                found.setdefault(folded(words), code)
    return found


@cache
def _kinds() -> Mapping[str, Mapping[str, Any]]:
    kinds: Mapping[str, Mapping[str, Any]] = table("applicants.toml")["kinds"]
    return kinds
