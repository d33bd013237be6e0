"""Authors' texts in lines: without marks, tables with their columns under each other."""

from kpitrainer.domain.drill.table import Table, numeric_columns
from kpitrainer.domain.text.formatted_text import FormattedText, Part, parts_of_text


def as_lines(text: str) -> str:
    """`text` as it is said: no sign stands for emphasis or code."""
    if not isinstance(text, FormattedText):
        return text
    return "\n".join(_table(part) if part.rows else str(part.text) for part in parts_of_text(text))


def _table(part: Part) -> str:
    from rich.cells import cell_len  # noqa: PLC0415 - few texts have a table

    heads, body = (part.rows[0], part.rows[1:]) if part.heads else ((), part.rows)
    numeric = numeric_columns(body) if body else (False,) * len(heads)
    return "\n".join(Table(heads, body, numeric).lines(cell_len))
