"""A letter as words in their places, before any markup: what `compose` fills and the templates lay out."""

from dataclasses import dataclass
from datetime import datetime

from model.letter import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks: the name of the service, the addresses of its letters, and the people behind it.

    `envelope_prefix` is what all the addresses that send begin with, for those who let mail in by it.
    """

    name: str
    sender: str
    reply_to: str | None = None
    organisation: str | None = None
    contact: str | None = None
    envelope_prefix: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value to check before relying on it, with the sentence it was read in when it may be shown."""

    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of facts: what is sure, then what is to be checked; `link` is an address to open about it."""

    label: str
    value: str = ""
    doubts: tuple[Doubt, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A word of the staff, above the calls: `when` is the date that it announces, in words, `link` an address to open."""

    title: str
    text: str
    when: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Until when one may answer. `left` is « dans 12 jours », `urgency` is now, soon, calm or none; `short` fits a list."""

    text: str
    short: str
    label: str = "Date limite"
    left: str = ""
    urgency: str = "none"
    notes: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What moved: a sentence, and the two values when they can be set side by side."""

    sentence: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """The word on a card, and how a count of such cards says it; `tone` names its colour in the style sheet."""

    label: str
    one: str
    many: str
    tone: str

    @property
    def one_call(self) -> str:
        """« appel prolongé »."""
        return f"appel {self.one}"

    @property
    def many_calls(self) -> str:
        """« appels prolongés »."""
        return f"appels {self.many}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One call.

    `original` is the source's own title when a French one is shown above it, `credit` says who wrote that French.
    `topics` are the places and themes it shares with the member's wishes. `source` is the credit due to the source.
    The four addresses are signed for the reader, empty where they make no sense.
    """

    call: int
    tag: Tag
    title: str
    language: str
    url: str
    host: str
    funder: str
    kind: str
    when: When
    original: str = ""
    original_language: str = ""
    credit: str = ""
    rows: tuple[Row, ...] = ()
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    source: str = ""
    useful_url: str = ""
    useless_url: str = ""
    agenda_url: str = ""
    together_url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Calls of one funder told in one line each, when a letter has too many for cards; `total` counts those without one."""

    funder: str
    cards: tuple[Card, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section of the letter; `heading` carries its true count, `rest` introduces the groups, `unlisted` says
    how many calls found no line either."""

    section: Section
    heading: str
    note: str = ""
    cards: tuple[Card, ...] = ()
    rest: str = ""
    groups: tuple[Group, ...] = ()
    unlisted: str = ""


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page that changed and that we can no longer read: our words, its address, and the topic of the ledger."""

    words: str
    url: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A whole letter in words. `more_url` leads to what is counted without being shown, empty when everything is.

    `light`: there are many cards, and each does without its button. `notes` are said before the cards; `ask` is a button
    that a letter without cards may have, with its words. `pages` are those that changed and cannot be read. `aside` counts
    what the member's opinions hold back.
    """

    subject: str
    preheader: str
    greeting: str
    lead: str
    day: str
    parts: tuple[Part, ...]
    more: str
    more_note: str
    more_url: str
    why_received: str
    settings_url: str
    unsubscribe_url: str
    site_url: str
    voice: Voice
    composed_at: datetime
    light: bool = False
    title: str = "Vos appels à projets"
    notes: tuple[str, ...] = ()
    words: tuple[Saying, ...] = ()
    ask: str = ""
    ask_url: str = ""
    calls_url: str = ""
    feed_url: str = ""
    privacy_url: str = ""
    aside: str = ""
    aside_url: str = ""
    pages: tuple[ChangedPage, ...] = ()
