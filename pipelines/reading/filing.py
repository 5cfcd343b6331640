"""Who may file for whom, each with its sentence. Who may apply is read in `eligibility`, who takes part in `taking_part`."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from model.doubt import LEAST
from model.evidence import Reading
from model.filing import LEAD_PARTNER, PARTNER_ABROAD, Filing
from pipelines.reading.document import Document
from pipelines.reading.eligibility import applicants_of
from pipelines.reading.expression import expression
from pipelines.reading.taking_part import PARTICIPANT
from pipelines.reading.view import View, view
from pipelines.reading.vocabulary import evidence, hits

_SURE, _PLAIN = 0.8, 0.7
_SHORTEST, _LONGEST = 20, 600
_LEAD, _ABROAD = expression("filing", "lead"), expression("filing", "abroad")
_THING, _REFUSED = expression("filing", "thing"), expression("filing", "refused")
_MEMBERS = expression("filing", "members")
_LEAD_STEMS = ("de file", "princip", "coord", "lead", "main ")
_ABROAD_STEMS = ("partenaire", "partner", "organisation", "structure", "acteur", "countr")
"""One of these is in every way of naming them: a sentence without any is not searched."""
_STEMS = AhoCorasick(
    [
        "depos", "depot", "port", "confi", "delegu", "mandat", "entrust", "present", "introdui", "soum", "transm", "adress",
        "remis", "formul", "submi", "fil", "lodg", "made", "send", "sent", "repond", "candidat", "sollicit", "appl", "bid",
    ]
)  # fmt: skip
_FOR_OTHERS = AhoCorasick(
    [
        "compte", "au nom", "on nom", "lieu et place", "behalf", "name of", "de file", "lead ", "principa",
        "main applicant", "coordin", "coordonn", "partenaire", "partner", "mandat", "confi", "delegu", "entrust",
        "designe", "appoint", "intermediaire", "biais", " via ", "through", "passe", "locale", " local ", "foreign",
        "abroad", "overseas", "pour ses", "pour leur", "pour son", "pour sa ", "pour des", "pour les",
        "pour plusieurs", "pour l'", "pour tou", "pour un", "pour de", "pour d'", "pour certain", "pour commune",
        "for its", "for their", "for several", "for all", "for the", "for one", "for small", "for rural", "for group",
        "for a ",
    ]
)  # fmt: skip
"""One of these is in every sentence that says who files for whom: the others are not looked at closely."""
_LOCAL = frozenset({"collectivite", "commune", "epci", "departement", "region", "collectivite_outre_mer", "groupement"})
_MEMBERS_OF = {
    "epci": "commune",
    "syndicat": "commune",
    "comite_jumelage": "commune",
    "association_de_collectivites": "collectivite",
    "groupement": None,
}

# Between a verb and the one who files: an article, an adjective, at most four words of any kind.
_GAP, _SHORT_GAP = r"(?: [\w'-]+){0,4}? ?", r"(?:,? [\w'-]+){0,3}? ?"
_WHO = r"(?:l'|d')?(?P<who><[0-9lf]+>)"
_OTHER = r"(?:l'|d')?(?P<whom><[0-9lf]+>)"


def _ways(name: str) -> str:
    return expression("filing", name).pattern


_AND_NOT = r"(?:,? (?:et )?non (?:la |le |les |l')?<[0-9]+>)?"
_OWN_LEAD = re.compile("<[0-9]+> <l>")
_PASSIVE = re.compile(rf"{_ways('filed')}{_SHORT_GAP}\b(?:par|by){_SHORT_GAP}{_WHO}")
_ACTIVE = re.compile(rf"{_WHO}(?:,? [\w'-]+){{0,8}}?{_AND_NOT}(?:,? [\w'-]+){{0,3}}?,? {_ways('files')}")
_FOR = re.compile(rf"{_ways('behalf')}{_GAP}(?:{_OTHER}|(?P<members>{_MEMBERS.pattern}))|(?P<own>{_ways('own_name')})")
_MANDATED = re.compile(rf"{_WHO}(?: [\w'-]+){{0,4}}? {_ways('mandated')}{_SHORT_GAP}{_OTHER}")
_GROUPED = re.compile(
    rf"(?: [\w'-]+){{0,3}}? {_ways('thing')}(?: [\w'-]+){{0,2}}? {_ways('plainly_for')}{_SHORT_GAP}{_OTHER}"
)
# « pour les communes du Sénégal » says whom a project helps.
_PLAINLY = re.compile(rf"[ ,]*{_ways('plainly_for')}{_SHORT_GAP}{_OTHER}(?! (?:du|d'|au|aux|en|de la|de l'|in|of)\b)")
_WORDS = r"(?: [\w'-]+){0,6}?"
_HANDED = re.compile(
    rf"{_OTHER}[^.;]{{0,60}}?"
    rf"(?:{_ways('handed_over')}{_WORDS}|{_ways('files')}{_WORDS} {_ways('through')}(?: [\w'-]+){{0,2}}?) {_WHO}"
)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sentence whose candidates are marks, and what each mark stands for."""

    text: str
    codes: tuple[str, ...]
    start: int
    end: int

    def code(self, mark: str) -> str:
        if mark == "<l>":
            return LEAD_PARTNER
        code = PARTNER_ABROAD if mark == "<f>" else self.codes[int(mark[1:-1])]
        return PARTNER_ABROAD if code == "collectivite_etrangere" else code


def read_filing(document: Document) -> tuple[Reading[Filing], ...]:
    """Who files for whom, in the order of the text: for others than itself, for its partners, or from abroad.

    A candidate that files for itself is none of these.
    """
    found: dict[Filing, Reading[Filing]] = {}
    for place, text in document.places:
        for marked in _sentences(text):
            for filing, confidence in _filings(marked):
                words = evidence(place, text, marked.start, marked.end)
                found.setdefault(filing, Reading(filing, words, confidence))
    return tuple(found.values())


