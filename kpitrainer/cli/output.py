"""Results for other programs."""

import json
import sys

from kpitrainer.cli.terminal import speaks_utf8


def write_json(value: object) -> None:
    """Print `value` as JSON on one line, in ASCII where stdout takes nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=not speaks_utf8()) + "\n")
    sys.stdout.flush()
