"""A word on the terminal while the interface waits, as for another program that writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any

from rich.cells import set_cell_size
from textual.app import App

SECONDS = 0.5
"""Who waits less hardly notices."""


@contextmanager
def told_delay(app: App[Any], text: str) -> Iterator[None]:
    """Write `text` on the last line where what happens within takes long, until it is done.

    Meanwhile nothing else can be drawn: the thread that draws is the one that waits.
    """
    written = False

    def write() -> None:
        nonlocal written
        width, height = app.size
        if app._driver is not None and width and height:  # noqa: SLF001 - past what draws
            written = True
            line = set_cell_size(text, width)
            app._driver.write(f"\x1b[{height};1H\x1b[0;7m{line}\x1b[0m")  # noqa: SLF001 - as above

    timer = Timer(SECONDS, write)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if written:
            app.screen.refresh()
