"""How well calls fit members: one array function a criterion, M members × C calls, float32. One pair is the 1 × 1 case.

The M members of a block share their `Outlook`, so that what depends on it is one row for all. Whether a member may answer
is decided in `rules`; the sentences are in `reasons`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.contents import Contents
from matching.weights import Weights
from matching.wishes import KINDS, Flags, Floats, Numbers, Taken
from model.codes import Kind

_PARTNER_FROM = 0.8
"""An answer of `places` over this speaks of a partner country by name, or of a narrow group that holds one."""
PLACES_DOUBLED, TOPICS_DOUBLED = 5, 3
"""The sharpness of the soft maximum, as powers of two: 32 for places, 8 for topics."""


@dataclass(frozen=True, slots=True, order=True)
class Outlook:
    """What the members of a block have in common: `place` as in `Wishes.outlook`, whether they state themes…"""

    place: int
    has_theme: bool
    local_aid: bool
    follows: bool


def places(wished: Floats, held: Floats, contents: Contents, outlook: Outlook, weights: Weights) -> Floats:
    """The best place in common; 0 when the call is for elsewhere. `wished`, `held`: raised to the power of places.

    A country in common never answers less than what a member without wishes would get, so that adding a partner never
    lowers a call there.
    """
    common = soft_max(wished, held, PLACES_DOUBLED)
    some = common > 0
    np.maximum(common, contents.open_place, out=common)
    without = _without_common_place(contents, outlook, weights)
    if without.any():
        return np.where(some, common, without)
    common *= some
    return common


def themes(wished: Floats, held: Floats, place: Floats, contents: Contents, outlook: Outlook, weights: Weights) -> Floats:
    """The best theme in common, or a goal in common for less; two themes say a bit more.

    Where no theme is asked or wished, the nearer the `place` (M × C, of `places`) to a partner country the better. A
    European programme always has a theme: without one in common or read, it needs the partner's country.
    """
    not_asked, not_wished = weights.theme_not_said, weights.no_wish_of_theme
    usual = np.where(contents.europe, np.float32(0), np.float32(not_asked if outlook.has_theme else not_wished))
    share = contents.all_themes * (1 - contents.theme_said) if outlook.has_theme else np.ones(len(contents))
    least = (usual * share).astype(np.float32)
    more = ((np.float32(weights.partner_and_any_theme) - usual) * share).astype(np.float32)
    answer = place - np.float32(_PARTNER_FROM)
    answer *= np.float32(1 / (1 - _PARTNER_FROM))
    np.clip(answer, 0, 1, out=answer)
    answer *= more
    answer += least
    if outlook.has_theme:
        np.maximum(answer, soft_max(wished, held, TOPICS_DOUBLED), out=answer)
    return answer


def own_words(
    theme: Floats, words: Mapping[int, Sequence[int]], rows: Numbers, contents: Contents, weights: Weights
) -> None:
    """Raises `theme` where one of the member's words is in the text, and more in the title. `words`: of each of `rows`."""
    for place, said in _those_with(words, rows):
        for word in said:
            for held, worth in ((contents.in_text, weights.word_in_text), (contents.in_title, weights.word_in_title)):
                where = held.get(word, ())
                theme[place, where] = np.maximum(theme[place, where], np.float32(worth))


def by_meaning(theme: Floats, likeness: Floats, contents: Contents, weights: Weights) -> None:
    """Raises `theme` by at most `weights.near_meaning`, as far as the call names no theme itself; 1 at most.

    `likeness` (M × C, 0 to 1) is that of `semantic`. Where themes were read, likeness only made the judged lists worse.
    """
    theme += likeness * (np.float32(weights.near_meaning) * (1 - contents.theme_said))
    np.minimum(theme, 1, out=theme)


def unwanted(fit: Floats, words: Mapping[int, Sequence[int]], rows: Numbers, contents: Contents, weights: Weights) -> None:
    """Lowers `fit` where a word that the member does not want is in the text; none is left when it is in the title."""
    for place, said in _those_with(words, rows):
        for held, share in ((contents.in_text, weights.unwanted_in_text), (contents.in_title, 0.0)):
            where = [held[word] for word in said if word in held]
            if where:
                fit[place, where[0] if len(where) == 1 else np.unique(np.concatenate(where))] *= np.float32(share)