def who_files(
    filed_by: Sequence[Reading[Filing]], eligible: Sequence[Reading[str]], excluded: Sequence[Reading[str]]
) -> tuple[Reading[str], ...]:
    """Those who may answer, with those who file for others and without those that one sentence says to be filed for: what
    the call says of them comes before a programme's habit."""
    served = {(one.value.whose, one.evidence) for one in filed_by}
    kept = [one for one in eligible if (one.value, one.evidence) not in served]
    known = {one.value for one in (*kept, *excluded)} | {LEAD_PARTNER, PARTNER_ABROAD}
    added = {
        one.value.by: Reading(one.value.by, one.evidence, one.confidence) for one in filed_by if one.value.by not in known
    }
    if added:
        kept = [one for one in kept if one.confidence >= LEAST["eligible"]]
    return (*kept, *added.values())


def filed_for(filed_by: Sequence[Reading[Filing]], known: Collection[str]) -> tuple[Reading[str], ...]:
    """Those that others file for, as kinds that take part: flagged "participant"; those `known` already are left out."""
    for_whom = {one.value.whose: one for one in reversed(filed_by) if one.value.whose not in (None, *known)}
    return tuple(
        Reading(whose, one.evidence, one.confidence, (PARTICIPANT,)) for whose, one in for_whom.items() if whose is not None
    )


def _sentences(text: str) -> Iterator[_Marked]:
    """The sentences that speak of filing and name somebody, with their marks."""
    seen = view(text)
    named = applicants_of(text, places=True)
    starts = [hit.start for hit in named]
    nations = [(hit.start, hit.end) for hit in hits(text)["demonym"]]
    for first, last in _worth_reading(seen):
        sentence = seen.folded[first:last]
        held = named[bisect_left(starts, first) : bisect_left(starts, last)]
        spans = [(hit.start - first, hit.end - first, f"<{number}>") for number, hit in enumerate(held)]
        spans += [(at - first, end - first, "<d>") for at, end in nations if first <= at and end <= last]
        marked = " ".join(_with_roles(_replaced(sentence, spans)).split())
        if "<" in marked:
            yield _Marked(marked, tuple(hit.code for hit in held), first, last)


def _with_roles(marked: str) -> str:
    """The sentence with marks for the lead partner and the partner abroad too."""
    if any(stem in marked for stem in _LEAD_STEMS):
        marked = _OWN_LEAD.sub("<l>", _LEAD.sub("<l>", marked))
    return _ABROAD.sub("<f>", marked) if any(stem in marked for stem in _ABROAD_STEMS) else marked


def _worth_reading(seen: View) -> Iterator[tuple[int, int]]:
    """The spans of the sentences that hold a word of filing and one of filing for others."""
    edges = (0, *seen.breaks, len(seen.text))
    for rank in sorted(_ranks(_FOR_OTHERS, seen)):
        first, last = edges[rank], edges[rank + 1]
        if _SHORTEST <= last - first <= _LONGEST and _STEMS.find_matches_as_indexes(seen.folded[first:last]):
            yield first, last


def _ranks(words: AhoCorasick, seen: View) -> set[int]:
    """The sentences, by rank, that hold one of the words."""
    return {bisect_right(seen.breaks, start) for _, start, _ in words.find_matches_as_indexes(seen.folded)}


def _replaced(sentence: str, spans: list[tuple[int, int, str]]) -> str:
    """The sentence with marks in the place of spans; of two that overlap, the first."""
    parts, at = [], 0
    for first, last, mark in sorted(spans):
        if first >= at:
            parts += [sentence[at:first], mark]
            at = last
    return "".join((*parts, sentence[at:]))


def _filings(marked: _Marked) -> Iterator[tuple[Filing, float]]:
    if _THING.search(marked.text) is None and " behalf " not in marked.text and " compte " not in marked.text:
        return
    for way in (_HANDED, _MANDATED):
        handed = way.search(marked.text)
        if handed is not None and not _is_refused(marked.text, handed.start(), handed.end()):
            by, whose = marked.code(handed["who"]), marked.code(handed["whom"])
            if by != whose and whose in _LOCAL:
                yield Filing(by, whose), _SURE
                return
    for way in (_PASSIVE, _ACTIVE):
        for said in way.finditer(marked.text):
            if not _is_refused(marked.text, said.start(), said.end()):
                yield from _by(marked, marked.code(said["who"]), said)


def _by(marked: _Marked, by: str, said: re.Match[str]) -> Iterator[tuple[Filing, float]]:
    """One who files, and for whom the words after say that it does."""
    rest = marked.text[said.end() : said.end() + 160]
    behalf = _FOR.search(rest)
    if by == LEAD_PARTNER:
        yield Filing(by), _SURE if behalf is not None else _PLAIN
    elif by == PARTNER_ABROAD:
        yield Filing(by), _SURE
    elif behalf is not None and (behalf["members"] or behalf["own"]):
        yield Filing(by, _MEMBERS_OF.get(by)), _SURE
    elif behalf is not None and (whose := marked.code(behalf["whom"])) not in (by, LEAD_PARTNER, PARTNER_ABROAD):
        yield Filing(by, whose), _SURE
    elif (plainly := (_PLAINLY if said.re is _PASSIVE else _GROUPED).match(rest)) is not None:
        whose = marked.code(plainly["whom"])
        if whose in _LOCAL and by != whose and (by not in _LOCAL or said.re is _ACTIVE):
            yield Filing(by, whose), _PLAIN


def _is_refused(text: str, start: int, end: int) -> bool:
    return _REFUSED.search(text, max(0, start - 12), end) is not None
