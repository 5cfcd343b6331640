"""Whether two traces are one call and one edition: what excludes it, what proves it, and by how many points. Pure."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from rapidfuzz import fuzz

from pipelines import meaning, signs, territories, translation, words
from pipelines.exclusions import (
    Window,
    all_dates,
    compare_windows,
    exact_limits,
    excluded,
    say_the_same,
    share_address,
    two_of_one_source,
)
from pipelines.traces import Trace, plain
from vocabularies import countries, funders

SAME = 50
"""Points from which two notices are one call. Fourteen points make the odds about 2.7 times better: the weights below
were fitted (logistic regression, signs imposed) on drafts of the corpus of duplicates and on real calls of the European
portal and of French authorities, which resemble each other without being the same; then rounded by hand."""
AGAINST = -40
"""One pair of two groups with fewer points than that keeps them apart: a title without a year bridges no two editions."""
TOGETHER = 30
"""Points that the pairs of two groups have on average when they are one call."""

# Without any date, what is met again within this time is taken for the same edition.
UNDATED = timedelta(days=120)
DISTINCT_WORDS = 3.0
"""Weight of words from which titles prove: a shorter one is shared by too many calls."""

# Codes of kinds of funders: two regions are two funders.
NO_ONE_FUNDER = (None, "REGION", "DEPARTEMENT", "AGENCES_EAU", "METROPOLES_EAU", "FDF", "COOPERATIONS", "ONU", "ETAT")
FEW_WORDS = 3
"""Telling words without which a notice says too little to be recognised."""
CERTAIN, LEAST_PATTERN = -100, 0.3
FRAME, FRAMED = 0.5, -160
"""Share of two titles from which the words around are a frame, and the word inside tells two calls apart."""
PATTERNS = ((0.6, -120), (0.4, -45), (0.3, -21))
"""Shares of common words from which two titles are made on one pattern, and what it costs."""
SAME_WORD = 85
"""Likeness, out of 100, of a word and its misspelling."""
ENOUGH_WORDS = 14.0
"""Weight of words from which a text proves by itself; a shorter one proves in proportion."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two traces compared: the points of the proof, and its reasons in French, the strongest first."""

    score: int
    reason: str

    @property
    def is_same(self) -> bool:
        """Enough points."""
        return self.score >= SAME


EXCLUDED = Likeness(-1000, "")
TOLD = 4
LARGEST, LARGEST_FOREIGN, SURELY = 40, 63, 100
Points = list[tuple[float, str]]


def compare(one: Trace, other: Trace, gap: timedelta = timedelta(0)) -> Likeness:
    """Compares two traces: the score grows with the proof. Symmetrical.

    `gap` is the time between the two first sights: without any date, a year apart is another edition.
    """
    if foreign(one, other):
        one, other = in_french(one), in_french(other)
    window = compare_windows(one, other)
    if excluded(one, other, window):
        return EXCLUDED
    points = [*_keys(one, other), *_titles(one, other), *_texts(one, other), *_windows(one, other, window, gap)]
    points += [*_money(one, other), *_funders(one, other), *_places(one, other), *_sources(one, other)]
    points += _looked_closer(one, other, _total(points))
    return Likeness(round(_total(points)), _reasons(points))


def foreign(one: Trace, other: Trace) -> bool:
    """One is in French, the other in English."""
    return bool(one.language and other.language) and one.language != other.language


def in_french(trace: Trace) -> Trace:
    """The trace of an English notice with the words of this field in French: to be compared with that of a French one."""
    if trace.language != "en":
        return trace
    return replace(trace, core=translation.core(trace.core), words=translation.numbers(trace.words))


def _reasons(points: Points) -> str:
    """The four strongest, in words."""
    said = [reason for given, reason in sorted(points, key=lambda point: -point[0]) if given >= TOLD and reason]
    return ", ".join(list(dict.fromkeys(said))[:4])


def _total(points: Points) -> float:
    return sum(given for given, _ in points)


def _keys(one: Trace, other: Trace) -> Points:
    """Codes and addresses."""
    points: Points = []
    if one.identifier is not None and one.identifier == other.identifier:
        points.append((45, "même code du financeur"))
    elif one.codes & other.codes:
        points.append((26, "même code cité"))
    elif one.codes and other.codes:
        points.append((-25, ""))
    if one.url and one.url == other.url:
        points.append((25, "même adresse"))
    elif share_address(one, other):
        points.append((35, "même lien vers la page du financeur"))
    return points


def _titles(one: Trace, other: Trace) -> Points:
    """How alike the titles are, and how much of each the other notice bears in its title or text."""
    here, there = set(one.core), set(other.core)
    union = words.weigh(here | there)
    if not union:
        return [(50, "même titre")] if plain(one.title) == plain(other.title) else [(-40, "")]
    alike = words.weigh(here & there) / union
    least, most = sorted((_borne(here, other), _borne(there, one)))
    reason = "même titre" if alike == 1 else "titre proche"
    certain = min(1.0, union / DISTINCT_WORDS)
    return [
        (10 * alike * certain, reason),
        ((22 * least + 38 * most) * certain, reason),
        *_siblings(one, other),
    ]


