"""The ways of reading, by access method or platform; never one for a single page. Each one lists its own [read] keys."""

from crawlers.recipes import (
    aides_territoires,
    by_hand,
    csv_file,
    drupal_list,
    eu_portal,
    ez_list,
    feed,
    html_list,
    interreg_eu,
    json_api,
    json_ld,
    newsletter,
    opendatasoft,
    page_watch,
    pdf_list,
    sitemap,
    spip_list,
    wordpress,
)
from crawlers.recipes.base import Recipe

MODULES = (
    feed,
    html_list,
    wordpress,
    spip_list,
    drupal_list,
    ez_list,
    page_watch,
    pdf_list,
    sitemap,
    json_api,
    json_ld,
    opendatasoft,
    csv_file,
    aides_territoires,
    eu_portal,
    interreg_eu,
    newsletter,
    by_hand,
)

RECIPES: dict[str, Recipe] = {one.RECIPE.name: one.RECIPE for one in MODULES}
