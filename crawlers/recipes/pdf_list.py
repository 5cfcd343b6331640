"""Reads the PDF that web pages link to, each as a notice. The list itself is walked as any other list of links."""

from collections.abc import Mapping
from typing import Any

from crawlers import harvest
from crawlers.fields import fields_key, lines_key
from crawlers.pages import ITSELF, mistake_in
from crawlers.recipes import html_list
from crawlers.recipes.base import Recipe
from crawlers.recipes.html_list import PAGING_KEYS, Options, selector_key

PDF_LINK = "//a[contains(translate(@href, 'PDF', 'pdf'), '.pdf')]"


def parse(values: Mapping[str, Any]) -> Options:
    """The options of a list whose items are the links to PDF, or hold one; all that a PDF says is its text."""
    link = ITSELF if values["item"] == PDF_LINK else f".{PDF_LINK}"
    said = {"title": ITSELF, "link": link, **values["fields"]}
    return html_list.parse({**values, "fields": said, "detail": {}})


RECIPE = Recipe(
    name="pdf_list",
    meaning="une page dont chaque lien vers un PDF est un appel",
    keys=(
        *PAGING_KEYS,
        selector_key(
            "item", "le sélecteur d’un élément qui contient un lien vers un PDF ; sinon chaque lien", default=PDF_LINK
        ),
        fields_key((), "les champs lus autour du lien ; par défaut le titre est le texte du lien", mistake_in),
        lines_key(mistake_in),
        *harvest.KEYS,
    ),
    parse=parse,
    read=html_list.read,
)
