"""Who may answer a call and who may not, each with its sentence. Partners and those a project helps are not applicants."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from model.evidence import Reading
from pipelines.reading.document import Document
from pipelines.reading.expression import expression
from pipelines.reading.view import View, view
from pipelines.reading.vocabulary import evidence, hits
from vocabularies import programmes
from vocabularies.recogniser import Hit

_SHORT, _SECTION = 400, 1500
_NEAR, _FAR, _JUST = 160, 320, 80
_UNSURE = 0.6
_LOOKED_AT = 2_000
"""Kinds looked at in one text: the longest rules name a few hundred; one word repeated for a megabyte is no call."""

_SAID_BEFORE = expression("eligibility", "said_before")
_JUST_BEFORE = expression("eligibility", "said_just_before")
_SAID_AFTER = expression("eligibility", "said_after")
_REFUSED_BEFORE = expression("eligibility", "refused_before")
_REFUSED_AFTER = expression("eligibility", "refused_after")
_NOT_APPLICANTS = expression("eligibility", "not_applicants")
_GATHERING = expression("eligibility", "gathering")
_GATHERING_STEMS = ("regroup", "reuni", "feder", "rassembl", "compose", "constitue", "gathering", "together", "made up")
"""One of these is in every way of gathering."""
_OF_A_PLACE = expression("eligibility", "of_a_place")
_JOINS = expression("eligibility", "partner_after")
_ONLY_AS_LEAD = expression("eligibility", "only_as_lead")
_HELPED = expression("eligibility", "helped")
_SECTION_TITLE = expression("eligibility", "section_title")
# What details a kind just named: a bracket, or what a colon opens.
_DETAIL = re.compile(r"[(:]([^():.\n]{3,250})")
_WITHIN = re.compile(r"\b(?:dans|in) (?:les|des|leurs|plusieurs|the|several) $")
_THEIRS = re.compile(
    r"\b(?:collectivites|communes|authorities|governments|municipalities)(?: (?:territoriales|locales))?,? (?:et|ou|and|or) "
    r"(?:leurs|their) $"
)
# What another kind does or has: « … qui accueillent un artiste », « … dans la ville partenaire ».
_VERB_BETWEEN = re.compile(
    r"\b(?:qui|que|dont|afin|dans|chez|vers|who|which|that)\b|\bpour\b(?! (?:(?:toutes? )?(?:les|des) )?$)"
)
_OF_ANOTHER = re.compile(r"\bqui \w+(?: \w+){0,3}? (?:une?|des|la|le|les|leurs?|sa|son) (?:\w+ )?$")
_SELDOM = frozenset({"particulier", "collectivite_etrangere", "etat"})
_LABEL_AFTER, _CLOSE = re.compile(r" ?:"), 40
_ONE_OF_MANY = frozenset({"commune", "region", "departement", "etat", "etablissement_public", "epci"})
_LOCAL = frozenset({"commune", "epci", "departement", "region", "collectivite_outre_mer"})
_ANY_LOCAL = _LOCAL | {"collectivite"}


@dataclass(frozen=True, slots=True)
class _Applicant:
    code: str
    refused: bool
    confidence: float
    place: str
    start: int
    end: int


def read_applicants(document: Document) -> tuple[tuple[Reading[str], ...], tuple[Reading[str], ...]]:
    """(may answer, may not), in the order of the document.

    What a sentence on applicants says comes first; a text too short to have such a sentence is taken as a list; a
    programme's own rule holds, less surely, when the call says nothing.
    """
    texts = dict(document.places)
    found = [one for place, text in texts.items() for one in _said(place, text)]
    if any(not one.refused and one.confidence > _UNSURE for one in found):
        found = [one for one in found if one.confidence > _UNSURE]
    elif not any(not one.refused for one in found):
        found += list(_listed(texts)) or list(_of_programme(texts))
    refused = {one.code for one in found if one.refused}
    kept = [one for one in found if not one.refused and one.code not in refused]
    return _readings(texts, kept), _readings(texts, (one for one in found if one.refused))


def _said(place: str, text: str) -> Iterator[_Applicant]:
    seen, sections = view(text), _sections(text)
    for hit in _applicants(text):
        first, last = seen.sentence(hit.start, hit.end)
        before = seen.folded[max(_with_question(seen, first), hit.start - _FAR) : hit.start]
        after = seen.folded[hit.end : min(last, hit.end + _FAR)]
        in_section = any(start <= hit.start < end for start, end in sections)
        said = _JUST_BEFORE.search(before, max(0, len(before) - _JUST)) or _last(_SAID_BEFORE, before)
        if _is_aside(before, said):
            continue
        verdict = _verdict(before, after, said, in_section)
        if verdict is False and hit.code in _SELDOM and _OF_ANOTHER.search(before):
            continue
        if verdict is None and _is_helped(before[-_NEAR:]):
            yield _Applicant(_code(seen, hit, before), False, _UNSURE, place, hit.start, hit.end)
        elif verdict is not None:
            confidence = 0.9 if not in_section or said is not None else 0.8
            yield _Applicant(_code(seen, hit, before), verdict, confidence, place, hit.start, hit.end)


def _is_helped(before: str) -> bool:
    """The words before say whom a funder helps, and no verb comes between: « aide les communes qui accueillent un artiste »
    helps the communes."""
    helped = _last(_HELPED, before)
    return helped is not None and _VERB_BETWEEN.search(before, helped.end()) is None


def _is_aside(before: str, said: re.Match[str] | None) -> bool:
    """The words just before speak of partners, money or those helped, and no word on applicants comes after them."""
    aside = _NOT_APPLICANTS.search(before, max(0, len(before) - _NEAR))
    return aside is not None and (said is None or said.end() <= aside.start())


def _with_question(seen: View, first: int) -> int:
    """The start of a question that the sentence at `first` answers on the same line ("Qui peut participer ? Les…")."""
    asked = seen.folded[max(0, first - 3) : first].rstrip(" ")
    return seen.sentence(first - 3, first - 2)[0] if first > 3 and asked.endswith("?") else first


def _verdict(before: str, after: str, said: re.Match[str] | None, in_section: bool) -> bool | None:
    """True: refused; False: may answer; None: the sentence does not speak of applicants."""
    refused = _last(_REFUSED_BEFORE, before)
    admitted, shut = _SAID_AFTER.search(after), _REFUSED_AFTER.search(after)
    joined = _JOINS.search(after)
    if joined is not None and (admitted is None or joined.start() <= admitted.start()):
        return None
    if shut is not None and (admitted is None or admitted.start() > shut.start()):
        return None if _ONLY_AS_LEAD.search(after) else True
    if refused is not None and (said is None or refused.end() > said.start()):
        return True
    if said is not None or in_section or admitted is not None:
        return False
    return None


def _last(ways: re.Pattern[str], before: str) -> re.Match[str] | None:
    return max(ways.finditer(before), key=lambda found: found.start(), default=None)


@lru_cache(maxsize=32)
def applicants_of(text: str, places: bool = False) -> tuple[Hit, ...]:
    """The kinds named in a text that may be applicants or their partners: no trap, and no word of a place ("dans leur
    commune") unless `places`."""
    seen = view(text)
    named = [hit for hit in hits(text)["applicant"][:_LOOKED_AT] if hit.code]
    if not places:
        return tuple(
            said for hit, said in zip(named, applicants_of(text, places=True), strict=True) if not _is_of_a_place(seen, hit)
        )
    return tuple(hit._replace(code=_code(seen, hit, seen.folded[max(0, hit.start - _NEAR) : hit.start])) for hit in named)


def _applicants(text: str) -> list[Hit]:
    """The hits that may be applicants: no trap, no word of a place, and of a bracket the finer or the broader."""
    seen = view(text)
    kept = [
        hit
        for hit in hits(text)["applicant"][:_LOOKED_AT]
        if hit.code and not _is_of_a_place(seen, hit) and not _is_gathered(seen, hit) and not _is_label(seen, hit)
    ]
    return _without_doubles(text, kept)


def _is_of_a_place(seen: View, hit: Hit) -> bool:
    """ "de la région", "dans leur commune": where, not who (a plural is who)."""
    if hit.code in _LOCAL and _WITHIN.search(seen.folded[max(0, hit.start - 20) : hit.start]):
        return True
    if hit.code not in _ONE_OF_MANY or hit.said[-1:].lower() in ("s", "x"):
        return False
    return _OF_A_PLACE.search(seen.folded[max(0, hit.start - 20) : hit.start]) is not None


def _is_label(seen: View, hit: Hit) -> bool:
    """ "État : en cours": the state of the call, not the State."""
    return (
        hit.code == "etat"
        and _LABEL_AFTER.match(seen.folded, hit.end) is not None
        and seen.folded[: hit.start].rstrip(" -*•|\t")[-1:] in ("", "\n", ".", ";")
    )


def _is_gathered(seen: View, hit: Hit) -> bool:
    """ "… qui regroupent des collectivités": said of the association before, not of the collectivités."""
    if hit.code not in _ANY_LOCAL:
        return False
    before = seen.folded[max(0, hit.start - 120) : hit.start]
    return any(stem in before for stem in _GATHERING_STEMS) and _GATHERING.search(before) is not None


def _code(seen: View, hit: Hit, before: str) -> str:
    """An association that gathers local authorities, or is theirs, is one of local authorities; "villes maliennes" are
    foreign ones."""
    if hit.code in _ANY_LOCAL and any(seen.folded[hit.end : one.start] == " " for one in _demonyms_after(seen, hit)):
        return "collectivite_etrangere"
    if hit.code != "association":
        return hit.code
    if _THEIRS.search(before) is not None:
        return "association_de_collectivites"
    after = seen.folded[hit.end : hit.end + 220]
    gathering = re.search(
        r"\b(?:regroup\w+|reuniss\w+|reunit|federant|rassembl\w+)\b[^.;]{0,90}\b(?:collectivites|communes|elus)\b", after
    )
    return (
        "association_de_collectivites" if gathering is not None and "." not in after[: gathering.start()] else "association"
    )


def _demonyms_after(seen: View, hit: Hit) -> list[Hit]:
    """The adjectives of another nation that follow a kind within two words."""
    return [one for one in hits(seen.text)["demonym"] if hit.end < one.start <= hit.end + 2 and one.code != "FR"]


def _without_doubles(text: str, found: list[Hit]) -> list[Hit]:
    """Of a bracket or a list that details "collectivités", the finer kinds replace the broader one.

    A bracket that repeats the broader kind, or says "or equivalent", adds none: "(local government or equivalent)".
    """
    dropped: set[int] = set()
    starts = [hit.start for hit in found]
    for detail in _DETAIL.finditer(text):
        first = bisect_left(starts, detail.start(1))
        inside = found[first : bisect_left(starts, detail.end(1))]
        broad = [
            hit
            for hit in found[max(0, first - 3) : first]
            if hit.code == "collectivite" and hit.end >= detail.start() - _CLOSE
        ]
        if broad:
            dropped |= _doubles(broad[-1], inside, detail.group(1))
    return [hit for hit in found if id(hit) not in dropped]


def _doubles(broad: Hit, inside: list[Hit], said: str) -> set[int]:
    finer = [hit for hit in inside if hit.code in _LOCAL]
    if any(hit.code == "collectivite" for hit in inside) or "equivalent" in said:
        return {id(hit) for hit in finer}
    return {id(broad)} if len({hit.code for hit in finer}) >= 2 else set()


def _sections(text: str) -> list[tuple[int, int]]:
    """The spans under a heading about applicants, up to the next short line that looks like a heading."""
    found, start, at = [], -1, 0
    for line in view(text).folded.split("\n"):
        is_title = 0 < len(line.strip()) <= 90 and _SECTION_TITLE.match(line.strip()) is not None
        is_other = (
            0 < len(line.strip()) <= 60
            and not is_title
            and line.strip()[-1:] in ":?"
            and not line.lstrip().startswith(("-", "•", "*"))
        )
        if start >= 0 and (is_title or is_other or at - start > _SECTION):
            found.append((start, at))
            start = -1
        if is_title:
            start = at
        at += len(line) + 1
    return [*found, (start, at)] if start >= 0 else found


def _listed(texts: dict[str, str]) -> Iterator[_Applicant]:
    """A short text without a verb about applicants is the list itself."""
    text = texts.get("text", "")
    if 0 < len(text) <= _SHORT and "title" not in texts:
        yield from (
            _Applicant(_code(view(text), hit, ""), False, 0.7, "text", hit.start, hit.end) for hit in _applicants(text)
        )


def _of_programme(texts: dict[str, str]) -> Iterator[_Applicant]:
    for place, text in texts.items():
        for hit in hits(text)["programme"]:
            programme = programmes.get(hit.code)
            for code in programme.eligible if programme else ():
                yield _Applicant(code, False, 0.6, place, hit.start, hit.end)
            for code in programme.excluded if programme else ():
                yield _Applicant(code, True, 0.6, place, hit.start, hit.end)


def _readings(texts: dict[str, str], found: Iterable[_Applicant]) -> tuple[Reading[str], ...]:
    best: dict[str, _Applicant] = {}
    for one in found:
        if one.code not in best or one.confidence > best[one.code].confidence:
            best[one.code] = one
    return tuple(
        Reading(one.code, evidence(one.place, texts[one.place], one.start, one.end), one.confidence) for one in best.values()
    )
