"""Calls against profiles: role, score and reasons, as pure functions on arrays. No input or output here."""

from matching.matcher import explain, judge, match
from matching.weights import Weights

__all__ = ["Weights", "explain", "judge", "match"]
