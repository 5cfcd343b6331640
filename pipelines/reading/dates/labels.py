"""Where the label of a date stands when it is not in its own line: the line above, the cell before, the head of its column."""

LONGEST = 90
"""A longer line is no label."""
ROWS = 8
"""Rows looked at above a cell for the head of its column."""


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
    """The cell that heads the column of the cell holding `first`; None outside a table of two rows and three cells or more."""
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
