"""A list made by eZ Publish, as the sites of the prefectures are: pages counted by an offset in the path of the address."""

from crawlers.recipes.platforms import platform

DEFAULTS = {
    "page_path": "(offset)/N",
    "page_first": 0,
    "page_step": 10,
    "fields": {"title": ["h2", "h3", "a", "."], "link": ["a", "."]},
}
"""Seen on the calls of a prefecture: `/Actualites/Appels-a-projets/(offset)/10`, ten by ten. What an item looks like was not
seen clearly enough to be written here: each definition says it."""

RECIPE = platform("ez_list", "une liste faite par eZ Publish (préfectures : pages en « /(offset)/10 »)", DEFAULTS)
