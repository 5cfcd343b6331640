"""The detail files of the EU portal's topics: conditions, description and budget that its search leaves out. Dates are not
read here: the search states them, and the files repeat them.

One static file a topic, 20 to 50 KB, under its identifier in lower case (in upper case it answers 404). They are asked for
when a topic is new or changed, some at each reading, and again from time to time.
"""

import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from parsel import Selector

from crawlers.addresses import followable
from crawlers.decoding import json_of
from crawlers.health import Code, Unreadable
from crawlers.markup import to_line
from crawlers.recipes.base import Answer, Ask, Findings, Job, fetch
from crawlers.recipes.eu_portal.record import TOPIC, Record
from model.codes import Scope
from model.document import Document
from vocabularies.programmes import by_eu_code, by_identifier

AGAIN = timedelta(days=14) - timedelta(hours=4)
IN_A_ROW = 3
"""After so many failures in a row, the files are left alone until the next reading."""

TAKEN = ("description", "conditions")
BUDGET = "budgetOverviewJSONItem"


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of a call for the next reading: a mark of what the search says, the notice told, the day of its file."""

    mark: str
    fingerprint: str
    detailed_at: str = ""

    def is_detailed(self, now: datetime) -> bool:
        """Whether its file was read lately."""
        return bool(self.detailed_at) and now - datetime.fromisoformat(self.detailed_at) < AGAIN


def wanted(records: Sequence[Record], known: Mapping[str, Known], marks: Mapping[str, str], now: datetime) -> list[Record]:
    """The topics whose file is to be read, the most useful first: new or changed, of a programme for local authorities."""

    def is_due(record: Record) -> bool:
        old = known.get(record.reference)
        return old is None or old.mark != marks[record.reference] or not old.is_detailed(now)

    def rank(record: Record) -> tuple[bool, bool, str]:
        old = known.get(record.reference)
        is_new = old is None or old.mark != marks[record.reference] or not old.detailed_at
        return (not is_new, _is_out(record), old.detailed_at if old else "")

    return sorted((one for one in records if one.type == TOPIC and one.first("identifier") and is_due(one)), key=rank)


def read(start: str, records: Sequence[Record], most: int, findings: Findings) -> Generator[Ask, Answer, dict[str, Record]]:
    """The records completed by their files, by reference: `most` of them at most. A file that is not there is not missed."""
    completed: dict[str, Record] = {}
    row = 0
    for record in records[:most]:
        url = f"{start}{quote(record.first('identifier').lower(), safe='')}.json"
        try:
            completed[record.reference] = _completed(record, _file((yield from fetch(Ask(url=url)))))
            row = 0
        except Unreadable as failure:
            if failure.code is Code.NOT_FOUND:
                completed[record.reference] = record
                continue
            findings.warn(Code.ITEM_UNREADABLE, f"{url} : {failure}")
            row += 1
            if row >= IN_A_ROW or failure.code in (Code.TOO_MANY_REQUESTS, Code.ROBOTS_REFUSED):
                break
    return completed


def documents(record: Record) -> tuple[Document, ...]:
    """The files that the conditions of a topic link to, named and not read: call documents of a hundred pages."""
    markup = record.first("conditions")
    if "<a" not in markup:
        return ()
    links = [(followable(one.attrib.get("href")), to_line(str(one.get()))) for one in Selector(markup).css("a[href]")]
    held = {url: label for url, label in links if url and url.lower().split("?")[0].endswith(".pdf")}
    return tuple(Document(url=url, label=label[:200]) for url, label in held.items())


def known_of(job: Job, name: str) -> dict[str, Known]:
    """The calls of the last reading, by reference.

    When the definition changed, or that reading was not taken in, all are to be told again: those that were told with their
    file wait for it, lest they lose for a day what it says.
    """
    held: Mapping[str, list[str]] = json.loads(job.state.memory.get(name, "{}"))
    known = {reference: Known(*values) for reference, values in held.items()}
    if job.state.validators:
        return known
    return {reference: Known(one.mark, "") for reference, one in known.items() if one.detailed_at}


def to_memory(known: Mapping[str, Known]) -> str:
    """The inverse."""
    return json.dumps({reference: [one.mark, one.fingerprint, one.detailed_at] for reference, one in known.items()})


def _file(answer: Answer) -> Mapping[str, Any]:
    held, _ = json_of(answer.body)
    topic = held.get("TopicDetails", held) if isinstance(held, dict) else None
    if not isinstance(topic, dict) or not topic.get("identifier"):
        raise Unreadable(Code.LAYOUT_CHANGED, f"pas de TopicDetails ; début : {answer.body[:200]!r}")
    return topic


def _completed(record: Record, topic: Mapping[str, Any]) -> Record:
    """What the search says stays; the file adds what it leaves out."""
    fields = dict(record.fields)
    for name in TAKEN:
        if isinstance(topic.get(name), str) and topic[name].strip() and not _says(record, name):
            fields[name] = (topic[name],)
    if not record.first("budgetOverview") and isinstance(topic.get(BUDGET), dict):
        fields["budgetOverview"] = (json.dumps(topic[BUDGET], ensure_ascii=False),)
    return replace(
        record, fields=fields, raw={**record.raw, "topicDetails": {name: topic.get(name) for name in (*TAKEN, BUDGET)}}
    )


def _says(record: Record, name: str) -> bool:
    return bool(record.first(name) or (name == "description" and record.first("descriptionByte")))


def _is_out(record: Record) -> bool:
    programme = by_eu_code(record.first("frameworkProgramme")) or by_identifier(record.first("identifier"))
    return programme is not None and programme.scope is Scope.OUT
