"""Reading the gaps of a cloze text: `{{gap}}`, or `{{1: gap}}` where there are several."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kpitrainer.deckfile.faults import Fault, Path
from kpitrainer.domain.card import Gap, Text

Pieces: TypeAlias = tuple[str | Gap, ...]

_GAP = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
# The space after the colon tells a number from a text such as 12:30.
_NUMBERED = re.compile(r"\s*([1-9][0-9]?)\s?:\s+(.*)", re.DOTALL)


def read_gaps(text: Text) -> tuple[Mapping[str, Pieces], tuple[Fault, ...]]:
    """The pieces of `text` in each language, and the faults of the entry's key `text`.

    A single gap without a number is number 1. Several are all numbered, and every language
    has the same numbers; a number may occur twice.
    """
    pieces: dict[str, Pieces] = {}
    faults: list[Fault] = []
    for language, words in text.items():
        pieces[language] = tuple(_pieces(words, ("text", language), faults))
    if not faults:
        numbers = {language: gap_numbers(read) for language, read in pieces.items()}
        everywhere = set[int]().union(*numbers.values())
        for language, here in numbers.items():
            faults.extend(
                Fault(("text", language), "deck.gap-missing", {"number": number, "in": language})
                for number in sorted(everywhere - set(here))
            )
    return pieces, tuple(faults)


def gap_numbers(pieces: Pieces) -> tuple[int, ...]:
    """The numbers of the gaps, each once, in rising order."""
    return tuple(sorted({piece.number for piece in pieces if isinstance(piece, Gap)}))


def _pieces(words: str, path: Path, faults: list[Fault]) -> Iterator[str | Gap]:
    gaps = list(_GAP.finditer(words))
    if not gaps:
        faults.append(Fault(path, "deck.no-gap"))
    end = 0
    for gap in gaps:
        yield from _plain(words, end, gap.start(), path, faults)
        numbered = _NUMBERED.fullmatch(gap[1])
        hidden = (numbered[2] if numbered else gap[1]).strip()
        column = gap.start() + 1
        if not hidden or "{{" in hidden:
            faults.append(Fault(path, "deck.bad-gap", column=column))
        if not numbered and len(gaps) > 1:
            values = {"gap": hidden[:40]}
            faults.append(Fault(path, "deck.gap-without-number", values, column=column))
        yield Gap(int(numbered[1]) if numbered else 1, hidden)
        end = gap.end()
    yield from _plain(words, end, len(words), path, faults)


def _plain(words: str, start: int, end: int, path: Path, faults: list[Fault]) -> Iterator[str]:
    """The text between two gaps, if any; braces that open or close no gap are faults."""
    for brace in ("{{", "}}"):
        at = words.find(brace, start, end)
        if at >= 0:
            faults.append(Fault(path, "deck.open-gap", column=at + 1))
    if start < end:
        yield words[start:end]
