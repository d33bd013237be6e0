"""A real terminal, as far as a program can tell: a pty, its keys in, its text out."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.program import environment

_ESCAPES = re.compile(r"\x1b\[[0-9;?<>=$ ]*[A-Za-z~]|\x1b\][^\x07]*\x07|\x1b[()][AB0]|\x1b[=>78c]")
_DEADLINE = 60
"""Seconds after which a text that was waited for is not coming."""


class Terminal:
    """What was written to the terminal since `mark`, without its commands."""

    def __init__(self, master: int) -> None:
        self._master = master
        self.raw = ""
        self._from = 0

    @property
    def text(self) -> str:
        """What was shown since the last mark, on one line."""
        shown = _ESCAPES.sub("", self.raw[self._from :])
        return " ".join(shown.translate({0xA0: " ", 0x202F: " "}).split())

    def mark(self) -> None:
        """Look only at what comes from here on."""
        self._from = len(self.raw)

    def wait_for(self, *texts: str) -> None:
        """Read until all of `texts` are shown."""
        until = time.monotonic() + _DEADLINE
        while not all(text in self.text for text in texts):
            assert time.monotonic() < until, f"{texts} in {self.text[-3000:]}"
            self._read()

    def press(self, keys: str) -> None:
        """Mark, and press `keys`; a lone surrogate is the byte it stands for."""
        self.mark()
        os.write(self._master, keys.encode(errors="surrogateescape"))

    def wait_for_end(self, process: "subprocess.Popen[bytes]") -> int:
        """Read until the program has ended; its exit code."""
        until = time.monotonic() + _DEADLINE
        while process.poll() is None:
            assert time.monotonic() < until, self.text[-3000:]
            self._read()
        while self._read():
            pass
        return process.returncode

    def hang_up(self) -> None:
        """Take the terminal away, as a closed window or a lost connection does."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def modes(self) -> list[object]:
        """The terminal's modes, as `stty` shows them."""
        return termios.tcgetattr(self._master)[:4]

    def _read(self) -> bool:
        """Take what is there, or comes within a moment; whether that was anything."""
        if not select.select([self._master], [], [], 0.1)[0]:
            return False
        try:
            read = os.read(self._master, 65536)
        except OSError:
            return False  # the other end is closed
        self.raw += read.decode(errors="replace")
        return bool(read)


@contextmanager
def running(
    home: Path, *arguments: str, size: tuple[int, int] = (80, 24), more: Mapping[str, str]
) -> Iterator[tuple[Terminal, "subprocess.Popen[bytes]"]]:
    """The program under a terminal of its own; `more` is environment."""
    master, slave = pty.openpty()
    columns, rows = size
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    env = environment(home, **{"TERM": "xterm-256color", **more})
    env.pop("COLUMNS", None)
    env.pop("LINES", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "kpitrainer", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=env,
        cwd=home,
        start_new_session=True,
        # Ctrl+C reaches the program only where the pty is its controlling terminal.
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no threads here
    )
    os.close(slave)
    terminal = Terminal(master)
    try:
        yield terminal, process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        terminal.hang_up()
