"""Reads labelled corpora, scores the program against them, keeps the quality floors (to come with part 3 of the plan)."""
