"""Start of the program: `kpitrainer` and `python -m kpitrainer`."""

import sys


def main() -> int:
    """Run what the command line asks for; the exit code."""
    try:
        from kpitrainer.cli.main import run  # noqa: PLC0415 - an interrupt may come this early

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
