"""Results for other programs, and how far a long command has come."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kpitrainer.cli.call import Call
from kpitrainer.cli.terminal import speaks_utf8


def write_json(value: object) -> None:
    """Print `value` as JSON on one line, in ASCII where stdout takes nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=not speaks_utf8()) + "\n")
    sys.stdout.flush()


@contextmanager
def progress_line(call: Call) -> Iterator[Callable[[str], None]]:
    """A function that shows which drill is checked, on one line of a terminal's stderr.

    The line is wiped in the end; elsewhere than on a terminal nothing is shown.
    """
    shows = sys.stderr.isatty()
    done = 0

    def show(drill: str) -> None:
        nonlocal done
        done += 1
        if shows:
            told = call.words("drill.checking", number=done, drill=drill)
            sys.stderr.write(f"\r\x1b[K{told[:_COLUMNS]}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shows and done:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


_COLUMNS = 79
