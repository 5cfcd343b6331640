"""A small EU portal of our own: records in the shape of its search API, and the API itself as a function of the request."""

import json
from collections.abc import Mapping, Sequence
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawlers.definition import Definition, of_table
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask

SEARCH = "https://portail.example/rest/search?apiKey=ESSAI&text=***"
PAGES = "https://portail.example/portal/screen/opportunities/topic-details/"

Result = dict[str, Any]


def portal_definition(**read: Any) -> Definition:
    """A definition like the shipped one, on an address that does not exist."""
    table = {
        "name": "Portail d’essai",
        "publisher": "Commission",
        "funder": "Commission européenne",
        "url": "https://portail.example/",
        "language": "en",
        "recipe": "eu_portal",
        "state": "proved",
        "official": True,
        "why": "Pour les essais.",
        "read": {
            "search": SEARCH,
            "topic_page": PAGES,
            "types": ["1", "2", "8"],
            "statuses": ["31094501", "31094502"],
            "translation": "fr",
            "stale_datasources": ["SEDIA_PRD_CENTRICITY"],
            **read,
        },
    }
    return of_table("portail", table)


def topic(number: int = 100, **fields: Any) -> Result:
    """A grant topic; a field set to None is absent."""
    identifier = f"CERV-2027-ESSAI-{number}"
    return _result(f"{number}TOPICSen", {"type": "1", "identifier": identifier, "frameworkProgramme": "43251589",
        "title": "Networks of towns", "startDate": "2026-11-02T00:00:00.000+0000", "deadlineModel": "single-stage",
        "deadlineDate": "2027-03-16T00:00:00.000+0000", "esST_URL": PAGES + identifier, **fields})  # fmt: skip


def external(number: int = 200, country: str = "SN", **fields: Any) -> Result:
    """A call of EuropeAid."""
    return _result(f"{number}PROSPECTSEN", {"type": "2", "identifier": f"EuropeAid/{number}/DD/ACT/{country}",
        "frameworkProgramme": "111111", "title": "Appui aux collectivités", "startDate": "2026-11-02T09:00:17.000+0000",
        "deadlineDate": "2027-01-20T11:00:09.000+0000", "esST_URL": f"https://portail.example/prospect?callId={number}",
        **fields})  # fmt: skip


def cascade(number: int = 300, **fields: Any) -> Result:
    """A call of a project that re-grants: its title and identifier are its parent topic's."""
    return _result(f"{number}COMPETITIVE_CALLen", {"type": "8", "identifier": "CERV-2025-PARENT", "title": "Parent topic",
        "frameworkProgramme": "43251589", "caName": "Small grants for towns", "projectAcronym": "TOWNS4ALL",
        "startDate": "2026-11-02T00:00:00.000+0000", "deadlineModel": "single-stage", "description": "<p>For towns.</p>",
        "deadlineDate": "2027-01-20T17:00:00.000+0000", "esST_URL": f"https://portail.example/cs/{number}",
        **fields})  # fmt: skip


def in_french(result: Result, title: str) -> Result:
    """The portal's French copy of a record."""
    upper = result["reference"].endswith("EN")
    reference = result["reference"][:-2] + ("FR" if upper else "fr")
    metadata = {**result["metadata"], "title": [title], "language": ["fr"], "REFERENCE": [reference]}
    return {**result, "reference": reference, "language": "fr", "metadata": metadata}


class Portal:
    """The search API over some results. `broken` maps (language, page) to the failure of that page."""

    def __init__(self, results: Sequence[Result], broken: Mapping[tuple[str, int], Unreadable] | None = None) -> None:
        self.results = list(results)
        self.broken = broken or {}
        self.asked: list[dict[str, Any]] = []

    def __call__(self, ask: Ask) -> Answer | Unreadable:
        query = {name: held[0] for name, held in parse_qs(urlsplit(ask.url).query).items()}
        parts = parts_of(ask)
        self.asked.append({**query, **parts})
        page, size = int(query["pageNumber"]), min(int(query["pageSize"]), 100)
        (language,) = parts["languages"]
        if (language, page) in self.broken:
            return self.broken[language, page]
        found = [one for one in self.results if one.get("language", "en") == language]
        body = {"totalResults": len(found), "pageNumber": page, "responseTime": len(self.asked),
                "results": found[(page - 1) * size : page * size]}  # fmt: skip
        return Answer(url=ask.url, headers={"content-type": "application/json"}, body=json.dumps(body).encode())


def parts_of(ask: Ask) -> dict[str, Any]:
    """The parts of a multipart request, each read as its own content type says."""
    head = f"Content-Type: {ask.headers['Content-Type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + ask.body)
    parts = {}
    for part in message.iter_parts():
        assert part.get_content_type() == "application/json"
        parts[str(part.get_param("name", header="content-disposition"))] = json.loads(part.get_payload(decode=True))
    return parts


def down() -> Unreadable:
    """A server in trouble."""
    return Unreadable(Code.SERVER_ERROR, "500")


def _result(reference: str, fields: Mapping[str, Any]) -> Result:
    held = {"DATASOURCE": "SEDIA", "REFERENCE": reference, "language": "en", "status": "31094502", **fields}
    metadata = {name: value if isinstance(value, list) else [value] for name, value in held.items() if value is not None}
    return {"reference": reference, "language": "en", "url": "https://portail.example/", "metadata": metadata}
