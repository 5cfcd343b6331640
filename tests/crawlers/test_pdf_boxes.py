"""What a browser prints, letter by letter, is read as words."""

from pathlib import Path

import pytest

from crawlers.pdf import text_of
from crawlers.pdf_layout import Box, Piece, Sheet, joined, text_of_pages

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


def row(bottom: float, *words: tuple[str, float, float], height: float = 10) -> list[Piece]:
    """Words of one row, each from left to right."""
    return [Piece(word, left, bottom, right, bottom + height) for word, left, right in words]


def text(*rows: list[Piece]) -> str:
    return text_of_pages([Sheet(800, [piece for one in rows for piece in one])])


def test_a_line_stretched_to_its_edges_is_no_row_of_a_table() -> None:
    even = row(400, ("Appel", 0, 40), ("à", 60, 65), ("projets", 85, 130))
    assert text(even) == "Appel à projets"
    aligned = text(row(400, ("Fonds", 0, 40), ("conjoint", 90, 150)), row(388, ("pour", 0, 30), ("la jeunesse", 70, 150)))
    assert "|" not in aligned


def test_cells_stay_cells() -> None:
    assert text(row(400, ("Pays", 0, 30), ("Montant", 100, 150), ("Date", 200, 225))) == "Pays | Montant | Date"
    assert text(row(400, ("Mali", 0, 25), ("12 000", 120, 150)), row(388, ("Niger", 0, 30), ("9 000", 124, 150))) == (
        "Mali | 12 000\nNiger | 9 000"
    )


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("un accord franco\x02", "sénégalais", "un accord franco-sénégalais"),
        ("dans le Val-de\x02", "Marne", "dans le Val-de-Marne"),
        ("à Tanger\x02", "Tétouan", "à Tanger-Tétouan"),
        ("une collec\x02", "tivité", "une collectivité"),
        ("un sous\x02", "traitant", "un sous-traitant"),
        ("c’est peut\x02", "être", "c’est peut-être"),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_keeps_a_hyphen_of_its_own(first: str, second: str, whole: str) -> None:
    assert text(row(400, (first, 0, 150)), row(388, (second, 0, 60))) == whole


def test_a_heading_goes_on_however_narrow() -> None:
    body = [
        row(300 - 12 * line, ("Le fonds aide les communes du bassin et leurs partenaires.", 0, 400)) for line in range(5)
    ]
    heading = [row(420, ("Appel à projets Eau", 0, 160), height=20), row(398, ("et Jeunesse", 0, 90), height=20)]
    assert text(*heading, *body).splitlines()[0] == "Appel à projets Eau et Jeunesse"
