"""What was found where decks are: files that may be decks, and what is left out."""

from typing import NamedTuple

LARGEST = 20_000_000
"""Bytes fetched at most: of a file, an archive, or the deck files of a folder together."""

MOST_DECKS = 200
"""Deck files looked at; whoever hands over more does it in parts."""


class FoundFile(NamedTuple):
    """The content of a file, and what it is called where it was found."""

    name: str
    data: bytes


class LeftOutFile(NamedTuple):
    """A file that is not taken, and why: the code of a sentence."""

    name: str
    reason: str


class Found(NamedTuple):
    """The files that may be decks, in the order of their names, and the others."""

    files: tuple[FoundFile, ...]
    left_out: tuple[LeftOutFile, ...] = ()
