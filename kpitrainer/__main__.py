"""Start of the program: `kpitrainer` and `python -m kpitrainer`."""

import sys

from kpitrainer.cli import main

if __name__ == "__main__":
    sys.exit(main())
