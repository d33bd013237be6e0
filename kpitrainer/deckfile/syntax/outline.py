"""Where the cards and the header's keys of a deck file begin, however broken it is.

Only its lines are looked at. Which keys there are is the schema's to say, and handed in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_DASH = re.compile(r"( *)-(?: |$)")
_OFF_MARGIN = 3
"""Columns that a card may be off the others; deeper lines belong to a text."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that a deck file may have, all of them in `known`.

    `kinds` open a card, which has others of `card`; `header` are the file's own; what stands under
    `texts` is read by learners.
    """

    kinds: frozenset[str]
    card: frozenset[str]
    header: frozenset[str]
    texts: frozenset[str]
    known: frozenset[str]


class Section(NamedTuple):
    """A card, or a key of the header and its value: from character `start` on, on `line`."""

    start: int
    line: int
    is_card: bool


def outline(text: str, keys: Keys) -> Iterator[Section]:
    """The sections of `text`, their lines counted from 1; what comes before any is one, too."""
    header_line = re.compile(rf"({'|'.join(keys.header)})\s*:")
    opening = re.compile(rf"([ \t]*)- +(?:{'|'.join(keys.kinds)})\s*:")
    margin: str | None = None  # of the list of cards, once known
    in_cards = False
    index = 0
    section = Section(0, 1, is_card=False)
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        header = header_line.match(line)
        opens = False
        if header:
            in_cards = header[1] == "cards"
        elif in_cards:
            dash = _DASH.match(line)
            if dash and margin is None:
                margin = dash[1]
            if dash and dash[1] == margin:
                opens = True
            elif margin is not None and (opened := opening.match(line)):
                opens = abs(len(opened[1].expandtabs()) - len(margin)) <= _OFF_MARGIN
        if header or opens:
            if index:
                yield section
            section = Section(index, number, opens)
        index += len(line)
    yield section


def id_at(text: str, index: int, keys: Keys) -> str:
    """The id of the card that opens at `index` of `text`, even if it is broken behind; or ""."""
    kinds = "|".join(keys.kinds)
    opening = re.compile(rf"[\s\"'-]*(?:{kinds})[\"']?\s*:\s*[\"']?([a-z][a-z0-9-]*)")
    found = opening.match(text, index)
    return found[1] if found else ""
