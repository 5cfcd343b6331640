"""What one person gets at one time: a letter, or nothing to say. Nothing is written nor sent; `deliver` does both."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from digests import consent, french, subject, words
from digests.compose import compose, frame
from digests.desk import Desk, Round
from digests.draft import ChangedPage, Draft, Voice
from digests.links import Links
from digests.owed import Owed, limited, out_of_turn, owed
from digests.people import Person, voice_for
from digests.render import render
from digests.rhythm import Habits, is_due, may_interrupt
from model.codes import Rhythm
from model.letter import Letter
from model.member import Member, Subscriber
from model.preferences import Act
from model.word import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the house decided about letters.

    `confirm`: only those who confirmed by themselves get letters. `approve`: staff look at letters before they leave;
    without an answer they leave after `lapse`, or never when it is None. `unread_days`: a source not read for longer is
    named in the letters of those whom it concerns. `people`: who answers, by country or group of countries.
    """

    confirm: bool = False
    approve: bool = False
    lapse: timedelta | None = None
    unread_days: int = 3
    people: Mapping[str, Person] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """`letter` is None when there is nothing to show; `told` are topics to settle all the same.

    `cursor` is None when the round of the rhythm is still to come. `asks`: the letter only asks for a confirmation.
    """

    letter: Letter | None
    told: tuple[str, ...]
    cursor: int | None
    asks: bool = False


