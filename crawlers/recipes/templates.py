"""Templates that several WordPress sites share, as data: an item of a list, the page of a call. Nothing is read here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawlers.pages import MAIN


@dataclass(frozen=True, slots=True)
class Template:
    """What a definition would write: the item of a list, its fields, and the [read.detail] table."""

    item: str
    fields: Mapping[str, Any]
    detail: Mapping[str, Any]


_BLOCK = "self::li or self::p or self::div or self::dd or self::td or self::ul or self::dl or self::table"


def _block_that_says(label: str) -> str:
    """The smallest block that holds a label: the tags around it were not seen, the words were."""
    holds = f"[contains(normalize-space(.), '{label}')]"
    return f"//*[{_BLOCK}]{holds}[not(.//*[{_BLOCK}]{holds})]"


def _links_under(folder: str) -> str:
    """The first link to each page of a folder; the cards of a list have several to the same one."""
    own = f"contains(@href, '{folder}') and string-length(translate(substring-after(@href, '{folder}'), '/', '')) > 0"
    is_paging = f"starts-with(substring-after(@href, '{folder}'), 'page/')"
    return f"//a[{own} and not({is_paging}) and not(@href = preceding::a/@href)]"


_CLOSING, _LAUNCH = "Date de clôture", "Date de lancement"
_DATES = _block_that_says(_CLOSING)
_ENDS = ["|", _CLOSING, "En cours", "Clôturé", "Financeur", "Thématique"]

APPEL_PROJET = Template(
    item=_links_under("/appel-projet/"),
    fields={
        "title": {"at": ".", "unless_says": ["lire la suite", "en savoir plus", "voir l'appel", "découvrir"]},
        "link": ".",
    },
    detail={
        "must_have": [_CLOSING],
        "fields": {
            "title": "h1",
            "text": MAIN,
            "opening": {"at": [_DATES, f"{_DATES}/parent::*"], "after": _LAUNCH, "before": _ENDS, "strip": " :"},
            "deadline": {"at": [_DATES, f"{_DATES}/parent::*"], "after": _CLOSING, "before": _ENDS, "strip": " :"},
            "status": {"at": f"{_DATES}[contains(., 'En cours') or contains(., 'Clôturé')]", "after": _CLOSING, "split": " ",
                       "keep": "last", "read_as": {"cours": "open", "Clôturé": "closed", "Clôturée": "closed"}},
            "funder": {"at": _block_that_says("Financeur(s)"), "after": "Financeur(s)", "strip": " :"},
        },
    },
)  # fmt: skip
"""The regional networks' own: « Date de lancement : 4 janvier 2024 | Date de clôture : 13 septembre 2024 En cours »,
« Financeur(s) : … », « Thématique(s) : … », below the title of pages in /appel-projet/. Some thirty pages of nine sites show
these words; the tags around them were not seen, nor the cards of the lists, so words and addresses are looked for."""

TEMPLATES = {"appel-projet": APPEL_PROJET}
