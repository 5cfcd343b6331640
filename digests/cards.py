"""One call as a card of a letter: tag, title, facts, changes, reasons and proofs, within what its source lets us show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from digests import french, names
from digests.draft import Card, Change, Doubt, When
from digests.owed import standing
from digests.rows import rows_of
from digests.tags import MOVES, dates_moved, tag_of
from digests.when import when_of
from digests.whys import quotes_something, reasons_of
from model.call import Call
from model.codes import EventKind, Kind, Showing, Status
from model.doubt import is_to_check
from model.evidence import Reading
from model.facts import Facts
from model.letter import Due, Section
from model.match import Match
from model.member import Member
from model.source import Source

QUOTE = 200
"""Proofs shown of a source are no longer than this (rule 14)."""

_TITLE = 240
_QUOTES = 2
_TELLING = 15
"""A shorter quote is a bare word: it says nothing more than the reason above it."""

_KINDS = {
    Kind.CALL: "Appel à projets",
    Kind.FUND: "Dispositif d’aide",
    Kind.TRAINING: "Formation",
    Kind.EVENT: "Événement",
    Kind.PRIZE: "Prix",
    Kind.INFO: "Information",
    Kind.APPEAL: "Appel à contributions",
}

_BAD_LINK = f"Lien à vérifier{french.NBSP}: la page ne répond plus depuis plusieurs jours"
_PERMANENT = "Dispositif permanent"
_TOLD = frozenset({EventKind.AMENDED, EventKind.WITHDRAWN, EventKind.CLOSED, *MOVES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """For whom and when (aware) a card is written."""

    member: Member
    now: datetime


def card_of(
    due: Due, call: Call, match: Match | None, source: Source | None, owner: Owner, *, bad_link: bool = False
) -> Card:
    """The card of a due call; `match` is None for one that is over. A source unknown to us is shown as an extract.
    `bad_link`: its page no longer answers, or leads elsewhere."""
    show = source.show if source else Showing.EXTRACT
    facts, status = call.facts, standing(call, owner.now)
    link_only = show in (Showing.LINK, Showing.INTERNAL)
    over = due.section is Section.OVER
    titles = (call.title, call.title_fr or "")
    reasons = reasons_of(match.reasons, titles, quotes=not link_only) if match and not over else ()
    when = when_of(facts, status, owner.now, owner.member.department)
    when = replace(when, notes=(*_agenda(due, match), *when.notes, *_remarks(call, over=over, bad_link=bad_link)))
    return Card(
        call=call.id,
        tag=tag_of(due, status),
        title=french.clipped(call.title_fr or call.title, _TITLE),
        language="fr" if call.title_fr else facts.language or "fr",
        url=call.url if urlsplit(call.url).scheme in ("http", "https") else "",
        host=(urlsplit(call.url).hostname or "").removeprefix("www."),
        funder=call.funder or (source.funder if source else "") or "",
        kind=_kind(facts, status),
        when=_without_quotes(when) if link_only else when,
        original=french.clipped(call.title, _TITLE) if call.title_fr and call.title_fr != call.title else "",
        original_language=facts.language or "",
        credit=call.title_fr_label or "" if call.title_fr else "",
        rows=() if link_only or over else rows_of(facts, status, owner.member),
        changes=tuple(_changes(due)),
        reasons=reasons,
        quotes=() if link_only or over else _quotes(call, owner.member, reasons),
        source=_credit(source, show),
        topics=tuple(_topics(call, owner.member)),
    )


def _agenda(due: Due, match: Match | None) -> Iterator[str]:
    """What a reminder of the council's agenda recalls."""
    if match is None or match.council is None or match.enter_by is None or f"/{match.enter_by}/" not in due.reminder:
        return
    enter_by, council = french.long_day(match.enter_by), french.long_day(match.council)
    yield f"Dossier à inscrire à l’ordre du jour avant le {enter_by}, pour le conseil du {council}"


def _remarks(call: Call, *, over: bool, bad_link: bool) -> Iterator[str]:
    """What deserves a discreet line: what other sources say, a page that no longer answers, when the next edition is due."""
    if over:
        yield from filter(None, (call.expected,))
        return
    yield from call.notes
    if bad_link:
        yield _BAD_LINK


def _kind(facts: Facts, status: Status) -> str:
    if facts.kind is None:
        return ""
    said = _PERMANENT if facts.kind.value is Kind.FUND and status is Status.PERMANENT else _KINDS[facts.kind.value]
    return f"{said} (à vérifier)" if is_to_check("kind", facts.kind) else said


def _changes(due: Due) -> Iterator[Change]:
    """What moved, dates first and merged: three moves in a week are one « before → after »."""
    known_before = due.section in (Section.CHANGED, Section.CLOSING, Section.OVER)
    if not known_before and due.events and due.events[0].kind in (EventKind.NEW, EventKind.ANNOUNCED):
        return
    moves = [event for event in due.events if event.kind in MOVES]
    pair = dates_moved(moves)
    if pair is not None:
        before, after = pair
        sentence = "Prolongé" if after > before else "Date avancée"
        yield Change(sentence=sentence, before=french.long_day(before), after=french.long_day(after))
        moves = []
    told = [event for event in due.events if event.kind in _TOLD and (event.kind not in MOVES or event in moves)]
    yield from (Change(sentence=event.sentence) for event in told if event.sentence)


def _quotes(call: Call, member: Member, reasons: Sequence[str]) -> tuple[str, ...]:
    """The words of the source behind reasons that quote none: the member's places and themes, then who may apply."""
    if quotes_something(reasons):
        return ()
    found = (french.clipped(held.evidence.quote, QUOTE) for held in _proofs(call, member))
    telling = (quote for quote in found if len(quote) >= _TELLING and quote not in (call.title, call.title_fr))
    return tuple(dict.fromkeys(telling))[:_QUOTES]


def _proofs(call: Call, member: Member) -> Iterator[Reading[str]]:
    facts = call.facts
    yield from (held for held in facts.countries if held.value in member.countries)
    yield from (held for held in facts.groups if held.value in member.groups)
    yield from (held for held in facts.themes if held.value in member.themes)
    yield from facts.eligible


def _topics(call: Call, member: Member) -> Iterator[str]:
    facts = call.facts
    yield from (names.country(held.value) for held in facts.countries if held.value in member.countries)
    yield from (names.group(held.value) for held in facts.groups if held.value in member.groups)
    yield from (french.lowered(names.theme(held.value)) for held in facts.themes if held.value in member.themes)


def _without_quotes(when: When) -> When:
    """A source that keeps its rights gives us dates, which are facts, but not its sentences."""
    return replace(when, doubts=tuple(Doubt(doubt.text) for doubt in when.doubts))


def _credit(source: Source | None, show: Showing) -> str:
    if source is None:
        return ""
    return f"{source.name} — {source.attribution}" if source.attribution and show is Showing.FULL else source.name
