"""Reads a dataset of an Opendatasoft portal by its Explore API, version 2.1. What a record says is read elsewhere."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from crawlers import harvest
from crawlers.fields import fields_key, fields_of, lines_key
from crawlers.harvest import Sieve
from crawlers.recipes import json_api
from crawlers.recipes.base import Recipe
from crawlers.recipes.json_api import Call, Options, Paging, with_parameters
from crawlers.strict import Key, address, text, variables

LIMIT = 100
"""The API refuses more than 100 records a page."""

MOST_PAGES = 99
"""It refuses offset + limit over 10,000, or from 10,000 on, as its documents are read: 9,900 records are asked for."""

RECORDS = "/api/explore/v2.1/catalog/datasets/"


def parse(values: Mapping[str, Any]) -> Options:
    """The options of a JSON list: records are in `results`, their number in `total_count`."""
    asked = {name: values[name] for name in ("where", "order_by", "select") if values[name]}
    asked.setdefault("timezone", "UTC")
    return Options(
        call=Call(url=with_parameters(values["records"], asked), secrets=values["secret_headers"]),
        token=None,
        items="results",
        paging=Paging(offset="offset", size_parameter="limit", size=LIMIT, total="total_count", most=MOST_PAGES),
        fields=fields_of(values),
        sieve=Sieve.of(values),
    )


def _records(value: Any) -> str | None:
    wanted = f"l’adresse complète des enregistrements, qui finit par {RECORDS}NOM-DU-JEU/records"
    path = urlsplit(value).path if address(value) is None else ""
    return None if RECORDS in path and path.rstrip("/").endswith("/records") else wanted


RECIPE = Recipe(
    name="opendatasoft",
    meaning="un jeu de données d’un portail Opendatasoft (API Explore v2.1)",
    keys=(
        Key("records", _records, "l’adresse des enregistrements du jeu de données", required=True),
        Key("where", text, "la condition que doivent remplir les enregistrements, dans la langue d’Opendatasoft"),
        Key("order_by", text, "l’ordre ; un ordre stable évite de perdre des enregistrements entre deux pages"),
        Key("select", text, "les colonnes demandées ; toutes si la clé est absente"),
        Key("secret_headers", variables, "un en-tête dont la valeur est une clé, par le nom de sa variable", default={}),
        fields_key(("title", "link"), "les champs, par le nom de leur colonne"),
        lines_key(),
        *harvest.KEYS,
    ),
    parse=parse,
    read=json_api.read,
)
