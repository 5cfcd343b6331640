"""Words of a letter, from what is owed to one person; nothing is decided here about what is due, nor about its markup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from digests import french, subject, words
from digests.cards import Owner, card_of
from digests.draft import Card, ChangedPage, Draft, Part, Voice
from digests.links import Links
from digests.owed import Owed
from model.call import Call
from model.codes import Rhythm
from model.deadline import PARIS
from model.letter import Due, Section
from model.match import Match
from model.member import Member, Subscriber
from model.source import Source
from model.word import Word

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_HEADINGS = {
    Section.NEW: ("nouvel appel", "nouveaux appels"),
    Section.UPCOMING: ("appel à venir", "appels à venir"),
    Section.CHANGED: ("appel prolongé ou modifié", "appels prolongés ou modifiés"),
    Section.CLOSING: ("appel bientôt clos", "appels bientôt clos"),
    Section.OVER: ("appel clos ou retiré", "appels clos ou retirés"),
    Section.ALREADY_OPEN: ("appel déjà ouvert", "appels déjà ouverts ou annoncés"),
}

_NOTES = {
    Section.OVER: (
        "Vous aviez reçu cet appel ; il n’est plus possible d’y répondre.",
        "Vous aviez reçu ces appels ; il n’est plus possible d’y répondre.",
    ),
    Section.ALREADY_OPEN: (
        "Il n’est pas nouveau, mais il correspond à votre profil.",
        "Ils ne sont pas nouveaux, mais correspondent à votre profil. Les plus proches de leur terme d’abord.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a letter is made from: calls by id, the member's matches by call, the sources by slug, the calls whose page no
    longer answers."""

    calls: Mapping[int, Call]
    matches: Mapping[int, Match]
    sources: Mapping[str, Source] = field(default_factory=dict)
    bad_links: frozenset[int] = frozenset()


def compose(
    person: Subscriber,
    member: Member,
    owed: Owed,
    world: World,
    links: Links,
    voice: Voice,
    now: datetime,
    *,
    in_turn: bool = True,
    notes: tuple[str, ...] = (),
    pages: tuple[ChangedPage, ...] = (),
    said: tuple[Word, ...] = (),
    aside: int = 0,
) -> Draft:
    """The letter of `person`, of `member`, at `now` (aware): every call of `owed.dues` has a card, `owed.more` a link.

    `in_turn` is False for a letter that does not wait for the day of the rhythm. `notes` are honest words about the day,
    and `pages` those that changed and cannot be read. `said` are the words of the staff that are due.
    `aside`: how many calls the member's opinions hold back.
    """
    owner = Owner(member=member, now=now)
    parts = tuple(_part(section, dues, owed.more, owner, world) for section, dues in _by_section(owed.dues))
    parts = tuple(replace(part, cards=tuple(_linked(card, person, links) for card in part.cards)) for part in parts)
    cards = [card for part in parts for card in part.cards]
    above, below = words.placed(said, cards, world.calls)
    parts = tuple(replace(part, cards=tuple(words.with_rows(card, below) for card in part.cards)) for part in parts)
    more = owed.more + owed.rest
    return replace(
        frame(person, member, links, voice, now),
        subject=subject.subject_of(cards, owed.more),
        preheader=subject.preheader_of(cards),
        lead=_lead(person, member, cards, owed.more) if in_turn else _early_lead(member, cards),
        parts=parts,
        more=_more(more),
        more_note=_more_note(more),
        more_url=links.open_calls(person) if more else "",
        notes=notes,
        words=above,
        pages=pages,
        aside=_aside(aside),
        aside_url=links.opinions(person) if aside else "",
    )


def frame(person: Subscriber, member: Member, links: Links, voice: Voice, now: datetime) -> Draft:
    """What every letter to `person` has around its words: greeting, day, why it comes, the links of its foot."""
    return Draft(
        subject="",
        preheader="",
        greeting=f"Bonjour {person.name.strip()},".replace(" ,", ","),
        lead="",
        day=french.long_day(now.astimezone(ZoneInfo(PARIS)).date()),
        parts=(),
        more="",
        more_note="",
        more_url="",
        why_received=_why(person, member),
        settings_url=links.settings(person),
        unsubscribe_url=links.unsubscribe(person),
        site_url=links.site,
        voice=voice,
        composed_at=now,
        calls_url=links.open_calls(person),
        feed_url=links.feed(person),
        privacy_url=links.privacy,
    )


