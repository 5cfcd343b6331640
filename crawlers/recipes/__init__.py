"""The ways of reading, by access method or platform; never one for a single page. Each one lists its own [read] keys."""

from crawlers.recipes import (
    aides_territoires,
    by_hand,
    csv_file,
    eu_portal,
    feed,
    html_list,
    json_api,
    opendatasoft,
    pdf_list,
    sitemap,
)
from crawlers.recipes.base import Recipe

RECIPES: dict[str, Recipe] = {
    one.RECIPE.name: one.RECIPE
    for one in (feed, html_list, pdf_list, sitemap, json_api, opendatasoft, csv_file, aides_territoires, eu_portal, by_hand)
}
