"""From what an item says to a notice, with the facts that its fields state. What its text says is read elsewhere."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from crawlers.addresses import canonical, followable
from crawlers.fields import Said
from crawlers.health import Code
from crawlers.markup import to_line
from crawlers.recipes.base import Findings, Job
from crawlers.said_dates import Moment, is_none, moment_of
from crawlers.shaping import Shape
from model.codes import Kind, Precision, Status
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.notice import Notice
from vocabularies import applicants, countries, themes

RAW_LIMIT = 300_000
"""Bytes of the source's own answer that are kept with a notice."""


def notice_of(job: Job, said: Said, base: str, raw: bytes, findings: Findings) -> Notice | None:
    """The notice of an item; None when it has no title or no safe link. `base` is the address of the page it is on.

    `findings` is told of dates and words that cannot be read.
    """
    url = followable(said.first("link"), base)
    title = to_line(said.first("title"))
    if url is None or not title:
        return None
    published = next(iter(_moments(said, "published", findings)), None)
    return Notice(
        source=job.source.slug,
        reference=said.first("reference") or canonical(url),
        url=url,
        title=title,
        text=text_of(said),
        seen_at=job.now,
        language=said.first("language").lower() or job.source.language,
        published=published[1].day if published else None,
        funder=", ".join(said.every("funder")) or job.source.funder,
        identifier=said.first("identifier") or None,
        given=_facts(said, findings),
        raw=raw[:RAW_LIMIT],
    )


def text_of(said: Said) -> str:
    """The text of an item, then its labelled lines: what reads the text finds them with their label as evidence."""
    lines = [f"{label} : {' ; '.join(dict.fromkeys(map(to_line, held)))}" for label, held in said.lines.items()]
    return "\n\n".join([*dict.fromkeys(said.every("text")), *(["\n".join(lines)] if lines else [])])


def evidence(said: Said, name: str, quote: str) -> Evidence:
    """Evidence for a value of a field: the place is the one that the definition names."""
    return Evidence(quote=quote, start=0, end=len(quote), place=f"field:{said.places.get(name, name)}")


def _facts(said: Said, findings: Findings) -> Facts:
    opening = next(iter(_moments(said, "opening", findings)), None)
    rolling = said.first("rolling")
    return Facts(
        kind=_among(said, "kind", Kind, findings),
        status=_among(said, "status", Status, findings),
        opening=Reading(opening[1].day, evidence(said, "opening", opening[0])) if opening else None,
        sessions=deadlines(said, "deadline", findings),
        rolling=Reading(True, evidence(said, "rolling", rolling)) if rolling else None,
        countries=coded(said, "countries", countries.parse, findings),
        themes=coded(said, "themes", themes.parse, findings),
        eligible=coded(said, "eligible", applicants.parse, findings),
    )


def deadlines(said: Said, name: str, findings: Findings) -> tuple[Reading[Deadline], ...]:
    """The deadlines of a field, in order of time, each with its words."""
    found: dict[date, Reading[Deadline]] = {}
    for words, moment in _moments(said, name, findings):
        precision = Precision.MINUTE if moment.hour else Precision.DAY
        deadline = Deadline(day=moment.day, hour=moment.hour, precision=precision, said=words)
        found.setdefault(moment.day, Reading(deadline, evidence(said, name, words)))
    return tuple(found[day] for day in sorted(found))


def coded(said: Said, name: str, parse: Callable[[str], str | None], findings: Findings) -> tuple[Reading[str], ...]:
    """The codes of a field's words, each once; words that no vocabulary knows are told, and nothing is guessed."""
    found: dict[str, Reading[str]] = {}
    for words in said.every(name):
        code = parse(words)
        if code is None:
            findings.warn(Code.UNKNOWN_WORD, f"{name} : {words[:80]}")
        else:
            found.setdefault(code, Reading(code, evidence(said, name, words)))
    return tuple(found.values())


def _moments(said: Said, name: str, findings: Findings) -> Iterator[tuple[str, Moment]]:
    shape = said.shapes.get(name, Shape())
    for words in said.every(name):
        moment = moment_of(words, shape.date, shape.hour)
        if moment is not None:
            yield words, moment
        elif not is_none(words):
            findings.warn(Code.ITEM_UNREADABLE, f"{name} : date inconnue {words[:80]!r} ({said.first('title')[:60]})")


def _among(said: Said, name: str, codes: type[StrEnum], findings: Findings) -> Reading[Any] | None:
    words = said.first(name)
    if not words:
        return None
    if words not in set(codes):
        findings.warn(Code.UNKNOWN_WORD, f"{name} : {words[:80]}")
        return None
    return Reading(codes(words), evidence(said, name, words))
