"""Start of the program: `kpitrainer` and `python -m kpitrainer`."""

import os
import sys
from _signal import (  # type: ignore[import-not-found] # what `signal` is made of, and at once there
    SIGINT,
    default_int_handler,
    getsignal,
    signal,
)

# Ctrl+C may come before anything else is imported; it is no error then either.
if getsignal(SIGINT) is default_int_handler:
    signal(SIGINT, lambda number, _frame: os._exit(128 + number))

from kpitrainer.signals import ended_by_signals


def main() -> int:
    """Run what the command line asks for; the exit code, which a signal makes 128 + its number."""
    # An import that is broken off may complain in any way, and nothing is open yet.
    with ended_by_signals(os._exit):
        from kpitrainer.cli.main import run  # noqa: PLC0415 - a signal may come this early
    try:
        with ended_by_signals(sys.exit):
            return run(sys.argv[1:])
    except SystemExit as ended:
        return int(ended.code or 0)


if __name__ == "__main__":
    sys.exit(main())