def _linked(card: Card, person: Subscriber, links: Links) -> Card:
    """What the reader may do about a call that can still be answered."""
    if card.tag.tone == "over":
        return card
    return replace(
        card,
        useful_url=links.opinion(person, card.call, useful=True),
        useless_url=links.opinion(person, card.call, useful=False),
        agenda_url=links.agenda(person, card.call) if card.when.left else "",
        together_url=links.together(person, card.call),
    )


def _early_lead(member: Member, cards: Sequence[Card]) -> str:
    return f"{member.name}, sans attendre votre prochaine lettre{french.NBSP}: {subject.said_of(cards)}."


def _by_section(dues: Sequence[Due]) -> list[tuple[Section, list[Due]]]:
    found = [(section, [due for due in dues if due.section is section]) for section in Section]
    return [(section, held) for section, held in found if held]


def _part(section: Section, dues: Sequence[Due], more: int, owner: Owner, world: World) -> Part:
    cards = tuple(
        card_of(
            due,
            world.calls[due.call],
            world.matches.get(due.call),
            _source(world, due),
            owner,
            bad_link=due.call in world.bad_links,
        )
        for due in dues
    )
    one, many = _NOTES.get(section, ("", ""))
    return Part(
        section=section,
        heading=_heading(section, cards, more),
        note=french.bound(many if len(cards) > 1 else one),
        cards=cards,
    )


def _source(world: World, due: Due) -> Source | None:
    return world.sources.get(world.calls[due.call].source)


def _heading(section: Section, cards: Sequence[Card], more: int) -> str:
    one, many = _HEADINGS[section]
    if len({card.tag for card in cards}) == 1:
        one, many = cards[0].tag.one_call, cards[0].tag.many_calls
    heading = french.counted(len(cards), one, many)
    if section is Section.ALREADY_OPEN and more:
        return f"{heading}, sur {french.whole(len(cards) + more)}"
    return heading


def _lead(person: Subscriber, member: Member, cards: Sequence[Card], more: int) -> str:
    counts = subject.said_of(cards, more)
    if person.round_at is None:
        return f"Voici votre première lettre, pour votre collectivité ({member.name}){french.NBSP}: {counts}."
    since = french.long_day(person.round_at.astimezone(ZoneInfo(PARIS)).date())
    return f"{member.name}, depuis le {since}{french.NBSP}: {counts}."


def _more(more: int) -> str:
    if not more:
        return ""
    return french.counted(more, "autre appel correspond à votre profil", "autres appels correspondent à votre profil")


def _more_note(more: int) -> str:
    verb = "Ils ne reviendront pas" if more > 1 else "Il ne reviendra pas"
    unless = "s’ils changent ou ferment" if more > 1 else "s’il change ou ferme"
    return f"{verb} dans une lettre, sauf {unless} bientôt." if more else ""


def _aside(aside: int) -> str:
    return french.counted(aside, "appel mis de côté", "appels mis de côté") + " selon vos avis" if aside else ""


def _why(person: Subscriber, member: Member) -> str:
    rhythms = {
        Rhythm.AT_ONCE: "dès qu’il y a du nouveau",
        Rhythm.DAILY: "les jours où il y a du nouveau",
        Rhythm.WEEKLY: f"le {_WEEKDAYS[person.weekday]}, quand il y a du nouveau,",
        Rhythm.MONTHLY: f"le premier {_WEEKDAYS[person.weekday]} du mois, quand il y a du nouveau,",
        Rhythm.NONE: "à votre demande",
    }
    often = rhythms[person.rhythm]
    return f"Vous recevez cette lettre {often} car vous suivez les appels à projets pour votre collectivité ({member.name})."
