"""Where a member's clocks stand: the time zone and the name of each territory overseas; the others live in Paris time."""

from zoneinfo import ZoneInfo

from model.deadline import PARIS

OVERSEAS = {
    "971": ("America/Guadeloupe", "en Guadeloupe"),
    "972": ("America/Martinique", "en Martinique"),
    "973": ("America/Cayenne", "en Guyane"),
    "974": ("Indian/Reunion", "à La Réunion"),
    "975": ("America/Miquelon", "à Saint-Pierre-et-Miquelon"),
    "976": ("Indian/Mayotte", "à Mayotte"),
    "977": ("America/St_Barthelemy", "à Saint-Barthélemy"),
    "978": ("America/Marigot", "à Saint-Martin"),
    "986": ("Pacific/Wallis", "à Wallis-et-Futuna"),
    "987": ("Pacific/Tahiti", "en Polynésie française"),
    "988": ("Pacific/Noumea", "en Nouvelle-Calédonie"),
}
"""Department or collectivity (INSEE code) → IANA zone, and the place as a sentence says it."""

ZONES = {PARIS: "Paris"} | dict(OVERSEAS.values())
"""The zones that a person may choose."""


def zone_of(department: str | None, chosen: str | None = None) -> ZoneInfo:
    """The zone that the person chose, else that of the member's `department`, else Paris."""
    if chosen:
        return ZoneInfo(chosen)
    return ZoneInfo(OVERSEAS[department][0] if department in OVERSEAS else PARIS)
