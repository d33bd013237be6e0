"""Signals that end the program: Ctrl+C, a closed window, a shutdown."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2")

HANG_UP = 129
"""The exit code where the terminal is gone, as after SIGHUP."""


def ending_signals() -> list[int]:
    """Those of them that this system has."""
    return [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


@contextmanager
def ended_by_signals(end: Callable[[int], object]) -> Iterator[None]:
    """Have each of these signals call `end` with the exit code 128 + its number.

    It is called in the main thread, between any two steps of what runs there. A signal that whoever
    started the program ignores (`nohup`) stays ignored; Windows has only some of them.
    """

    def handle(number: int, _frame: FrameType | None) -> None:
        end(128 + number)

    former = {
        number: signal.signal(number, handle)
        for number in ending_signals()
        if signal.getsignal(number) not in {signal.SIG_IGN, None}
    }
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
