"""How far a long command has come: a bar on one line of the terminal."""

import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kpitrainer.cli.terminal import can_write, has_cursor
from kpitrainer.domain.verdict import Message
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import printable
from kpitrainer.wording import render

_WIPE = "\r\x1b[K"
_WIDEST = 24
"""Cells of the bar, where it does not take more than a third of the line."""


@contextmanager
def progress_line(translate: Translator) -> Iterator[Callable[[str | Message, int, int], None]]:
    """A function that shows what is being done, and which of how many of its kind it is.

    It shows it on one line of stderr, which is wiped in the end; where stderr is no terminal, or
    one that cannot wipe a line, it shows nothing.
    """
    shown = False

    def show(what: str | Message, place: int, total: int) -> None:
        nonlocal shown
        if not has_cursor(sys.stderr):
            return
        shown = True
        name = printable(render(translate, what)).replace("\n", " ")
        sys.stderr.write(_WIPE + _line(name, place, total, _columns()))
        sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write(_WIPE)
            sys.stderr.flush()


def _line(name: str, place: int, total: int, columns: int) -> str:
    """The bar, the numbers and the name, in less than `columns` cells."""
    full, empty = "━╌" if can_write("━╌", sys.stderr.encoding) else "#-"
    width = min(_WIDEST, columns // 3)
    # Something done is something to see.
    filled = max(width * place // total, min(place, 1)) if total else 0
    # One cell stays free: a full line would begin another.
    return _fitting(
        f"{full * filled}{empty * (width - filled)} {place}/{total} {name}", columns - 1
    )


def _fitting(text: str, cells: int) -> str:
    """As much of the beginning of `text` as goes into that many cells."""
    used = 0
    for at, char in enumerate(text):
        if not unicodedata.combining(char):
            used += 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
        if used > cells:
            return text[:at]
    return text


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL
    except (OSError, ValueError):
        return _USUAL


_USUAL = 80
