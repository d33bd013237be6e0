"""Cards made of a table: its header, what its columns are, and the card that each row gives."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.limits import ForeignFileError, count_notes
from kpitrainer.formats.read.cells import TableRow
from kpitrainer.formats.read.column_roles import Column, chosen_roles, header_roles, is_header
from kpitrainer.formats.read.row_card import RowCards

_LOOKED_AT = 20
"""Rows that tell whether the first one is a header, and how many columns there are."""


def add_cards(
    deck: DraftDeck, rows: Iterable[TableRow], options: ReadOptions, unit: str, sheet: str = ""
) -> None:
    """Add to `deck` the cards of a table, whose places are of this `unit`, on this `sheet`.

    Raises:
        KpiTrainerError: its columns cannot be told, or there are too many rows.
    """
    given = _Counting(rows)
    filled = iter(given)
    first = list(islice(filled, _LOOKED_AT))
    if not first:
        return
    width = max(len(row.cells) for row in first)
    header = _header(first, options, deck)
    columns = _columns(header, width, options, deck)
    cards = RowCards(deck, columns, unit, sheet)
    body = first[1:] if header else first
    for row in chain(body, filled):
        cards.add(row)
        count_notes(len(deck.drafts))
    cards.finish()
    if given.empty:
        deck.tell("import.empty-rows", count=given.empty)


class _Counting:
    """The rows that are not empty; how many are. Empty ones behind the last do not count."""

    def __init__(self, rows: Iterable[TableRow]) -> None:
        self._rows = rows
        self.empty = 0

    def __iter__(self):  # type: ignore[no-untyped-def] # noqa: ANN204 - a generator of rows
        waiting = 0
        for row in self._rows:
            if any(cell.strip() for cell in row.cells):
                self.empty += waiting
                waiting = 0
                yield row
            else:
                waiting += 1


def _header(first: Sequence[TableRow], options: ReadOptions, deck: DraftDeck) -> list[str]:
    """The cells of the header; none where the first row is a card."""
    if options.header is False:
        return []
    cells = first[0].cells
    folded = {cell.strip().casefold() for cell in cells}
    named = [name for _, name in options.columns if name.casefold() in folded]
    if named or is_header(cells, [row.cells for row in first[1:]]):
        return list(cells)
    if options.columns and not all(name.isdecimal() for _, name in options.columns):
        return list(cells)  # a name is wrong: it is told which there are
    deck.tell("import.no-header", first=cells[0][:60])
    return []


def _columns(
    header: Sequence[str], width: int, options: ReadOptions, deck: DraftDeck
) -> list[Column]:
    """What each column is.

    Where neither the words of the header nor `options` tell question and answer, they are the
    first two columns, and no other one is used.
    """
    if options.columns:
        columns = chosen_roles(options.columns, header, width)
    else:
        columns = header_roles(header)
        roles = {column.role for column in columns}
        if not (
            roles >= {"question", "answer"} or "text" in roles or roles >= {"question", "wrong"}
        ):
            columns = _first_two(columns, width)
    roles = {column.role for column in columns}
    if not roles & {"question", "text"}:
        raise ForeignFileError("import.no-question-column", header=", ".join(header) or "…")
    used = {column.at for column in columns}
    unused = [cell.strip() for at, cell in enumerate(header) if at not in used and cell.strip()]
    unused += [str(at + 1) for at in range(len(header) or 0, width) if at not in used]
    if not header:
        unused = [str(at + 1) for at in range(width) if at not in used]
    if unused:
        deck.tell("import.unused-columns", columns=", ".join(unused), count=len(unused))
    return columns


def _first_two(columns: Sequence[Column], width: int) -> list[Column]:
    """A question and an answer: those that are told, else the first columns that are free."""
    told = {column.role: column for column in columns if column.role in ("question", "answer")}
    others = {column.at for column in columns}
    free = [at for at in range(width) if at not in others]
    free += [at for at in range(width) if at in others - {each.at for each in told.values()}]
    for role in ("question", "answer"):
        if role not in told:
            if not free:
                raise ForeignFileError("import.one-column")
            told[role] = Column(free.pop(0), role)
    return list(told.values())
