"""Measures, each beside a peer or the bare cost in the same run: `make bench`. No test depends on a time."""
