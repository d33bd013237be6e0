"""A deck file's text: decoded, with one kind of line end, free of hostile characters."""

import re
from bisect import bisect_right
from importlib.resources.abc import Traversable
from itertools import accumulate
from pathlib import Path

from kpitrainer.deckfile.syntax.other_programs import archive_code
from kpitrainer.domain.errors import Diagnostic, Position
from kpitrainer.domain.text.printable import STEERING
from kpitrainer.regular_file import LargeFileError, NoRegularFileError, read_regular, read_start
from kpitrainer.wording import reason_of

LARGEST = 5_000_000
"""Bytes of a deck file at most: a hundred times the largest shipped one."""

MAX_DIAGNOSTICS = 100
"""Problems told of one file; more would help no one, and a hostile file could hold millions."""

# What steers a terminal; and a BOM within, invisible annotations, no characters.
HOSTILE = re.compile(f"[{STEERING}\ufeff\ufff9-\ufffb\ufffe\uffff]")
"""Characters no deck may hold, written as such or as escapes."""


class Source:
    """The text of a file; a place in it is the index of a character."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self._starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))

    def position(self, index: int) -> Position:
        """The line and column of the character at `index`."""
        line = bisect_right(self._starts, index)
        return Position(self.file, line, index - self._starts[line - 1] + 1)

    def index(self, position: Position) -> int:
        """Which character stands at `position`."""
        return self._starts[position.line - 1] + position.column - 1

    def line_end(self, line: int) -> int:
        """The character after the last one of `line`, counted from 1."""
        return self._starts[line] - 1

    def within(self, position: Position) -> int:
        """A character of what stands at `position`: of what its line opens where it is first."""
        index = self.index(position)
        before = self.text[self._starts[position.line - 1] : index]
        return index if before.strip() else self.line_end(position.line)


def read_source(data: bytes, file: str) -> tuple[Source, tuple[Diagnostic, ...]]:
    r"""The text of `data`, its line ends \n, hostile characters replaced by U+FFFD.

    Columns are kept by the replacement, so that reading goes on and finds the other diagnostics.
    A text that cannot be used at all is empty.
    """
    if len(data) > LARGEST:
        return Source("", file), (_too_large(file),)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().removeprefix("\ufeff").replace("\r\n", "\n")
        at = Source(before, file).position(len(before))
        return Source("", file), (Diagnostic(at, "deck.not-utf8"),)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    source = Source(text, file)
    diagnostics: list[Diagnostic] = []
    for hostile in HOSTILE.finditer(text):
        code = "deck.line-end" if hostile[0] in "\r\x85\u2028\u2029" else "deck.control-character"
        at = source.position(hostile.start())
        diagnostics.append(Diagnostic(at, code, {"character": f"U+{ord(hostile[0]):04X}"}))
        if len(diagnostics) == MAX_DIAGNOSTICS:
            return Source("", file), tuple(diagnostics)
    return Source(HOSTILE.sub("\ufffd", text), file) if diagnostics else source, tuple(diagnostics)


def read_file(file: Path | Traversable) -> bytes | Diagnostic:
    """The content of a deck file, or why it is not read."""
    name = str(file)
    if not isinstance(file, Path):
        return file.read_bytes()  # one that comes with the program, within an archive of Python's
    try:
        data = read_regular(file, LARGEST)
    except NoRegularFileError:
        return Diagnostic(Position(name, 1, 1), "deck.no-regular-file")
    except LargeFileError:
        return _archive(read_start(file, _HEAD), name) or _too_large(name)
    except OSError as error:
        return unreadable(name, error)
    return _archive(data, name) or data


_HEAD = 100_000
"""Bytes that tell an archive, and an export by the names of what it holds."""

_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!\x1a",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
)
"""What archives begin with."""


def _archive(data: bytes, name: str) -> Diagnostic | None:
    """What to tell of `data`, the content of the file `name`, where that is an archive."""
    if not data.startswith(_ARCHIVES):
        return None
    code = archive_code(data[:_HEAD])
    return Diagnostic(Position(name, 1, 1), code, {"name": Path(name).name})


def unreadable(path: str, error: OSError) -> Diagnostic:
    """The diagnostic of a file or folder that cannot be read."""
    return Diagnostic(Position(path, 1, 1), "deck.unreadable", {"reason": reason_of(error)})


def _too_large(file: str) -> Diagnostic:
    return Diagnostic(Position(file, 1, 1), "deck.too-large", {"most": LARGEST // 1_000_000})
