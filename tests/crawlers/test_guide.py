"""The page that explains how to add a source: its examples are read, and it forgets no recipe, field or filter."""

import re
import tomllib
from pathlib import Path

import pytest

from crawlers.definition import KEYS, of_table
from crawlers.fields import NAMES
from crawlers.recipes import RECIPES
from crawlers.shaping import KEYS as FILTERS

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "ajouter-une-source.md").read_text(encoding="utf-8")
COMMENTED = {"aides_territoires", "eu_portal", "by_hand"}
"""Recipes whose only definition is shipped with its comments, or that have no key."""

EXAMPLES = re.findall(r"### `(\w+)`[^\n]*\n\n```toml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize(("recipe", "example"), EXAMPLES, ids=[recipe for recipe, _ in EXAMPLES])
def test_each_example_is_a_right_definition(recipe: str, example: str) -> None:
    head = {
        "name": "Réseau d’exemple", "publisher": "Réseau", "url": "https://www.reseau.exemple/", "language": "fr",
        "recipe": recipe, "state": "proved", "official": False, "why": "Pour l’exemple.",
    }  # fmt: skip
    assert of_table("mon-reseau", {**head, **tomllib.loads(example)}).recipe.name == recipe


def test_the_guide_forgets_nothing() -> None:
    words = [*RECIPES, *NAMES, *(key.name for key in [*KEYS, *FILTERS] if key.name not in ("slug", "read"))]
    assert [word for word in words if f"`{word}`" not in GUIDE] == []
    assert {recipe for recipe, _ in EXAMPLES} == set(RECIPES) - COMMENTED


def test_the_guide_names_every_key_of_every_recipe_that_is_not_commented_in_its_own_file() -> None:
    named = {key.name for recipe in RECIPES.values() if recipe.name not in COMMENTED for key in recipe.keys}
    assert sorted(name for name in named if not re.search(rf"\b{name}\b", GUIDE)) == []
