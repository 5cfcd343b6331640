"""Whether two traces are one call and one edition: what excludes it, what proves it, and by how many points. Pure."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from rapidfuzz import fuzz

from pipelines import meaning, territories, words
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
from vocabularies import funders

SAME = 52
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
PATTERNS = ((0.4, -45), (0.3, -21))
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
    window = compare_windows(one, other)
    if excluded(one, other, window):
        return EXCLUDED
    points = [*_keys(one, other), *_titles(one, other), *_texts(one, other), *_windows(one, other, window, gap)]
    points += [*_money(one, other), *_funders(one, other), *_places(one, other), *_sources(one, other)]
    points += _looked_closer(one, other, _total(points))
    return Likeness(round(_total(points)), _reasons(points))


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
    two notices of a few words, any such words are enough."""
    if one.codes & other.codes or share_address(one, other):
        return []
    here, there = (set(side.core) - words.COMMON_STEMS for side in (one, other))
    short = max(len(one.words), len(other.words)) < ENOUGH_WORDS
    alike = len(here & there) / max(1, len(here | there))
    weight = next((points for least, points in PATTERNS if alike >= least), -30 if short else 0)
    if not weight:
        return []
    apart = _unsaid(here - there, other), _unsaid(there - here, one)
    return [(weight, "")] if all(apart) and not _misspelt(*apart) else []


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
        short = max(len(one.words), len(other.words)) < ENOUGH_WORDS
        return [(-60 if short else -38, "")]
    known, silent = (one, other) if one.funder else (other, one)
    name = {words.number(stem) for stem in words.stems(known.funder) if stem not in words.COMMON_STEMS}
    return [(14, "même financeur")] if len(name) > 1 and name.issubset(silent.words) else []


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
    near = share_address(one, other)
    for side, twin in ((one, other), (other, one)):
        extra = side.places - twin.places
        if extra:  # the texts are looked into for few pairs: it costs as much as the rest
            extra = extra - twin.text_places - _places_of_funder(twin)
        if not extra:
            continue
        if extra & _places_of_funder(side) or side.is_local or not (side.text.strip() or near):
            points.append((-120, ""))
        else:
            points.append((-20 if extra & side.text_places else -3, ""))
    return points


def _places_of_funder(trace: Trace) -> frozenset[str]:
    return territories.named(trace.funder)


def _sources(one: Trace, other: Trace) -> Points:
    """A source that gives two references means two calls, unless it says the very same thing twice."""
    return [(-40, "")] if two_of_one_source(one, other) and not say_the_same(one, other) else []


def _looked_closer(one: Trace, other: Trace, total: float) -> Points:
    """What costs ten times the rest, asked only where it may change the answer: see `_meanings` and `_runs`."""
    foreign = one.language != other.language
    if total < SAME - (LARGEST_FOREIGN if foreign else LARGEST):
        return []
    here, there = meaning.countries(one.title), meaning.countries(other.title)
    if here and there and not here & there:
        return [(-100, "")]
    return [] if total > SURELY else [*_meanings(one, other, foreign=foreign), *_runs(one, other)]


def _meanings(one: Trace, other: Trace, *, foreign: bool) -> Points:
    """The themes, programmes and places that both name, in either language."""
    shared = min(len(meaning.things(one.title, one.text) & meaning.things(other.title, other.text)), 4) / 4
    return [((45 * shared - 10) if foreign else 12 * shared, "mêmes thèmes et pays")]


def _runs(one: Trace, other: Trace) -> Points:
    """Runs of three words in common: who cuts a text keeps them, who writes another one has none."""
    here, there = meaning.runs(one.text), meaning.runs(other.text)
    least = min(len(here), len(there))
    return [(28 * len(here & there) / least * min(1.0, least / 10), "phrases communes")] if least else []
