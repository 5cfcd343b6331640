"""The words around a place that say what it is there for (`cues/places.toml`). No place is found here."""

from pipelines.reading.expression import expression, words

LEFT_OUT_BEFORE = expression("places", "left_out_before")
LEFT_OUT_AFTER = expression("places", "left_out_after")
LEFT_OUT_IN_BRACKETS = expression("places", "left_out_in_brackets")
PAST_PROJECT = expression("places", "past_project")
NOT_OF_PLACES = expression("places", "not_of_places")
PROJECT_PLACE = expression("places", "project_place")
APPLICANT_PLACE = expression("places", "applicant_place")
ASIDE = expression("places", "aside")
IN_A_PLACE = expression("places", "in_a_place")
PERSON_BEFORE = expression("places", "person_before")
STREET_BEFORE = expression("places", "street_before")
GLUE = words("places", "glue")
AFTER_CUE = words("places", "after_cue") | GLUE
NEIGHBOURLY = words("places", "neighbourly")
