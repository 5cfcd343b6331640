"""From a record of the EU portal to a notice: what its fields state, each with its evidence. Text is read elsewhere."""

import json
import re
from collections.abc import Sequence

from crawlers.addresses import followable
from crawlers.health import Code
from crawlers.markup import to_line, to_text
from crawlers.recipes.base import Findings, Job
from crawlers.recipes.eu_portal import dates, money
from crawlers.recipes.eu_portal.details import documents
from crawlers.recipes.eu_portal.record import CASCADE, EXTERNAL, Record, evidence
from crawlers.recipes.eu_portal.titles import Titles, title_of
from model.codes import Kind, Status
from model.deadline import Deadline
from model.evidence import Reading
from model.facts import Facts
from model.notice import Notice
from vocabularies.programmes import by_eu_code, by_identifier

STATUSES = {"31094501": Status.UPCOMING, "31094502": Status.OPEN, "31094503": Status.CLOSED}
"""31094501 is Forthcoming, 31094502 Open: several public programs have the two inverted."""

BODIES = ("description", "descriptionByte", "destinationDescription", "conditions")
"""Fields in HTML; conditions come from the topic's own file (see `details`)."""

_COUNTRY = re.compile(r"EuropeAid/.*/([A-Z]{2})")
_MACHINE_PATH = "/data/topicDetails/"
_HUMAN_PATH = "/portal/screen/opportunities/topic-details/"


def notice_of(
    record: Record, deadlines: Sequence[Reading[Deadline]], job: Job, titles: Titles, findings: Findings
) -> Notice:
    """The notice of a record whose deadlines are read. `findings` is told of the words that are not known."""
    title = title_of(record)
    title_fr = titles.of(record, title, findings)
    language = _language(record)
    return Notice(
        source=job.source.slug,
        reference=record.reference,
        url=human_url(record, job.options.topic_page),
        title=title,
        text=_text(record, title),
        seen_at=job.now,
        language=language,
        funder=job.source.funder,
        identifier=record.first("identifier") or None,
        title_fr=title_fr,
        title_fr_label=job.options.translation_label if title_fr else None,
        given=_facts(record, deadlines, language, job, findings),
        documents=documents(record),
        raw=json.dumps(record.raw, ensure_ascii=False).encode(),
    )


def human_url(record: Record, topic_page: str) -> str:
    """The page a person opens. Some records give the address of a data file, a few none at all.

    The page of a topic has its identifier at the end, that of a call of another type its reference.
    """
    given = (
        followable(record.first("esST_URL")) or followable(record.first("url")) or followable(str(record.raw.get("url", "")))
    )
    if given and _MACHINE_PATH in given:
        return given.replace(_MACHINE_PATH, _HUMAN_PATH).removesuffix(".json")
    if given:
        return given
    return topic_page + (record.reference if record.type in (EXTERNAL, CASCADE) else record.first("identifier"))


def _facts(
    record: Record, deadlines: Sequence[Reading[Deadline]], language: str | None, job: Job, findings: Findings
) -> Facts:
    sessions, later_stages = dates.split(record, deadlines)
    return Facts(
        language=language,
        kind=_kind(record),
        status=_status(record, findings),
        programme=_programme(record, findings),
        opening=dates.opening(record, job.options.true_utc_types),
        sessions=sessions,
        later_stages=later_stages,
        amounts=money.amounts(record),
        countries=_countries(record),
    )


def _language(record: Record) -> str | None:
    """EuropeAid's records are all marked as English and keep the language of their delegation: it is left to be guessed."""
    return None if record.type == EXTERNAL else record.language.lower() or None


def _kind(record: Record) -> Reading[Kind] | None:
    for action in record.every("typesOfAction"):
        if "prize" in action.lower():
            return Reading(Kind.PRIZE, evidence("typesOfAction", action))
    return Reading(Kind.CALL, evidence("type", record.type)) if record.type else None


def _status(record: Record, findings: Findings) -> Reading[Status] | None:
    code = record.first("status")
    if code in STATUSES:
        return Reading(STATUSES[code], evidence("status", code))
    if code:
        findings.warn(Code.UNKNOWN_WORD, f"status {code}")
    return None


def _programme(record: Record, findings: Findings) -> Reading[str] | None:
    code = record.first("frameworkProgramme")
    if programme := by_eu_code(code):
        return Reading(programme.code, evidence("frameworkProgramme", code))
    identifier = record.first("identifier")
    if programme := by_identifier(identifier):
        return Reading(programme.code, evidence("identifier", identifier))
    if code:
        findings.warn(Code.UNKNOWN_WORD, f"frameworkProgramme {code} (par exemple {identifier})")
    return None


def _countries(record: Record) -> tuple[Reading[str], ...]:
    """EuropeAid writes the country at the end of its identifiers: EuropeAid/186723/DD/ACT/EG, or Multi for several."""
    identifier = record.first("identifier")
    found = _COUNTRY.fullmatch(identifier)
    return (Reading(found[1], evidence("identifier", found[1], found.start(1))),) if found else ()


def _text(record: Record, title: str) -> str:
    """What the record says in words: the titles above it, its description, its keywords in a fixed order."""
    heads = [to_line(record.first(name)) for name in ("title", "callTitle")]
    bodies = [to_text(record.first(name)) for name in BODIES]
    parts = [*dict.fromkeys(head for head in heads if head != title), *bodies, ", ".join(_keywords(record))]
    return "\n\n".join(part for part in parts if part)


def _keywords(record: Record) -> list[str]:
    """The keywords and tags but codes; the list is sometimes one JSON text, and its order is not kept by the index."""
    codes = {record.first("identifier"), record.first("callIdentifier")}
    held = [word for name in ("keywords", "tags") for one in record.every(name) for word in _unpacked(one)]
    return sorted({to_line(word) for word in held} - codes - {""})


def _unpacked(text: str) -> list[str]:
    if not text.startswith("["):
        return [text]
    try:
        held = json.loads(text)
    except ValueError:
        return [text]
    return [str(one) for one in held] if isinstance(held, list) else [text]
