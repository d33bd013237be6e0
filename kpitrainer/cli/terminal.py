"""What the terminal can show, streams that never fail on a character, JSON and a progress bar."""

import codecs
import json
import os
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO, TextIOWrapper
from typing import TextIO

from kpitrainer.domain.text.printable import STEERS, printable
from kpitrainer.domain.verdict import Message
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import write_out
from kpitrainer.wording import render

_SIGNS = "é━✓"
"""The interface is unreadable where these cannot be written."""

_WIDEST_BAR = 24
"""Cells of the progress bar, where it does not take more than a third of the line."""

_PATIENCE, _BETWEEN = 1.0, 0.1
"""Seconds until a bar is shown of what takes long, and between what it shows."""

_PLAINER = str.maketrans(
    {
        "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "–": "-", "—": "-",
        "−": "-", "×": "x", "÷": "/", "·": "-", "œ": "oe", "Œ": "OE", "æ": "ae", "€": "EUR",
        "✓": "v", "✗": "x", "≥": ">=", "≤": "<=", "≠": "!=", "→": "->",
    }
)  # fmt: skip


def is_capable() -> bool:
    """Whether the full-screen interface can run here."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return False
    # Textual paints on one of these two, depending on the system.
    return has_cursor(sys.stdout) and all(
        can_write(_SIGNS, stream.encoding) for stream in (sys.stdout, sys.stderr)
    )


def has_cursor(stream: TextIO) -> bool:
    """Whether `stream` goes to a terminal on which a line can be written over."""
    term = os.environ.get("TERM", "")
    return stream.isatty() and term != "dumb" and bool(term or os.name == "nt")


def prepare_streams() -> None:
    """Let what cannot be written be written plainer, and what cannot be read be marked."""
    codecs.register_error("plainer", _write_plainer)
    # A stream that was closed before the start is None.
    sys.stdin = sys.stdin or TextIOWrapper(BytesIO())
    sys.stdout = sys.stdout or TextIOWrapper(BytesIO())
    sys.stderr = sys.stderr or TextIOWrapper(BytesIO())
    streams = {sys.stdin: "replace", sys.stdout: "plainer", sys.stderr: "plainer"}
    for stream, errors in streams.items():
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=_pipe_encoding(stream), errors=errors)


def finish(stream: TextIO) -> None:
    """Let what can no longer be written go nowhere.

    Python's own try at its end would complain, and change the exit code.
    """
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def speaks_utf8() -> bool:
    """Whether stdout takes every character."""
    return codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"


def write_json(value: object) -> None:
    """Print `value` as JSON on one line, in ASCII where stdout takes nothing else.

    What steers a terminal is escaped, also where JSON would let it through.
    """
    text = json.dumps(value, ensure_ascii=not speaks_utf8())
    escaped = STEERS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    write_out(sys.stdout, escaped + "\n")


@contextmanager
def progress_line(translate: Translator) -> Iterator[Callable[[str | Message, int, int], None]]:
    """A function that shows what is being done, and which of how many of its kind it is.

    It shows it on one line of stderr, which is wiped in the end; where stderr is no terminal, or
    one that cannot wipe a line, it shows nothing.
    """
    if not has_cursor(sys.stderr):
        yield lambda _what, _place, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    console = Console(file=sys.stderr)
    rest_of_line = Column(ratio=1, no_wrap=True, overflow="crop")
    with Progress(
        BarColumn(min(_WIDEST_BAR, console.width // 3)),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False, table_column=rest_of_line),
        console=console,
        expand=True,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as progress:
        task = progress.add_task("", visible=False)

        def show(what: str | Message, place: int, total: int) -> None:
            text = printable(render(translate, what)).replace("\n", " ")
            progress.update(
                task, description=text, completed=place, total=total, visible=True, refresh=True
            )

        yield show


@contextmanager
def slow_progress(translate: Translator, what: str) -> Iterator[Callable[[int, int], None]]:
    """A function that shows how much of how much is done, once that has taken a second.

    `what` is done is the code of a sentence. It is shown as above.
    """
    with ExitStack() as stack:
        show: Callable[[Message, int, int], None] | None = None
        due = time.monotonic() + _PATIENCE

        def tell(place: int, total: int) -> None:
            nonlocal show, due
            if time.monotonic() < due:
                return
            due = time.monotonic() + _BETWEEN
            show = show or stack.enter_context(progress_line(translate))
            show(Message(what), place, total)

        yield tell


def _pipe_encoding(stream: TextIOWrapper) -> str | None:
    """UTF-8 for Windows' pipes and files, which would get an old code page; else as it is."""
    forced = "PYTHONIOENCODING" in os.environ
    return "utf-8" if os.name == "nt" and not forced and not stream.isatty() else None


def can_write(text: str, encoding: str | None) -> bool:
    """Whether a stream of that encoding takes every character of `text` as it is."""
    known = encoding or "ascii"
    return text.encode(known, "replace").decode(known) == text


def _write_plainer(error: UnicodeError) -> tuple[str | bytes, int]:
    """An encoding error handler: « é » as e, « ’ » as ', the rest as a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_PLAINER)
    # Compatible forms also turn no-break spaces into plain ones.
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return bare or "?", error.end
