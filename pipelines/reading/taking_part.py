"""Who may take part in a project that another files: partners of the applicant, and those it gathers or files for."""

from collections.abc import Collection, Iterator

from model.evidence import Reading
from pipelines.reading.document import Document
from pipelines.reading.eligibility import applicants_of
from pipelines.reading.expression import expression
from pipelines.reading.view import View, view
from pipelines.reading.vocabulary import evidence

PARTNER, PARTICIPANT = "partner", "participant"
"""Flags of the readings: beside the applicant, or behind it."""

_NEAR, _WORDS_BETWEEN = 110, 4
_SURE = 0.75
# A foreign authority is the partner of nearly every project: named so it opens no role to a French one.
_NEVER = frozenset({"collectivite_etrangere", "etat", "particulier"})
_BEFORE = (
    (PARTICIPANT, expression("eligibility", "participant_before")),
    (PARTNER, expression("eligibility", "partner_before")),
)
_AFTER = (
    (PARTICIPANT, expression("eligibility", "participant_after")),
    (PARTNER, expression("eligibility", "partner_after")),
)
_ONLY_AS_LEAD = expression("eligibility", "only_as_lead")


def read_taking_part(document: Document, known: Collection[str]) -> tuple[Reading[str], ...]:
    """Kinds that may take part without filing, each flagged "partner" or "participant"; those `known` to file are left out.

    A kind that is refused "en tant que chef de file" is a partner.
    """
    found: dict[str, Reading[str]] = {}
    for place, text in document.places:
        for reading in _named(place, text):
            if reading.value not in known and reading.value not in _NEVER:
                found.setdefault(reading.value, reading)
    return tuple(found.values())


def _named(place: str, text: str) -> Iterator[Reading[str]]:
    seen = view(text)
    for hit in applicants_of(text):
        first, last = seen.sentence(hit.start, hit.end)
        flag = _flag(seen, max(first, hit.start - _NEAR), hit.start, hit.end, min(last, hit.end + _NEAR))
        if flag is not None:
            yield Reading(hit.code, evidence(place, text, hit.start, hit.end), _SURE, (flag,))


def _flag(seen: View, first: int, start: int, end: int, last: int) -> str | None:
    before, after = seen.folded[first:start], seen.folded[end:last]
    for flag, ways in _AFTER:
        if ways.search(after):
            return flag
    if _ONLY_AS_LEAD.search(after):
        return PARTNER
    for flag, ways in _BEFORE:
        said = max((one.end() for one in ways.finditer(before)), default=-1)
        if said >= 0 and len(before[said:].split()) <= _WORDS_BETWEEN and ";" not in before[said:]:
            return flag
    return None
