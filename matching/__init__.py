"""Calls against profiles: role, score and reasons, as pure functions on arrays. No input or output here."""

from matching.blocks import Crowd, crowd_of
from matching.matcher import Judged, Reasoned, explain, judge, match, match_crowd
from matching.weights import Weights

__all__ = ["Crowd", "Judged", "Reasoned", "Weights", "crowd_of", "explain", "judge", "match", "match_crowd"]
