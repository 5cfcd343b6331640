"""Which clock an hour is read on: names of cities, of countries and abbreviations, as IANA zones."""

import re
from dataclasses import dataclass

PARIS = "Europe/Paris"

_CITIES: dict[str, str] = {
    "paris": PARIS, "france": PARIS, "francaise": PARIS, "metropole": PARIS, "metropolitaine": PARIS,
    "bruxelles": "Europe/Brussels", "brussels": "Europe/Brussels", "bruselas": "Europe/Brussels",
    "bruxelas": "Europe/Brussels", "belgique": "Europe/Brussels", "belge": "Europe/Brussels", "brussel": "Europe/Brussels",
    "luxembourg": "Europe/Luxembourg", "geneve": "Europe/Zurich", "geneva": "Europe/Zurich", "suisse": "Europe/Zurich",
    "lisbonne": "Europe/Lisbon", "lisbon": "Europe/Lisbon", "lisboa": "Europe/Lisbon",
    "londres": "Europe/London", "london": "Europe/London", "uk": "Europe/London",
    "rome": "Europe/Rome", "roma": "Europe/Rome", "madrid": "Europe/Madrid", "berlin": "Europe/Berlin",
    "vienna": "Europe/Vienna", "vienne": "Europe/Vienna", "athens": "Europe/Athens", "athenes": "Europe/Athens",
    "helsinki": "Europe/Helsinki", "stockholm": "Europe/Stockholm", "oslo": "Europe/Oslo",
    "copenhagen": "Europe/Copenhagen", "copenhague": "Europe/Copenhagen", "varsovie": "Europe/Warsaw",
    "warsaw": "Europe/Warsaw", "prague": "Europe/Prague", "budapest": "Europe/Budapest", "bucharest": "Europe/Bucharest",
    "bucarest": "Europe/Bucharest", "sofia": "Europe/Sofia", "belgrade": "Europe/Belgrade", "kyiv": "Europe/Kyiv",
    "kiev": "Europe/Kyiv", "chisinau": "Europe/Chisinau", "istanbul": "Europe/Istanbul", "ankara": "Europe/Istanbul",
    "tbilissi": "Asia/Tbilisi", "erevan": "Asia/Yerevan", "yerevan": "Asia/Yerevan", "dublin": "Europe/Dublin",
    "dakar": "Africa/Dakar", "abidjan": "Africa/Abidjan", "bamako": "Africa/Bamako", "niamey": "Africa/Niamey",
    "ouagadougou": "Africa/Ouagadougou", "cotonou": "Africa/Porto-Novo", "lome": "Africa/Lome", "accra": "Africa/Accra",
    "conakry": "Africa/Conakry", "nouakchott": "Africa/Nouakchott", "rabat": "Africa/Casablanca",
    "casablanca": "Africa/Casablanca", "alger": "Africa/Algiers", "tunis": "Africa/Tunis", "le caire": "Africa/Cairo",
    "cairo": "Africa/Cairo", "nairobi": "Africa/Nairobi", "addis abeba": "Africa/Addis_Ababa",
    "addis ababa": "Africa/Addis_Ababa", "kigali": "Africa/Kigali", "kinshasa": "Africa/Kinshasa",
    "yaounde": "Africa/Douala", "libreville": "Africa/Libreville", "antananarivo": "Indian/Antananarivo",
    "tananarive": "Indian/Antananarivo", "pretoria": "Africa/Johannesburg", "johannesburg": "Africa/Johannesburg",
    "la reunion": "Indian/Reunion", "reunion": "Indian/Reunion", "mayotte": "Indian/Mayotte", "moroni": "Indian/Comoro",
    "port-louis": "Indian/Mauritius", "martinique": "America/Martinique", "guadeloupe": "America/Guadeloupe",
    "guyane": "America/Cayenne", "cayenne": "America/Cayenne", "noumea": "Pacific/Noumea", "papeete": "Pacific/Tahiti",
    "beyrouth": "Asia/Beirut", "beirut": "Asia/Beirut", "liban": "Asia/Beirut", "amman": "Asia/Amman",
    "jerusalem": "Asia/Jerusalem", "ramallah": "Asia/Hebron", "palestine": "Asia/Hebron", "bagdad": "Asia/Baghdad",
    "quebec": "America/Toronto", "montreal": "America/Toronto", "ottawa": "America/Toronto", "canada": "America/Toronto",
    "toronto": "America/Toronto", "vancouver": "America/Vancouver", "calgary": "America/Edmonton",
    "edmonton": "America/Edmonton", "winnipeg": "America/Winnipeg", "halifax": "America/Halifax",
    "moncton": "America/Moncton", "est": "America/Toronto", "pacifique": "America/Vancouver",
    "atlantique": "America/Halifax", "rocheuses": "America/Edmonton", "los angeles": "America/Los_Angeles",
    "chicago": "America/Chicago", "zurich": "Europe/Zurich",
    "new york": "America/New_York", "washington": "America/New_York", "eastern": "America/New_York",
    "us eastern": "America/New_York", "central": "America/Chicago", "pacific": "America/Los_Angeles",
    "mexico": "America/Mexico_City", "centro del pais": "America/Mexico_City", "ciudad de mexico": "America/Mexico_City",
    "bogota": "America/Bogota", "colombia": "America/Bogota", "lima": "America/Lima", "santiago": "America/Santiago",
    "chile": "America/Santiago", "buenos aires": "America/Argentina/Buenos_Aires", "brasilia": "America/Sao_Paulo",
    "port-au-prince": "America/Port-au-Prince", "haiti": "America/Port-au-Prince", "la havane": "America/Havana",
    "hanoi": "Asia/Ho_Chi_Minh", "phnom penh": "Asia/Phnom_Penh", "vientiane": "Asia/Vientiane",
    "bangkok": "Asia/Bangkok", "manila": "Asia/Manila", "tokyo": "Asia/Tokyo", "pekin": "Asia/Shanghai",
    "beijing": "Asia/Shanghai", "new delhi": "Asia/Kolkata", "india": "Asia/Kolkata", "kathmandu": "Asia/Kathmandu",
    "colombo": "Asia/Colombo", "dhaka": "Asia/Dhaka", "canberra": "Australia/Sydney",
}  # fmt: skip
_SHORT: dict[str, str] = {
    "cest": PARIS, "cet": PARIS, "cet/cest": PARIS, "utc": "UTC", "gmt": "UTC", "tu": "UTC", "wet": "Europe/Lisbon",
    "west": "Europe/Lisbon", "eet": "Europe/Athens", "eest": "Europe/Athens", "bst": "Europe/London",
    "est": "America/New_York", "edt": "America/New_York", "cst": "America/Chicago",
    "cdt": "America/Chicago", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "cat": "Africa/Maputo",
    "eat": "Africa/Nairobi", "wat": "Africa/Lagos", "hec": PARIS, "et": "America/New_York", "he": "America/Toronto",
    "hne": "America/Toronto", "hae": "America/Toronto", "hnp": "America/Vancouver",
    "hap": "America/Vancouver", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
    "pt": "America/Los_Angeles", "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "jst": "Asia/Tokyo",
    "sast": "Africa/Johannesburg", "ist": "Asia/Kolkata",
}  # fmt: skip
_DOUBTFUL = frozenset({"est", "cst", "bst", "et", "he", "pt", "ist"})
_HALVES = {
    3.5: "Asia/Tehran", 4.5: "Asia/Kabul", 5.5: "Asia/Kolkata", 5.75: "Asia/Kathmandu", 6.5: "Asia/Yangon",
    9.5: "Australia/Darwin",
}  # fmt: skip

