"""What each criterion counts for, with its default and its reason. No computing is done here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matching.semantic import Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The settings of the score. All but the first two are shares between 0 and 1 that multiply the score.

    The score is 100 × fit × ease. Fit = (places × P + themes × T) / (places + themes), P and T being what
    `score.places` and `score.themes` answer (0 to 1), times the shares of the role, the amount and the unwanted words.
    Ease = the shares of the time left, the language and the source: it orders calls, but never hides one.
    """

    places: float = 50.0
    """A partner country counts as much as a theme: co-operation starts with the partner."""
    themes: float = 50.0

    place_floor: float = 0.3
    """Under this answer of the places criterion the fit falls in proportion: a theme alone never carries a call
    reserved for another country."""
    threshold: float = 0.43
    """No alert under this fit. A partner country named (0.5) passes, a call for the whole world that is open to all
    themes (0.42), or another theme in the region of a partner (0.425), does not."""
    followed: float = 0.6
    """The least fit of a call of a programme that the member follows."""

    everywhere: float = 0.44
    """Places: the call says it is open to the whole world."""
    place_not_said: float = 0.35
    """Places: the call names no place ("lieu non précisé", never everywhere)."""
    no_wish_of_place: float = 0.42
    """Places: a call for the whole world, or that names no place, when the member states no partner country; the
    narrower the group named, the nearer to the next one."""
    no_wish_but_narrow: float = 0.15
    """Places: a call reserved for a few countries when the member states none: too many of them to be told."""
    europe: float = 0.65
    """Places: a call among partners of several European countries, for a member with European partners."""
    no_wish_europe: float = 0.55
    """Places: the same for a member that states no partner country."""
    overseas: float = 0.7
    """Places: the weight of the neighbours of an overseas member, unless it states its own."""
    own_territory: float = 0.9
    """Places: local aid of the member's own région or département, when it asked for it."""
    own_country: float = 0.55
    """Places: local aid open to all France, when the member asked for it."""

    theme_not_said: float = 0.4
    """Themes: the call is open to all themes; it is not everyone's 100."""
    no_wish_of_theme: float = 0.4
    """Themes: the member states none."""
    partner_and_any_theme: float = 0.75
    """Themes: the same two cases when the call is for a partner country that weighs 3; in between for less."""
    shared_goal: float = 0.35
    """Themes: the call and one of the member's themes only share a sustainable development goal."""
    word_in_title: float = 0.9
    word_in_text: float = 0.7
    """Themes: one of the member's own words is in the call."""
    near_meaning: float = 0.1
    """Themes: the most that likeness of meaning adds where no theme was read; without effect while `meaning` is None."""
    meaning: "Meaning | None" = None
    """What compares meanings, when the optional extra is on."""

    partner: float = 0.97
    participant: float = 0.95
    via: float = 0.93
    unknown: float = 0.93
    """Shares of the roles; a lead keeps all."""

    off_amount: float = 0.6
    """The grant is out of the range that the member can handle."""
    unwanted_in_text: float = 0.5
    """An unwanted word is in the text; in the title it sets the call aside."""
    not_a_call: float = 0.93
    """Trainings and events come after funding of the same fit."""

    under_3_days: float = 0.75
    under_7_days: float = 0.85
    under_15_days: float = 0.93
    """Ease: fewer days than that are left to answer."""
    foreign_language: float = 0.97
    """Ease: the call is in a language that the member does not list."""
    over_usual_amount: float = 0.95
    """Ease: the least grant is over what an authority of that size usually carries, and it states no amount."""
    relayed: float = 0.98
    """Ease: told by a source that is not the funder."""
