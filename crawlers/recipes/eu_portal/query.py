"""What is asked of the EU portal's search API, and the pages it answers. What a record says is read in `record`.

The API (version 2.151) takes a POST of multipart parts, each with its own `Content-Type: application/json`; as form fields
they get an error 500, in the address they are ignored. It counts pages from 1 and cuts `pageSize` at 100.
"""

import json
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from crawlers.decoding import json_of
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask, Findings, fetch

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One search: `url` is the whole address, key and text included; `programmes` empty means all."""

    url: str
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    programmes: tuple[str, ...]
    language: str

    def page(self, number: int) -> Ask:
        """The request for a page, from 1.

        Sorted by `identifier`, which every record has: an unsorted search repeats some records and loses others from page
        to page (88 one-day holes in 51 days), and a sort on another field drops the records that lack it.
        """
        terms = {"type": self.types, "status": self.statuses, "frameworkProgramme": self.programmes}
        body, content_type = _multipart(
            {
                "query": {"bool": {"must": [{"terms": {name: list(held)}} for name, held in terms.items() if held]}},
                "languages": [self.language],
                "sort": {"field": "identifier", "order": "ASC"},
            }
        )
        url = f"{self.url}{'&' if '?' in self.url else '?'}pageSize={PAGE_SIZE}&pageNumber={number}"
        return Ask(url=url, method="POST", headers={"Content-Type": content_type, "Accept": "application/json"}, body=body)


def results(search: Search, findings: Findings, found: list[Mapping[str, Any]]) -> Generator[Ask, Answer, None]:
    """Adds every result of a search to `found`, page after page: what was read stays there when a later page fails."""
    number, received = 0, 0
    while True:
        number += 1
        total, page = _page((yield from fetch(search.page(number))), findings)
        found.extend(page)
        received += len(page)
        if received >= total or not page:
            break
    if received < total:
        findings.warn(Code.INCOMPLETE_LIST, f"{received} éléments reçus sur {total} annoncés ({search.language})")


def _page(answer: Answer, findings: Findings) -> tuple[int, list[Mapping[str, Any]]]:
    held, wrong = json_of(answer.body)
    if wrong:
        findings.warn(Code.INVALID_UTF8, f"{wrong} octet(s) relus en Windows-1252")
    if (
        not isinstance(held, dict)
        or not isinstance(held.get("results"), list)
        or not isinstance(held.get("totalResults"), int)
    ):
        raise Unreadable(Code.LAYOUT_CHANGED, f"ni results ni totalResults ; début : {answer.body[:200]!r}")
    return held["totalResults"], list(_objects(held["results"], findings))


def _objects(page: list[Any], findings: Findings) -> Iterator[Mapping[str, Any]]:
    for result in page:
        if isinstance(result, dict):
            yield result
        else:
            findings.warn(Code.ITEM_UNREADABLE, f"un élément n’est pas un objet : {str(result)[:80]}")


def _multipart(parts: Mapping[str, Any]) -> tuple[bytes, str]:
    """The body and its content type. The boundary comes from the content: the same question is always the same bytes."""
    written = {name: json.dumps(value, ensure_ascii=True) for name, value in parts.items()}
    boundary = "veilleur" + sha256("".join(written.values()).encode()).hexdigest()[:24]
    body = "".join(
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="{name}"; filename="blob"\r\n'
        f"Content-Type: application/json\r\n\r\n{value}\r\n"
        for name, value in written.items()
    )
    return f"{body}--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
