"""Joins the dates that go together: a date and its hour, the two ends of a range, the items of an enumeration."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.codes import Precision
from pipelines.reading.dates.hours import Hour, hour_after, hour_before
from pipelines.reading.dates.mentions import Mention
from pipelines.reading.dates.names import FULL_MONTHS, MONTHS, WEEKDAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A date with its hour; `start` and `end` cover both."""

    mention: Mention
    hour: Hour | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One date, or a range when `first` is there. `joined`: it continues the enumeration of the span before."""

    first: Said | None
    last: Said
    start: int
    end: int
    joined: bool = False


_DAY_NAME = "(?:" + "|".join(WEEKDAYS) + r"|(?:segunda|terca|quarta|quinta|sexta)-feira)[ ,]{0,2}"
_ARTICLE = r"(?:(?:le|la|the|el|o|du|au|on|dia|den|dem|il) ){0,2}(?:" + _DAY_NAME + r")?(?:le |the )?"
_LINK = re.compile(
    r"[\s,]{0,3}(?:\([^()\n]{0,40}\)[\s,]{0,2})?"
    r"(?:(?:a partir )?(?:de|das|des|a|from) \d{1,2} ?h(?:\d\d)?[\s,]{0,2})?(?:(?:et |and )?"
    r"(?P<sure>jusqu'au|jusqu'a la|jusqu'a|au plus tard le|au|a la|a|al|to|until|till|"
    r"through|hasta el|hasta|ate|ao|fino al|bis zum|bis)\b\s{0,2}"
    r"|(?P<both>et|and|y|e)\b\s{0,2}|(?P<dash>-{1,2}>?|→|=>)\s{0,3})" + _ARTICLE
)
_LEAD = re.compile(
    r"\b(?P<lead>du|de|entre|en tre|entre le|between|from|depuis|depuis le|a partir du|a partir de|a compter du|des le|"
    r"desde|desde el|del|da|dal|vom|zwischen)\b:?\s{0,3}" + _ARTICLE + r"\Z"
)
_MEMBER = re.compile(
    r"(?: ?\([^()\n]{0,40}\))?\s{1,2}|[\s,]{0,2}(?:\([^()\n]{0,80}\))?[\s]{0,2}"
    r"(?:(?:pour|for) (?:la |le |les |the )?(?:\w{1,12} ){0,2}(?:session|vague|releve|phase|round|tour|periode|projets)s?"
    r"(?: [a-z]{2,12}){0,2}[\s]{0,2})?"
    r"(?:(?:,|et|ou|puis|and|or|y|e|&|/|,? ?ainsi que|soit)\s{1,2}|, ?)"
    r"(?:(?:la |le |l'|celle de )?(?:seconde?|deuxieme|2e|2eme|2nde|troisieme|3e|3eme|autre|suivante|derniere?)"
    r"(?: (?:session|vague|releve|date))? )?"
    r"(?:avant |before )?(?:d'ici )?(?:le |les |the |du |au |el )?(?:" + _DAY_NAME + r")?"
)
_BARE = re.compile(
    r"(?<![\d.,/€$-])(\d{1,2}(?: ?(?:er|re|e|st|nd|rd|th|º))?)(?: ?(?:of))?(?: (?:au|et|ou|a|al|to|and|or|y|e) ?| ?[,\-&] ?)"
    + _ARTICLE
    + r"\Z"
)
_MONTH_BEFORE = re.compile(
    r"\b(?:de|d'|entre|from|between|en|du mois de|of) ?([a-z]{3,10}) (?:a|et|to|and|-|jusqu'a|y|e) ?\Z"
)
MEMBERS = 7
"""Days that may share the month of the last ("les 4, 5 et 6 mai")."""
_BARE_AFTER = re.compile(
    r" ?(?:-|to|and|until|through|&) ?(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,? ((?:19|20)\d{2}))?(?! ?(?:[ap]\.?m|%|€|:))"
)


def make_spans(folded: str, mentions: Sequence[Mention]) -> list[Span]:
    """The mentions of a text, joined and in order."""
    said: list[Said] = []
    for mention in mentions:
        said += _with_neighbours(folded, mention, said[-1].end if said else 0)
    spans: list[Span] = []
    index = 0
    while index < len(said):
        here = said[index]
        after = said[index + 1] if index + 1 < len(said) else None
        joined = bool(spans) and _continues(folded, spans[-1].end, here.start)
        if after is not None and _is_range(folded, here, after):
            spans.append(Span(first=here, last=after, start=here.start, end=after.end, joined=joined))
            index += 2
        else:
            spans.append(Span(first=None, last=here, start=here.start, end=here.end, joined=joined))
            index += 1
    return spans


def _with_neighbours(folded: str, mention: Mention, floor: int) -> list[Said]:
    """The date, its hour, and the bare days that borrow its month ("les 4 et 5 mai", "March 3 to 7, 2026")."""
    bare_after = _day_after(folded, mention)
    if bare_after is not None:
        first = replace(mention, year=mention.year or bare_after.year)
        return [_timed(folded, first, follow=False), _timed(folded, bare_after)]
    said = [_timed(folded, mention)]
    if mention.precision is Precision.MONTH:
        return [*_bare_month(folded, mention, floor), *said]
    while mention.precision is Precision.DAY and len(said) < MEMBERS and (day := _day_before(folded, said[0], floor)):
        said.insert(0, day)
    return said


def _day_before(folded: str, said: Said, floor: int) -> Said | None:
    base = max(floor, said.start - 36)
    bare = _BARE.search(folded, base, said.start)
    if bare is None or (folded[said.start].isalpha() and said.mention.weekday is None):
        return None
    day = int(re.sub(r"\D", "", bare[1]))
    mention = replace(said.mention, start=bare.start(), end=bare.end(1), day=day, weekday=None)
    return Said(mention=mention, hour=None, start=bare.start(), end=bare.end(1)) if 1 <= day <= 31 else None


def _bare_month(folded: str, mention: Mention, floor: int) -> list[Said]:
    """ "De février à avril 2026": a month without a year that starts the range of the next."""
    found = _MONTH_BEFORE.search(folded, max(floor, mention.start - 30), mention.start)
    if found is None or found[1] not in FULL_MONTHS:
        return []
    month = MONTHS[found[1]]
    first = replace(mention, start=found.start(1), end=found.end(1), day=28, month=month, year=None, head=(month, 1))
    return [Said(mention=first, hour=None, start=found.start(1), end=found.end(1))]


def _day_after(folded: str, mention: Mention) -> Mention | None:
    words = folded[mention.start : mention.end]
    if mention.precision is not Precision.DAY or mention.year is not None or not words[-1:].isdigit():
        return None
    found = _BARE_AFTER.match(folded, mention.end)
    if found is None or not mention.day < int(found[1]) <= 31 or not words[0].isalpha():
        return None
    return replace(
        mention,
        start=mention.end,
        end=found.end(),
        day=int(found[1]),
        year=int(found[2]) if found[2] else None,
        weekday=None,
    )


def _timed(folded: str, mention: Mention, *, follow: bool = True) -> Said:
    hour = hour_after(folded, mention.end) if follow else None
    if hour is not None:
        return Said(mention=mention, hour=hour, start=mention.start, end=max(mention.end, hour.end))
    hour = hour_before(folded, mention.start)
    return Said(mention=mention, hour=hour, start=hour.start if hour else mention.start, end=mention.end)


def _is_range(folded: str, first: Said, last: Said) -> bool:
    if last.start < first.end:
        return False
    link = _LINK.fullmatch(folded, first.end, last.start)
    if link is None:
        return False
    if link["dash"] and "\n" in folded[first.end : link.start("dash")]:
        return False  # the dash starts the next item of a list
    lead = _LEAD.search(folded, max(0, first.start - 40), first.start)
    if link["both"]:
        return lead is not None and lead["lead"].startswith(("entre", "en tre", "between"))
    return lead is not None or bool(link["dash"]) or not _weak(link["sure"]) or _opens_field(folded, first.start)


def _weak(link: str) -> bool:
    """ "à", "a", "e" between two dates with nothing before says little."""
    return link in ("a", "a la", "al", "e")


def _opens_field(folded: str, start: int) -> bool:
    """Nothing but a label's colon, or the start of a line, before the date."""
    before = folded[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in ":\n|"


def _continues(folded: str, end: int, start: int) -> bool:
    return start >= end and _MEMBER.fullmatch(folded, end, start) is not None
