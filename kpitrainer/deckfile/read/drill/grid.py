"""A drill's table, as its author writes it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kpitrainer.deckfile.read.drill.drill_reader import Reader
from kpitrainer.domain.drill.table import NUMBER
from kpitrainer.domain.drill.template import Cell, Count, Grid, ListName
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.formula import FormulaError, ValueType, compile_formula

MOST_CELLS = 40
"""The longest line of a table."""

_COUNT = re.compile(r"\s*([0-9]{1,4})\s*\.\.\s*([0-9]{1,4})\s*")
_FORMULA = re.compile(r"[\w.]+(?:\s*[-+*/^()\[\],÷×−]\s*[\w.]*)*")


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
            _cell(reader, (*path, "columns", place, "head"), column["head"])
            for place, column in enumerate(raw["columns"])
        )
        lines = tuple(
            _line(reader, (*path, "columns", place, "cells"), column["cells"])
            for place, column in enumerate(raw["columns"])
        )
        return Grid(heads, lines, by_column=True)
    heads = _line(reader, (*path, "heads"), raw.get("heads", ()))
    lines = tuple(
        _line(reader, (*path, "rows", place), row) for place, row in enumerate(raw["rows"])
    )
    if all(fault.code != "drill.table-count" for fault in reader.faults):  # else none is known
        _same_length(reader, heads, lines)
    return Grid(heads, lines)


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
    if _FORMULA.fullmatch(raw.strip()) and not NUMBER.fullmatch(raw.strip()):
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
