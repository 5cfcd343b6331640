"""How well calls fit members: one array function a criterion, M members × C calls, float32. One pair is the 1 × 1 case.

Whether a member may answer is decided in `rules`; the sentences are in `reasons`.
"""

import numpy as np

from matching.contents import Contents
from matching.roles import Numbers
from matching.weights import Weights
from matching.wishes import KINDS, Flags, Floats, Wishes
from model.codes import Kind

_PARTNER_FROM = 0.8
"""An answer of `places` over this speaks of a partner country by name, or of a narrow group that holds one."""


def places(wishes: Wishes, contents: Contents, home: Numbers, weights: Weights) -> Floats:
    """The best place in common; 0 when the call is for elsewhere. `home` (M × C): whose area local aid serves.

    A country in common never answers less than what a member without wishes would get, so that adding a partner never
    lowers a call there.
    """
    common = _soft_max(wishes.places, contents.places, doublings=5)
    answer = _without_common_place(wishes, contents, weights)
    np.maximum(common, contents.open_place[None, :], out=answer, where=common > 0)
    shares = np.array([0, weights.own_country, weights.own_territory], dtype=np.float32)
    answer[:, contents.local] = shares[home[:, contents.local]]
    return answer


def themes(wishes: Wishes, contents: Contents, place: Floats, weights: Weights) -> Floats:
    """The best theme in common, one goal in common for less, or one of the member's own words; two themes say a bit more.

    Where no theme is asked or wished, the nearer the `place` (M × C, of `places`) to a partner country the better. A
    European programme always has a theme: without one in common or read, it needs the partner's country.
    """
    common = _soft_max(wishes.themes, contents.themes, doublings=3)
    goal = np.float32(weights.shared_goal) * _soft_max(wishes.goals, contents.goals, doublings=3)
    near = np.clip((place - _PARTNER_FROM) / (1 - _PARTNER_FROM), 0, 1).astype(np.float32)
    everything = np.float32(weights.partner_and_any_theme)
    usual = np.where(contents.europe, np.float32(0), np.float32(weights.theme_not_said))
    unsaid = (usual + near * (everything - usual)) * (contents.all_themes * (1 - contents.theme_said))
    usual = np.where(contents.europe, np.float32(0), np.float32(weights.no_wish_of_theme))
    unwished = usual + near * (everything - usual)
    answer: Floats = np.maximum(common, np.where(wishes.has_theme[:, None], np.maximum(goal, unsaid), unwished))
    if wishes.axes.words:
        np.maximum(answer, own_words(wishes, contents, weights), out=answer)
    return answer


def own_words(wishes: Wishes, contents: Contents, weights: Weights) -> Floats:
    """Whether one of the member's words is in the title, or else in the text."""
    in_title = wishes.words @ contents.title_words.T > 0
    in_text = wishes.words @ contents.words.T > 0
    return np.where(in_title, np.float32(weights.word_in_title), np.float32(weights.word_in_text) * in_text)


def unwanted(wishes: Wishes, contents: Contents, weights: Weights) -> Floats:
    """The share left by the words that the member does not want: none of it when one is in the title."""
    if not wishes.axes.words:
        return np.ones((1, len(contents)), dtype=np.float32)
    in_title = wishes.unwanted @ contents.title_words.T > 0
    in_text = wishes.unwanted @ contents.words.T > 0
    return np.where(in_title, np.float32(0), np.where(in_text, np.float32(weights.unwanted_in_text), np.float32(1)))


def amount(wishes: Wishes, contents: Contents, weights: Weights) -> Floats:
    """The share left when every grant possible is under the least, or over the most, that the member can handle."""
    small = contents.most[None, :] < wishes.least[:, None]
    large = contents.least[None, :] > wishes.most[:, None]
    return np.where(small | large, np.float32(weights.off_amount), np.float32(1))


def kind(wishes: Wishes, contents: Contents, weights: Weights) -> Floats:
    """0 for a kind of item that the member does not want, a little less than all for what is no call."""
    shares = np.array([weights.not_a_call if k in (Kind.TRAINING, Kind.EVENT) else 1 for k in KINDS], dtype=np.float32)
    return (wishes.kinds * shares)[:, contents.kinds]


def followed(wishes: Wishes, contents: Contents) -> Flags:
    """Whether the call is of a programme that the member follows."""
    return wishes.programmes @ contents.programmes.T > 0


def in_field(wishes: Wishes, contents: Contents) -> Flags:
    """Whether the call is in the field (rule 13): abroad or among European partners, or local aid when asked for."""
    return contents.abroad[None, :] | (contents.local[None, :] & wishes.local_aid[:, None])


def relevance(place: Floats, theme: Floats, weights: Weights) -> Floats:
    """Places and themes together, 0 to 1; under the floor of places, a theme counts for less and less."""
    shares = np.array([weights.places, weights.themes], dtype=np.float32) / (weights.places + weights.themes)
    together: Floats = shares[0] * place + shares[1] * theme
    together *= np.minimum(place / np.float32(weights.place_floor), 1)
    return together


def lead_time(contents: Contents, weights: Weights) -> Floats:
    """The share left by the days that remain (C,)."""
    share = np.ones(len(contents), dtype=np.float32)
    for days, left in ((15, weights.under_15_days), (7, weights.under_7_days), (3, weights.under_3_days)):
        share[contents.days_left < days] = left
    return share


def language(wishes: Wishes, contents: Contents, weights: Weights) -> Floats:
    """The share left by a language that the member does not list; a language not known costs nothing."""
    read = (wishes.languages @ contents.languages.T > 0) | ~contents.has_language[None, :]
    return np.where(read, np.float32(1), np.float32(weights.foreign_language))


def source(contents: Contents, weights: Weights) -> Floats:
    """The share left by a source that only relays the call (C,)."""
    return np.where(contents.relayed, np.float32(weights.relayed), np.float32(1))


def _without_common_place(wishes: Wishes, contents: Contents, weights: Weights) -> Floats:
    """The answers without a common place: of members with European partners, with other partners, with no wish."""
    unsaid = 1 - contents.place_said
    elsewhere = np.where(contents.europe, 0, weights.place_not_said) * unsaid
    european = np.where(contents.europe, weights.europe, weights.place_not_said) * unsaid
    answers = np.stack([elsewhere, european, contents.open_place]).astype(np.float32)
    return answers[np.where(wishes.has_place, wishes.is_european.astype(int), 2)]


def _soft_max(wished: Floats, held: Floats, doublings: int) -> Floats:
    """The greatest product of a wish and what the call holds, by one matrix product: (Σ (w·h)^p)^(1/p), p = 2^doublings.

    Several in common give a little more than the best one; 1 at most. It grows with every wish added.
    """
    power = 2**doublings
    common: Floats = (wished**power) @ (held**power).T
    for _ in range(doublings):
        np.sqrt(common, out=common)
    np.minimum(common, 1, out=common)
    return common
