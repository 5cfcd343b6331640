"""Words of the staff and dates of the house in a letter: to whom each is due, and where it stands. It reads no store."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from digests import french, names
from digests.draft import Card, Row, Saying
from model.call import Call
from model.member import Member
from model.word import Word

_ON_CARDS = 12
"""With more calls, cards may be folded into lists: what is said of one then stands at the top, where it is seen."""


def due(
    words: Sequence[Word],
    member: Member,
    suiting: Collection[int],
    refused: Collection[int],
    ledger: Collection[str],
    day: date,
) -> tuple[Word, ...]:
    """The words that concern `member` on `day` (local) and that the person has not been told (`ledger` holds topics).

    What is said of a call is for those whom it suits (`suiting`), unless they refused it.
    """
    return tuple(
        word
        for word in words
        if word.topic not in ledger
        and (word.last_day is None or word.last_day >= day)
        and _concerns(word, member)
        and (word.call is None or (word.call in suiting and word.call not in refused))
    )


def _concerns(word: Word, member: Member) -> bool:
    if not (word.countries or word.groups or word.themes):
        return True
    return bool(
        set(word.countries) & set(member.countries)
        or set(word.groups) & set(member.groups)
        or set(word.themes) & set(member.themes)
    )


def placed(
    words: Sequence[Word], cards: Sequence[Card], calls: Mapping[int, Call]
) -> tuple[tuple[Saying, ...], dict[int, tuple[Row, ...]]]:
    """What stands at the top of the letter, and call → the lines of its card."""
    shown = {card.call for card in cards} if len(cards) <= _ON_CARDS else set()
    above = tuple(_saying(word, calls.get(word.call or 0)) for word in words if word.call not in shown)
    below: dict[int, tuple[Row, ...]] = {}
    for word in words:
        if word.call in shown:
            below[word.call or 0] = (*below.get(word.call or 0, ()), _row(word))
    return above, below


def with_rows(card: Card, rows: Mapping[int, tuple[Row, ...]]) -> Card:
    """The card with the lines that staff add to it."""
    return replace(card, rows=(*card.rows, *rows.get(card.call, ())))


def title_of(word: Word) -> str:
    """What stands above it: its own title, else what kind of word it is."""
    if word.title:
        return french.bound(word.title)
    if word.day is not None:
        return "Date à retenir"
    places = [*(names.country(code) for code in word.countries), *(names.group(code) for code in word.groups)]
    return f"Groupe-pays {french.listed(places, 3)}" if places else "Le mot de l’équipe"


def when_of(word: Word) -> str:
    """« jeudi 8 octobre 2026 à 14 h (heure de Paris) », empty for what is no date."""
    if word.day is None:
        return ""
    hour = f" à {french.hour(word.hour)} (heure de Paris)" if word.hour is not None else ""
    return f"{french.long_day(word.day)}{hour}"


def _saying(word: Word, call: Call | None) -> Saying:
    about = f" Appel concerné : « {french.clipped(call.title_fr or call.title, 120)} »." if call is not None else ""
    return Saying(title=title_of(word), when=when_of(word), text=french.bound(word.text + about), link=word.link)


def _row(word: Word) -> Row:
    said = [when_of(word), french.bound(word.text)]
    return Row(label=title_of(word), value=" – ".join(part for part in said if part), link=word.link)
