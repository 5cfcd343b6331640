"""What a browser prints, letter by letter, is read as words."""

from pathlib import Path

import pytest

from crawlers.pdf import text_of
from crawlers.pdf_layout import Box, joined

NOTICE = "www.cooperation-ocean-indien.exemple/content/download/reglement-fcr-2027.pdf"
PRINTED = Path(__file__).parents[2] / "veilleur" / "demo_world" / "day1" / NOTICE


@pytest.mark.parametrize(
    ("why", "boxes", "expected"),
    [
        ("letters that touch", [(0, 0, 5, 10), (5, 0, 9, 10)], [(0, 0, 9, 10)]),
        ("a kerned pair", [(0, 0, 5, 10), (4.2, 0, 9, 10)], [(0, 0, 9, 10)]),
        ("words of a row", [(0, 0, 30, 10), (33, 0, 60, 10)], [(0, 0, 60, 10)]),
        ("a comma under the line", [(0, 0, 30, 10), (30, -2, 32, 2)], [(0, 0, 32, 10)]),
        ("an exponent", [(0, 0, 5, 10), (5, 6, 9, 12)], [(0, 0, 9, 10)]),
        ("two cells", [(0, 0, 30, 10), (60, 0, 90, 10)], [(0, 0, 30, 10), (60, 0, 90, 10)]),
        ("two lines", [(0, 20, 30, 30), (0, 5, 30, 15)], [(0, 20, 30, 30), (0, 5, 30, 15)]),
        ("the next column", [(0, 0, 30, 10), (-40, 0, -10, 10)], [(0, 0, 30, 10), (-40, 0, -10, 10)]),
        ("nothing", [], []),
    ],
)
def test_boxes_that_follow_each_other_in_a_row_are_one(why: str, boxes: list[Box], expected: list[Box]) -> None:
    assert joined(boxes) == expected, why


def test_a_page_printed_by_a_browser_is_read_without_cut_or_doubled_words() -> None:
    lines = text_of(PRINTED.read_bytes()).splitlines()
    assert lines[1] == "Fonds de coopération régionale 2027"
    assert "3. Montant de l’aide" in lines
    assert any("des Comores, de Madagascar, de Maurice, du Mozambique et des Seychelles." in line for line in lines)
    assert any("est fixée au vendredi 6 novembre 2026 à 16 h" in line for line in lines)
