"""Whether a call is in the field (rule 13) and of which programme it is, with the words that show it. Decides no alert."""

import re
from collections import Counter
from dataclasses import dataclass

from model.codes import Scope
from model.evidence import Evidence, Reading
from model.facts import Facts
from pipelines.reading.document import Document
from pipelines.reading.expression import expression
from pipelines.reading.view import view
from pipelines.reading.vocabulary import evidence, hits
from vocabularies import funders, programmes
from vocabularies.programmes import Programme
from vocabularies.recogniser import Hit

# EU portal identifiers, as written in titles and texts: "CERV-2026-CITIZENS-TOWN-TT", "EuropeAid/186989/DD/ACT/BJ".
_IDENTIFIER = re.compile(
    r"\b(?:EuropeAid/\d{3,9}|[A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]{1,12}){0,4}-20\d\d(?:-[A-Za-z0-9]{1,20}){1,6})\b"
)
_IN_IDENTIFIERS = ("EuropeAid/", "-20")
"""One of these is in every identifier."""
_HOME = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "MF", "BL", "PM", "NC", "PF", "WF"})
_EUROPEAN_GROUPS = frozenset({"EU27", "EUROPE", "EEA", "COE", "DANUBE_BASIN"})
_EUROPEAN = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
        "CH",
        "NO",
        "IS",
        "LI",
        "GB",
        "MC",
        "AD",
        "SM",
    ]
)


_ABROAD = expression("scope", "abroad")
_EUROPE_WIDE = expression("scope", "europe_wide")
_AT_HOME = expression("scope", "at_home")
# From the surest: what the title says of elsewhere, then the text; home is said in nearly every French call.
_WAYS = (
    ("title", Scope.INTERNATIONAL, _ABROAD, 0.9),
    ("title", Scope.EUROPE, _EUROPE_WIDE, 0.85),
    ("text", Scope.INTERNATIONAL, _ABROAD, 0.75),
    ("text", Scope.EUROPE, _EUROPE_WIDE, 0.7),
    ("title", Scope.LOCAL, _AT_HOME, 0.45),
    ("text", Scope.LOCAL, _AT_HOME, 0.4),
)
_NAMES_AUTHORITIES = expression("scope", "names_authorities")


@dataclass(frozen=True, slots=True)
class _Sign:
    """What speaks for a scope: where it stands, and how sure it is."""

    scope: Scope
    place: str
    start: int
    end: int
    confidence: float


def read_scope(document: Document, facts: Facts) -> tuple[Reading[Scope] | None, Reading[str] | None]:
    """(scope, programme). `facts` are what was read or given so far: its countries and groups say whether it is abroad.

    A programme decides by its own rule; else the places; else what the text says it is about. None when nothing tells.
    """
    texts = dict(document.places)
    programme = facts.programme or _programme(texts)
    known = programmes.get(programme.value) if programme else None
    if known is not None and programme is not None:
        return _of_programme(texts, known, programme), programme
    return _of_words(document, texts, facts), programme


def _programme(texts: dict[str, str]) -> Reading[str] | None:
    """The programme of an identifier of the EU portal, else the first one named in the title, else the most named."""
    for place, text in texts.items():
        for found in _IDENTIFIER.finditer(text) if any(sign in text for sign in _IN_IDENTIFIERS) else ():
            known = programmes.by_identifier(found.group())
            if known is not None:
                return Reading(known.code, evidence(place, text, found.start(), found.end()), 0.95)
    for place, text in texts.items():
        named = hits(text)["programme"]
        if named:
            hit = _most_named(named)
            return Reading(hit.code, evidence(place, text, hit.start, hit.end), 0.9 if place == "title" else 0.75)
    return None


def _most_named(named: tuple[Hit, ...]) -> Hit:
    """The first hit of the programme named most often; of a general and a special one, the special one."""
    counts = Counter(hit.code for hit in named)
    return max(named, key=lambda hit: (counts[hit.code], len(hit.said), -hit.start))


def _of_programme(texts: dict[str, str], known: Programme, read: Reading[str]) -> Reading[Scope]:
    if known.scope is Scope.OUT and known.saved_by:
        saved = _saved(texts, known)
        if saved is not None:
            return saved
    return Reading(known.scope, read.evidence, read.confidence, ("of_programme",))


def _saved(texts: dict[str, str], known: Programme) -> Reading[Scope] | None:
    """A call of a programme out of the field that its title gives to local authorities, or that must include them."""
    title = texts.get("title", "")
    folded = view(title).folded
    for words in known.saved_by:
        at = folded.find(view(words).folded)
        if at >= 0:
            return Reading(Scope.EUROPE, evidence("title", title, at, at + len(words)), 0.8, ("saved",))
    text = texts.get("text", "")
    found = _NAMES_AUTHORITIES.search(view(text).folded) if text else None
    return Reading(Scope.EUROPE, evidence("text", text, found.start(), found.end()), 0.65, ("saved",)) if found else None


def _of_words(document: Document, texts: dict[str, str], facts: Facts) -> Reading[Scope] | None:
    """The places when they are far, else the surest words; home, said everywhere, gives way to what the funder does."""
    placed = _of_places(facts)
    if placed is not None and placed.value is Scope.INTERNATIONAL:
        return placed
    found = _sign(texts)
    if placed is not None and (found is None or found.scope is not Scope.INTERNATIONAL):
        return placed
    if found is not None and found.scope is not Scope.LOCAL:
        return _reading(texts, found)
    usual = _of_funder(document)
    if usual is not None and (found is None or usual.value is Scope.INTERNATIONAL):
        return usual
    return None if found is None else _reading(texts, found)


def _reading(texts: dict[str, str], sign: _Sign) -> Reading[Scope]:
    return Reading(sign.scope, evidence(sign.place, texts[sign.place], sign.start, sign.end), sign.confidence)


def _of_places(facts: Facts) -> Reading[Scope] | None:
    """Abroad when a country or group outside the Union is one of the call's; Europe when all are European."""
    far = [one for one in facts.countries if one.value not in _HOME | _EUROPEAN]
    far += [one for one in facts.groups if one.value not in _EUROPEAN_GROUPS]
    if far:
        best = max(far, key=lambda one: one.confidence)
        return Reading(Scope.INTERNATIONAL, best.evidence, best.confidence)
    near = [one for one in (*facts.countries, *facts.groups) if one.value not in _HOME]
    return Reading(Scope.EUROPE, near[0].evidence, near[0].confidence) if near else None


def _sign(texts: dict[str, str]) -> _Sign | None:
    """The surest words that speak for a scope; home speaks only when nothing else does."""
    for place, scope, ways, confidence in _WAYS:
        found = ways.search(view(texts[place]).folded) if place in texts else None
        if found is not None:
            return _Sign(scope, place, found.start(), found.end(), confidence)
    return None


def _of_funder(document: Document) -> Reading[Scope] | None:
    """What the funder's calls mostly are, by the first one known in its name; the least sure of readings."""
    name = document.funder or ""
    for hit in hits(name)["funder"]:
        usual = funders.usual_scope(hit.code)
        if usual is not None:
            return Reading(usual, Evidence(name, 0, len(name), "field:funder"), 0.5, ("usual_of_funder",))
    return None
