"""The EU portal's file of all grants, read when its search fails: new calls are told from it, known ones are left alone.

`grantsTenders.json` is one text of 124 MB that leaves out budgets, descriptions and about half of the open topics (378 of
820 on 2026-09-24, when the search answered 500 to everything): a second way only, once a week at most.
"""

import json
from collections.abc import Generator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from crawlers.harvest import keep_validator
from crawlers.health import Code, Unreadable
from crawlers.json_stream import objects
from crawlers.recipes.base import Answer, Ask, Findings, Job, fetch
from crawlers.recipes.eu_portal.record import TOPIC, Record

MOST_BYTES = 300_000_000
SECONDS = 600.0
AGAIN = timedelta(days=7) - timedelta(hours=4)
READ_AT = "grants_read_at"

WORTH_IT = frozenset({
    Code.SERVER_ERROR, Code.TIME_OUT, Code.UNREACHABLE, Code.DNS_GONE, Code.CERTIFICATE, Code.NOT_FOUND, Code.REFUSED,
    Code.UNEXPECTED_STATUS, Code.LAYOUT_CHANGED, Code.HTML_INSTEAD, Code.CUT_SHORT,
})  # fmt: skip
"""Failures of the search after which the file is asked for."""


def is_due(job: Job, failure: Unreadable) -> bool:
    """Whether the file is to be asked for after a failure of the search."""
    last = job.state.memory.get(READ_AT)
    return failure.code in WORTH_IT and (last is None or job.now - datetime.fromisoformat(last) >= AGAIN)


def records(url: str, statuses: tuple[str, ...], job: Job, findings: Findings) -> Generator[Ask, Answer, list[Record]]:
    """The topics of the file in these states; none when it has not changed since it was read. Unreadable when it fails."""
    known = job.state.validators.get(url)
    ask = Ask(url=url, headers={"Accept": "application/json"}, validator=known, max_bytes=MOST_BYTES, seconds=SECONDS)
    answer = yield from fetch(ask)
    keep_validator(findings, url, answer, known)
    findings.memory[READ_AT] = job.now.isoformat()
    return [] if answer.unchanged else list(_topics(answer.body, statuses))


def _topics(body: bytes, statuses: tuple[str, ...]) -> Iterator[Record]:
    for held in objects(body, "GrantTenderObj"):
        status = held.get("status")
        code = str(status.get("id")) if isinstance(status, dict) else ""
        if str(held.get("type")) == TOPIC and code in statuses and held.get("ccm2Id"):
            yield _record(held, code)


def _record(held: Mapping[str, Any], status: str) -> Record:
    """The record that the search would give, with what the file knows. Its key is the same: `ccm2Id`, then TOPICSen."""
    actions = [one for one in held.get("actions") or [] if isinstance(one, dict)]
    days = held.get("deadlineDatesLong") or [day for one in actions for day in one.get("deadlineDates") or []]
    opening = held.get("plannedOpeningDateLong") or next((one.get("plannedOpeningDate") for one in actions), None)
    programmes = [one for one in held.get("frameworkProgramme") or [] if isinstance(one, dict)]
    types = [str(kind.get("typeOfAction")) for one in actions for kind in one.get("types") or [] if isinstance(kind, dict)]
    reference = f"{held['ccm2Id']}TOPICSen"
    fields: dict[str, list[Any]] = {
        "type": [TOPIC],
        "REFERENCE": [reference],
        "identifier": [held.get("identifier")],
        "callIdentifier": [held.get("callIdentifier")],
        "title": [held.get("title")],
        "status": [status],
        "startDate": [_instant(opening)],
        "deadlineDate": [_instant(day) for day in days],
        "frameworkProgramme": [one.get("id") for one in programmes],
        "typesOfAction": types,
        "actions": [json.dumps(actions)],
    }
    said = {name: tuple(str(one) for one in values if one) for name, values in fields.items()}
    return Record(reference, "en", {name: values for name, values in said.items() if values}, True, held)


def _instant(milliseconds: Any) -> str:
    """A date in thousandths of a second since 1970, as the search writes it; what is no number stays as it is."""
    said = str(milliseconds or "")
    if not said.isdigit():
        return said
    return datetime.fromtimestamp(int(said) / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")
