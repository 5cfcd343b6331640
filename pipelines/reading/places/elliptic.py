"""Zones that share the noun of the one beside them: "Afrique de l'Ouest et centrale", "Eastern and Southern Africa"."""

import re
from collections.abc import Iterator

_AFRICA = {
    "ouest": "WEST_AFRICA", "occidentale": "WEST_AFRICA", "west": "WEST_AFRICA", "western": "WEST_AFRICA",
    "est": "EAST_AFRICA", "orientale": "EAST_AFRICA", "east": "EAST_AFRICA", "eastern": "EAST_AFRICA",
    "centre": "CENTRAL_AFRICA", "centrale": "CENTRAL_AFRICA", "central": "CENTRAL_AFRICA",
    "nord": "NORTH_AFRICA", "septentrionale": "NORTH_AFRICA", "north": "NORTH_AFRICA", "northern": "NORTH_AFRICA",
    "australe": "SOUTHERN_AFRICA", "southern": "SOUTHERN_AFRICA",
    "subsaharienne": "SUB_SAHARAN_AFRICA", "sub-saharan": "SUB_SAHARAN_AFRICA",
}  # fmt: skip
_ASIA = {
    "sud": "SOUTH_ASIA", "south": "SOUTH_ASIA", "southern": "SOUTH_ASIA", "sud-est": "SOUTHEAST_ASIA",
    "south-east": "SOUTHEAST_ASIA", "southeast": "SOUTHEAST_ASIA", "south-eastern": "SOUTHEAST_ASIA",
    "centrale": "CENTRAL_ASIA", "central": "CENTRAL_ASIA", "est": "ASIA", "east": "ASIA",
}  # fmt: skip
_AMERICA = {
    "centrale": "CENTRAL_AMERICA", "central": "CENTRAL_AMERICA", "sud": "SOUTH_AMERICA", "south": "SOUTH_AMERICA",
    "latine": "LATIN_AMERICA", "latin": "LATIN_AMERICA",
}  # fmt: skip
_NEIGHBOURS = {
    "sud": "SOUTHERN_NEIGHBOURHOOD", "meridional": "SOUTHERN_NEIGHBOURHOOD", "south": "SOUTHERN_NEIGHBOURHOOD",
    "southern": "SOUTHERN_NEIGHBOURHOOD", "est": "EASTERN_PARTNERSHIP", "oriental": "EASTERN_PARTNERSHIP",
    "east": "EASTERN_PARTNERSHIP", "eastern": "EASTERN_PARTNERSHIP",
}  # fmt: skip
_NOUNS = {
    "voisinage": _NEIGHBOURS,
    "neighbourhood": _NEIGHBOURS,
    "afrique": _AFRICA,
    "africa": _AFRICA,
    "asie": _ASIA,
    "asia": _ASIA,
    "amerique": _AMERICA,
    "america": _AMERICA,
}
_NOUN = re.compile(
    r"(?:pays d')?(?:afrique|asie|amerique)(?= )|(?:pays du )?voisinage(?= )|(?:africa|asia|america|neighbourhood)\Z"
)
_NEXT = re.compile(
    r"(?: ?[,/] ?(?:et )?| (?:et|ou|et/ou) )(?:de l'|du |de la |d'|de |l'|la )?([a-z]{3,15}(?:-est)?)(?![\w-])"
)
_PREVIOUS = re.compile(r"(?<![\w-])([a-z]{4,5}(?:ern|-saharan|-east(?:ern)?|east|ral|n)?)(?:,? (?:and|or|&) | ?[,/] ?)\Z")
_REACH = 24


def zones_beside(folded: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The zones (code, start, end) said before and after the one at `start` without its noun."""
    found = _NOUN.search(folded, start, end)
    if found is None:
        return
    noun = found.group().removeprefix("pays d'").removeprefix("pays du ")
    zones = _NOUNS[noun]
    if found.end() == end:
        before = []
        while (said := _PREVIOUS.search(folded, max(0, start - _REACH), start)) and said[1] in zones:
            start = said.start()
            before.append((zones[said[1]], said.start(1), said.end(1)))
        yield from reversed(before)
        return
    while (said := _NEXT.match(folded, end)) and said[1] in zones:
        end = said.end()
        yield zones[said[1]], said.start(1), said.end(1)
