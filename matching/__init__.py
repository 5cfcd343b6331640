"""Calls against profiles: role, score and reasons, as pure functions on arrays. No input or output here."""

from matching.matcher import Judged, explain, judge, match
from matching.weights import Weights

__all__ = ["Judged", "Weights", "explain", "judge", "match"]
