"""Tables as text: CSV, TSV, and whatever separator Quizlet was told to use."""

from pathlib import Path

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
    shown = {"\t": "tab"}.get(separator, separator)
    deck.tell("import.table", encoding=found.encoding, separator=shown)
    rows = (
        CellRow(row.number, [_unescaped(cell) for cell in row.cells])
        for row in rows_of(text, separator)
    )
    add_cards(deck, rows, options, "line")
    return deck


def _unescaped(cell: str) -> str:
    """A cell without the sign that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if ESCAPED_FORMULA.match(cell) else cell
