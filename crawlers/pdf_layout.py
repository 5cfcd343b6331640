"""From pieces of text placed on pages to running text: rows of tables kept, sentences joined, headers and folios dropped."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

CELL = " | "
GAP = 1.2
"""Two pieces of a row further apart than this many times their height are two cells."""

WRAPPED = 0.72
"""A line shorter than this share of the widest of its page ended on purpose: the next one is another paragraph."""

EDGE = 0.1
"""Headers and footers stand in this share of the page's height, above and below."""

LEAST_REPEATS = 3
EVEN = 0.12
"""The gaps of a justified line differ by less than this share; those of a table differ by the length of its words."""

ALIGNED = 1.5
"""Points: two lines of a justified paragraph start and end together."""

WIDEST_SPACE = 5.0
"""Times its height: a justified line is not stretched more than that."""

HEADING, TIGHT = 1.2, 0.45
"""A line this many times higher than most is a heading; it goes on in the next one when they are this close."""

_KEEPS_HYPHEN = frozenset(
    [
        "franco", "euro", "afro", "anglo", "ibéro", "luso", "socio", "non", "sous", "co", "ex", "vice", "mi", "demi",
        "semi", "après", "avant", "grand", "grands", "petit", "petite", "haut", "haute", "bas", "basse", "nord",
        "sud", "est", "ouest", "saint", "sainte", "peut", "rendez", "porte", "quelques", "celui", "celle", "ceux",
        "celles", "lui", "elle", "eux", "long", "moyen", "court", "savoir", "soi", "self", "well", "so", "multi",
        "inter", "post", "pré",
    ]
)  # fmt: skip
FOLIO = 12
"""Characters: "Page 3 / 12"."""

_HYPHEN = re.compile(r"[\x02\ufffe\u00ad]$")
_ITEM = re.compile(
    r"^(?:[•●▪■◦‣➢➤✓o\uf0b7\uf0a7–—-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4}|[IVX]{1,5})[.)°]\s|article\s+\d)", re.IGNORECASE
)
_BULLET = re.compile(r"^[•●▪■◦‣➢➤\uf0b7\uf0a7]\s*")
_ENDED = re.compile(r"[.:;!?…»)]$")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x02\ufffe\u00ad\u200b\ufeff]")


Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the bottom left corner."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words set in one go on a page: its box is in points, from the bottom left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """At least one point: some fonts declare none."""
        return max(self.top - self.bottom, 1.0)


@dataclass(slots=True)
class Line:
    """Pieces of one row, joined. `cells` is their number once near ones are put together, `gaps` what stands between the
    pieces, in points."""

    text: str
    cells: int
    left: float
    bottom: float
    right: float
    top: float
    parts: list[str] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)

    @property
    def height(self) -> float:
        """That of its last piece, at least one point."""
        return max(self.top - self.bottom, 1.0)

    @property
    def breaks_a_word(self) -> bool:
        """Whether its last word goes on in the next line."""
        return _HYPHEN.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its height in points, and its pieces in the order in which they were written."""

    height: float
    pieces: Sequence[Piece]

    def is_edge(self, line: Line) -> bool:
        """Whether a line stands where headers and footers do."""
        return line.bottom > (1 - EDGE) * self.height or line.top < EDGE * self.height


def joined(boxes: Iterable[Box]) -> list[Box]:
    """The boxes of a page, those that follow each other in a row being one: a browser prints one a letter where its font
    is kerned, and each of two boxes that touch holds the letters of both. It is as high as its highest, so that an exponent
    does not reach the line above.
    """
    found: list[Box] = []
    for box in boxes:
        last = found[-1] if found else None
        if last is None or not _continues(last, box):
            found.append(box)
            continue
        _, bottom, _, top = max(last, box, key=lambda one: one[3] - one[1])
        found[-1] = (last[0], bottom, max(last[2], box[2]), top)
    return found


def _continues(last: Box, box: Box) -> bool:
    highest = max(last[3] - last[1], box[3] - box[1], 1.0)
    lowest = max(min(last[3] - last[1], box[3] - box[1]), 1.0)
    overlap = min(last[3], box[3]) - max(last[1], box[1])
    return overlap > 0.4 * lowest and last[2] - 0.5 * highest <= box[0] <= last[2] + GAP * highest


def text_of_pages(sheets: Sequence[Sheet]) -> str:
    """The text of a document, one paragraph or row a line, pages one after the other."""
    pages = [(sheet, _lines(sheet.pieces)) for sheet in sheets]
    repeated = _repeated(pages)
    kept = [
        [line for line in lines if not (sheet.is_edge(line) and _is_dropped(line.text, repeated, number))]
        for number, (sheet, lines) in enumerate(pages)
    ]
    return "\n".join(_tidied(text) for page in kept for text in _paragraphs(page) if _tidied(text))


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    """Pieces follow each other as they were written, column after column: those of one row are neighbours."""
    lines: list[Line] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        last = lines[-1] if lines else None
        if last is not None and _is_same_row(last, piece):
            _append(last, piece)
        else:
            text = piece.text.strip(" \r\n")
            lines.append(Line(text, 1, piece.left, piece.bottom, piece.right, piece.top, [text]))
    return _unstretched(lines)


