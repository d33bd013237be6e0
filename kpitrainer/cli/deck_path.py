"""What a reader means by the path of a deck."""

import os
from pathlib import Path

from kpitrainer.bootstrap import load_library
from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import UsageError
from kpitrainer.deckfile.files.deck_folders import SUFFIXES


def deck_path(call: Call, path: Path) -> Path:
    """The file or folder `path`; where there is none, the deck of that name.

    A bare name may be that of a file in the learner's own folder, with or without its ending, as
    `deck new` leaves one there; or else the id of any deck.

    Raises:
        UsageError: there is neither.
    """
    # os.path takes names that no file can have.
    if os.path.exists(path):  # noqa: PTH110
        return path
    if path.name != str(path):
        raise UsageError("cli.no-path", path=str(path))
    own = call.options.paths.decks
    for ending in ("", *SUFFIXES):
        file = own / f"{path}{ending}"
        if os.path.exists(file):  # noqa: PTH110 - as above
            return file
    for deck in load_library(call.options.paths).decks:
        if deck.id in {str(path), path.stem}:
            return Path(deck.at.file)
    raise UsageError("cli.no-such-deck", path=str(path), folder=str(own))
