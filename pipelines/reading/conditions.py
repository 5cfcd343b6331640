"""What a call asks besides the right kind: inhabitants, partners, countries, a seat; and the papers to have ready."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ahocorasick_rs import AhoCorasick

from model.condition import Condition, ConditionKind, Prerequisite
from model.evidence import Reading
from pipelines.reading.document import Document
from pipelines.reading.eligibility import applicants_of
from pipelines.reading.expression import expression, words
from pipelines.reading.view import View, view
from pipelines.reading.vocabulary import evidence
from vocabularies import regions
from vocabularies.recogniser import Hit

_NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "dix": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "ten": 10,
}  # fmt: skip
_SMALL = "|".join((*_NUMBERS, r"\d{1,2}"))
_PEOPLE = re.compile(r"(\d{1,3}(?:[ .,]\d{3})+|\d{3,8}) ?(?:habitants?|inhabitants|residents|hab\b)")
_RANGE = re.compile(r"(?:entre|de|between|from) (\d{1,3}(?:[ .,]\d{3})+|\d{3,8}) ?(?:habitants )?(?:et|a|and|to|-) $")
_COUNTED = re.compile(
    rf"(?:au moins|au minimum|minimum|at least|a minimum of) (?:de )?({_SMALL}) (?:\w+ ){{0,3}}?"
    r"(partenaires?|partners?|pays|countries|etats membres|member states|structures|organi[sz]ations|organismes)\b"
)
_SEAT = re.compile(
    r"(?:siege (?:social )?(?:est |situe )?|(?:etabli|implante|situe|base|domicilie)e?s? |(?:bas|establish|locat)ed )"
    r"(?:en|dans|a|au|sur|in) [^.;\n]{0,60}"
)
_FRENCH_PART = re.compile(r"(?<![a-z-])france \(([^)\n]{3,160})\)")
_ELIGIBLE = re.compile("eligib|admissib")
_TOGETHER = re.compile(r"(?:,| et| ou| and| or)(?: les| des| aux| un| une| l')? ?")
_SHARED = re.compile(r",? (?:et|ou) |, ")
_FIELD, _MOST_LISTED, _CLOSING = 160, 6, frozenset(["", ".", ",", ";", "("])
"""A text this short that starts with who answers is the field « bénéficiaires » of a source."""
_COUNTRY_WORDS = ("pays", "countries", "etats membres", "member states")
_INHABITANTS = AhoCorasick(["habitant", "resident", " hab"])
_COUNTING = AhoCorasick(["au moins", "minimum", "at least"])
_SITTING = AhoCorasick(["siege", "etabli", "implant", "situe", "base", "domicili", "establish", "locat"])
_AROUND, _REACH, _NAMED_BEFORE, _FURTHER = 40, 64, 80, 240
_LINKS = frozenset({"dans", "département", "bassin", "bassins"})
_RESERVED, _MAY_ANSWER = expression("conditions", "reserved"), expression("conditions", "may_answer")
_LESS, _MORE, _INCLUDED = (expression("conditions", name) for name in ("less", "more", "included"))
_NOT_APPLICANT = expression("conditions", "not_applicant")
_NOT_ASKED, _OF_FUNDER = expression("conditions", "not_asked"), expression("conditions", "of_the_funder")
_PAPERS = {one: expression("conditions", one.value) for one in Prerequisite}
_STEMS = [(stem, one) for one in Prerequisite for stem in sorted(words("conditions", one.value))]
_STEM_FINDER = AhoCorasick([stem for stem, _ in _STEMS])


def read_conditions(document: Document) -> tuple[Reading[Condition], ...]:
    """Sizes (of a kind that is named), numbers of partners and countries, territories of the seat, in the order of the text.

    Bounds are included; an "au moins" and an "au plus" of the same thing said apart are two conditions.
    """
    found: dict[Condition, Reading[Condition]] = {}
    for place, text in document.places:
        for condition, start, end in (way for read in _WAYS for way in read(text)):
            found.setdefault(condition, Reading(condition, evidence(place, text, start, end), 0.8))
    return tuple(found.values())


def read_prerequisites(document: Document) -> tuple[Reading[Prerequisite], ...]:
    """What must be ready before the file is sent, each once with its sentence: a checklist."""
    found: list[Reading[Prerequisite]] = []
    stems = [(place, text, _stems(view(text).folded)) for place, text in document.places]
    for paper in Prerequisite:
        readings = (one for place, text, at in stems for one in _asked(paper, at[paper], place, text))
        reading = next(readings, None)
        if reading is not None:
            found.append(reading)
    return tuple(sorted(found, key=lambda one: (one.evidence.place != "title", one.evidence.start)))


def _stems(folded: str) -> Mapping[Prerequisite, list[int]]:
    """Where the words of each paper are in a folded text, all found in one pass."""
    found: dict[Prerequisite, list[int]] = defaultdict(list)
    for number, start, _ in _STEM_FINDER.find_matches_as_indexes(folded, overlapping=True):
        found[_STEMS[number][1]].append(start)
    return found


def _around(stems: AhoCorasick, ways: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
    """The matches of `ways` that hold one of `stems`: a long text is only searched around them."""
    return _at((start for _, start, _ in stems.find_matches_as_indexes(folded)), ways, folded)


def _at(places: Iterable[int], ways: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
    """The matches of `ways` around places in increasing order; a place inside the last match is passed."""
    passed = -1
    for at in places:
        found = ways.search(folded, max(0, at - _REACH, passed), at + _REACH) if at >= passed else None
        if found is not None:
            passed = found.end()
            yield found


def _asked(paper: Prerequisite, stems: Iterable[int], place: str, text: str) -> Iterator[Reading[Prerequisite]]:
    seen = view(text)
    for said in _at(stems, _PAPERS[paper], seen.folded):
        first, last = seen.sentence(said.start(), said.end())
        sentence = seen.folded[max(first, said.start() - 2 * _AROUND) : min(last, said.end() + 2 * _AROUND)]
        if not _NOT_ASKED.search(sentence) and not _OF_FUNDER.search(sentence):
            yield Reading(paper, evidence(place, text, said.start(), said.end()), 0.75)


def _sizes(text: str) -> Iterator[tuple[Condition, int, int]]:
    seen = view(text)
    for people in _around(_INHABITANTS, _PEOPLE, seen.folded):
        first = max(seen.sentence(people.start(), people.end())[0], people.start() - 2 * _AROUND)
        before = seen.folded[first : people.start()]
        if _NOT_APPLICANT.search(before):
            continue
        bounds = _bounds(before, _number(people.group(1)))
        named = [hit for hit in applicants_of(text) if first <= hit.start and hit.end <= people.start()]
        if named and bounds != (None, None):
            whose = _whose(seen, named)
            yield Condition(ConditionKind.POPULATION, *bounds, whose=whose), people.start(), people.end()


def _bounds(before: str, number: int) -> tuple[int | None, int | None]:
    """(least, most), both included, from the words before the number."""
    between = _RANGE.search(before)
    if between is not None:
        return _number(between.group(1)), number
    near = before[-_AROUND:]
    less, more = (max((one.end() for one in ways.finditer(near)), default=-1) for ways in (_LESS, _MORE))
    if max(less, more) < 0:
        return None, None
    one_off = 0 if _INCLUDED.search(near[max(less, more) - 18 if max(less, more) > 18 else 0 :]) else 1
    return (number + one_off, None) if more > less else (None, number - one_off)


def _whose(seen: View, named: Sequence[Hit]) -> str | None:
    """The last kind named before the number; None for two named together ("une commune ou un EPCI de…")."""
    if len(named) > 1 and _TOGETHER.fullmatch(seen.folded[named[-2].end : named[-1].start]):
        return None
    return named[-1].code


def _numbers(text: str) -> Iterator[tuple[Condition, int, int]]:
    for said in _around(_COUNTING, _COUNTED, view(text).folded):
        least = _NUMBERS.get(said.group(1)) or _number(said.group(1))
        kind = ConditionKind.COUNTRIES if said.group(2) in _COUNTRY_WORDS else ConditionKind.PARTNERS
        if least > 1:
            yield Condition(kind, least), said.start(), said.end()


def _in_brackets(text: str) -> Iterator[tuple[Condition, int, int]]:
    """« Régions éligibles : Italie (Sicile), France (Corse, Occitanie) »: the French part of a programme among countries."""
    seen = view(text)
    for said in _FRENCH_PART.finditer(seen.folded) if "france (" in seen.folded else ():
        first, last = seen.sentence(said.start(), said.end())
        codes = regions.codes_in(said.group(1))
        if codes and _ELIGIBLE.search(seen.folded[first:last]):
            yield Condition(ConditionKind.TERRITORY, territories=codes), said.start(), said.end()


def _seats(text: str) -> Iterator[tuple[Condition, int, int]]:
    """Territories of the seat: one is near « siège » or « établi », and the enumeration it opens is followed to its end."""
    seen = view(text)
    for seat in _around(_SITTING, _SEAT, seen.folded):
        last = min(seen.sentence(seat.start(), seat.end())[1], seat.start() + _FURTHER)
        near = _SEAT.match(seen.folded, seat.start(), last)
        if near is not None and regions.codes_in(near.group()):
            codes = regions.codes_in(seen.folded[seat.start() : last])
            yield Condition(ConditionKind.TERRITORY, territories=codes), seat.start(), near.end()


def _reserved(text: str) -> Iterator[tuple[Condition, int, int]]:
    """« Réservé aux communes du Finistère », « les collectivités de La Réunion et de Mayotte peuvent répondre »."""
    seen, named = view(text), applicants_of(text)
    for rank, hit in enumerate(named):
        end = regions.ends_in(seen.folded, hit.end)
        if end == hit.end or not _is_capital(text, hit.end, end):
            continue
        listed = _listed_with(seen, named, rank, _SHARED)
        start = _listed_with(seen, named, rank, _TOGETHER)[0].start
        first, last = seen.sentence(start, end)
        before, after = seen.folded[max(first, start - _NAMED_BEFORE) : start], seen.folded[end : min(last, end + _AROUND)]
        is_field = len(text) <= _FIELD and not before.strip(" -•*") and after.lstrip()[:1] in _CLOSING
        if is_field or _RESERVED.search(before) or _MAY_ANSWER.match(after):
            codes = regions.codes_in(seen.folded[hit.end : end])
            for one in listed:
                yield Condition(ConditionKind.TERRITORY, whose=one.code, territories=codes), one.start, end


def _listed_with(seen: View, named: Sequence[Hit], rank: int, link: re.Pattern[str]) -> Sequence[Hit]:
    """The kinds enumerated with the one of that rank, itself last: « communes et EPCI des Yvelines » share their place, and
    what has its own article does not (« aux associations et aux communes du Finistère »)."""
    first = rank
    while first and rank - first < _MOST_LISTED and link.fullmatch(seen.folded, named[first - 1].end, named[first].start):
        first -= 1
    return named[first : rank + 1]


def _is_capital(text: str, start: int, end: int) -> bool:
    """Every name has a capital: « de la réunion » is a meeting."""
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]{4,}", text[start:end]) if word.lower() not in _LINKS)


def _number(said: str) -> int:
    return int(re.sub(r"[ .,]", "", said))


_WAYS = (_sizes, _numbers, _seats, _in_brackets, _reserved)
