"""The dates of a call told apart: last days, opening, later stages, answers at any time. Pure; the reference is given."""

from pipelines.reading.dates.reader import Dates, read_dates

__all__ = ["Dates", "read_dates"]
