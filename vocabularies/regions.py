"""French régions and départements by ISO 3166-2 code, and basins, as calls write them. Areas of funders are not here."""

import re
from collections.abc import Mapping
from functools import cache

NAMES = {
    "FR-ARA": "auvergne-rhone-alpes", "FR-BFC": "bourgogne-franche-comte", "FR-BRE": "bretagne",
    "FR-CVL": "centre-val de loire", "FR-COR": "corse", "FR-GES": "grand est",
    "FR-HDF": "hauts-de-france", "FR-IDF": "ile-de-france", "FR-NOR": "normandie",
    "FR-NAQ": "nouvelle-aquitaine", "FR-OCC": "occitanie", "FR-PDL": "pays de la loire",
    "FR-PAC": "provence-alpes-cote d'azur", "FR-971": "guadeloupe", "FR-972": "martinique",
    "FR-973": "guyane", "FR-974": "la reunion", "FR-976": "mayotte", "FR-MF": "saint-martin",
    "FR-BL": "saint-barthelemy", "FR-PM": "saint-pierre-et-miquelon", "FR-PF": "polynesie francaise",
    "FR-NC": "nouvelle-caledonie", "FR-WF": "wallis-et-futuna",
}  # fmt: skip
"""Code → name, folded as `pipelines.reading.view.fold` does (small letters, no accents)."""

DEPARTEMENTS = {
    "FR-01": "ain", "FR-02": "aisne", "FR-03": "allier", "FR-04": "alpes-de-haute-provence", "FR-05": "hautes-alpes",
    "FR-06": "alpes-maritimes", "FR-07": "ardeche", "FR-08": "ardennes", "FR-09": "ariege", "FR-10": "aube",
    "FR-11": "aude", "FR-12": "aveyron", "FR-13": "bouches-du-rhone", "FR-14": "calvados", "FR-15": "cantal",
    "FR-16": "charente", "FR-17": "charente-maritime", "FR-18": "cher", "FR-19": "correze", "FR-2A": "corse-du-sud",
    "FR-2B": "haute-corse", "FR-21": "cote-d'or", "FR-22": "cotes-d'armor", "FR-23": "creuse", "FR-24": "dordogne",
    "FR-25": "doubs", "FR-26": "drome", "FR-27": "eure", "FR-28": "eure-et-loir", "FR-29": "finistere",
    "FR-30": "gard", "FR-31": "haute-garonne", "FR-32": "gers", "FR-33": "gironde", "FR-34": "herault",
    "FR-35": "ille-et-vilaine", "FR-36": "indre", "FR-37": "indre-et-loire", "FR-38": "isere", "FR-39": "jura",
    "FR-40": "landes", "FR-41": "loir-et-cher", "FR-42": "loire", "FR-43": "haute-loire", "FR-44": "loire-atlantique",
    "FR-45": "loiret", "FR-46": "lot", "FR-47": "lot-et-garonne", "FR-48": "lozere", "FR-49": "maine-et-loire",
    "FR-50": "manche", "FR-51": "marne", "FR-52": "haute-marne", "FR-53": "mayenne", "FR-54": "meurthe-et-moselle",
    "FR-55": "meuse", "FR-56": "morbihan", "FR-57": "moselle", "FR-58": "nievre", "FR-59": "nord", "FR-60": "oise",
    "FR-61": "orne", "FR-62": "pas-de-calais", "FR-63": "puy-de-dome", "FR-64": "pyrenees-atlantiques",
    "FR-65": "hautes-pyrenees", "FR-66": "pyrenees-orientales", "FR-67": "bas-rhin", "FR-68": "haut-rhin",
    "FR-69": "rhone", "FR-70": "haute-saone", "FR-71": "saone-et-loire", "FR-72": "sarthe", "FR-73": "savoie",
    "FR-74": "haute-savoie", "FR-75": "paris", "FR-76": "seine-maritime", "FR-77": "seine-et-marne",
    "FR-78": "yvelines", "FR-79": "deux-sevres", "FR-80": "somme", "FR-81": "tarn", "FR-82": "tarn-et-garonne",
    "FR-83": "var", "FR-84": "vaucluse", "FR-85": "vendee", "FR-86": "vienne", "FR-87": "haute-vienne",
    "FR-88": "vosges", "FR-89": "yonne", "FR-90": "territoire de belfort", "FR-91": "essonne",
    "FR-92": "hauts-de-seine", "FR-93": "seine-saint-denis", "FR-94": "val-de-marne", "FR-95": "val-d'oise",
}  # fmt: skip
"""Code → name, folded; those overseas are régions too."""

BASINS = {
    "EAU-AG": ("adour-garonne",), "EAU-AP": ("artois-picardie",), "EAU-LB": ("loire-bretagne",), "EAU-RM": ("rhin-meuse",),
    "EAU-RMC": (
        "rhone mediterranee corse", "rhone-mediterranee-corse", "rhone-mediterranee et corse",
        "rhone-mediterranee et de corse", "rhone mediterranee et corse", "rhone-mediterranee", "rhone mediterranee",
    ),
    "EAU-SN": ("seine-normandie",),
}  # fmt: skip
"""Code of ours → the names of the basin of an agence de l'eau, folded: they hold names of régions that are not meant."""

_ONLY_BESIDE = "FR-MF"
"""Hundreds of communes are called Saint-Martin: the island is meant beside another territory overseas."""
_OVERSEAS = frozenset({"FR-971", "FR-972", "FR-973", "FR-BL"})

# "dans le nord", "du lot n° 2": these name a département only after the word itself.
_COMMON = frozenset({"FR-59", "FR-46"})
_LINK = (
    r"(?:du |de la |de l'|de |d'|des |en |dans le |dans la |dans l'|dans les |a |le |la |l'|les |"
    r"du bassin |des bassins |dans le bassin |sur le bassin )"
)


def codes_in(folded: str) -> tuple[str, ...]:
    """The codes of the régions, départements and basins named in a folded text, in the order of the text, each once."""
    named = dict.fromkeys(_codes()[found.group(1)] for found in _named().finditer(folded))
    if _OVERSEAS.isdisjoint(named):
        named.pop(_ONLY_BESIDE, None)
    return tuple(named)


def ends_in(folded: str, start: int) -> int:
    """Where the enumeration of régions and départements that opens at `start` ends; `start` when none does."""
    found = _enumerated().match(folded, start)
    return found.end() if found else start


@cache
def _codes() -> Mapping[str, str]:
    named = {name: code for code, name in NAMES.items()}
    named |= {name: code for code, names in BASINS.items() for name in names}
    for code, name in DEPARTEMENTS.items():
        named |= {f"{before}{name}": code for before in ("departement du ", "departement de la ", "departement de l'")}
        if code not in _COMMON:
            named.setdefault(name, code)
    return named


def _any_name() -> str:
    return "|".join(re.escape(name) for name in sorted(_codes(), key=len, reverse=True))


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z-])({_any_name()})(?![a-z-])")


@cache
def _enumerated() -> re.Pattern[str]:
    one = rf"{_LINK}(?:{_any_name()})(?![a-z-])"
    return re.compile(rf" {one}(?:(?:,| et| ou|, et) {one}){{0,12}}")