def followed(fit: Floats, follows: Mapping[int, Sequence[int]], rows: Numbers, contents: Contents, weights: Weights) -> None:
    """Raises `fit` where the call is of a programme that the member follows, in the field or not."""
    for place, codes in _those_with(follows, rows):
        for code in codes:
            where = contents.programmes.get(code, ())
            fit[place, where] = np.maximum(fit[place, where], np.float32(weights.followed))


def local(place: Floats, home: Floats, contents: Contents) -> None:
    """Puts in `place` what local aid is worth: `home` (M × C) as of `local_shares`."""
    place[:, contents.local] = home[:, contents.local]


def local_shares(weights: Weights) -> Floats:
    """What local aid is worth elsewhere, for all France, and at home (numbers of `roles.home`)."""
    return np.array([0, weights.own_country, weights.own_territory], dtype=np.float32)


def in_field(contents: Contents, outlook: Outlook) -> Flags:
    """Whether the call is in the field (rule 13): abroad or among European partners, or local aid when asked for."""
    return contents.abroad | contents.local if outlook.local_aid else contents.abroad


def relevance(place: Floats, theme: Floats, weights: Weights) -> Floats:
    """Places and themes together, 0 to 1; under the floor of places, a theme counts for less and less.

    `theme` is used up: the answer is written in it.
    """
    both = weights.places + weights.themes
    theme *= np.float32(weights.themes / both)
    theme += place * np.float32(weights.places / both)
    share = place * np.float32(1 / weights.place_floor)
    np.minimum(share, 1, out=share)
    theme *= share
    return theme


def takes(taken: Taken, contents: Contents, weights: Weights) -> Floats:
    """The share left (C,) by the kind of item, 0 when not wanted, and by grants out of what the member can handle."""
    shares = np.array([weights.not_a_call if k in (Kind.TRAINING, Kind.EVENT) else 1 for k in KINDS], dtype=np.float32)
    share = (np.array(taken.kinds) * shares)[contents.kinds]
    share[(contents.most < taken.least) | (contents.least > taken.most)] *= np.float32(weights.off_amount)
    return share.astype(np.float32)


def ease(usual_most: float, spoken: frozenset[str], contents: Contents, weights: Weights) -> Floats:
    """The share left (C,) by what orders calls but hides none: time left, language, source, the size of the grants."""
    share = lead_time(contents, weights)
    share[contents.relayed] *= np.float32(weights.relayed)
    foreign = [language is not None and language not in spoken for language in contents.languages]
    share[np.array(foreign, dtype=bool)] *= np.float32(weights.foreign_language)
    share[contents.least > usual_most] *= np.float32(weights.over_usual_amount)
    return share


def lead_time(contents: Contents, weights: Weights) -> Floats:
    """The share left by the days that remain (C,)."""
    share = np.ones(len(contents), dtype=np.float32)
    for days, left in ((15, weights.under_15_days), (7, weights.under_7_days), (3, weights.under_3_days)):
        share[contents.days_left < days] = left
    return share


def soft_max(wished: Floats, held: Floats, doublings: int) -> Floats:
    """The greatest product of a wish and what the call holds, by one matrix product: (Σ (w·h)^p)^(1/p), p = 2^doublings.

    Both are given raised to that power, `held` transposed. Several in common give a little more than the best one; 1 at
    most. It grows with every wish added.
    """
    common: Floats = wished @ held
    for _ in range(doublings):
        np.sqrt(common, out=common)
    np.minimum(common, 1, out=common)
    return common


def _without_common_place(contents: Contents, outlook: Outlook, weights: Weights) -> Floats:
    """The answer (C,) without a common place: of members with European partners, with other partners, with no wish."""
    if outlook.place == 2:
        return contents.open_place
    europe = weights.europe if outlook.place == 1 else 0
    unsaid: Floats = (1 - contents.place_said) * np.where(contents.europe, europe, weights.place_not_said)
    return unsaid.astype(np.float32)


def _those_with(held: Mapping[int, Sequence[int]], rows: Numbers) -> Iterator[tuple[int, Sequence[int]]]:
    if held:
        for place, row in enumerate(rows.tolist()):
            if row in held:
                yield place, held[row]
