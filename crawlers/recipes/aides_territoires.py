"""Reads the API of Aides-territoires: aids of every French public funder to local authorities. Texts are read elsewhere.

An aid that closes leaves the list: its absence says nothing more than that, and is never a withdrawal. The API gives a JWT
for 24 hours against a key; it is asked for at each reading and kept in memory only. Read in the public code of the service
(MTES-MCT/aides-territoires-symfony): `page` counts from 1, `itemsPerPage` is 100 at most, no field holds an amount.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from crawlers import harvest
from crawlers.fields import Field, Fields
from crawlers.harvest import Harvest, Sieve
from crawlers.health import Unreadable
from crawlers.notices import deadlines, evidence
from crawlers.recipes.base import Findings, Job, Reading, Recipe
from crawlers.recipes.json_api import Call, Paging, Token, bearer_of, items_of, key_refused, pick_in
from crawlers.shaping import Shape, tuple_of
from crawlers.strict import Key, address, flag, text, words_to_lists
from model.evidence import Reading as Read
from model.money import Rate

KEY_HEADER = "X-AUTH-TOKEN"

AUDIENCES = {
    "Communes": "commune",
    "Intercommunalités / Pays": "epci",
    "EPCI à fiscalité propre": "epci",
    "Départements": "departement",
    "Conseils départementaux": "departement",
    "Régions": "region",
    "Conseils régionaux": "region",
    "Collectivités d'outre-mer à statuts particuliers": "collectivite_outre_mer",
    "Établissements publics (écoles, bibliothèques…) / Services de l'État": "etablissement_public",
    "Établissements publics": "etablissement_public",
    "Entreprises publiques locales (Sem, Spl, SemOp)": "entreprise",
    "Entreprises privées": "entreprise",
    "Associations": "association",
    "Particuliers": "particulier",
    "Agriculteurs": "entreprise",
    "Recherche": "universite",
}
"""The twelve audiences of the service, and two of their former names, as kinds of applicants."""

YES = {"true": "call", "false": "fund"}

FIELDS = Fields(
    {
        "title": Field(("name",)),
        "link": Field(("url",)),
        "reference": Field(("id",)),
        "text": Field(("description", "eligibility")),
        "published": Field(("date_created",)),
        "opening": Field(("start_date",)),
        "deadline": Field(("submission_deadline",)),
        "predeposit": Field(("predeposit_date",)),
        "funder": Field(("financers",)),
        "kind": Field(("is_call_for_project",), shape=Shape(read_as=YES)),
        "rolling": Field(("recurrence",), shape=Shape(only_if_says=("Permanente",))),
        "eligible": Field(("targeted_audiences",), shape=Shape(read_as=AUDIENCES)),
        "lowest_rate": Field(("subvention_rate_lower_bound",)),
        "highest_rate": Field(("subvention_rate_upper_bound",)),
    },
    {
        "Bénéficiaires": Field(("targeted_audiences",)),
        "Territoire": Field(("perimeter", "perimeter.name")),
        "Thématiques": Field(("categories",), shape=Shape(split=" / ", keep="last")),
        "Type d’aide": Field(("aid_types", "aid_types_full.*.name")),
        "Taux de subvention": Field(("subvention_comment",)),
        "Programme": Field(("programs",)),
        "Licence": Field(("import_share_licence",)),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The [read] table, as a JSON list."""

    call: Call
    token: Token
    items: str
    paging: Paging
    sieve: Sieve


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table."""
    connection = Call(url=values["connection"], method="POST", secrets={KEY_HEADER: values["key_variable"]})
    asked = [("call_for_projects_only", "true")] if values["calls_only"] else []
    asked += [(name, one) for name, held in values["filters"].items() for one in tuple_of(held)]
    url = values["aids"]
    return Options(
        call=Call(url=f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}" if asked else url),
        token=Token(connection, "token", "Authorization", "Bearer"),
        items="results",
        paging=Paging(page="page", size_parameter="itemsPerPage", size=100, total="count"),
        sieve=Sieve.of(values),
    )


def read(job: Job, findings: Findings) -> Reading:
    """Gets a token, asks for every page, and tells the aids unless they are those of last time."""
    options: Options = job.options
    gathered = Harvest(job, findings, options.sieve)
    failure: Unreadable | None = None
    try:
        bearer = yield from bearer_of(options.token)
        yield from items_of(options, bearer, lambda aid, base: _take(aid, base, gathered), findings)
    except Unreadable as caught:
        failure = key_refused(caught)
    gathered.finish(failure)


def _take(aid: Mapping[str, Any], base: str, gathered: Harvest) -> None:
    pick = pick_in(aid)
    said = FIELDS.read(pick)
    if not gathered.add(pick, said, base, json.dumps(aid, ensure_ascii=False).encode()):
        return
    reference = said.first("reference") or next(reversed(gathered.notices))
    notice = gathered.notices[reference]
    first_stage = deadlines(said, "predeposit", gathered.findings)
    facts: dict[str, Any] = {"rates": tuple(_rates(said))}
    if first_stage:  # a newcomer must answer by the first stage; only those it keeps go on to the second
        facts |= {"sessions": first_stage, "later_stages": notice.given.sessions}
    stated = {name: held for name, held in facts.items() if held}
    gathered.notices[reference] = replace(notice, given=replace(notice.given, **stated))


def _rates(said: Any) -> Iterator[Read[Rate]]:
    low, high = said.first("lowest_rate"), said.first("highest_rate")
    bounds = [float(one) if one.replace(".", "", 1).isdigit() else None for one in (low, high)]
    if any(bound for bound in bounds):
        words, name = (high, "highest_rate") if high else (low, "lowest_rate")
        yield Read(Rate(bounds[0] or None, bounds[1]), evidence(said, name, words))


RECIPE = Recipe(
    name="aides_territoires",
    meaning="l’interface d’Aides-territoires, avec une clé à demander dans son compte",
    keys=(
        Key("connection", address, "l’adresse qui donne un jeton contre la clé", required=True),
        Key("aids", address, "l’adresse de la liste des aides", required=True),
        Key("key_variable", text, "le nom de la variable d’environnement qui contient la clé, jamais la clé", required=True),
        Key("calls_only", flag, "true pour ne demander que les appels à projets", default=False),
        Key("filters", words_to_lists, 'd’autres filtres de l’interface : { targeted_audiences = ["commune"] }', default={}),
        *harvest.KEYS,
    ),
    parse=parse,
    read=read,
)
