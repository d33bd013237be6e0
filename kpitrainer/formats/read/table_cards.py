"""Cards made of a table: its header, what its columns are, and the card that each row gives."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

from kpitrainer.domain.verdict import Message
from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.limits import ForeignFileError, count_notes
from kpitrainer.formats.read.cells import CellRow
from kpitrainer.formats.read.column_roles import (
    CardColumn,
    chosen_roles,
    header_roles,
    is_header,
    titled_table,
)
from kpitrainer.formats.read.row_card import RowCards

_LOOKED_AT = 20
"""Rows that tell whether the first one is a header, and how many columns there are."""

_TELLING = frozenset({"answer", "wrong", "type"})
"""Columns one of which tells, beside the question, that the header is understood."""


def add_cards(
    deck: DraftDeck, rows: Iterable[CellRow], options: ReadOptions, unit: str, sheet: str = ""
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
    at = _header_at(first, options, deck)
    header = first[at].cells if at is not None else []
    columns = _columns(header, width, options, deck)
    cards = RowCards(deck, columns, unit, sheet)
    body = first[at + 1 :] if at is not None else first
    for row in chain(body, filled):
        cards.add(row)
        count_notes(len(deck.drafts))
    cards.finish()
    if given.empty:
        deck.tell("import.empty-rows", count=given.empty)


class _Counting:
    """The rows that are not empty; how many are. Empty ones behind the last do not count."""

    def __init__(self, rows: Iterable[CellRow]) -> None:
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


def _header_at(first: Sequence[CellRow], options: ReadOptions, deck: DraftDeck) -> int | None:
    """Which row is the header; None where the first row is a card."""
    if options.header is False:
        return None
    cells = first[0].cells
    folded = {cell.strip().casefold() for cell in cells}
    named = [name for _, name in options.columns if name.casefold() in folded]
    if named or is_header(cells, [row.cells for row in first[1:]]):
        return 0
    if options.columns and not all(name.isdecimal() for _, name in options.columns):
        return 0  # a name is wrong: it is told which there are
    if not options.columns and (at := titled_table(row.cells for row in first)):
        deck.tell("import.rows-above", count=at)
        return at
    deck.tell("import.no-header", first=cells[0][:60])
    return None


def _columns(
    header: Sequence[str], width: int, options: ReadOptions, deck: DraftDeck
) -> list[CardColumn]:
    """What each column is.

    Where neither the words of the header nor `options` tell question and answer, they are the
    first two columns, and no other one is used.
    """
    if options.columns:
        columns = chosen_roles(options.columns, header, width)
    else:
        columns = header_roles(header)
        roles = {column.role for column in columns}
        if "text" not in roles and not ("question" in roles and roles & _TELLING):
            columns = _first_two(columns, width)
    roles = {column.role for column in columns}
    if not roles & {"question", "text"}:
        raise ForeignFileError("import.no-question-column", header=", ".join(header) or "…")
    used = {column.at for column in columns}
    unused = [cell.strip() for at, cell in enumerate(header) if at not in used and cell.strip()]
    unused += [str(at + 1) for at in range(len(header) or 0, width) if at not in used]
    if not header:
        unused = [str(at + 1) for at in range(width) if at not in used]
    names = {at: cell.strip() for at, cell in enumerate(header)}
    deck.tell("import.columns", columns=tuple(_told(each, names) for each in columns))
    if unused:
        deck.tell("import.unused-columns", columns=", ".join(unused), count=len(unused))
    return columns


def _told(column: CardColumn, names: Mapping[int, str]) -> Message:
    role = Message(f"import.role-{column.role}")
    return Message("import.column", {"role": role, "name": names.get(column.at) or column.at + 1})


def _first_two(columns: Sequence[CardColumn], width: int) -> list[CardColumn]:
    """A question and an answer: those that are told, else the first columns that are free."""
    told = {column.role: column for column in columns if column.role in ("question", "answer")}
    others = {column.at for column in columns}
    free = [at for at in range(width) if at not in others]
    free += [at for at in range(width) if at in others - {each.at for each in told.values()}]
    for role in ("question", "answer"):
        if role not in told:
            if not free:
                raise ForeignFileError("import.one-column")
            told[role] = CardColumn(free.pop(0), role)
    return list(told.values())
