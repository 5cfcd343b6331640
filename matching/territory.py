"""Which part of France a member is in and a funder serves. Partner countries are not dealt with here."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from model.member import Member

_DATA = Path(__file__).with_name("territories.toml")
_REGION_WORDS = (
    "region academique",
    "region",
    "conseil regional",
    "drac",
    "dreal",
    "sgar",
    "prefecture de region",
    "prefecture",
)
_DEPARTMENT_WORDS = ("departement", "conseil departemental")
_LINKS = frozenset(("de", "d", "du", "des", "l"))
_ALSACE = frozenset(("67", "68"))
_TERRITORIES_OF_OWN = frozenset(("971", "972", "973", "974", "976"))


@dataclass(frozen=True, slots=True)
class Area:
    """A part of France: `name` as shown in French ("région Bretagne"), `departments` by their official codes."""

    name: str
    departments: frozenset[str]


@lru_cache(maxsize=16384)
def area_of_funder(funder: str | None) -> Area | None:
    """The area that a funder serves by law, read in its name; None for a national, foreign or unknown funder.

    Régions and départements act for their own territory (CGCT, art. L. 3211-1 and L. 4221-1), an agence de l'eau for
    its basin (Code de l'environnement, art. L. 213-8-1).
    """
    return _areas().get(_key(re.split(r"\s[–-]\s|\(", funder)[0])) if funder else None


def departments_of(member: Member) -> frozenset[str]:
    """The département(s) a member is in: from its own field, INSEE code or ISO 3166-2 territory; empty when not known."""
    return _places_of(member.department, member.insee, member.territory)[0]


def place_named(words: str) -> str | None:
    """The département's number ("29") or the région's code ("FR-BRE") named by a number, a code or a French name."""
    said = words.strip().upper().removeprefix("FR-").zfill(2)
    if said in _data()["departements"]:
        return said
    named = {_key(name): code for code, name in _data()["departements"].items()}
    regions = {_key(one["name"]): one["code"] for one in _data()["regions"]}
    codes = {one["code"]: one["code"] for one in _data()["regions"]}
    return named.get(_key(words)) or regions.get(_key(words)) or codes.get(f"FR-{said}")


def overseas_code(member: Member) -> str | None:
    """The ISO 3166-1 code of an overseas member's territory (GP, NC…); None for a member of metropolitan France."""
    return _places_of(member.department, member.insee, member.territory)[1]


@lru_cache(maxsize=65536)
def _places_of(department: str | None, insee: str | None, territory: str | None) -> tuple[frozenset[str], str | None]:
    tried = (departments_named(said) for said in (department, _of_commune(insee), territory))
    said = (territory or "").removeprefix("FR-")
    known = {said, department, _of_commune(insee), _of_commune(said)}
    own = next((one["code"] for one in _data()["overseas"] if {one["code"], one["department"]} & known), None)
    return next((found for found in tried if found), frozenset()), own


def departments_named(said: str | None) -> frozenset[str]:
    """The départements of a département's number, a région's, overseas or basin's code (FR-BRE, GP, EAU-LB)…"""
    if not said:
        return frozenset()
    code = said.removeprefix("FR-").upper()
    if code in _data()["departements"]:
        return frozenset((code,))
    basin = next((one for one in _data()["basins"] if one["code"] == code), None)
    if basin is not None:
        return frozenset(basin["departements"])
    overseas = next((one["department"] for one in _data()["overseas"] if code in (one["code"], one["department"])), None)
    if overseas:
        return frozenset((overseas,))
    special = {"75C": {"75"}, "69M": {"69"}, "6AE": _ALSACE, "COR": {"2A", "2B"}}.get(code)
    if special:
        return frozenset(special)
    region = next((one for one in _data()["regions"] if one["code"] == f"FR-{code}"), None)
    if region:
        return frozenset(region["departements"])
    return departments_named(_of_commune(code)) if re.fullmatch(r"\d[\dAB]\d{3}", code) else frozenset()


def _of_commune(insee: str | None) -> str | None:
    if not insee:
        return None
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2].upper()


@cache
def _areas() -> Mapping[tuple[str, ...], Area]:
    return {_key(f"{before} {words}"): area for before, words, area in _named_areas()}


def _named_areas() -> list[tuple[str, str, Area]]:
    named: list[tuple[str, str, Area]] = []
    for region in _data()["regions"]:
        area = Area(f"région {region['name']}", frozenset(region["departements"]))
        named += [(b, w, area) for w in (region["name"], *region.get("words", ())) for b in _REGION_WORDS]
        named.append(("", f"{region['name']} region", area))
    for code, name in _data()["departements"].items():
        area = Area(f"département {name}", frozenset((code,)))
        named += [(before, name, area) for before in _DEPARTMENT_WORDS]
    for basin in _data()["basins"]:
        area = Area(f"bassin {basin['name']}", frozenset(basin["departements"]))
        named += [("agence de l eau", words, area) for words in (basin["name"], *basin.get("words", ()))]
    named.append(("collectivite", "Corse", Area("Corse", frozenset(("2A", "2B")))))
    named.append(("collectivite europeenne", "Alsace", Area("Alsace", _ALSACE)))
    named += [
        ("collectivite territoriale", r["name"], Area(r["name"], frozenset(r["departements"])))
        for r in _data()["regions"]
        if r["departements"][0] in _TERRITORIES_OF_OWN
    ]
    return named


def _key(name: str) -> tuple[str, ...]:
    """A name without accents, case, links and articles: « Région de la Bretagne » is « region bretagne »."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return tuple(word for word in re.findall(r"[a-z0-9]+", bare) if word not in _LINKS and word != "la")


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))
