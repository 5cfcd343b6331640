"""A list made by Drupal's Views: rows of a known class, pages counted from 0 in the address."""

from crawlers.recipes.platforms import platform

DEFAULTS = {
    "item": ".views-row",
    "page_parameter": "page",
    "page_first": 0,
    "fields": {
        "title": [".views-field-title", "h2", "h3", "h4", "a"],
        "link": [".views-field-title a", "h2 a", "h3 a", "h4 a", "a"],
    },
}
"""Seen on the calls of the AFD, on UN and bank sites: `div.views-row`, a title that is a link, `?page=N` from 0."""

RECIPE = platform("drupal_list", "une liste faite par Drupal (lignes « views-row », pages comptées de 0)", DEFAULTS)
