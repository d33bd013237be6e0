"""Authors' texts as styled content: emphasis, code, lists, and tables in the width there is."""

from collections.abc import Sequence

from textual.content import Content

from kpitrainer.domain.drill.table import numeric_columns
from kpitrainer.domain.text.formatted_text import FormattedText, Mark, Part, parts_of_text
from kpitrainer.tui.text.line_breaks import broken
from kpitrainer.tui.text.lines import ACCENT, MUTED

CODE = "$foreground on $panel"
GAP = f"{ACCENT} underline"
BULLET = "•"

UNBROKEN = 1000
"""Cells of a line that is not to be broken."""

_BETWEEN = 2
"""Cells between two columns."""


def shown(text: str, style: str = "", width: int = UNBROKEN) -> Content:
    """`text` in `style` as its author formatted it, tables in at most `width` cells if possible."""
    if not isinstance(text, FormattedText):
        return Content.styled(text, style) if style else Content(text)
    parts = (
        _table(part, style, width) if part.rows else _running(part.text, style)
        for part in parts_of_text(text)
    )
    return Content("\n").join(parts)


def _running(text: FormattedText, style: str) -> Content:
    # What is bold already is emphasized by another slant and a line, also without colours.
    forms = {
        Mark.EMPHASIS: "italic underline" if "bold" in style else "bold",
        Mark.CODE: CODE,
        Mark.GAP: GAP,
        Mark.ITEM: MUTED,
    }
    signs = list(text)
    for start, end, form in text.spans:
        if form is Mark.ITEM:
            signs[start:end] = text[start:end].replace("-", BULLET)
    content = Content("".join(signs)).stylize(style) if style else Content("".join(signs))
    for start, end, form in text.spans:
        if form in forms:
            content = content.stylize(forms[form], start, end)
    return content


def _table(table: Part, style: str, width: int) -> Content:
    """Columns side by side, numbers to the right; a cell too wide for its column is broken."""
    body = table.rows[1:] if table.heads else table.rows
    cells = [
        [_running(cell, MUTED if table.heads and not place else style) for cell in row]
        for place, row in enumerate(table.rows)
    ]
    longest = [max(cell.cell_length for cell in column) for column in zip(*cells, strict=True)]
    widths = _fitting(longest, width - _BETWEEN * (len(longest) - 1))
    right = numeric_columns(body) if body else [False] * len(widths)
    lines = [line for row in cells for line in _lines(row, widths, right)]
    return Content("\n").join(lines)


def _fitting(longest: Sequence[int], room: int) -> list[int]:
    """The widths of columns in `room` cells: the widest give way, down to an equal share."""
    most = max(longest)
    left, columns = room, len(longest)
    for place, width in enumerate(sorted(longest)):
        share = max(left // (columns - place), 1)
        if width > share:
            most = share
            break
        left -= width
    return [min(width, most) for width in longest]


def _lines(row: Sequence[Content], widths: Sequence[int], right: Sequence[bool]) -> list[Content]:
    broken_cells = [broken(cell, max(width, 1)) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for place in range(max(map(len, broken_cells))):
        line = Content("")
        for cell, width, to_right in zip(broken_cells, widths, right, strict=True):
            part = cell[place] if place < len(cell) else Content("")
            blanks = Content(" " * (width - part.cell_length))
            line += (blanks + part if to_right else part + blanks) + Content(" " * _BETWEEN)
        lines.append(line.rstrip())
    return lines
