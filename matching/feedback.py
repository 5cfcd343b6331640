"""What members' opinions change of what they are told: what is set aside, and what is recalled. Nothing is lost: the calls
set aside come back with the opinion that did it, so that it can be seen and undone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from model.call import Call
from model.match import Match
from model.opinion import About, Judgement, Opinion
from vocabularies.term import folded


@dataclass(frozen=True, slots=True)
class SetAside:
    """A call that would have been told, and the opinion that holds it back."""

    match: Match
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is told, in its order, and what an opinion sets aside."""

    told: tuple[Match, ...]
    aside: tuple[SetAside, ...]


def sift(matches: Sequence[Match], opinions: Iterable[Opinion], calls: Mapping[int, Call]) -> Sifted:
    """The matches of one member before its standing opinions. `calls`: at least those told, those judged, and their
    editions before; the nearest opinion wins (the call itself, then its series, then its funder), and the latest of them.
    """
    said = sorted(opinions, key=lambda one: (_REACH.index(one.about), -one.id))
    series = {one.id: series_of(one.call, calls) for one in said}
    told: list[Match] = []
    aside: list[SetAside] = []
    for match in matches:
        opinion = next((one for one in said if bears_on(one, match.call, series[one.id], calls)), None)
        if opinion is not None and opinion.judgement is Judgement.NOT_FOR_US:
            aside.append(SetAside(match, opinion))
        else:
            told.append(_recalled(match, opinion))
    return Sifted(tuple(told), tuple(aside))


_REACH = (About.CALL, About.SERIES, About.FUNDER)


def series_of(call: int, calls: Mapping[int, Call]) -> int:
    """The first known edition of a call: all editions of a series have the same."""
    met: set[int] = set()
    for edition in _before(call, calls):
        if edition in met:
            break
        met.add(edition)
        call = edition
    return call


def _before(call: int, calls: Mapping[int, Call]) -> Iterator[int]:
    known = calls.get(call)
    while known is not None and known.previous is not None:
        yield known.previous
        known = calls.get(known.previous)


def bears_on(opinion: Opinion, call: int, series: int, calls: Mapping[int, Call]) -> bool:
    """Whether an opinion reaches a call; `series` is that of the call on which it was said."""
    if opinion.about is About.CALL:
        return opinion.call == call
    if opinion.about is About.SERIES:
        return series_of(call, calls) == series
    held = calls.get(call)
    named = held.funder if held is not None else None
    return bool(opinion.funder and named) and folded(opinion.funder or "") == folded(named or "")


def _recalled(match: Match, opinion: Opinion | None) -> Match:
    if opinion is None or opinion.about is About.CALL or not match.reasons:
        return match
    what = "série" if opinion.about is About.SERIES else "financeur"
    return replace(match, reasons=(*match.reasons, f"Même {what} qu’un appel que vous avez jugé utile"))
