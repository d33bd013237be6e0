"""`kpitrainer deck preview`: a deck as learners see it, beside an editor."""

import os
from pathlib import Path

from kpitrainer.bootstrap import open_preview
from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE, UsageError
from kpitrainer.cli.terminal import is_capable


def preview(call: Call, path: Path, card: str) -> int:
    """Show the deck file `path`, or the decks of the folder `path`, beginning at `card`."""
    # os.path takes names that no file can have.
    if not os.path.exists(path):  # noqa: PTH110
        raise UsageError("cli.no-path", path=str(path))
    if not is_capable():
        raise UsageError("preview.no-terminal", path=str(path))
    open_preview(call.options, path, card)
    return DONE
