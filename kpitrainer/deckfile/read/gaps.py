"""Reading the gaps of a cloze text: `{{gap}}`, or `{{1: gap}}` where there are several."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple, TypeAlias

from kpitrainer.domain.cards.card_types.cloze import Gap
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.text.formatted_text import FormattedText, Span
from kpitrainer.domain.text.formatting import (
    GAP_CLOSES,
    GAP_OPENS,
    STANDS_IN,
    formatted,
)
from kpitrainer.domain.text.localized import LocalizedText

Pieces: TypeAlias = tuple[str | Gap, ...]

# The space after the colon tells a number from a text such as 12:30.
# Braces within would end the gap or begin another, so that what is read is read once.
_WITHIN = r"((?:(?!\{\{|\}\}).)*)\}\}"
_ANKI = re.compile(r"\{\{c([0-9]+)::?" + _WITHIN, re.DOTALL | re.IGNORECASE)
"""A gap of Anki: its number, then its text and its hint, parted by two colons."""

_JOINED = re.compile(r"([1-9][0-9]?)\s?:([^\W\d].*)", re.DOTALL)
"""A number without the space behind its colon."""

_GAP = re.compile(r"\{\{(?:\s*([1-9][0-9]?)\s?:\s+)?" + _WITHIN, re.DOTALL)


class Gaps(NamedTuple):
    """A text with its gaps read: its pieces in each language, the numbers in rising order.

    The pieces are without marks; `spans` has what they marked, by language, where there were any.
    """

    pieces: Mapping[str, Pieces]
    spans: Mapping[str, tuple[Span, ...]]
    numbers: tuple[int, ...]
    faults: list[Fault]


def read_gaps(text: LocalizedText) -> Gaps:
    """The gaps of `text`, with the faults of the entry's key `text`.

    A single gap without a number is number 1. Several are all numbered, and every language
    has the same numbers; a number may occur twice.
    """
    pieces: dict[str, Pieces] = {}
    faults: list[Fault] = []
    read: dict[str, Pieces] = {}  # a plain text serves every language, and is told of once
    numbers: dict[str, set[int]] = {}
    for language, words in text.items():
        if words not in read and (anki := list(_ANKI.finditer(words))):
            several = words.count("{{") > 1
            faults.append(_of_anki(anki, ("text", language), several=several))
            read[words] = ()
        if words not in read:
            read[words] = tuple(_pieces(words, ("text", language), faults))
        found = pieces[language] = read[words]
        numbers[language] = {piece.number for piece in found if piece.__class__ is Gap}
    everywhere = set[int]().union(*numbers.values())
    if not faults:
        for language, here in numbers.items():
            for number in sorted(everywhere - here):
                values = {"number": number, "language": language}
                faults.append(Fault(("text", language), "deck.gap-missing", values))
    spans: dict[str, tuple[Span, ...]] = {}
    for language, found in pieces.items():
        pieces[language], spans[language] = _formatted(found)
    marked = {language: marks for language, marks in spans.items() if marks}
    return Gaps(pieces, marked, tuple(sorted(everywhere)), faults)


def _formatted(pieces: Pieces) -> tuple[Pieces, tuple[Span, ...]]:
    """The pieces without marks, which are read in the whole text, and what they marked."""
    numbers = [piece.number for piece in pieces if isinstance(piece, Gap)]
    written = "".join(
        [
            f"{GAP_OPENS}{piece.text}{GAP_CLOSES}" if isinstance(piece, Gap) else piece
            for piece in pieces
        ]
    )
    read = formatted(written)
    if read is written or len(STANDS_IN.findall(written)) > 2 * len(numbers):
        return pieces, ()
    shown = re.split(f"{GAP_OPENS}|{GAP_CLOSES}", read)
    without = [
        Gap(numbers[place // 2], text) if place % 2 else text
        for place, text in enumerate(shown)
        if text or place % 2
    ]
    ends = [(found.start(), found.end(), "") for found in STANDS_IN.finditer(read)]
    spans = read.with_parts(ends).spans if isinstance(read, FormattedText) else ()
    return tuple(without), spans


def _of_anki(gaps: Sequence[re.Match[str]], path: FieldPath, *, several: bool) -> Fault:
    """What to write for `gaps` in the syntax of Anki, numbered where the text has `several`."""
    meant = []
    hinted = False
    for gap in gaps:
        hidden, _, hint = gap[2].partition("::")
        hinted |= bool(hint)
        number = f"{gap[1]}: " if several else ""
        meant.append(f"`{{{{{number}{hidden.strip()}}}}}`")
    code = "deck.anki-gap-with-hint" if hinted else "deck.anki-gap"
    values = {"meant": ", ".join(dict.fromkeys(meant))[:200]}
    return Fault(path, code, values, column=gaps[0].start() + 1)


def _pieces(words: str, path: FieldPath, faults: list[Fault]) -> Iterator[str | Gap]:
    # The plain text before, then for each gap its number, its text and the plain text after.
    parts = _GAP.split(words)
    orphan = False
    bare: list[str] = []
    for at, part in enumerate(parts):
        match at % 3:
            case 0 if part:
                orphan |= "{{" in part or "}}" in part
                yield part
            case 2:
                hidden = part.strip()
                number = parts[at - 1]
                if not hidden or "{{" in hidden:
                    orphan = True
                elif joined := _JOINED.match(hidden):
                    column = words.find("{{" + part) + 1
                    values = {"gap": f"{joined[1]}: {joined[2]}"[:40]}
                    faults.append(Fault(path, "deck.gap-space", values, column=column))
                elif number is None and len(parts) > _ONE_GAP:
                    bare.append(part)
                yield Gap(int(number or 1), hidden)
    if bare:
        free = (number for number in count(1) if str(number) not in parts[1::3])
        meant = [
            f"`{{{{{number}: {part.strip()[:40]}}}}}`"
            for part, number in zip(bare, free, strict=False)
        ]
        column = words.find("{{" + bare[0]) + 1
        values = {"meant": ", ".join(meant)[:200]}
        faults.append(Fault(path, "deck.gap-without-number", values, column=column))
    if orphan:
        faults.append(Fault(path, "deck.open-gap", column=_stray(words)))
    elif len(parts) == 1:
        faults.append(Fault(path, "deck.no-gap"))


_ONE_GAP = 4
"""Parts of a text with one gap."""


def _stray(words: str) -> int:
    """The column of the first double brace that makes no gap, from 1."""
    blank = re.sub(r"\{\{(?!\s*\}\})[^{}]+\}\}", lambda gap: " " * len(gap[0]), words)
    orphan = re.search(r"\{\{|\}\}", blank)
    return orphan.start() + 1 if orphan else 1
