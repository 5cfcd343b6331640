"""The first day with the Internet: each inferred source is read live, and what was found is told. Stores nothing."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import tomlkit

from crawlers import CrawlOptions, Definition, DefinitionError
from crawlers.definition import of_table
from crawlers.dossier import Confidence
from crawlers.health import Code
from crawlers.recipes.survey import PROPOSALS
from day.means import Reader
from day.new_source import section
from day.try_out import TryOut, try_many
from model.codes import ReadResult, SourceSetting

REFUSALS = frozenset({Code.REFUSED, Code.LOGIN_WALL, Code.ROBOTS_REFUSED, Code.TOO_MANY_REQUESTS, Code.NEVER, Code.CHALLENGE,
                      Code.COOKIE_WALL})  # fmt: skip
PASSING = frozenset({Code.TIME_OUT, Code.SERVER_ERROR, Code.DNS_GONE, Code.UNREACHABLE, Code.CUT_SHORT, Code.TOO_SLOW,
                     Code.MAINTENANCE, Code.KEY_MISSING, Code.KEY_REFUSED})  # fmt: skip
"""After these, nothing is known of the form of the source: it is to be tried again."""


class Verdict(StrEnum):
    """What a live reading says of an inferred definition."""

    AS_INFERRED = "as_inferred"
    OTHERWISE = "otherwise"
    NOTHING = "nothing"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found of one source. `proposal`: another way of reading that catches something, only when OTHERWISE."""

    definition: Definition
    verdict: Verdict
    reason: str
    tried: TryOut
    proposal: TryOut | None = None


def probe(definitions: Sequence[Definition], now: datetime, options: CrawlOptions, read: Reader,
          told: Callable[[str], None] = lambda step: None) -> list[Probe]:  # fmt: skip
    """Reads the definitions live, those of one server politely one after the other. `told` hears each step, in French."""
    told("Lecture des sources telles que leurs fiches les décrivent")
    tried = try_many(definitions, now, options, read)
    doubtful = [one for one in definitions if _is_doubtful(tried[one.slug])]
    if doubtful:
        told(f"Recherche d’une autre manière de lire ({len(doubtful)})")
    surveys = try_many([_survey(one) for one in doubtful], now, options, read)
    others = {one.slug: made for one in doubtful if (made := _proposed(one, surveys[one.slug]))}
    if others:
        told(f"Essai des manières trouvées ({len(others)})")
    proposed = try_many(list(others.values()), now, options, read)
    return [_told(one, tried[one.slug], proposed.get(one.slug)) for one in definitions]


def _told(definition: Definition, tried: TryOut, other: TryOut | None) -> Probe:
    code = Code(tried.outcome.problems[0].code) if tried.outcome.result is ReadResult.FAILED else None
    if code in REFUSALS:
        return Probe(definition, Verdict.REFUSED, tried.outcome.problems[0].message, tried)
    if code in PASSING:
        return Probe(definition, Verdict.NOTHING, f"à réessayer : {tried.outcome.problems[0].message}", tried)
    if code is None and tried.items:
        return Probe(definition, Verdict.AS_INFERRED, f"{len(tried.items)} éléments lus", tried)
    if other is not None and other.items:
        found = f"{len(other.items)} éléments par « {other.definition.source.recipe} »"
        return Probe(definition, Verdict.OTHERWISE, found, tried, other)
    if code is None:
        return Probe(definition, Verdict.NOTHING, "la liste dit être vide : à réessayer quand un appel est ouvert", tried)
    return Probe(definition, Verdict.NOTHING, tried.outcome.problems[0].message, tried)


def _is_doubtful(tried: TryOut) -> bool:
    """Whether another way of reading is worth looking for: the site answers, and not as was inferred."""
    if tried.outcome.result is not ReadResult.FAILED:
        return False
    return Code(tried.outcome.problems[0].code) not in REFUSALS | PASSING


def _survey(definition: Definition) -> Definition:
    return of_table(definition.slug, {**definition.table, "recipe": "survey", "read": {"url": definition.source.url}})


def _proposed(definition: Definition, survey: TryOut) -> Definition | None:
    for proposal in json.loads(survey.outcome.state.memory.get(PROPOSALS, "[]")):
        try:
            return of_table(definition.slug, {**definition.table, "recipe": proposal["recipe"], "read": proposal["read"]})
        except DefinitionError:
            continue  # a way that wants a key which cannot be guessed
    return None


def accepted(text: str, found: Probe, now: datetime) -> str:
    """The text of a definition's file once what was found is accepted, comments and order kept.

    As inferred: it becomes `proved` and seen. Otherwise: it takes the way of reading that was found, and waits for another
    probe. Unchanged in the other cases.
    """
    document = tomlkit.parse(text)
    if found.verdict is Verdict.AS_INFERRED:
        document["state"] = SourceSetting.PROVED.value
        document["confidence"] = Confidence.SEEN.value
        document["facts_from"] = [*document.get("facts_from", []), f"lecture du {now:%Y-%m-%d} : {found.reason}"]
    elif found.verdict is Verdict.OTHERWISE and found.proposal is not None:
        table: Mapping[str, Any] = found.proposal.definition.table
        document["recipe"] = table["recipe"]
        document["read"] = section(table["read"])
    return tomlkit.dumps(document)
