"""Workbooks of a spreadsheet: each cell is a text or a number, and nothing is computed."""

from collections.abc import Sequence
from io import BytesIO
from types import TracebackType
from typing import Any, Self

LONGEST_CELL = 32_767
"""Characters that a cell holds."""

_HEAD = {"bold": True, "bg_color": "#1d4e79", "font_color": "#ffffff"}
_TEXT = {"text_wrap": True, "valign": "top"}
_LEAST, _MOST, _WIDE = 8, 60, 40
"""Columns are at least and at most so wide, and as wide as nearly all of their texts need."""


class SheetWriter:
    """One sheet with a head; as a context it is whole at the end, and then `data` holds it."""

    def __init__(self, sheet: str, title: str, author: str = "") -> None:
        """A workbook whose properties name a deck."""
        from xlsxwriter import Workbook  # noqa: PLC0415 - for this alone

        self._file = BytesIO()
        self._book: Any = Workbook(self._file, {"in_memory": True})
        self._book.set_properties({"title": title[:255], "author": author[:255]})
        self._sheet = self._book.add_worksheet(sheet)
        self._head = self._book.add_format({**_TEXT, **_HEAD})
        self._text = self._book.add_format(_TEXT)
        self._row = 0

    def __enter__(self) -> Self:
        """The workbook, to be filled."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the file."""
        self._book.close()

    @property
    def data(self) -> bytes:
        """The file."""
        return self._file.getvalue()

    def write_head(self, cells: Sequence[str], *, frozen: int = 0) -> None:
        """A row of headings, which stays in sight with the first `frozen` columns."""
        self._write(cells, self._head)
        self._sheet.freeze_panes(self._row, frozen)

    def write_row(self, cells: Sequence[str | int]) -> None:
        """The next row."""
        self._write(cells, self._text)

    def skip_to(self, row: int) -> None:
        """Let the next row be the one of this number, from 1."""
        self._row = row - 1

    def set_widths(self, rows: Sequence[Sequence[str]]) -> None:
        """Let the columns be as wide as these rows of them need."""
        for column, cells in enumerate(zip(*rows, strict=True)):
            widths = sorted(max(map(len, cell.split("\n"))) for cell in cells)
            needed = widths[len(widths) * 9 // 10] + 2
            self._sheet.set_column(column, column, min(max(needed, _LEAST), _MOST))

    def _write(self, cells: Sequence[str | int], form: object) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                self._sheet.write_number(self._row, column, cell, form)
            elif cell:  # as a text, whatever it looks like: no number, formula or link
                self._sheet.write_string(self._row, column, cell, form)
        self._row += 1
