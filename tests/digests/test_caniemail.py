"""The CSS and HTML of the letters, against what Outlook, Gmail, Apple Mail and others do with them: `caniemail.toml`.

A property that is not in that table may not enter a template: look it up on caniemail.com, add its facts with their page,
and say what is seen where it is not supported.
"""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from tests.digests import golden

FACTS = tomllib.loads((Path(__file__).parent / "caniemail.toml").read_text(encoding="utf-8"))
CLIENTS = {"outlook_windows", "outlook_com", "gmail_web", "gmail_android", "apple_mac", "apple_ios"}
LONGHANDS = {
    "border-color": "border",
    "border-left": "border",
    "padding-left": "padding",
    "padding-right": "padding",
    "padding-top": "padding",
}
HARMLESS = {"color", "font-style", "-webkit-text-size-adjust"}
"""`color` and `font-style` have no page there: they date from CSS 1 and everybody keeps them. The third is for iOS alone."""
TIGHT = {"tag", "b", "why", "q", "pre"}
"""Classes whose padding may be lost in Outlook without harm: the text stands closer to its colour."""


@pytest.fixture(scope="module")
def letters() -> list[str]:
    return [golden.letter_of(golden.scene(name))[1].html for name in golden.NAMES]


def inlined(html: str) -> list[tuple[str, str, str]]:
    """Element, attributes, style of everything that has one."""
    return [(tag, rest, style) for tag, rest, style in re.findall(r'<(\w+)([^>]*?style="([^"]*)"[^>]*)>', html)]


def declarations(style: str) -> list[tuple[str, str]]:
    pairs = (one.partition(":") for one in style.split(";") if one.strip())
    return [(name.strip(), value.replace("!important", "").strip()) for name, _, value in pairs]


def kept_style() -> str:
    return (files("digests") / "templates" / "dark.css").read_text(encoding="utf-8")


def used(letters: list[str]) -> list[tuple[str, str]]:
    found = [pair for html in letters for _, _, style in inlined(html) for pair in declarations(style)]
    blocks = re.findall(r"\{([^{}]*)\}", kept_style())
    return found + [pair for block in blocks for pair in declarations(block)]


def test_every_property_used_is_in_the_table(letters: list[str]) -> None:
    names = {name for name, _ in used(letters)} - HARMLESS
    assert {LONGHANDS.get(name, name) for name in names} - set(FACTS) == set()
    assert "font-size" in names, "the styles of the letters were not found"


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_its_page_its_clients_and_what_is_seen_without(name: str) -> None:
    fact = FACTS[name]
    assert re.fullmatch(r"(css|html)-[\w-]+", fact["page"])
    assert set(fact) >= CLIENTS
    if any(not said.startswith("y") for client, said in fact.items() if client not in ("page", "tested", "then")):
        assert len(fact["then"]) > 10


def test_nothing_that_gives_the_letter_its_shape_is_refused_by_any_of_the_three() -> None:
    for name in ("background", "font", "font-size", "padding", "width", "<table>", "cellpadding", "<h1>–<h6>"):
        assert all(FACTS[name][client][0] in "ya" for client in CLIENTS), name


def test_what_is_only_partly_supported_is_used_within_that_part(letters: list[str]) -> None:
    for name, value in used(letters):
        if name == "display":
            assert value in ("none", "block", "inline-block"), value
        if name in ("margin", "padding"):
            assert not re.search(r"-\d|auto|rem", value), f"{name}: {value}"
        if name == "font-size":
            assert re.fullmatch(r"\d+px", value), value
        if name == "line-height":
            assert re.fullmatch(r"[\d.]+", value), value
        if name == "background":
            assert re.fullmatch(r"#[0-9a-f]{3,6}", value), value
        if name == "text-align":
            assert value in ("left", "right", "center"), value
        if name == "text-decoration":
            assert value == "none", value


def test_space_that_counts_is_given_to_cells_which_outlook_keeps(letters: list[str]) -> None:
    for html in letters:
        for tag, rest, style in inlined(html):
            padded = any(
                name.startswith("padding") and value not in ("0", "0 0 0 18px") for name, value in declarations(style)
            )
            classes = set(re.findall(r'class="([^"]*)"', rest))
            if padded and tag != "td":
                assert {word for said in classes for word in said.split()} & TIGHT, f"<{tag}{rest}>"


def test_headings_have_their_own_colours_which_la_poste_would_else_choose(letters: list[str]) -> None:
    for html in letters:
        for tag, _, style in inlined(html):
            if tag in ("h1", "h2"):
                assert {"color", "background"} <= {name for name, _ in declarations(style)}


def test_the_sheet_that_stays_is_short_and_without_what_breaks_it() -> None:
    style = kept_style()
    assert len(style) < 16_000  # Gmail drops a longer one
    assert "/*" not in style  # Outlook.com ignores the rule that follows a comment
    assert not re.search(r"@media[^{]*\{[^}]*@media", style)  # nested rules are removed
    assert not re.search(r"(?:flex|grid|position|float|var\()", style)


def test_no_letter_asks_for_a_remote_file(letters: list[str]) -> None:
    for html in letters:
        assert not re.search(r"<(?:img|link|script|iframe|video|audio|object)\b|url\(|@import|@font-face", html)