def _unstretched(lines: list[Line]) -> list[Line]:
    """The lines, those that are only justified being no rows of a table."""
    stretched = [_is_justified(lines, rank) for rank in range(len(lines))]
    for line, is_justified in zip(lines, stretched, strict=True):
        if is_justified:
            line.text, line.cells = " ".join(line.parts), 1
    return lines


def _is_justified(lines: Sequence[Line], rank: int) -> bool:
    """Words set apart evenly, or a line that starts and ends with its neighbour and whose last piece is no number."""
    line = lines[rank]
    if line.cells == 1 or max(line.gaps) > WIDEST_SPACE * line.height:
        return False
    spread = max(line.gaps) - min(line.gaps)
    if len(line.gaps) > 1 and spread <= max(1.0, EVEN * sum(line.gaps) / len(line.gaps)):
        return any(part.isalpha() for part in line.parts)
    near = (lines[other] for other in (rank - 1, rank + 1) if 0 <= other < len(lines))
    return not line.parts[-1][-1].isdigit() and any(_are_aligned(line, one) for one in near)


def _are_aligned(line: Line, other: Line) -> bool:
    apart = max(line.bottom, other.bottom) - min(line.top, other.top)
    close = apart <= TIGHT * max(line.height, other.height)
    return close and abs(line.left - other.left) <= ALIGNED and abs(line.right - other.right) <= ALIGNED


def _is_same_row(line: Line, piece: Piece) -> bool:
    overlap = min(line.top, piece.top) - max(line.bottom, piece.bottom)
    return piece.left >= line.right - 1 and overlap > 0.4 * min(line.height, piece.height)


def _append(line: Line, piece: Piece) -> None:
    is_a_cell = piece.left - line.right > GAP * max(line.height, piece.height)
    line.text = f"{line.text.rstrip()}{CELL if is_a_cell else ' '}{piece.text.strip()}"
    line.cells += is_a_cell
    line.parts.append(piece.text.strip())
    line.gaps.append(piece.left - line.right)
    line.right = max(line.right, piece.right)
    line.bottom, line.top = min(line.bottom, piece.bottom), max(line.top, piece.top)


def _repeated(pages: Sequence[tuple[Sheet, Sequence[Line]]]) -> set[str]:
    """What stands at the top or the bottom of most pages, numbers apart: headers, footers, folios."""
    edges: Counter[str] = Counter()
    for sheet, lines in pages:
        edges.update({_masked(line.text) for line in lines if sheet.is_edge(line)})
    return {text for text, times in edges.items() if times >= max(LEAST_REPEATS, len(pages) / 2)}


def _is_dropped(text: str, repeated: set[str], page: int) -> bool:
    """What is repeated; the first page keeps its title, which the others may bear as a header."""
    return _masked(text) in repeated and (page > 0 or len(text.strip()) <= FOLIO)


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip().lower())


def _paragraphs(page: Sequence[Line]) -> Iterator[str]:
    """Lines put together for as long as they go on."""
    widest = max((line.right - line.left for line in page if line.cells == 1), default=0)
    heights = sorted(line.height for line in page)
    usual = heights[len(heights) // 2] if heights else 1.0
    held = ""
    last: Line | None = None
    for line in page:
        if last is not None and (_goes_on(last, line, widest) or _is_one_heading(last, line, usual)):
            held = _stitched(held, line.text) if last.breaks_a_word else f"{held} {line.text}"
        else:
            yield held
            held = line.text
        last = line
    yield held


def _stitched(held: str, text: str) -> str:
    """A word cut at the end of a line made whole. A PDF does not tell the hyphen of "franco-malien" from the one of a cut:
    it stays before a capital, beside another hyphen, and after words that take one."""
    start = _HYPHEN.sub("", held)
    first, rest = start.split()[-1:] or [""], text.split()[:1] or [""]
    word, following = first[0].strip("«(“\"'’"), rest[0]
    keeps = following[:1].isupper() or "-" in word + following or word.lower() in _KEEPS_HYPHEN
    return start + ("-" if keeps and not start.endswith("-") else "") + text


def _is_one_heading(last: Line, line: Line, usual: float) -> bool:
    """Two lines of a heading, however narrow: set alike, higher than most, close, the first unfinished."""
    alike = abs(last.height - line.height) <= 0.1 * line.height and abs(last.left - line.left) <= ALIGNED
    high = min(last.height, line.height) > HEADING * usual
    return alike and high and 0 <= last.bottom - line.top <= TIGHT * line.height and not _ENDED.search(last.text)


def _goes_on(last: Line, line: Line, widest: float) -> bool:
    if last.breaks_a_word:
        return True
    if last.cells > 1 or line.cells > 1 or _ITEM.match(line.text):
        return False
    apart = last.bottom - line.top
    if apart > 0.9 * max(last.height, line.height) or apart < -last.height:
        return False
    if abs(last.height - line.height) > 0.35 * max(last.height, line.height) and last.text[-1:].isalnum():
        return not line.text[:1].isupper()
    is_full = last.right - last.left >= WRAPPED * widest
    return is_full if not _ENDED.search(last.text) else is_full and not _starts_anew(last, line)


def _starts_anew(last: Line, line: Line) -> bool:
    """A full line that ends a sentence, then a capital set further in: a new paragraph."""
    return line.text[:1].isupper() and (last.text.endswith(":") or line.left > last.left + last.height)


def _tidied(text: str) -> str:
    return " ".join(_UNSEEN.sub("", _BULLET.sub("- ", text)).split())
