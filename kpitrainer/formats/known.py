"""The formats that can be brought in, and which of them a file is in: told by what it holds."""

from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol

from kpitrainer.deckfile.syntax.other_programs import other_program
from kpitrainer.domain.errors import KpiTrainerError, UnknownNameError
from kpitrainer.formats.decoding import decoded
from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.limits import ForeignFileError, open_archive, unreadable
from kpitrainer.formats.read.cells import separator_by_header
from kpitrainer.regular_file import NoRegularFileError, read_start


class Importer(Protocol):
    """A module that reads one format."""

    def read(self, path: Path, options: ReadOptions) -> DraftDeck:
        """What the file holds.

        Raises:
            KpiTrainerError: it cannot be read, for a reason that can be told.
        """


class ForeignFormat(NamedTuple):
    """A format: its name, as `--from` takes it; whose it is, as it is told; who reads it.

    A text of it is what `other_program` calls `program`; an archive has one of `members`.
    """

    name: str
    title: str
    module: str
    program: str = ""
    members: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


FORMATS = (
    ForeignFormat("csv", "CSV", "table_file", "CSV", endings=(".csv", ".tsv", ".tab")),
    ForeignFormat("gift", "GIFT", "gift", "GIFT (Moodle)", endings=(".gift",)),
    ForeignFormat("moodle", "Moodle XML", "moodle", "Moodle (XML)"),
    ForeignFormat("markdown", "Markdown", "markdown", "Markdown", endings=(".md", ".markdown")),
    ForeignFormat("anki-text", "Anki", "anki_text", "Anki"),
    ForeignFormat("crowdanki", "CrowdAnki", "crowd_anki", "CrowdAnki (JSON)"),
    ForeignFormat(
        "apkg",
        "Anki",
        "anki_package",
        members=("collection.anki21b", "collection.anki21", "collection.anki2"),
        endings=(".apkg", ".colpkg"),
    ),
    ForeignFormat("xlsx", "Excel", "workbook", members=("xl/workbook.xml",)),
    ForeignFormat("ods", "OpenDocument", "workbook", members=("content.xml",)),
)
"""One row a format. `endings` count only where the content says nothing."""

_BY_NAME = {each.name: each for each in FORMATS}
_HEAD = 20_000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What workbooks of old, and those with a password, begin with."""

_SURELY_A_TABLE = 4
"""Columns of a card's in a header, which no text of another format has as its first line."""

_NAMED_A_TABLE = 2
"""So many are enough where the file's ending is that of a table."""

_TABLE = FORMATS[0]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def format_named(name: str) -> ForeignFormat:
    """The format that `--from` asks for.

    Raises:
        UnknownNameError: there is none of this name.
    """
    if name not in _BY_NAME:
        raise UnknownNameError("import.unknown-format", name=name, known=", ".join(_BY_NAME))
    return _BY_NAME[name]


def format_of(path: Path) -> ForeignFormat:
    """The format of the file `path`.

    Raises:
        ForeignFileError: it cannot be read, is a deck already, or is in no format that we know.
    """
    try:
        head = read_start(path, _HEAD)
    except NoRegularFileError as error:
        raise ForeignFileError("import.no-regular-file", path=str(path)) from error
    except OSError as error:
        raise unreadable(path, error) from error
    if head.startswith(_ZIP):
        return _of_archive(path)
    if head.startswith(_OLD_EXCEL):
        raise ForeignFileError("import.old-excel", path=str(path))
    text = decoded(head).text
    if not text.strip():
        raise ForeignFileError("import.empty-file", path=str(path))
    # A table that names its columns may quote the syntax of any other program.
    ending = path.suffix.lower()
    least = _NAMED_A_TABLE if ending in _TABLE.endings else _SURELY_A_TABLE
    is_table = bool(separator_by_header(text, least))
    program = _TABLE.program if is_table else other_program(text.encode(errors="replace"))
    if not program and is_deck(text):
        raise ForeignFileError("import.is-deck", path=str(path))
    for each in FORMATS:
        if each.program == program if program else ending in each.endings:
            return each
    raise _unknown(path)


def is_deck(text: str) -> bool:
    """Whether a text begins as a deck of ours."""
    return any(line.startswith(("deck:", "cards:")) for line in text.split("\n"))


def importer_of(form: ForeignFormat) -> Importer:
    """The module that reads this format, imported now."""
    return import_module(f"kpitrainer.formats.read.{form.module}")


def _of_archive(path: Path) -> ForeignFormat:
    with open_archive(path) as archive:
        for each in FORMATS:
            if any(member in archive for member in each.members):
                return each
    raise _unknown(path)


def _unknown(path: Path) -> KpiTrainerError:
    known = ", ".join(dict.fromkeys(each.title for each in FORMATS))
    return ForeignFileError("import.unknown-content", path=str(path), known=known)