class Rounds:
    """Makes the letters of one time (aware), with one look at the store for all."""

    def __init__(self, desk: Desk, now: datetime, links: Links, voice: Voice, rules: Rules) -> None:
        self._desk, self._now, self._links, self._voice, self._rules = desk, now, links, voice, rules

    def made_for(self, person: Subscriber) -> Made | None:
        """The letter of `person`, by their rhythm and wishes; None when their time has not come and nothing is urgent."""
        if self._rules.confirm and self._desk.last_act_of(person) is not Act.GIVEN:
            return self._asking(person)
        habits = self._desk.habits_of(person)
        if is_due(person, self._now, habits):
            return self._in_turn(person, habits)
        if not may_interrupt(person, self._now, habits):
            return None
        held = self._desk.round_of(person)
        due = limited(out_of_turn(self._owed(person, held, habits)), habits.wishes.most)
        if not due.dues:
            return None
        said = self._desk.words_for(person, held, habits.day_of(self._now))
        draft = self._draft(person, held, due, said, in_turn=False)
        return Made(letter=self._letter(draft, person, due, said), told=due.told, cursor=None)

    def whole(self, person: Subscriber) -> Letter | None:
        """The letter of all that is owed to `person`, whatever their rhythm; None when nothing is."""
        return self._in_turn(person, self._desk.habits_of(person)).letter

    def _in_turn(self, person: Subscriber, habits: Habits) -> Made:
        held = self._desk.round_of(person)
        due = limited(self._owed(person, held, habits), habits.wishes.most)
        pages = self._desk.changed_pages(person, self._concerned(held), self._now)
        said = self._desk.words_for(person, held, habits.day_of(self._now))
        if due.dues:
            draft = self._draft(person, held, due, said, in_turn=True, pages=pages)
            return Made(letter=self._letter(draft, person, due, said), told=due.told, cursor=held.cursor)
        if (pages or any(word.day for word in said)) and person.rhythm is not Rhythm.NONE:
            draft = self._changed(person, held, pages) if pages else self._dates(person, held)
            above, _ = words.placed(said, (), held.world.calls)
            letter = self._letter(replace(draft, words=above), person, due, said)
            return Made(letter=letter, told=due.told, cursor=held.cursor)
        month = self._quiet_month(person, held, habits)
        if not month:
            return Made(letter=None, told=due.told, cursor=held.cursor)
        letter = self._made(self._quiet(person, held, month), person, (f"quiet:{month:%Y-%m}",), due.told)
        return Made(letter=letter, told=due.told, cursor=held.cursor)

    def _voice_of(self, member: Member) -> Voice:
        return voice_for(member, self._voice, self._rules.people, self._now.date())

    def _owed(self, person: Subscriber, held: Round, habits: Habits) -> Owed:
        world = held.world
        return owed(person, held.events, world.calls, world.matches, held.ledger, self._now, habits, held.memory)

    def _draft(
        self,
        person: Subscriber,
        held: Round,
        due: Owed,
        said: tuple[Word, ...],
        *,
        in_turn: bool,
        pages: tuple[ChangedPage, ...] = (),
    ) -> Draft:
        notes = self._unread(held)
        if person.round_at is None:
            notes = (*notes, consent.first_note(self._voice))
        return compose(
            person,
            held.member,
            due,
            held.world,
            self._links,
            self._voice_of(held.member),
            self._now,
            in_turn=in_turn,
            notes=notes,
            pages=pages,
            said=said,
            aside=held.aside,
        )

    def _letter(self, draft: Draft, person: Subscriber, due: Owed, said: tuple[Word, ...]) -> Letter:
        added = (*(page.topic for page in draft.pages), *(word.topic for word in said))
        return self._made(draft, person, (*(topic for one in due.dues for topic in one.topics), *added), due.told)

    def _made(self, draft: Draft, person: Subscriber, shown: tuple[str, ...], told: tuple[str, ...]) -> Letter:
        day = self._desk.habits_of(person).day_of(self._now)
        made = render(draft, person, f"{day}/{','.join(shown)}")
        return Letter(
            id=0,
            subscriber=person.id,
            address=person.address,
            message_id=made.message_id,
            subject=made.subject,
            body=made.body,
            composed_at=self._now,
            shown=shown,
            told=told,
        )

    def _unread(self, held: Round) -> tuple[str, ...]:
        """The sources of the member's calls that have not been read for days, named: what is missing must be known."""
        silent = self._desk.unread_sources(self._now - timedelta(days=self._rules.unread_days))
        concerned = self._concerned(held)
        return tuple(_unread_words(name, since) for slug, (name, since) in silent.items() if slug in concerned)

    def _concerned(self, held: Round) -> frozenset[str]:
        """The sources of the calls that suit the member."""
        return frozenset(held.world.calls[number].source for number in held.world.matches if number in held.world.calls)

    def _changed(self, person: Subscriber, held: Round, pages: tuple[ChangedPage, ...]) -> Draft:
        """The letter of somebody to whom nothing else is due: only that pages changed which nobody reads for them now."""
        counted = french.counted(len(pages), "page a changé", "pages ont changé")
        return replace(
            frame(person, held.member, self._links, self._voice_of(held.member), self._now),
            subject=subject.plain(f"À voir vous-même : {counted}"),
            preheader="Nous ne savons plus lire ces pages ; ouvrez-les si elles vous intéressent.",
            title="À voir vous-même",
            lead=french.bound(
                f"Rien d’autre de nouveau pour votre collectivité ({held.member.name}). Mais une source que vous suivez par "
                "nos lettres a changé, et nous ne savons plus la lire pour vous. Nous y travaillons."
            ),
            notes=self._unread(held),
            pages=pages,
        )

    def _dates(self, person: Subscriber, held: Round) -> Draft:
        """The letter of somebody to whom no call is due: a date of the house does not wait for one, it would be past."""
        return replace(
            frame(person, held.member, self._links, self._voice_of(held.member), self._now),
            subject=subject.plain("À retenir : les dates de l’équipe"),
            preheader="Aucun appel nouveau ; une date à noter.",
            title="Dates à retenir",
            lead=french.bound(f"Aucun appel nouveau pour votre collectivité ({held.member.name}), mais à noter :"),
            notes=self._unread(held),
        )

    def _quiet_month(self, person: Subscriber, held: Round, habits: Habits) -> date | None:
        """The month that has just ended, when it had no letter for somebody who wants to be told so; else None."""
        if not habits.wishes.quiet_months or person.rhythm is Rhythm.NONE:
            return None
        start = habits.day_of(self._now).replace(day=1)
        month = (start - timedelta(days=1)).replace(day=1)
        known = habits.day_of(person.subscribed_at) <= month and f"quiet:{month:%Y-%m}" not in held.ledger
        last = self._desk.last_letter_of(person)
        return month if known and (last is None or habits.day_of(last) < month) else None

    def _quiet(self, person: Subscriber, held: Round, month: date) -> Draft:
        read, listed = self._desk.sources_read(self._now - timedelta(days=self._rules.unread_days))
        named = french.month(month)
        lately = f"{french.counted(read, 'source lue', 'sources lues')} sur {listed}"
        return replace(
            frame(person, held.member, self._links, self._voice_of(held.member), self._now),
            subject=subject.plain(f"Rien pour vous en {named} : {lately}"),
            preheader="Aucun appel nouveau ne convient à votre profil ; la veille continue.",
            title=f"Rien pour vous en {named}",
            lead=french.bound(
                f"Aucun appel nouveau ne convenait à votre collectivité ({held.member.name}) en {named}. La veille a bien "
                f"eu lieu : {lately}."
            ),
            notes=self._unread(held),
            ask="Voir les appels encore ouverts",
            ask_url=self._links.open_calls(person),
        )

    def _asking(self, person: Subscriber) -> Made | None:
        """The one letter that asks for a yes; None when it was asked already, or when the answer was no."""
        if self._desk.last_act_of(person) in (Act.ASKED, Act.WITHDRAWN) or person.rhythm is Rhythm.NONE:
            return None
        member = self._desk.member_of(person)
        asked = french.bound(consent.ASK.format(member=member.name))
        draft = replace(
            frame(person, member, self._links, self._voice_of(member), self._now),
            subject=consent.ASK_TITLE,
            preheader=asked,
            title=consent.ASK_TITLE,
            lead=asked,
            ask=consent.ASK_BUTTON,
            ask_url=self._links.confirm(person),
            calls_url="",
            feed_url="",
        )
        return Made(letter=self._made(draft, person, (), ()), told=(), cursor=None, asks=True)


def _unread_words(name: str, since: date | None) -> str:
    when = f"depuis le {french.long_day(since)}" if since else "jusqu’ici"
    return french.bound(f"La source « {name} » n’a pas pu être lue {when} : des appels peuvent manquer à cette lettre.")
