"""Where the label of a date stands outside its line: the line above, the cell before, the column's head, a list's lead."""

from pipelines.reading.view import View

LONGEST = 90
"""A longer line is no label."""
ROWS = 8
"""Rows looked at above a cell for the head of its column."""
LEAD_IN = 260
"""The longest sentence that introduces a list."""
_BULLETS = ("•", "●", "▪", "-", "–", "*")


def label_above(text: str, first: int) -> tuple[int, int] | None:
    """The line (or the cell) just before `first`, when it may be a label: short, and no sentence."""
    end = first
    while end > 0 and text[end - 1] in " \n\t\r\u00a0|":
        end -= 1
    if end == 0 or first - end > 12 or text[end - 1] in ".!?;,":
        return None
    start = max(text.rfind("\n", 0, end), text.rfind("|", 0, end)) + 1
    return (start, end) if end - start <= LONGEST else None


def column_head(text: str, first: int) -> tuple[int, int] | None:
    """The cell that heads the column of the cell holding `first`; None outside a table."""
    line_start = text.rfind("\n", 0, first) + 1
    row = text[line_start : _line_end(text, first)]
    bars = row.count("|")
    if bars < 1:
        return None
    column = text.count("|", line_start, first)
    head: tuple[int, int] | None = None
    for _ in range(ROWS):
        if line_start == 0:
            break
        above = text.rfind("\n", 0, line_start - 1) + 1
        if text.count("|", above, line_start - 1) != bars:
            break
        head = _cell(text, above, line_start - 1, column)
        line_start = above
    return head


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _cell(text: str, start: int, end: int, column: int) -> tuple[int, int]:
    for _ in range(column):
        start = text.index("|", start, end) + 1
    stop = text.find("|", start, end)
    return start, end if stop < 0 else stop


def stacked_head(text: str, first: int, rank: int, total: int) -> tuple[int, int] | None:
    """The label of the date of that rank among `total` that stand one a line under as many labels, one a line too.

    `first` starts the lines of dates. None unless each of the lines above is short and without a figure.
    """
    labels: list[tuple[int, int]] = []
    end = first
    while len(labels) < total:
        while end > 0 and text[end - 1] in " \n\t\r\u00a0":
            end -= 1
        start = text.rfind("\n", max(0, end - LONGEST - 1), end) + 1
        if not 0 < end - start <= LONGEST or any(sign.isdigit() or sign in ".!?;" for sign in text[start:end]):
            return None
        labels.append((start, end))
        end = start
    return labels[total - 1 - rank]


def lead_in(view: View, first: int, start: int) -> tuple[int, int] | None:
    """The sentence that introduces a list, for the date at `start` that begins an item of it; `first` starts its line."""
    if first == 0 or not is_item(view.text, start):
        return None
    base = max(0, first - LEAD_IN)
    end = base + len(view.text[base:first].rstrip(" \n\t\r\u00a0|•●▪-–*"))
    if end == base:
        return None
    sentence = view.sentence(end - 1, end)
    return sentence if sentence[1] - sentence[0] <= LEAD_IN else None


def is_item(text: str, start: int) -> bool:
    """What is at `start` begins an item of a list."""
    return text[max(0, start - 8) : start].rstrip()[-1:] in _BULLETS
