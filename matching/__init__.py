"""Calls × profiles → matches with reasons: pure functions, no input or output."""
