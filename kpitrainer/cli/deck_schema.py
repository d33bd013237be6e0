"""`kpitrainer deck schema`."""

import sys

from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE
from kpitrainer.cli.terminal import speaks_utf8
from kpitrainer.deckfile.schema.json_schema import schema_text


def print_schema(call: Call) -> int:
    """Print the JSON Schema of deck files, its explanations in the reader's language."""
    sys.stdout.write(schema_text(call.translate, plain=not speaks_utf8()))
    return DONE
