"""The cells of a text table: which separator it has, cells in quotes, lines that go on."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kpitrainer.formats.limits import MOST_CELLS, ForeignFileError
from kpitrainer.formats.read.column_roles import header_roles

_SEPARATORS = ("\t", "/////", ";", "|", ",", "::", " - ")
"""Those looked for; of several that fit the first, as commas and dashes stand in texts, too."""

_LOOKED_AT = 60
"""Rows by which a separator is told."""

_SEP_LINE = re.compile(r"sep=(.)\n?", re.IGNORECASE)
"""What some spreadsheets write in the first line, for themselves."""

_FORCED = re.compile(r'="((?:[^"])*)"')
"""A text that a spreadsheet must not take for a number."""


class CellRow(NamedTuple):
    """A row: the line (or row) it begins on, from 1, and its cells."""

    number: int
    cells: list[str]


def rows_of(text: str, separator: str) -> Iterator[CellRow]:
    """The rows of `text`, empty ones included.

    A cell in quotes may hold separators, line breaks and doubled quotes. Where a quote is never
    closed, or text follows the closing one, the quotes are part of the text. With a separator of
    several signs, a line without it goes on with the row above.

    Raises:
        ForeignFileError: there are more than MOST_CELLS.
    """
    count = 0
    above: CellRow | None = None
    for row in _split(text, separator):
        count += len(row.cells)
        if count > MOST_CELLS:
            raise ForeignFileError("import.many-cells", most=MOST_CELLS)
        if len(separator) > 1 and len(row.cells) == 1 and above and len(above.cells) > 1:
            above.cells[-1] += "\n" + row.cells[0]
            continue
        if above:
            yield above
        above = row
    if above:
        yield above


def _split(text: str, separator: str) -> Iterator[CellRow]:
    at, line, size = 0, 1, len(text)
    bare = re.compile(rf"(?:(?!{re.escape(separator)}|\n).)*") if len(separator) > 1 else None
    plain = bare or re.compile(rf"[^{re.escape(separator)}\n]*")
    while at < size:
        first, cells = line, []
        while True:
            cell, at = _quoted(text, at, separator) or _plain(text, at, plain)
            line += cell.count("\n")
            cells.append(cell)
            if not text.startswith(separator, at):
                break
            at += len(separator)
        at += 1  # the line end
        line += 1
        yield CellRow(first, cells)


def _plain(text: str, at: int, cell: re.Pattern[str]) -> tuple[str, int]:
    found = cell.match(text, at)
    end = found.end() if found else at
    written = text[at:end]
    forced = _FORCED.fullmatch(written.strip())
    return (forced[1] if forced else written), end


def _quoted(text: str, at: int, separator: str) -> tuple[str, int] | None:
    """The cell in quotes at `at`, and where it ends; None where there is none."""
    if not text.startswith('"', at):
        return None
    end = at + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            return None
        if text.startswith('"', end + 1):
            end += 2
            continue
        break
    behind = end + 1
    while text.startswith(" ", behind) and separator != " ":
        behind += 1
    if behind < len(text) and text[behind] != "\n" and not text.startswith(separator, behind):
        return None
    return text[at + 1 : end].replace('""', '"'), behind


def separator_of(text: str) -> tuple[str, str]:
    """The separator of a table, and the table without a line that only says it.

    Raises:
        ForeignFileError: there is none: each row has one cell.
    """
    if said := _SEP_LINE.match(text):
        return said[1], text[said.end() :]
    start = _beginning(text)
    if told := separator_by_header(start):
        return told, text
    best, most = "", 0.0
    for separator in _SEPARATORS:
        fit = _fit([row.cells for row in _first(start, separator)])
        if fit > most:
            best, most = separator, fit
    if not best:
        raise ForeignFileError("import.no-separator")
    return best, text


def separator_by_header(text: str, least: int = 2) -> str:
    """The separator by which the first row names most of what cards have; "" for fewer columns."""
    known = {
        separator: len(header_roles(row.cells))
        if (row := next(_split(text, separator), None))
        else 0
        for separator in _SEPARATORS
    }
    best = max(_SEPARATORS, key=lambda separator: known[separator])
    return best if known[best] >= least else ""


def _beginning(text: str) -> str:
    """Some whole lines of `text`."""
    most = 100_000
    return text if len(text) <= most else text[: text.rfind("\n", 0, most) + 1] or text[:most]


def _first(text: str, separator: str) -> Iterator[CellRow]:
    for row in _split(text, separator):
        if any(cell.strip() for cell in row.cells):
            yield row
            if row.number > _LOOKED_AT:
                return


def _fit(rows: Sequence[Sequence[str]]) -> float:
    """How well rows fit a table of several columns: the share of them that have as many cells."""
    counts = Counter(len(row) for row in rows)
    width, same = max(counts.items(), key=lambda pair: (pair[0] > 1, pair[1]), default=(1, 0))
    # A separator that stands within quotes cuts cells in two, and leaves one quote in each.
    cut = sum(
        any(cell.count('"') % 2 and '"' in (cell[0], cell[-1]) for cell in row) for row in rows
    )
    return (same - cut) / len(rows) if width > 1 else 0.0
