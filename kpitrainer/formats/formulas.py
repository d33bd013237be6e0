"""Cells of text tables that a spreadsheet would compute, and the sign that keeps it from that."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
ESCAPED_FORMULA = re.compile(f"'{_FORMULA.pattern}")


def as_text(cell: str) -> str:
    """A cell that no spreadsheet computes; `ESCAPED_FORMULA` finds it again."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
