"""A deck file's text: decoded, with one kind of line end, free of hostile characters."""

import re

from kpitrainer.domain.errors import Diagnostic, Position

LARGEST = 5_000_000
"""Bytes of a deck file at most: a hundred times the largest shipped one."""

MAX_DIAGNOSTICS = 100
"""Problems told of one file; more would help no one, and a hostile file could hold millions."""

HOSTILE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but \t and \n; ESC begins commands
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # text direction: shows other than it reads
    "\u2028\u2029"  # line ends to some, letters to others
    "\ufeff\ufff9-\ufffb\ufffe\uffff"  # a BOM within, invisible annotations, no characters
    "\ud800-\udfff"  # halves of characters, only from escapes
    "]"
)
"""Characters no deck may hold, written as such or as escapes."""


def read_source(data: bytes, file: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""The text of `data`, its line ends \n, hostile characters replaced by U+FFFD.

    Columns are kept by the replacement, so that reading goes on and finds the other diagnostics.
    A text that cannot be used at all is empty.
    """
    if len(data) > LARGEST:
        return "", (too_large(file),)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().removeprefix("\ufeff").replace("\r\n", "\n")
        return "", (Diagnostic(_place(before, len(before), file), "deck.not-utf8"),)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    diagnostics: list[Diagnostic] = []
    for hostile in HOSTILE.finditer(text):
        code = "deck.line-end" if hostile[0] in "\r\x85\u2028\u2029" else "deck.control-character"
        at = _place(text, hostile.start(), file)
        diagnostics.append(Diagnostic(at, code, {"character": f"U+{ord(hostile[0]):04X}"}))
        if len(diagnostics) == MAX_DIAGNOSTICS:
            return "", tuple(diagnostics)
    return HOSTILE.sub("\ufffd", text) if diagnostics else text, tuple(diagnostics)


def too_large(file: str) -> Diagnostic:
    """The diagnostic of a file over LARGEST."""
    return Diagnostic(Position(file, 1, 1), "deck.too-large", {"most": LARGEST // 1_000_000})


def _place(text: str, index: int, file: str) -> Position:
    line_start = text.rfind("\n", 0, index) + 1
    return Position(file, text.count("\n", 0, index) + 1, index - line_start + 1)
