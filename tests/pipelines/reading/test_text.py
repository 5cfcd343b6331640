"""Markup turned into plain text: paragraphs, lists and tables kept, invisible characters dropped."""

import pytest

from pipelines.reading.text import normalise, of_html

MARKUP = [
    ("<p>Un appel.</p><p>Deux volets.</p>", "Un appel.\n\nDeux volets."),
    ("Ligne un<br>ligne deux<br/>ligne trois", "Ligne un\nligne deux\nligne trois"),
    ("<ul><li>communes</li><li>EPCI</li></ul>", "- communes\n\n- EPCI"),
    ("<p>Date&nbsp;limite&nbsp;: 1<sup>er</sup>&nbsp;juin</p>", "Date limite : 1er juin"),
    (
        "<table><tr><th>Ouverture</th><th>Clôture</th></tr><tr><td>3 mars</td><td>5 mai</td></tr></table>",
        "Ouverture | Clôture\n3 mars | 5 mai",
    ),
    ("<table><tr><td><p>3 mars</p><p>2026</p></td><td>5 mai</td></tr></table>", "3 mars 2026 | 5 mai"),
    ("<script>alert(1)</script><style>p{}</style><p>Texte</p>", "Texte"),
    ("<p>caché <!-- commentaire --> vu</p>", "caché vu"),
    ("<form><p>Une page enveloppée d’un formulaire</p></form>", "Une page enveloppée d’un formulaire"),
    ("<div>a<div>b</div>c</div>", "a\nb\nc"),
    ("<p>non fermé<p>suivant", "non fermé\n\nsuivant"),
    ("l&#39;appel &amp; l&rsquo;avis", "l'appel & l’avis"),
    ("", ""),
    ("Un texte sans balise\r\navec  des   blancs", "Un texte sans balise\navec des blancs"),
    ("0<tr>0", "0\n0"),
]


@pytest.mark.parametrize(("markup", "expected"), MARKUP)
def test_markup_becomes_text_with_its_structure(markup: str, expected: str) -> None:
    assert of_html(markup).replace("\n\n-", "\n-") == expected.replace("\n\n-", "\n-")


def test_invisible_characters_and_repeated_blanks_are_dropped() -> None:
    assert normalise("a\u200bb\u00adc\u00a0\u00a0d\n\n\n\n e \t f ") == "abc d\n\ne f"


def test_normalising_twice_changes_nothing() -> None:
    text = of_html("<h2>Titre</h2><ul><li>un</li></ul><table><tr><td>x</td><td></td><td>y</td></tr></table>")
    assert normalise(text) == text


def test_deeply_nested_markup_is_read_without_recursion() -> None:
    assert "fond" in of_html("<div>" * 200 + "fond" + "</div>" * 200)
