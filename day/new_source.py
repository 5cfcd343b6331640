"""Proposes a definition for an address: looks at the page, tries what could read it, keeps the best. Stores nothing."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import tomlkit

from crawlers import CrawlOptions, Definition, DefinitionError
from crawlers.definition import LANGUAGES, of_table
from crawlers.recipes.survey import PROPOSALS, SITE
from crawlers.survey.proposal import worth
from day.means import Reader
from day.try_out import TryOut, try_out
from model.codes import ReadResult
from model.trouble import Trouble

MOST_TRIED = 6
WATCHED = 0.1
"""A page watched as a whole is the last resort: any list of calls is better."""

TO_COMPLETE = "À compléter : pourquoi cette source compte pour les collectivités."


@dataclass(frozen=True, slots=True)
class Attempt:
    """A way of reading that was tried: `why` it was thought of, and what it catches."""

    why: str
    definition: Definition
    tried: TryOut

    @property
    def score(self) -> float:
        """How much what it catches looks like a list of calls; 0 when it cannot be read."""
        if self.tried.outcome.result is ReadResult.FAILED or not self.tried.items:
            return 0.0
        items = self.tried.items
        dated = sum(bool(one.facts.sessions) for one in items) / len(items)
        told = sum(len(one.notice.text) > 100 for one in items) / len(items)
        whole = WATCHED if self.definition.source.recipe == "page_watch" else 1.0
        return whole * worth([one.notice.title for one in items]) * (1 + 1.5 * dated + 0.5 * told)


@dataclass(frozen=True, slots=True)
class NewSource:
    """What was found at an address: attempts, best first. `site` is what the page says of itself."""

    url: str
    site: Mapping[str, str | None]
    attempts: Sequence[Attempt]

    @property
    def best(self) -> Attempt:
        """The attempt that catches most."""
        return self.attempts[0]


def propose(url: str, slug: str, now: datetime, options: CrawlOptions, read: Reader) -> NewSource:
    """Looks at `url` and tries what could read it. `slug` "" is made of the host. Trouble when nothing can be read there."""
    base = _table(url, slug, {}, now)
    survey = try_out(of_table(slug or slug_of(url), {**base, "recipe": "survey", "read": {"url": url}}), now, options, read)
    if survey.outcome.result is ReadResult.FAILED:
        problem = survey.outcome.problems[0]
        raise Trouble(f"Cette adresse ne peut pas être lue. {problem.message}", "", problem.detail)
    memory = survey.outcome.state.memory
    site: dict[str, str | None] = json.loads(memory.get(SITE, "{}"))
    proposals = json.loads(memory.get(PROPOSALS, "[]"))
    attempts = [
        one for one in _attempts(proposals[:MOST_TRIED], _table(url, slug, site, now), options, read, now) if one.score
    ]
    if not attempts:
        raise Trouble(
            "Rien ne ressemble à une liste d’appels à cette adresse.",
            "Donnez l’adresse de la liste elle-même ; pour une page sans liste, écrivez une fiche « page_watch » ou "
            "« by_hand » (docs/ajouter-une-source.md).",
            " ; ".join(str(one["why"]) for one in proposals),
        )
    return NewSource(url, site, sorted(attempts, key=lambda one: -one.score))


def _attempts(proposals: Sequence[Mapping[str, Any]], table: Mapping[str, Any], options: CrawlOptions, read: Reader,
              now: datetime) -> Iterator[Attempt]:  # fmt: skip
    for proposal in proposals:
        content = {**table, "recipe": proposal["recipe"], "read": proposal["read"]}
        try:
            definition = of_table(str(content["slug"]), content)
        except DefinitionError:
            continue  # a recipe that wants a key which cannot be guessed: the others are tried
        yield Attempt(str(proposal["why"]), definition, try_out(definition, now, options, read))


def slug_of(url: str) -> str:
    """The short name that an address suggests: its host without what all have."""
    host = (urlsplit(url).hostname or "source").removeprefix("www.")
    name = re.sub(r"[^a-z0-9]+", "-", host.rsplit(".", 1)[0] if "." in host else host).strip("-")
    return name or "source"


def _table(url: str, slug: str, site: Mapping[str, str | None], now: datetime) -> dict[str, Any]:
    language = site.get("language")
    name = site.get("name") or urlsplit(url).hostname or url
    return {
        "slug": slug or slug_of(url),
        "name": f"{name} – appels",
        "publisher": name,
        "url": url,
        "language": language if language in LANGUAGES else "fr",
        "recipe": "survey",
        "state": "to_probe",
        "official": False,
        "show": "extract",
        "why": TO_COMPLETE,
        "licence": "Conditions non vues.",
        "confidence": "seen",
        "facts_from": [f"lecture du {now:%Y-%m-%d}"],
        "when_empty": "Non vu.",
    }


def written(definition: Definition) -> str:
    """The text of the file of a definition, in the order of the guide."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Fiche proposée par « veilleur source new » : relisez-la, complétez « why », essayez-la."))
    for name, value in definition.table.items():
        if name not in ("slug", "read"):
            document.add(name, value)
    document.add(tomlkit.nl())
    document.add("read", section(definition.table["read"]))
    return tomlkit.dumps(document)


def section_text(definition: Definition) -> str:
    """How a definition reads, as its file says it."""
    document = tomlkit.document()
    document.add("recipe", definition.source.recipe)
    document.add("read", section(definition.table["read"]))
    return tomlkit.dumps(document)


def section(values: Mapping[str, Any]) -> Any:
    """A table of a TOML file: plain values first, then the tables inside it, so that each stays under its own title."""
    made = tomlkit.table()
    for name, value in values.items():
        if not isinstance(value, Mapping):
            made.add(name, value)
    for name, value in values.items():
        if isinstance(value, Mapping):
            made.add(name, section(value))
    return made
