"""The places named in a text, and the enumerations they stand in. What each is there for is decided elsewhere."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from pipelines.reading.places.cues import GLUE, IN_A_PLACE, NEIGHBOURLY, PERSON_BEFORE, STREET_BEFORE
from pipelines.reading.places.elliptic import zones_beside
from pipelines.reading.view import view
from pipelines.reading.vocabulary import hits
from vocabularies import groups
from vocabularies.recogniser import Hit

_WORDS = re.compile(r"[a-z0-9]+|[.!?:%]")
_A_TIME = re.compile(r" (?:standard )?time\b")
_AUTHOR = re.compile(
    r"\b(?:par|selon|d'apres|au sens de|criteres de|by|per|according to|guidelines of) "
    r"(?:l'|la |le |les |the )?(?:cad de l'|dac of the )?\Z"
    r"|\b(?:comite|commission) d'aide au developpement (?:\(cad\) )?de l'\Z"
    r"|\bdevelopment assistance committee (?:\(dac\) )?of the \Z"
)
"""A list "établie par l'OCDE" is in the organisation's hand, not among its members."""
_OF_A_ZONE = re.compile(
    r"(?<=pays) (?:de la |de l'|d'|du |des |de )(?!monde|planete)|(?<=ountries) (?:of|in) (?:the )?(?!world|globe)[a-z]"
)
""" "Tous les pays de la Francophonie" are not those of the world."""
_BESIDE = re.compile(
    r"\b(?:neighbou?r(?:ing countries|s|hood)? of|voisins? d[eu]s?|voisinage d[eu]) ?(?:the |l'|la |le )?\Z"
)
"""What is beside a place is not in it."""
_CLOCK = re.compile(r"\bheures? (?:locale |legale |normale |avancee )?(?:de la |de l'|de |du |d'|des )\Z")
""" "À midi, heure de Toronto": the clock of a place, and not the place."""
_NO_PLACE = re.compile(
    r"\brhone[- ]\Z|\b(?:elsewhere in|ailleurs en|autres? (?:regions?|territoires?|departements?) (?:de|en)|"
    r"other (?:regions|parts) of|reste de la|rest of) \Z"
)
_KNOWN_BEFORE = re.compile(
    r"(?<!d')(?<!de )\b(?:experiences?|connaissances?|knowledge|maitrise|expertise)\b(?! avec| with)[^.,;:\n]{0,50} "
    r"(?:en|au|aux|du|de la|de l'|de|in|of) ?(?:l'|la |le |the )?\Z"
)
_ASIDE = ("eighbo", "oisin", "heure", "rhone", "elsewhere", "ailleurs", "autre", "other ", "reste ", "rest ")
_ASKED_FOR = re.compile(
    r"[^.;\n]{0,40}\b(?:souhaite|apprecie|demande|exige|requis|necessaire|valorise|un atout|un plus|an asset|required|"
    r"desirable|an advantage|preferred|welcome|expected)"
)
_JUSTIFIED = re.compile(r"\b(?:justifi\w+|dispos\w+|possed\w+|demonstrat\w+|hav(?:e|ing)) (?:\w+ |d'){0,3}\Z")
_KNOWN = ("xperi", "xperti", "onnaissance", "nowledge", "aitrise")
_THEIRS = re.compile(r"\b(?:ses|leurs) (?:[eé]tat|pays)$")
_MINISTRY = re.compile(r"\bminist[a-z]{2,6} (?:francais |charge )?(?:de l'|of )\Z")
""" "Le ministère de l'Europe et des Affaires étrangères" is no place."""
_OF_ANOTHER = re.compile(
    r"(?<=tats membres) (?:de plein droit )?(?:de |du |des )(?!l'union|l'ue\b)|(?<=ember states) of (?!the e)"
)
""" "Les États membres de plein droit de l'OIF" are not the Union's."""
_ORGANISATIONS = frozenset({"OECD", "COE", "FRANCOPHONIE", "ECOWAS", "UEMOA", "IOC", "UFM"})
_GAP_LIMIT, _AROUND = 60, 60
# Names that are also first names: `Maurice` counts only where no capitalised word touches it.
_FIRST_NAMES = frozenset(
    {"maurice", "jordan", "georgia", "chad", "dominique", "israel", "kenya", "india", "china", "sierra", "virginia"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named: `sort` is "country", "group", "demonym" or "city"; `codes` are all that the words stand for."""

    sort: str
    codes: tuple[str, ...]
    start: int
    end: int
    weak: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Places enumerated together, so that one cue bears on all of them."""

    mentions: tuple[Mention, ...]

    @property
    def start(self) -> int:
        """Where the first one starts."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """Where the last one ends."""
        return self.mentions[-1].end


def runs(text: str) -> list[Run]:
    """The enumerations of places of a text, in order; a place alone is a run of one."""
    found: list[list[Mention]] = []
    ends: set[int] = set()
    for mention in _mentions(text):
        ends.add(mention.end)
        if found and _is_glue(text, found[-1][-1].end, mention.start, ends):
            found[-1].append(mention)
        else:
            found.append([mention])
    return [Run(tuple(some)) for some in found]


def _mentions(text: str) -> Iterator[Mention]:
    known = hits(text)
    ordered = sorted(
        (hit for sort in ("country", "group", "demonym", "city") for hit in known[sort]),
        key=lambda hit: (hit.start, hit.end),
    )
    last = 0
    for some in _same_words(ordered):
        beside_one = last > 0 and _AND_ALSO.fullmatch(view(text).folded, last, some[0].start) is not None
        mention = _mention(text, some, beside_one=beside_one)
        if mention is None:
            continue
        last = mention.end if mention.sort == "demonym" else 0
        folded = view(text).folded
        beside = list(zones_beside(folded, mention.start, mention.end)) if mention.sort == "group" else []
        yield from (_zone(one) for one in beside if one[1] < mention.start)
        yield mention
        yield from (_zone(one) for one in beside if one[1] >= mention.end)


def _zone(said: tuple[str, int, int]) -> Mention:
    code, start, end = said
    return Mention("group", (code,), start, end)


def _same_words(ordered: Sequence[Hit]) -> Iterator[list[Hit]]:
    some: list[Hit] = []
    for hit in ordered:
        if some and (hit.start, hit.end) != (some[0].start, some[0].end):
            yield some
            some = []
        some.append(hit)
    if some:
        yield some


_AND_ALSO = re.compile(r"(?:,|,? (?:et|ou|and|or|y|o|e))[ \n](?:les |the )?")


def _mention(text: str, some: Sequence[Hit], *, beside_one: bool) -> Mention | None:
    """What one wording stands for: a country before a demonym ("Suisse"), else whatever it may be."""
    order = ("country", "group", "demonym", "city")
    sort = min((hit.vocabulary for hit in some), key=order.index)
    kept = [hit for hit in some if hit.vocabulary == sort]
    start, end = kept[0].start, kept[0].end
    before = view(text).folded[max(0, start - _AROUND) : start]
    if sort == "demonym":
        return _demonym(text, kept, before, beside_one=beside_one)
    if STREET_BEFORE.search(before) or (kept[0].said.lower() in _FIRST_NAMES and _is_person(text, start, end, before)):
        return None
    if _is_named_aside(before, view(text).folded[end : end + _AROUND]):
        return None
    if kept[0].code == "WORLD" and _OF_A_ZONE.match(view(text).folded, end):
        return None
    if kept[0].code == "EU27" and _OF_ANOTHER.match(view(text).folded, end):
        return None
    if sort == "group" and _MINISTRY.search(before):
        return None
    if sort == "group" and kept[0].code in _ORGANISATIONS and _AUTHOR.search(before):
        return None
    if _A_TIME.match(view(text).folded, end):
        return None
    if sort == "group" and _THEIRS.search(before + kept[0].said.lower()[:4]):
        return None
    if sort == "group" and (one_by_one := groups.spelled(kept[0].code)):
        return Mention("country", one_by_one, start, end)
    weak = sort == "group" and kept[0].weight < 1 and not IN_A_PLACE.search(before)
    return Mention(sort, tuple(hit.code for hit in kept), start, end, weak=weak)


def _is_named_aside(before: str, after: str) -> bool:
    """The words before make another thing of a place: its clock, what is beside it ("bassin Rhône-Méditerranée", "ailleurs
    en France"), what who applies must know of it ("une expérience en Afrique est demandée")."""
    if any(word in before for word in _ASIDE) and any(ways.search(before) for ways in (_BESIDE, _CLOCK, _NO_PLACE)):
        return True
    known = _KNOWN_BEFORE.search(before) if any(word in before for word in _KNOWN) else None
    return known is not None and bool(_ASKED_FOR.match(after) or _JUSTIFIED.search(before, 0, known.start()))


def _demonym(text: str, kept: Sequence[Hit], before: str, *, beside_one: bool) -> Mention | None:
    """An adjective counts beside what has a place ("communes sénégalaises"), in a pair ("franco-sénégalais"), or next."""
    start, end = kept[0].start, kept[0].end
    joint = re.search(r"\b(?:franco|afro|euro)[- ]$", before) is not None
    after = view(text).folded[end : end + _AROUND]
    near = _WORDS.findall(before)[-3:] + _WORDS.findall(after)[:2]
    if not joint and not beside_one and not NEIGHBOURLY.intersection(near):
        return None
    return Mention("demonym", tuple(hit.code for hit in kept), start, end, joint=joint)


def _is_person(text: str, start: int, end: int, before: str) -> bool:
    """A capitalised word touches the name ("Maurice Ravel", "M. Maurice"), only spaces between."""
    after = re.match(r"[ \u00a0]([A-ZÀ-Þ][\w'’-]*)", text[end : end + 30])
    earlier = re.search(r"([A-ZÀ-Þ][a-zà-ÿ]+)[ \u00a0]$", text[max(0, start - 30) : start])
    named = earlier is not None and earlier.group(1).lower() not in (
        "île",
        "ile",
        "république",
        "republic",
        "island",
        "la",
        "de",
    )
    return PERSON_BEFORE.search(before) is not None or after is not None or (named and not before.rstrip().endswith(":"))


_LEFT_OUT_INSIDE = re.compile(r"\((?:[^()]{0,40}\b)?(?:sauf|hors|except|exclu|hormis|a l'exception|pays|not )[^()]{0,120}\Z")


def _is_glue(text: str, start: int, end: int, places: Set[int]) -> bool:
    """Only commas and little words between two places; a blank line, a semicolon, a full stop or a real word part them."""
    if end - start > _GAP_LIMIT:
        return False
    between = text[start:end]
    if ";" in between or "\n\n" in between:
        return False
    if between.count(")") > between.count("("):
        if _LEFT_OUT_INSIDE.search(view(text).folded, max(0, start - 2 * _GAP_LIMIT), start):
            return False  # "Sahel (sauf Mali et Niger), Guinée": what closes there ends the enumeration
        if text.rfind("(", max(0, start - 2 * _GAP_LIMIT), start) - 1 not in places:
            return False  # "des territoires (Guadeloupe, Guyane) et des États caribéens"
        start += between.rindex(")") + 1  # "au Maroc (Fès, Casablanca-Settat), en Algérie": it goes on
    return GLUE.issuperset(_WORDS.findall(view(text).folded[start:end]))
