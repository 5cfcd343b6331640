"""The subject, the preheader and the counts of a letter: what is read before it is opened."""

from collections import Counter
from collections.abc import Sequence

from digests import french
from digests.draft import Card, Tag
from digests.tags import OPEN

SUBJECT = 70
_PREHEADER = 140
_TOPICS = 3


def counts_of(cards: Sequence[Card], more: int = 0) -> list[str]:
    """« 3 nouveaux », « 1 prolongé »…, in the order of the cards; `more` are calls already open without a card."""
    return [french.counted(number, tag.one, tag.many) for tag, number in _numbers(cards, more)]


def named_counts_of(cards: Sequence[Card], more: int = 0) -> list[str]:
    """The same, the first one naming what is counted: « 3 nouveaux appels », « 1 prolongé »…"""
    named = [french.counted(number, tag.one_call, tag.many_calls) for tag, number in _numbers(cards, more)[:1]]
    return named + counts_of(cards, more)[1:]


def said_of(cards: Sequence[Card], more: int = 0) -> str:
    """The same counts inside a sentence: « 3 nouveaux appels, 1 prolongé et 1 retiré »."""
    counts = named_counts_of(cards, more)
    return french.listed(counts, len(counts))


def _numbers(cards: Sequence[Card], more: int) -> list[tuple[Tag, int]]:
    tags = [card.tag for card in cards] + [OPEN] * more
    return list(Counter(tags).items())


def subject_of(cards: Sequence[Card], more: int = 0) -> str:
    """At most 70 characters that help to choose: « 3 nouveaux appels, 1 prolongé — Sénégal, eau », or an only card's title.

    Where room lacks, a topic says more than the word « appels », and a count more than a topic.
    """
    if len(cards) == 1 and not more:
        return plain(_of_one(cards[0]))
    topics = topics_of(cards)
    for counts in (named_counts_of(cards, more), counts_of(cards, more)):
        told = _fitting(counts, SUBJECT)
        about = _fitting(topics, SUBJECT - len(told) - len(" — "))
        if about or not topics:
            break
    return plain(f"{told} — {about}" if about else told)


def preheader_of(cards: Sequence[Card]) -> str:
    """The first titles, for the line that mail programs show after the subject."""
    if len(cards) == 1:
        parts = (cards[0].when.text if cards[0].when.left else cards[0].when.short, cards[0].funder, *cards[0].reasons[:1])
        return french.clipped(" · ".join(part for part in parts if part), _PREHEADER)
    return french.clipped(" · ".join(french.clipped(card.title, 60) for card in cards[:3]), _PREHEADER)


def topics_of(cards: Sequence[Card]) -> list[str]:
    """The places and themes that most cards of the letter share with the member's wishes, most frequent first."""
    return [topic for topic, _ in Counter(topic for card in cards for topic in card.topics).most_common(_TOPICS)]


def _of_one(card: Card) -> str:
    head = f"{card.tag.one[:1].upper()}{card.tag.one[1:]} : "
    tail = f" — {card.when.short}" if card.when.left and card.tag.tone != "over" else ""
    return head + french.clipped(card.title, SUBJECT - len(head) - len(tail)) + tail


def _fitting(words: Sequence[str], length: int) -> str:
    for number in range(len(words), 0, -1):
        joined = ", ".join(words[:number])
        if len(joined) <= length:
            return joined
    return ""


def plain(text: str) -> str:
    """Ordinary spaces: filters and searches of mail programs compare subjects character by character."""
    return text.replace(french.NBSP, " ").replace(french.THIN, " ")
