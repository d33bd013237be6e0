"""A template's table: reading it from the source, and filling it with an exercise's numbers."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from kpitrainer.domain.drill.reader import Reader
from kpitrainer.domain.drill.template import (
    Cell,
    Count,
    Grid,
    ListName,
    Phrases,
)
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.arithmetic import Values
from kpitrainer.domain.formula.formula import (
    Formula,
    FormulaError,
    ValueType,
    compile_formula,
)
from kpitrainer.domain.text.number import write_number

MOST_CELLS = 40
"""The longest line of a table."""

_COUNT = re.compile(r"\s*([0-9]{1,4})\s*\.\.\s*([0-9]{1,4})\s*")
_NUMBER = re.compile(r"[-+−]?[0-9][0-9.,\u202f\u00a0]*(?:[\u00a0 ]?[%€×])?|€[0-9][0-9.,]*")
_FORMULA = re.compile(r"[\w.]+(?:\s*[-+*/^()\[\],÷×−]\s*[\w.]*)*")


@dataclass(frozen=True, slots=True)
class Table:
    """Texts in rows under their heads, which may be none; every row has as many cells.

    `numeric` tells of each column whether all its cells below the heads are numbers, which
    stand to the right.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]

    def lines(self) -> tuple[str, ...]:
        """The table in lines of one width, heads first: for output without a table of its own."""
        lines = (self.heads, *self.rows) if self.heads else self.rows
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return tuple(
            "  ".join(
                cell.rjust(width) if right else cell.ljust(width)
                for cell, width, right in zip(line, widths, self.numeric, strict=True)
            ).rstrip()
            for line in lines
        )


def read_grid(reader: Reader, raw: Mapping[str, Any]) -> Grid:
    """The table in the source: `heads` and `rows`, or `columns` of `head` and `cells`.

    A cell is a text, with placeholders, or a formula; the name of a list variable and `0..10`
    stand for as many cells.
    """
    path: FieldPath = ("table",)
    if ("columns" in raw) is ("rows" in raw):
        reader.fault(path, "drill.table-rows-or-columns")
        return Grid((), ())
    if "columns" in raw:
        if "heads" in raw:
            reader.fault((*path, "heads"), "drill.table-heads")
        heads = tuple(
            _cell(reader, (*path, "columns", place, "head"), column.get("head", ""))
            for place, column in enumerate(raw["columns"])
        )
        lines = tuple(
            _line(reader, (*path, "columns", place, "cells"), column.get("cells", ()))
            for place, column in enumerate(raw["columns"])
        )
        return Grid(heads, lines, by_column=True)
    heads = _line(reader, (*path, "heads"), raw.get("heads", ()))
    lines = tuple(
        _line(reader, (*path, "rows", place), row) for place, row in enumerate(raw["rows"])
    )
    _same_length(reader, heads, lines)
    return Grid(heads, lines)


def fill_grid(grid: Grid, values: Values, language: str, fill: Callable[[Phrases], str]) -> Table:
    """The table with these `values`; `fill` gives a text with its placeholders filled.

    Short lines are filled up with empty cells.
    """

    def shown(line: Sequence[Cell]) -> list[str]:
        return [text for cell in line for text in _texts(cell, values, language, fill)]

    heads, lines = shown(grid.heads), [shown(line) for line in grid.lines]
    if grid.by_column:
        lines = [list(row) for row in zip_longest(*lines, fillvalue="")]
    width = max(map(len, [heads, *lines]), default=0)
    rows = tuple(tuple(line + [""] * (width - len(line))) for line in lines)
    numeric = tuple(
        all(not cell or _NUMBER.fullmatch(cell) for cell in column)
        for column in zip(*rows, strict=True)
    )
    return Table(tuple(heads + [""] * (width - len(heads))) if heads else (), rows, numeric)


def _line(reader: Reader, path: FieldPath, raw: str | Sequence[Any]) -> tuple[Cell, ...]:
    if isinstance(raw, str):
        return (_cell(reader, path, raw),)
    return tuple(_cell(reader, (*path, place), each) for place, each in enumerate(raw))


def _cell(reader: Reader, path: FieldPath, raw: str | Mapping[str, str]) -> Cell:
    if not isinstance(raw, str):
        return reader.phrases(path, raw)
    if counted := _COUNT.fullmatch(raw):
        first, last = int(counted[1]), int(counted[2])
        if not 0 <= last - first < MOST_CELLS:
            reader.fault(path, "drill.table-count", most=MOST_CELLS)
        return Count(first, min(last, first + MOST_CELLS))
    if reader.names.get(raw.strip()) is ValueType.LIST:
        return ListName(raw.strip())
    # A number is shown as it is written, and what is no formula is a text.
    if _FORMULA.fullmatch(raw.strip()) and not _NUMBER.fullmatch(raw.strip()):
        try:
            compile_formula(raw, reader.names)
            return reader.formula(path, raw)
        except FormulaError as error:
            if not _is_word(raw.strip(), error):
                return reader.formula(path, raw)
    return reader.phrases(path, raw)


def _is_word(raw: str, error: FormulaError) -> bool:
    """Whether what is no formula is a word rather than a name with a slip in it."""
    near = str(error.values.get("near", ""))
    return raw.isidentifier() and near[:1] != raw[:1]


def _same_length(
    reader: Reader, heads: tuple[Cell, ...], lines: Sequence[tuple[Cell, ...]]
) -> None:
    lengths = [_length(line) for line in (heads, *lines) if line]
    for place, line in enumerate(lines):
        length = _length(line)
        if length is not None and lengths[0] is not None and length != lengths[0]:
            path: FieldPath = ("table", "rows", place)
            reader.fault(path, "drill.table-row-length", found=length, wanted=lengths[0])


def _length(line: Sequence[Cell]) -> int | None:
    """How many cells a line has; None where that is drawn."""
    if any(isinstance(cell, ListName) for cell in line):
        return None
    return sum(cell.last - cell.first + 1 if isinstance(cell, Count) else 1 for cell in line)


def _texts(
    cell: Cell, values: Values, language: str, fill: Callable[[Phrases], str]
) -> Sequence[str]:
    match cell:
        case Formula():
            return [write_number(Fraction(cell.value(values)), language)]
        case Count(first, last):
            return [str(number) for number in range(first, last + 1)]
        case ListName(name):
            items = values[name]
            assert isinstance(items, tuple)  # noqa: S101 - the kind says so
            return [write_number(Fraction(item), language) for item in items]
        case _:
            return [fill(cell)]