_CITY = "|".join(sorted((re.escape(name) for name in _CITIES), key=len, reverse=True))
_ABBREVIATION = "|".join(sorted((re.escape(name) for name in _SHORT), key=len, reverse=True))
ZONE_WORDS = r"(?:heure|hora|horario|time|local|locale)|" + _CITY + "|" + _ABBREVIATION
"""Words that may stand between an hour and its date."""
_GAP = r"[ \n,.;(\[\-/]{0,5}"
_NAMED = re.compile(
    _GAP + r"(?:(?:heure|hora|horario|fuseau horaire|date et heure)s? ?"
    r"(?:locale |legale |oficial |local |normale |avancee )?(?:de l'|de |du |d'|a |del |en |do |da )?(?:la )?)"
    r"(?P<city>" + _CITY + r")\b\)?"
    + "|" + _GAP + r"(?:in )?(?P<city2>" + _CITY + r")(?: (?:date and )?(?:local |standard )?time)\b\)?"
)  # fmt: skip
_SIGNED = re.compile(
    _GAP + r"(?:utc|gmt) ?(?P<sign>[+-]) ?(?P<hours>\d{1,2})(?:[:.h]?(?P<minutes>\d{2}))?(?!\d)\)?"
    r"|(?P<sign2>[+-])(?P<hours2>\d{2}):?(?P<minutes2>\d{2})(?!\d)"
    r"|" + _GAP + r"(?:utc|gmt) (?P<hours3>\d{1,2})[.:](?P<minutes3>\d{2})(?!\d)\)?"
)
_SHORTLY = re.compile(_GAP + r"(?P<short>" + _ABBREVIATION + r")\b(?! ?[+-]? ?\d)(?! [a-z]{2})\)?")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone said in a text; `end` is where its words stop. `doubtful`: the abbreviation has several meanings."""

    name: str
    end: int
    doubtful: bool = False


def find_zone(folded: str, at: int, *, nearby: bool) -> Zone | None:
    """The zone said at `at` (a few separators apart). `nearby`: no hour was said, so only full words are believed."""
    window = folded[at : at + 64]
    named = _NAMED.match(window)
    if named:
        return Zone(_CITIES[named["city"] or named["city2"]], at + named.end())
    if nearby:
        return None
    signed = _SIGNED.match(window)
    if signed:
        return _offset(signed, at)
    short = _SHORTLY.match(window)
    if short is None:
        return None
    further = _NAMED.match(window, short.end())
    if further:
        return Zone(_CITIES[further["city"] or further["city2"]], at + further.end())
    return Zone(_SHORT[short["short"]], at + short.end(), short["short"] in _DOUBTFUL)


def _offset(signed: re.Match[str], at: int) -> Zone | None:
    """An offset as an IANA zone. "GMT 4.30" is four hours and thirty minutes. +01:00 and +02:00 are Paris's own."""
    hours = int(signed["hours"] or signed["hours2"] or signed["hours3"])
    minutes = int(signed["minutes"] or signed["minutes2"] or signed["minutes3"] or 0)
    east = "-" not in (signed["sign"], signed["sign2"])
    if hours > 14 or minutes > 59:
        return None
    if minutes:
        name = _HALVES.get(hours + minutes / 60) if east else None
        return Zone(name, at + signed.end(), doubtful=True) if name else None
    if east and hours in (1, 2):
        return Zone(PARIS, at + signed.end())
    return Zone(f"Etc/GMT{'-' if east else '+'}{hours}" if hours else "UTC", at + signed.end())
