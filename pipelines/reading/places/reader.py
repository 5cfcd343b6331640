"""Decides what each place named is there for, and keeps those of the best-said kind. Finding the names is apart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import pairwise

from model.evidence import Reading
from pipelines.reading.document import Document
from pipelines.reading.places import cues, nested
from pipelines.reading.places.mention import Mention, Run, runs
from pipelines.reading.view import view
from pipelines.reading.vocabulary import evidence
from vocabularies import groups

# EuropeAid/186989/DD/ACT/BJ: the last part of a PROSPECT reference is the country ("Multi" for several).
_EUROPEAID = re.compile(r"\bEuropeAid/\d{3,9}/[A-Z]{2}/[A-Z]{2,4}/([A-Z]{2})\b")
# « Pays hors APD » : outside the list of those that receive aid, unless it is they that are refused.
_NOT_AIDED = re.compile(
    r"\bpays (?:situes )?hors (?:de la )?(?:liste (?:de l'|des beneficiaires de l'))?(?:apd|cad)\b"
    r"( (?:ne sont pas|sont exclus|ne peuvent|sont ineligibles|non eligibles|ineligibles))?"
)
# « European cities » names no zone beside the Member States.
_OF_TOWNS = re.compile("cit|vill|collectivit", re.IGNORECASE)
_WORDS = re.compile(r"[a-z0-9]+")
_TOGETHER = 8
"""The most enumerations of one sentence that are looked at together."""
_BEFORE, _SHORTLY, _AFTER, _HEADING, _LONG_LINE = 220, 60, 160, 400, 90
# French overseas places stand for the applicant's own territory unless foreign ones are named beside them.
_FRENCH = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "MF", "BL", "PM", "NC", "PF", "WF"})


class Rank(IntEnum):
    """How well a text says that a place is one of the call; only the best rank met is kept, and the title."""

    CITY = 1
    DEMONYM = 2
    ASIDE = 3
    APPLICANT = 4
    NAMED = 5
    PROJECT = 6
    TITLE = 7


_CONFIDENCE = {
    Rank.CITY: 0.5,
    Rank.DEMONYM: 0.6,
    Rank.ASIDE: 0.4,
    Rank.APPLICANT: 0.65,
    Rank.NAMED: 0.75,
    Rank.PROJECT: 0.9,
    Rank.TITLE: 0.95,
}


@dataclass(frozen=True, slots=True)
class Places:
    """Codes of countries and of groups, taken in and left out, in the order of the document."""

    countries: tuple[Reading[str], ...] = ()
    excluded_countries: tuple[Reading[str], ...] = ()
    groups: tuple[Reading[str], ...] = ()
    excluded_groups: tuple[Reading[str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    code: str
    is_group: bool
    left_out: bool
    rank: Rank
    place: str
    start: int
    end: int
    firm: bool = False


def read_places(document: Document) -> Places:
    """The places of a call. A country both taken in and left out is left out; outermost regions go with their Union."""
    texts, on = dict(document.places), document.reference
    found = _narrowed([one for place, text in texts.items() for one in _found(place, text, on)], on)
    left_out = {one.code for one in found if one.left_out}
    kept = _best([one for one in found if not one.left_out and one.code not in left_out], on)
    codes = {one.code for one in kept}
    if "EU27" in codes and "OR" in codes:
        kept = [one for one in kept if one.code != "OR"]
    if "EU27" in codes:
        kept = [one for one in kept if one.code != "EUROPE" or not _OF_TOWNS.search(texts[one.place][one.start : one.end])]
    out = [one for one in found if one.left_out]
    return Places(
        countries=_readings(texts, (one for one in kept if not one.is_group)),
        excluded_countries=_readings(texts, (one for one in out if not one.is_group)),
        groups=_readings(texts, (one for one in kept if one.is_group)),
        excluded_groups=_readings(texts, (one for one in out if one.is_group)),
    )


def _narrowed(found: list[_Found], on: date) -> list[_Found]:
    """Without the zones of the title whose countries the text names one by one."""
    told = {one.code for one in found if one.place == "text" and not one.is_group and not one.left_out and one.firm}
    dropped = {
        one.code
        for one in found
        if one.is_group and one.place == "title" and not one.left_out and nested.narrowed(one.code, sorted(told), on)
    }
    return [one for one in found if not (one.is_group and one.code in dropped and one.rank is not Rank.PROJECT)]


def _found(place: str, text: str, on: date) -> Iterator[_Found]:
    for outside in _NOT_AIDED.finditer(view(text).folded) if "hors " in view(text).folded else ():
        yield _Found("ODA", True, outside.group(1) is None, Rank.PROJECT, place, outside.start(), outside.end())
    for reference in _EUROPEAID.finditer(text) if "EuropeAid/" in text else ():
        yield _Found(reference.group(1), False, False, Rank.PROJECT, place, reference.start(), reference.end())
    named = runs(text)
    for number, run in enumerate(named):
        floor = named[number - 1].end if number else 0
        ceiling = named[number + 1].start if number + 1 < len(named) else len(text)
        if _of_a_past_project(text, run):
            continue
        left_out, rank = _role(text, run, floor, ceiling, _neighbours(text, named, number))
        aside = rank <= Rank.ASIDE or nested.is_example(text, run.start)
        for mention in _counted(text, run, left_out):
            at = Rank.TITLE if place == "title" and rank >= Rank.APPLICANT else rank
            out = left_out and not (mention is run.mentions[0] and _holds_rest(run, on))
            for code in mention.codes:
                firm = not aside and mention.sort == "country"
                yield _Found(code, mention.sort == "group", out, _rank(mention, at), place, mention.start, mention.end, firm)


_PAST = frozenset(["ete", "laureat", "laureats", "laureate", "laureates", "was", "were", "been"])
_PAST_STEMS = (" ete ", "laureat", " was ", " were ", " been ")
"""A text with none of these tells of no project of the past."""


def _of_a_past_project(text: str, run: Run) -> bool:
    """The place of a project funded or distinguished before: "un projet au Togo a été lauréat"."""
    if view(text).known.isdisjoint(_PAST):
        return False
    folded, (first, last) = view(text).folded, view(text).sentence(run.start, run.end)
    around = folded[max(first, run.start - _AFTER) : min(last, run.end + _SHORTLY)]
    return any(word in around for word in _PAST_STEMS) and cues.PAST_PROJECT.search(around) is not None


def _rank(mention: Mention, rank: Rank) -> Rank:
    if mention.sort == "city":
        return Rank.CITY
    if mention.codes == ("WORLD",):
        return max(rank, Rank.PROJECT)
    if mention.sort == "demonym" and not mention.joint:
        return Rank.DEMONYM
    return rank


def _holds_rest(run: Run, on: date) -> bool:
    return len(run.mentions) > 1 and all(nested.holds(run.mentions[0], one, on) for one in run.mentions[1:])


_OR_ELSEWHERE = re.compile(r"(?:en|in) france (?:ou|or) ")
""" "En France ou dans un pays francophone": France is one of the places, not the home of who applies."""


def _counted(text: str, run: Run, left_out: bool) -> Iterator[Mention]:
    """The mentions of a run that stand for a place: weak ones in company only, French ones among foreign ones only."""
    firm = [one for one in run.mentions if not one.weak]
    folded = view(text).folded
    foreign = {code for one in run.mentions for code in one.codes} - _FRENCH
    for number, one in enumerate(run.mentions):
        if number + 1 < len(run.mentions) and nested.is_qualified(text, one, run.mentions[number + 1]):
            continue
        if one.weak and not left_out and not firm:
            continue
        in_france_or = "FR" in one.codes and _OR_ELSEWHERE.match(folded, max(0, one.start - 3)) is not None
        if (
            left_out
            or (in_france_or and foreign)
            or not _FRENCH.issuperset(one.codes)
            or len(foreign) >= (2 if "FR" in one.codes else 1)
        ):
            yield one


def _neighbours(text: str, named: Sequence[Run], number: int) -> int:
    """How many places the sentence of a run enumerates with it: "le Bénin et le Togo pour l'Ouest, le Gabon…"."""
    run, length = named[number], _places(named[number])
    first, last = view(text).sentence(run.start, run.end)
    for before, after in pairwise(named[number : number + _TOGETHER]):
        if after.start >= last or after.start - before.end > _SHORTLY:
            break
        length = max(length, _places(after))
    if not number:
        return length
    above = named[number - 1]
    goes_on = len(run.mentions) > 1 and above.start >= first and run.start - above.end <= _SHORTLY
    if goes_on or _NEXT_ITEM.fullmatch(text, above.end, run.start):
        length = max(length, _places(above))
    return length


def _places(run: Run) -> int:
    """How many places it enumerates; "la République centrafricaine (RCA)" is one."""
    return len({mention.codes for mention in run.mentions})


_NEXT_ITEM = re.compile(r"[^\n]{0,60}\n[ \t]{0,4}[-–•*▪] ?(?:[Ll](?:es|e|a|’|') ?)?")


def _role(text: str, run: Run, floor: int, ceiling: int, length: int) -> tuple[bool, Rank]:
    """(left out?, rank) of an enumeration, from its own sentence and, when that opens a list, the heading above it."""
    folded, (first, last) = view(text).folded, view(text).sentence(run.start, run.end)
    before = folded[max(first, floor, run.start - _BEFORE) : run.start]
    after = folded[run.end : min(last, ceiling, run.end + _AFTER)]
    sentence = folded[max(first, run.start - _BEFORE) : min(last, run.end + _SHORTLY)]
    heading = _heading(text, run.start, first)
    if "%" in sentence and not heading:
        return False, Rank.ASIDE
    if _is_left_out(before, after, heading):
        return True, Rank.PROJECT
    return False, _said_as(sentence, before, heading, length)


def _is_left_out(before: str, after: str, heading: str) -> bool:
    if cues.NOT_OF_PLACES.search(before) and not before.rstrip().endswith("hors"):
        return False
    ends = [cue.end() for cue in cues.LEFT_OUT_BEFORE.finditer(before)]
    if ends and cues.AFTER_CUE.issuperset(_WORDS.findall(before[ends[-1] :])):
        return True
    if cues.LEFT_OUT_AFTER.search(after) or ("(" in before and cues.LEFT_OUT_IN_BRACKETS.search(before)):
        return True
    return bool(heading) and _ends_left_out(heading)


def _ends_left_out(heading: str) -> bool:
    return cues.LEFT_OUT_BEFORE.search(heading) is not None or cues.LEFT_OUT_AFTER.search(heading) is not None


def _said_as(sentence: str, before: str, heading: str, length: int) -> Rank:
    if cues.ASIDE.search(before):
        return Rank.ASIDE
    if cues.APPLICANT_PLACE.search(before):
        return Rank.APPLICANT
    if cues.PROJECT_PLACE.search(sentence) or (heading and cues.PROJECT_PLACE.search(heading)) or length >= 4:
        return Rank.PROJECT
    return Rank.NAMED


def _heading(text: str, start: int, first: int) -> str:
    """The line ending in a colon under which the sentence at `first` is an item of a list; empty when there is none."""
    folded = view(text).folded
    above = folded[max(0, first - _HEADING) : first].rstrip(" \n\t-*•●▪|;")
    colon = above.rfind(":")
    if colon < 0 or _is_prose(above[colon + 1 :]):
        return ""
    line = max(above.rfind("\n", 0, colon), above.rfind(". ", 0, colon)) + 1
    return above[line : colon + 1]


def _is_prose(between: str) -> bool:
    """What stands between a heading and an item is no longer a list: a full stop on its line, a blank line, a long line."""
    if not between.lstrip(" \t").startswith("\n") and between.strip():
        return "\n" in between or "." in between
    return any(len(line) > _LONG_LINE for line in between.split("\n")) or "\n\n" in between.strip("\n") or ". " in between


def _of_titled_zones(found: list[_Found], zones: Iterable[str], on: date) -> list[_Found]:
    """Two countries or more that the text names for good, of a zone that the title names: « en Tunisie ou au Maroc »."""
    inside = frozenset[str]().union(*(groups.members(code, on) for code in zones if code != "WORLD"))
    named = [one for one in found if one.place == "text" and one.firm and one.rank >= Rank.NAMED and one.code in inside]
    return named if len({one.code for one in named}) >= 2 else []


def _best(found: list[_Found], on: date) -> list[_Found]:
    """Those of the title and of the best rank met in the text; joined by the next rank when only the title speaks."""
    ranks = {one.rank for one in found if one.place == "text"} or {Rank.CITY}
    floor = max(ranks)
    titled = [one for one in found if one.rank is Rank.TITLE]
    if titled and floor < Rank.PROJECT:
        return [*titled, *_of_titled_zones(found, {one.code for one in titled if one.is_group}, on)]
    return [one for one in found if one.rank >= floor or one.rank is Rank.TITLE or (one.place == "title" and not titled)]


def _readings(texts: dict[str, str], found: Iterable[_Found]) -> tuple[Reading[str], ...]:
    best: dict[str, _Found] = {}
    for one in found:
        if one.code not in best or one.rank > best[one.code].rank:
            best[one.code] = one
    return tuple(
        Reading(one.code, evidence(one.place, texts[one.place], one.start, one.end), _CONFIDENCE[one.rank])
        for one in best.values()
    )