def _siblings(one: Trace, other: Trace) -> Points:
    """Two titles on one pattern, each with a word that the other notice never says: « … – Inclusion », « … – Sport ». Of
    two notices of a few words, or when one says nothing but its title, any such words are enough."""
    if share_address(one, other) or (one.identifier is not None and one.identifier == other.identifier):
        return []
    short = max(len(one.words), len(other.words)) < ENOUGH_WORDS
    alike = _pattern(one, other)
    across = foreign(one, other)
    usual = -10 if across else -60 if _is_bare(one) or _is_bare(other) else -30 if short else 0
    weight = min(usual, next((points for least, points in PATTERNS if alike >= least), 0))
    if _frame(_unplaced(one), _unplaced(other)) >= FRAME:
        weight = FRAMED
    if not weight or (one.codes & other.codes and weight > CERTAIN):
        return []
    return [(weight, "")] if _are_apart(one, other) else []


def _unplaced(trace: Trace) -> Sequence[str]:
    """The stems of a title without those of its places, of which `_places` judges: a relay puts its region there."""
    placed = _stems_of_places(trace.places)
    return [stem for stem in trace.core if stem not in placed] if placed else trace.core


@lru_cache(maxsize=500)
def _stems_of_places(places: frozenset[str]) -> frozenset[str]:
    return frozenset(words.stems(" ".join(places)))


