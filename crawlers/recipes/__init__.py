"""The ways of reading, by access method or platform; never one for a single page. Each one lists its own [read] keys."""

from crawlers.recipes import eu_portal, feed
from crawlers.recipes.base import Recipe

RECIPES: dict[str, Recipe] = {recipe.name: recipe for recipe in (feed.RECIPE, eu_portal.RECIPE)}
