"""Proposes how to read data: the list of objects in a JSON answer, and which of their values are title, link and dates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crawlers.survey.proposal import Proposal, worth

NAMES: Mapping[str, str] = {
    "title": r"^(title|titre|nom|name|intitule|libelle|label|headline|title\.rendered)$",
    "link": r"^(url|link|lien|href|permalink|page|uri|web_?page|lien_?fiche|url_?detail)$",
    "deadline": r"dead_?line|date_?limite|date_?(?:de_?)?fin|cloture|clos(?:es|ing)|end_?date",
    "opening": r"date_?debut|date_?de_?debut|ouverture|opening|start_?date|startDate",
    "text": r"^(description|resume|texte?|body|content|summary|chapo|excerpt|contexte|objectifs?)",
    "published": r"publi|created|creation",
    "funder": r"^(porteur|financeurs?|funders?|organi[sz]ation)",
}
"""How the values are usually called, in French and in English."""


def of_json(held: Any, url: str) -> Proposal | None:
    """The proposal for a JSON answer; None when it holds no list of objects with a title and a link."""
    best: tuple[int, str, Sequence[Mapping[str, Any]]] | None = None
    for path, items in _lists(held):
        if best is None or len(items) > best[0]:
            best = (len(items), path, items)
    if best is None:
        return None
    fields = fields_of(best[2])
    if "title" not in fields or "link" not in fields:
        return None
    titles = [str(_at(item, fields["title"])) for item in best[2]]
    return Proposal(
        recipe="json_api",
        read={"url": url, "items": best[1], "fields": fields},
        why=f"des données en JSON : {best[0]} éléments à « {best[1]} »",
        score=worth(titles) + 3,
        sample=titles[:5],
    )


def fields_of(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields of a definition, found by the names of the values that the objects hold."""
    paths = list(dict.fromkeys(path for item in items[:20] for path in _paths(item)))
    found: dict[str, Any] = {}
    for name, pattern in NAMES.items():
        known = [path for path in paths if re.search(pattern, path, re.IGNORECASE)]
        filled = [path for path in known if any(_fits(name, _at(item, path)) for item in items[:20])]
        if filled:
            found[name] = filled[0]
    return found


def _fits(name: str, value: Any) -> bool:
    if name == "link":
        return isinstance(value, str) and value.startswith(("http://", "https://", "/"))
    if name in ("deadline", "opening", "published"):
        return isinstance(value, str) and bool(re.search(r"\d", value))
    return isinstance(value, str) and bool(value.strip())


def _lists(held: Any, path: str = "") -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    if isinstance(held, list) and held and all(isinstance(one, dict) for one in held):
        yield path or ".", held
    elif isinstance(held, dict):
        for name, value in held.items():
            yield from _lists(value, f"{path}.{name}".lstrip("."))


def _paths(item: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for name, value in item.items():
        path = f"{above}.{name}".lstrip(".")
        if isinstance(value, dict) and path.count(".") < 2:
            yield from _paths(value, path)
        else:
            yield path


def _at(item: Any, path: str) -> Any:
    for name in path.split("."):
        item = item.get(name) if isinstance(item, Mapping) else None
    return item
