"""A template's table, filled with an exercise's numbers."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import assert_never

from kpitrainer.domain.drill.template import (
    Cell,
    Count,
    Grid,
    ListName,
    Phrases,
)
from kpitrainer.domain.formula.arithmetic import Values
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.text.number import write_number

NUMBER = re.compile(r"[-+−]?[0-9][0-9.,\u202f\u00a0]*(?:[\u00a0 ]?[%€×])?|€[0-9][0-9.,]*")


@dataclass(frozen=True, slots=True)
class Table:
    """Texts in rows under their heads, which may be none; every row has as many cells.

    `numeric` tells of each column whether all its cells below the heads are numbers, which
    stand to the right.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]

    def lines(self, cells: Callable[[str], int] = len) -> tuple[str, ...]:
        """The table in lines of one width, heads first: for output without a table of its own.

        `cells` tells how many cells of a terminal a text takes.
        """
        lines = (self.heads, *self.rows) if self.heads else self.rows
        widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
        return tuple(
            "  ".join(
                _padded(cell, width - cells(cell), right=right)
                for cell, width, right in zip(line, widths, self.numeric, strict=True)
            ).rstrip()
            for line in lines
        )


def _padded(cell: str, blanks: int, *, right: bool) -> str:
    return " " * blanks + cell if right else cell + " " * blanks


def numeric_columns(rows: Sequence[Sequence[str]]) -> tuple[bool, ...]:
    """Of each column of `rows`, which are of one length, whether all its cells are numbers."""
    return tuple(
        # An author may part thousands by an ordinary blank.
        all(not cell or NUMBER.fullmatch(cell.replace(" ", "\u00a0")) for cell in column)
        for column in zip(*rows, strict=True)
    )


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
    heads = heads + [""] * (width - len(heads)) if heads else []
    return Table(tuple(heads), rows, numeric_columns(rows))


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
        case Mapping():
            return [fill(cell)]
        case _:
            assert_never(cell)
