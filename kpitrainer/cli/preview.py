"""`kpitrainer deck preview`: a deck as learners see it, beside an editor."""

from pathlib import Path

from kpitrainer.bootstrap import open_preview
from kpitrainer.cli.call import Call
from kpitrainer.cli.deck_path import deck_path
from kpitrainer.cli.faults import DONE, UsageError
from kpitrainer.cli.terminal import is_capable


def preview(call: Call, path: Path, card: str) -> int:
    """Show the deck file `path`, or the decks of the folder `path`, beginning at `card`."""
    shown = deck_path(call, path)
    if not is_capable():
        raise UsageError("preview.no-terminal", path=str(shown))
    open_preview(call.options, shown, card)
    return DONE
