"""Letters with many calls: lighter cards first, then one line each under their funder for those that find no room."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from digests import french
from digests.draft import Card, Draft, Group, Part

FULL = 40
"""Above so many calls a letter is grouped."""

LIGHT = 20
"""Above so many cards each one is lighter: its title is its link, the source's words stay in its reasons, and what the
reader may do about it is on the page of all open calls."""

NO_FUNDER = "Financeur non précisé"


def grouped(draft: Draft, full: int = FULL) -> Draft:
    """The same letter with at most `full` cards, shared out among its parts; no call is left out."""
    total = sum(len(part.cards) for part in draft.parts)
    if total > full:
        draft = replace(draft, parts=tuple(_grouped(part, full * len(part.cards) // total) for part in draft.parts))
    return _lightened(draft) if min(total, full) > LIGHT else draft


def shortened(draft: Draft, lines: int) -> Draft:
    """The grouped letter with at most `lines` lines a part: the counts stay true, and the others are on the site."""
    return replace(draft, parts=tuple(_shortened(part, lines) for part in draft.parts))


def _shortened(part: Part, lines: int) -> Part:
    kept: list[Group] = []
    room, left = lines, 0
    for group in part.groups:
        shown = group.cards[:room]
        room, left = room - len(shown), left + len(group.cards) - len(shown)
        kept.extend([replace(group, cards=shown)] if shown else [])
    unlisted = f"{french.counted(left, 'autre', 'autres')}, à lire sur le site" if left else ""
    return replace(part, groups=tuple(kept), unlisted=unlisted)


def _lightened(draft: Draft) -> Draft:
    parts = (replace(part, cards=tuple(map(_lighter, part.cards))) for part in draft.parts)
    return replace(draft, parts=tuple(parts), light=True)


def _lighter(card: Card) -> Card:
    return replace(card, quotes=(), useful_url="", useless_url="", agenda_url="", together_url="")


def _grouped(part: Part, full: int) -> Part:
    left = part.cards[full:]
    rest = f"{french.counted(len(left), 'autre', 'autres')}, par financeur"
    return replace(part, cards=part.cards[:full], rest=rest if left else "", groups=_groups(left))


def _groups(cards: Sequence[Card]) -> tuple[Group, ...]:
    by_funder: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        by_funder[card.funder or NO_FUNDER].append(card)
    ordered = sorted(by_funder.items(), key=lambda held: (-len(held[1]), held[0]))
    return tuple(Group(funder, tuple(held), len(held)) for funder, held in ordered)
