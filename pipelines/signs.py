"""What can be spotted in a folded text at a glance: dates, sums, addresses, codes, lots. Nothing is understood here.

The reading proper, with its evidence, is in `reading/`; this serves to compare notices, thousands of times a second.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january jan janv",
            "fevrier february feb fev fevr",
            "mars march mar",
            "avril april apr avr",
            "mai may",
            "juin june jun",
            "juillet july jul juil",
            "aout august aug",
            "septembre september sept sep",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"\b(?:(?P<d1>\d\d?)(?:er|st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})\.?,? (?P<y1>20\d\d)"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d\d?)(?:st|nd|rd|th)?,? (?P<y2>20\d\d)"
    r"|(?P<y3>20\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)"
    r"|(?P<d4>\d\d?)[/.](?P<m4>\d\d?)[/.](?P<y4>20\d\d|\d\d))\b"
)
SUM = re.compile(
    r"\b(?P<before>(?:eur|gbp|usd) ?)?(?P<number>\d{1,3}(?:[ .,'\u202f\u00a0]\d{3})+|\d+(?:[.,]\d+)?) ?"
    r"(?P<scale>k|m|millions?|milliers|thousand|mds?|milliards?|billions?)?(?: ?d'| ?de)? ?"
    r"(?P<unit>euros?|eur|usd|gbp|fcfa|dollars?)?\b"
)
_NUMBER = r"(?P<number>\d{1,3}(?:[ .,'\u202f\u00a0]\d{3})+|\d+(?:[.,]\d+)?)"
_BOUND = rf"{_NUMBER} ?(?P<scale>k|m|millions?|milliers|thousand)?"
LOWER = re.compile(rf"(?<![\d.,]){_BOUND} ?(?:a|to|et|and|-) ?\Z")
UPPER = re.compile(rf" ?(?:a|to|et|and|-) ?{_BOUND}\b")
YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
LONGEST_BOUND = 24
UNITS = ("eur", "usd", "gbp", "fcfa", "dollar")
YEAR = re.compile(r"\d(?:\d\d\d|[/.]\d)")
SCALES = {"k": 10**3, "milliers": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "md": 10**9, "milliard": 10**9}
SMALLEST_SUM = 100
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'\])»}]+", re.IGNORECASE)
PLAIN_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([A-Za-z0-9.-]+)((?:/[^\s?#;]*)?)")
TRACKING = re.compile(r"^(utm_|fbclid|gclid|mc_|pk_|at_|xtor|s?source$)")
# A code of the funder's: letters, figures and signs without a space ("CERV-2026-CITIZENS-TOWN", "EuropeAid/1/DD/ACT").
CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9]+(?:[-/.][A-Za-z0-9]+)+")
LONGEST_CODE = 60

NUMBER = r"(?:n ?o? ?|n° ?|numero |no )?(?:\d{1,2}|[ivx]{1,4})"
# What one calls « window » the other calls « guichet ».
KINDS_OF_PARTS = {
    "guichet": "window",
    "strand": "volet",
    "composante": "volet",
    "component": "volet",
    "priorite": "axe",
    "categorie": "category",
}
PARTS = "lot|volet|axe|phase|strand|composante|guichet|priorite|categorie|category|action|window|component"
# What the local version of a call says of itself, and that who relays the call never says.
LOCAL = re.compile(
    r"\bdeclin(?:aison|e|ee)\b|\b(?:enveloppe|comite|volet|fonds|cofinancement|appel|budget|edition|version) "
    r"(?:regional|departemental|local|territorial)e?\b|\bsiege (?:social )?(?:est )?(?:situe )?(?:en|dans|a)\b|"
    r"\b(?:prefecture|prefet|dreal|drac|dreets|draaf|sgar)\b|\bconseil (?:regional|departemental)\b"
)
# What the title of the local version of a call says, and that of the call never.
VERSION = re.compile(
    r"\bdeclin(?:aison|e|ee)\b|\b(?:version|volet|enveloppe|edition) (?:regional|departemental|local|territorial)e?\b"
)
DAY_AND_MONTH = re.compile(rf"\b(\d\d?)(?:er|st|nd|rd|th)? (?:of )?({_MONTH})\b|\b({_MONTH}) (\d\d?)\b(?!\d)")
PART = re.compile(rf"(?:{PARTS})s? (?:n|\d|[ivx]|[a-h]\b)")
LOTS = re.compile(
    rf"\b(?P<kind>{PARTS})s? (?P<numbers>{NUMBER}(?:(?: ?, ?| et | and | & | a | to |-|, et )(?:{NUMBER}|[a-h]))*)\b"
)
LETTERED = re.compile(
    r"\b(?P<kind>lot|volet|strand) (?P<letter>[a-h])\b(?! )|\b(?P<kind2>lot|volet|strand) (?P<letter2>[b-h])\b"
)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "1er 1ere premier premiere 1st first",
            "2e 2eme 2nd second seconde deuxieme",
            "3e 3eme 3rd third troisieme",
            "4e 4eme 4th fourth quatrieme",
            "5e 5eme 5th fifth cinquieme",
            "6e 6eme 6th sixth sixieme",
            "7e 7eme 7th seventh septieme",
            "8e 8eme 8th eighth huitieme",
            "9e 9eme 9th ninth neuvieme",
            "10e 10eme 10th tenth dixieme",
        ),
        1,
    )
    for word in words.split()
}
_ORDINAL = "|".join(ORDINALS)
ROUND_WORDS = "edition|session|vague|releve|round|call|appel|stage|phase|semestre|trimestre|cut-off|saison"
ROUNDS = re.compile(
    rf"\b(?:(?P<ordinal>{_ORDINAL}) (?P<kind1>{ROUND_WORDS})|(?P<kind2>{ROUND_WORDS}) (?:n ?o? ?|n° ?|numero |no )?"
    r"(?P<number>\d{1,2}|[ivx]{1,4}))(?![\w/-])"
)
SEASON = re.compile(r"\b(printemps|ete|automne|hiver|spring|summer|autumn|fall|winter)\b")
SEASONS = {"printemps": "spring", "ete": "summer", "automne": "autumn", "hiver": "winter", "fall": "autumn"}
# « édition 2026 », « appel à projets 2025 », « 2026 call »: the year of an edition said in the text.
SAID_YEAR = re.compile(
    r"\b(?:edition|session|campagne|millesime|programmation|appel a projets?|appel a candidatures?|appel|calls?|aap|ami|cru|"
    r"au titre de(?: l'annee)?) (20\d\d)(?:[-/](\d{2,4}))?\b|\b(20\d\d) (?:edition|call|round|campaign)\b"
)


@lru_cache(maxsize=500)
def dates(folded: str) -> frozenset[date]:
    """The whole dates written in a folded text; day first when only figures."""
    found: set[date] = set()
    for match in DATE.finditer(_near_years(folded)):
        day, month, year = next(
            (match[f"d{n}"], match[f"m{n}"], match[f"y{n}"]) for n in (1, 2, 3, 4) if match[f"d{n}"] is not None
        )
        try:
            found.add(date(int(year) + (2000 if len(year) == 2 else 0), MONTHS.get(month) or int(month), int(day)))
        except ValueError:  # « 31.02.2026 » is a number of something else
            continue
    return frozenset(found)


@lru_cache(maxsize=1)
def _near_years(folded: str) -> str:
    return _near((match.start() for match in YEAR.finditer(folded)), folded, 32, 16)


@lru_cache(maxsize=500)
def days_and_months(folded: str) -> frozenset[tuple[int, int]]:
    """(month, day) of all the days named in a folded text, with or without their year."""
    found = ((m[2] or m[3], m[1] or m[4]) for m in DAY_AND_MONTH.finditer(folded))
    return frozenset([(MONTHS[month], int(day)) for month, day in found] + [(d.month, d.day) for d in dates(folded)])


def _places(text: str, said: Iterable[str]) -> Iterator[int]:
    """Where any of these is written: ten times faster than a pattern of alternatives."""
    for one in said:
        place = text.find(one)
        while place >= 0:
            yield place
            place = text.find(one, place + len(one))


def _near(places: Iterable[int], folded: str, before: int, after: int) -> str:
    """The parts of a text around places, in order: what a slow pattern is worth trying on."""
    parts: list[str] = []
    end = 0
    for place in places:
        start = max(end, place - before)
        parts.append((" | " if start > end else "") + folded[start : place + after])
        end = place + after
    return "".join(parts)


def sums(folded: str) -> frozenset[int]:
    """The sums of money written in a folded text, in units whatever the currency; a bare number is none."""
    near = _near(sorted(_places(folded, UNITS)), folded, 26, 28)
    stated = [match for match in SUM.finditer(near) if match["unit"] or match["before"]]
    found = {_amount(match["number"], match["scale"]) for match in stated}
    found.update(bound for match in stated if (bound := _other_bound(near, match)) is not None)
    return frozenset(amount for amount in found if amount >= SMALLEST_SUM)


def _other_bound(text: str, match: re.Match[str]) -> int | None:
    """The other end of « de 25 000 à 75 000 euros » or of « EUR 25,000 to 75,000 », whose unit is said once."""
    before = LOWER.search(text, max(0, match.start() - LONGEST_BOUND), match.start()) if match["unit"] else None
    after = UPPER.match(text, match.end()) if match["before"] and before is None else None
    found = before or after
    if found is None or YEAR_ALONE.fullmatch(found["number"]):
        return None
    alone = _amount(found["number"], found["scale"])
    return alone if alone >= 1_000 else _amount(found["number"], found["scale"] or match["scale"])


def _amount(number: str, scale: str | None) -> int:
    grouped = re.fullmatch(r"\d{1,3}(?:[ .,'\u202f\u00a0]\d{3})+", number)
    value = float(re.sub(r"\D", "", number) if grouped else number.replace(",", "."))
    return round(value * SCALES.get((scale or "").rstrip("s"), 1))


def addresses(text: str) -> frozenset[str]:
    """The canonical addresses written in a text, those of a home page left out: many calls share one."""
    if "://" not in text and "www." not in text.lower():
        return frozenset()
    found = {canonical(match[0].rstrip(".,;:!?")) for match in ADDRESS.finditer(text)}
    return frozenset(address for address in found if "/" in address or "?" in address)


def canonical(url: str) -> str:
    """An address as it is compared: no scheme, `www.`, fragment, tracking or final slash; query keys in order.

    A fragment that is a route of its own ("#/call/12", "#!…") stays. What is no address gives "".
    """
    plain = PLAIN_ADDRESS.fullmatch(url)
    if plain:  # most are so: ten times faster
        return plain[1].lower() + plain[2].rstrip("/")
    try:
        parts = urlsplit(url.strip() if "//" in url else f"//{url.strip()}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    query = sorted((k, v) for k, v in parse_qsl(parts.query) if not TRACKING.match(k.lower()))
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    return f"{host}{parts.path.rstrip('/')}{'?' + urlencode(query) if query else ''}{route}"


def codes(text: str) -> frozenset[str]:
    """Words that look like the code of a call: with a capital, a figure and a sign inside; case-folded."""
    bare = ADDRESS.sub(" ", text) if "://" in text else text
    found = {match[0] for match in CODE.finditer(bare) if len(match[0]) <= LONGEST_CODE}
    return frozenset(code.casefold() for code in found if _is_code(code))


def _is_code(said: str) -> bool:
    return any(c.isdigit() for c in said) and not DATE.search(said.lower())


@lru_cache(maxsize=500)
def lots(folded: str) -> frozenset[str]:
    """« lot 2 », « volets 1 à 3 », « lot B »: parts, each with its number; roman numbers become digits."""
    if not PART.search(folded):
        return frozenset()
    found = {f"{kind} {number}" for kind, numbers in _parts(folded) for number in numbers}
    for match in LETTERED.finditer(folded):
        kind = match["kind"] or match["kind2"]
        found.add(f"{KINDS_OF_PARTS.get(kind, kind)} {match['letter'] or match['letter2']}")
    return frozenset(found)


def _parts(folded: str) -> Iterator[tuple[str, list[int]]]:
    for match in LOTS.finditer(folded):
        said = re.findall(r"\b(\d{1,2}|[ivx]+)\b", match["numbers"])
        numbers = [ROMAN.get(one) or int(one) for one in said if one.isdigit() or one in ROMAN]
        if len(numbers) == 2 and re.search(r" a | to |\d-\d", match["numbers"]) and numbers[0] < numbers[1]:
            numbers = list(range(numbers[0], numbers[1] + 1))
        yield KINDS_OF_PARTS.get(match["kind"], match["kind"]), numbers


def rounds(folded: str) -> frozenset[str]:
    """« 3e édition », « session 2 », « automne »: the round of a call, whichever word names it."""
    found = {f"round {_number(match)}" for match in ROUNDS.finditer(folded)}
    return frozenset(found | {f"season {SEASONS.get(match[1], match[1])}" for match in SEASON.finditer(folded)})


def _number(match: re.Match[str]) -> int:
    said = match["ordinal"] or match["number"]
    return ORDINALS.get(said) or ROMAN.get(said) or int(said)


@lru_cache(maxsize=500)
def said_years(folded: str) -> frozenset[int]:
    """The years that the text gives to an edition in so many words."""
    found: set[int] = set()
    for match in SAID_YEAR.finditer(_near_years(folded)):
        first = match[1] or match[3]
        found.add(int(first))
        if match[2]:
            found.add(int(first[: 4 - len(match[2])] + match[2]))
    return frozenset(found)
