"""Tables as text: CSV, TSV, and whatever separator Quizlet was told to use."""

from pathlib import Path

from kpitrainer.domain.verdict import Message
from kpitrainer.formats.decoding import decoded
from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.formulas import ESCAPED_FORMULA
from kpitrainer.formats.limits import read_bytes
from kpitrainer.formats.read.cells import CellRow, rows_of, separator_of
from kpitrainer.formats.read.table_cards import add_cards


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards of the table `path`.

    Raises:
        KpiTrainerError: it is too large, or no table.
    """
    found = decoded(read_bytes(path))
    deck = DraftDeck()
    if found.mixed:
        deck.tell("import.mixed-encodings", line=str(found.mixed))
    separator, text = (
        (options.separator, found.text) if options.separator else separator_of(found.text)
    )
    shown = Message("import.tab") if separator == "\t" else separator
    deck.tell("import.table", encoding=found.encoding, separator=shown)
    in_sheet = len(separator) == 1  # where a spreadsheet opens it, its rows are what is counted
    rows = (
        CellRow(at if in_sheet else row.number, [_unescaped(cell) for cell in row.cells])
        for at, row in enumerate(rows_of(text, separator), 1)
    )
    add_cards(deck, rows, options, "row" if in_sheet else "line")
    return deck


def _unescaped(cell: str) -> str:
    """A cell without the sign that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if ESCAPED_FORMULA.match(cell) else cell
