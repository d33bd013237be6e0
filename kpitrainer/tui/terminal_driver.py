"""The terminal as it is: with bytes that are no text, with clicks of old kinds, and gone."""

import os
import re
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from threading import Event
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from kpitrainer.signals import HANG_UP

_READ = 4096
_TICK = 0.1
"""Seconds after which a character that is still incomplete is none, and Esc was Esc."""

_OLD_CLICK = re.compile(rb"\x1b\[M[ -\xff]{3}")
"""A mouse report of terminals that have no better kind: three bytes, which may be no text."""

_BEGUN_CLICK = re.compile(rb"\x1b\[M[ -\xff]{0,2}\Z")


class _Output:
    """Textual's output, which a terminal that is gone no longer takes: then it goes nowhere.

    An error would end the thread that writes, and whoever waits for it would wait for ever.
    """

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - a text stream, as Textual found it
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()


class TerminalDriver(LinuxDriver):
    """Textual's driver, which no byte that comes in can end.

    Bytes that are no UTF-8 are replaced, and old mouse reports dropped. The end of the input ends
    the application as SIGHUP does; an error in the thread that reads is raised by the application.
    """

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        # A terminal that says it has no rows does not know: 24 are taken. Textual would also ask in
        # another way, and go in circles where the answers differ.
        self._size = self._get_terminal_size()
        if not isinstance(self._file, _Output):
            self._file: Any = _Output(self._file)
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual's

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - whatever it is, Textual would end with code 0
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 - Textual's way

    def run_input_thread(self) -> None:
        """Hand over what is typed, until the application takes no more or the input ends."""
        parser = XTermParser(self._debug)
        for text in read_texts(self.fileno, self.exit_event):
            try:
                messages = [*(parser.feed(text) if text else ()), *parser.tick()]
            except (ValueError, ArithmeticError):
                # No keyboard sends such a code; what was read with it is lost.
                parser = XTermParser(self._debug)
                continue
            for message in messages:
                self.process_message(message)
        if not self.exit_event.is_set():
            self._app.call_later(self._app.exit, None, HANG_UP)


def read_texts(file: int, stopped: Event) -> Iterator[str]:
    """What comes in, piece by piece, and an empty text after each tick without.

    It ends with the input, or a tick after `stopped` is set.
    """
    decoder = getincrementaldecoder("utf-8")("replace")
    begun = b""
    # Select alone knows every kind of terminal on every system.
    with selectors.SelectSelector() as selector:
        selector.register(file, selectors.EVENT_READ)
        while not stopped.is_set():
            if not selector.select(_TICK):
                yield decoder.decode(begun, final=True)
                begun = b""
                continue
            try:
                read = os.read(file, _READ)
            except OSError:
                return  # the terminal is gone
            if not read:
                return
            data = _OLD_CLICK.sub(b"", begun + read)
            click = _BEGUN_CLICK.search(data)
            begun = click[0] if click else b""
            yield decoder.decode(data.removesuffix(begun))
