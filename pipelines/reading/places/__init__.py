"""Where projects may be and where they may not: countries and groups of countries, each with its sentence.

The place of the project and that of the applicant are told apart; what is only named in passing gives way to what a
sentence presents as the place. No place read means "lieu non précisé", never everywhere.
"""

from pipelines.reading.places.reader import Places, read_places

__all__ = ["Places", "read_places"]