def _frame(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of two titles that is the words both begin with, in order, and those both end with: « Rural … by small
    municipalities »; 0 when only one word is."""
    least, most = sorted((len(one), len(other)))
    before = next((n for n in range(least) if one[n] != other[n]), least)
    after = next((n for n in range(least - before) if one[-1 - n] != other[-1 - n]), least - before)
    return (before + after) / most if before + after > 1 else 0.0


def _pattern(one: Trace, other: Trace) -> float:
    """The share of the words of two titles that both have."""
    here, there = (set(_unplaced(side)) - words.COMMON_STEMS for side in (one, other))
    return len(here & there) / max(1, len(here | there))


def _are_apart(one: Trace, other: Trace) -> bool:
    """Each title has a word that the other notice never says, and that is no other spelling of one of its words."""
    here, there = (set(_unplaced(side)) - words.COMMON_STEMS for side in (one, other))
    if foreign(one, other):
        here, there = here & translation.known(), there & translation.known()
    apart = _unsaid(here - there, other), _unsaid(there - here, one)
    return all(apart) and not _misspelt(*apart)


def _is_bare(trace: Trace) -> bool:
    """It says nothing but its title."""
    return not trace.text.strip()


def _unsaid(stems: Set[str], other: Trace) -> list[str]:
    said = set(other.words)
    return [stem for stem in stems if words.number(stem) not in said]


def _misspelt(some: Sequence[str], others: Sequence[str]) -> bool:
    """Each word of one side is a word of the other but for a letter or two."""
    return all(any(fuzz.ratio(one, other) >= SAME_WORD for other in others) for one in some)


def _borne(title: set[str], other: Trace) -> float:
    """The share of a title that the other's words bear."""
    telling = {words.number(stem) for stem in title - words.COMMON_STEMS}
    if not telling:
        return 0.5
    return _beyond(len(telling.intersection(other.words)) / len(telling), len(other.words))


def _beyond(share: float, size: int) -> float:
    """A share of words found in a text of `size` telling words, less what chance finds there: long texts have all words.

    Two topics of one programme, closing the same day, share a third of their words at 250 words each.
    """
    chance = min(0.5, size / 500)
    return max(0.0, share - chance) / (1 - chance)


def _texts(one: Trace, other: Trace) -> Points:
    """How much of the lighter text is in the other, and how much both share; a few words prove in proportion."""
    least = min(len(one.words), len(other.words))
    if least < FEW_WORDS:
        return [] if one.codes & other.codes or share_address(one, other) else [(-25, "")]
    shared = len(set(one.words).intersection(other.words))
    share = _beyond(shared / least, max(len(one.words), len(other.words)))
    return [(14 * share * min(1.0, least / ENOUGH_WORDS) + 4 * share * min(1.0, shared / 25), "textes proches")]


def _windows(one: Trace, other: Trace, window: Window, gap: timedelta) -> Points:
    if window is Window.SAME:
        exact = exact_limits(one) & exact_limits(other)
        return [(18 if exact else 12, "même date limite")]
    if window is Window.NEAR:
        return [(-30, "")]
    if all_dates(one) & all_dates(other):
        return [(16, "mêmes dates dans le texte")]
    return [(-60 if gap > UNDATED else -28, "")]


def _money(one: Trace, other: Trace) -> Points:
    shared = len(one.sums & other.sums)
    if shared:
        return [(24 + 8 * min(shared - 1, 1), "mêmes montants")]
    return [(-20, "")] if one.sums and other.sums else []


def _funders(one: Trace, other: Trace) -> Points:
    if one.funder and other.funder:
        if same_funder(one.funder, other.funder):
            return [(6, "même financeur")]
        if plain(one.source) == one.funder or plain(other.source) == other.funder:
            return []  # a relay that gives its own name
        if _is_named(one.funder, other) or _is_named(other.funder, one):
            return [(-8, "")]  # a programme, and who runs it
        short = max(len(one.words), len(other.words)) < ENOUGH_WORDS
        return [(-60 if short else -38, "")]
    known, silent = (one, other) if one.funder else (other, one)
    return [(14, "même financeur")] if _is_named(known.funder, silent) else []


def _is_named(funder: str, other: Trace) -> bool:
    """The words of a funder's name, two at least, are in what another notice says."""
    name = {words.number(stem) for stem in words.stems(funder) if stem not in words.COMMON_STEMS}
    return len(name) > 1 and name.issubset(other.words)


@lru_cache(maxsize=20_000)
def same_funder(one: str, other: str) -> bool:
    """Two plain names that may be one funder: unknown, equal, contained, of one code, or an acronym of the other."""
    if not one or not other or one == other:
        return True
    code = funders.parse(one)
    if fuzz.token_set_ratio(one, other) >= 90 or (code not in NO_ONE_FUNDER and code == funders.parse(other)):
        return True
    short, long = sorted((one, other), key=len)
    initials = "".join(word[0] for word in long.split() if word not in words.EMPTY)
    return short.replace(" ", "") == initials


def _places(one: Trace, other: Trace) -> Points:
    """A place that only one title bears makes it the local version of the other, when its funder or its words say so, or
    when it says nothing more; a regional network puts its region before the title of what it relays."""
    points: Points = []
    if one.countries and other.countries and not one.countries & other.countries:
        points.append((-60, ""))  # no more: what is read in a relay's text may be its examples
    if is_version(one.title) is not is_version(other.title):
        points.append((-120, ""))
    near = share_address(one, other)
    for side, twin in ((one, other), (other, one)):
        extra = _elsewhere(side, twin)
        if extra:  # the texts are looked into for few pairs: it costs as much as the rest
            extra = extra - twin.text_places - _places_of_funder(twin)
        if not extra:
            continue
        if extra & _places_of_funder(side) or side.is_local or not (side.text.strip() or near):
            points.append((-120, ""))
        else:
            points.append((-20 if extra & side.text_places else -3, ""))
    return points


@lru_cache(maxsize=500)
def is_version(title: str) -> bool:
    """The title says that it is that of the local version of a call."""
    return bool(signs.VERSION.search(words.fold(title)))


def _elsewhere(side: Trace, twin: Trace) -> frozenset[str]:
    """The places that only one title bears; a country that the other names by its people (« franco-tunisien ») is none."""
    extra = side.places - twin.places
    named = meaning.countries(twin.title) if extra else frozenset()
    return frozenset(place for place in extra if countries.parse(place) not in named) if named else extra


def _places_of_funder(trace: Trace) -> frozenset[str]:
    return territories.named(trace.funder)


def _sources(one: Trace, other: Trace) -> Points:
    """A source that gives two references means two calls, unless it says the very same thing twice."""
    return [(-40, "")] if two_of_one_source(one, other) and not say_the_same(one, other) else []


def _looked_closer(one: Trace, other: Trace, total: float) -> Points:
    """What costs ten times the rest, asked only where it may change the answer: see `_meanings` and `_runs`."""
    across = foreign(one, other)
    if total < SAME - (LARGEST_FOREIGN if across else LARGEST):
        return []
    here, there = meaning.countries(one.title), meaning.countries(other.title)
    if here and there and not here & there:
        return [(-100, "")]
    return [] if total > SURELY else [*_meanings(one, other, across=across), *_runs(one, other)]


def _meanings(one: Trace, other: Trace, *, across: bool) -> Points:
    """The themes, programmes and places that both name, in either language."""
    shared = min(len(meaning.things(one.title, one.text) & meaning.things(other.title, other.text)), 4) / 4
    return [((45 * shared - 10) if across else 12 * shared, "mêmes thèmes et pays")]


def _runs(one: Trace, other: Trace) -> Points:
    """Runs of three words in common: who cuts a text keeps them, who writes another one has none. Two lots of one call, or
    two calls of one programme, share them under two titles of one pattern."""
    if _pattern(one, other) >= LEAST_PATTERN and _are_apart(one, other):
        return []
    here, there = meaning.runs(one.text), meaning.runs(other.text)
    least = min(len(here), len(there))
    return [(28 * len(here & there) / least * min(1.0, least / 10), "phrases communes")] if least else []
