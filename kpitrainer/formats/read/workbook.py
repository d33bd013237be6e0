"""Workbooks of spreadsheets, Excel's and OpenDocument's: the values of their sheets as tables."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message
from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.guess_language import guess_language
from kpitrainer.formats.limits import ForeignFileError, open_archive
from kpitrainer.formats.read.cells import CellRow
from kpitrainer.formats.read.sheet_looks import Looks, Shown, sheet_looks
from kpitrainer.formats.read.table_cards import add_cards


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards of all sheets that are not hidden, or of the one that `options` name.

    Raises:
        KpiTrainerError: it is damaged, protected, too large, or has no such sheet.
    """
    with open_archive(path) as archive:
        looks = sheet_looks(archive)
    sheets = _Sheets(path)
    deck = DraftDeck()
    chosen = sheets.named(options.sheet) if options.sheet else sheets.visible
    hidden = [name for name in sheets.names if name not in sheets.visible]
    if hidden and not options.sheet:
        deck.tell("import.hidden-sheets", sheets=", ".join(hidden))
    tables = {name: sheets.rows(name) for name in chosen}
    texts = (cell for _, rows in tables.values() for row in rows for cell in row)
    guessed = guess_language((text for text in texts if isinstance(text, str)), "en")
    language = options.languages[0] if options.languages else guessed
    unread: list[KpiTrainerError] = []
    for name, ((top, left), rows) in tables.items():
        table = _table(rows, top, left, looks.get(name, {}), language)
        if len(chosen) == 1:
            add_cards(deck, table, options, "row")
        elif error := _add_sheet(deck, table, options, name):
            unread.append(error)
    if unread and not deck.drafts and not deck.left_out:
        raise unread[0]
    return deck


def _add_sheet(
    deck: DraftDeck, table: Iterator[CellRow], options: ReadOptions, name: str
) -> KpiTrainerError | None:
    """Add the cards of one sheet of several; give why, where it is no table of cards."""
    told = len(deck.told)
    try:
        add_cards(deck, table, options, "row", name)
    except KpiTrainerError as error:
        if error.code not in _NO_TABLE:
            raise
        del deck.told[told:]
        deck.tell("import.unread-sheet", sheet=name, why=Message(error.code, error.values))
        return error
    return None


_NO_TABLE = frozenset(
    {
        "import.one-column",
        "import.no-question-column",
        "import.unknown-column",
        "import.no-such-column",
    }
)
"""What is told of a sheet of notes or figures beside those of cards."""


class _Sheets:
    """The sheets of a workbook, as the library reads them."""

    def __init__(self, path: Path) -> None:
        from python_calamine import (  # noqa: PLC0415 - compiled, and for this alone
            CalamineError,
            CalamineWorkbook,
            PasswordError,
            SheetTypeEnum,
            SheetVisibleEnum,
        )

        try:
            self._book = CalamineWorkbook.from_path(str(path))
            metadata = self._book.sheets_metadata
        except PasswordError as error:
            raise ForeignFileError("import.encrypted") from error
        except (CalamineError, OSError, ValueError) as error:
            raise ForeignFileError("import.damaged-workbook") from error
        except BaseException as error:
            _raise_ending(error)
            raise ForeignFileError("import.damaged-workbook") from error
        sheets = [each for each in metadata if each.typ == SheetTypeEnum.WorkSheet]
        self.names = [each.name for each in sheets]
        self.visible = [each.name for each in sheets if each.visible == SheetVisibleEnum.Visible]

    def named(self, name: str) -> list[str]:
        """The sheet of that name, or of that number, from 1."""
        for number, each in enumerate(self.names, 1):
            if name.casefold() == each.casefold() or name == str(number):
                return [each]
        raise ForeignFileError("import.no-sheet", name=name, sheets=", ".join(self.names))

    def rows(self, name: str) -> tuple[tuple[int, int], list[list[Any]]]:
        """Where the values of a sheet begin, and its rows."""
        try:
            sheet = self._book.get_sheet_by_name(name)
            return sheet.start or (0, 0), sheet.to_python()
        except BaseException as error:
            _raise_ending(error)
            raise ForeignFileError("import.damaged-workbook") from error


def _raise_ending(error: BaseException) -> None:
    """Raise what ends the program; what the library panics of is no Exception, either."""
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
        raise error


def _table(
    rows: list[list[Any]], top: int, left: int, looks: Looks, language: str
) -> Iterator[CellRow]:
    for at, row in enumerate(rows, top):
        cells = [
            _text(value, looks.get((at, column)), language)
            for column, value in enumerate(row, left)
        ]
        yield CellRow(at + 1, cells)


def _text(  # noqa: PLR0911 - a kind of value each
    value: Any,  # noqa: ANN401 - any value of a cell
    shown: Shown | None,
    language: str,
) -> str:
    """A value as its spreadsheet shows it, in that language where its look does not say."""
    if isinstance(value, str) or value is None:
        return value or ""
    if isinstance(shown, str):
        return shown
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, language) if shown is None else shown.text(value, language)
    if isinstance(value, datetime):
        at_midnight = value.time() == time(0)
        day = _day(value.date(), language)
        return day if at_midnight else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return _day(value, language)
    if isinstance(value, time):
        return f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}"
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)


def _day(day: date, language: str) -> str:
    return f"{day:%d/%m/%Y}" if language == "fr" else day.isoformat()


def _number(value: float, language: str) -> str:
    written = f"{value:.15g}"
    return written.replace(".", ",") if language == "fr" else written
