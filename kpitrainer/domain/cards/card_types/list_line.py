"""The guesses at a list's items that one line of typed text holds."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from kpitrainer.domain.text.text_match import LONGEST

_JOINING = r"(?:et|and|ou|or|puis|then|&|ainsi que|as well as)"
_PARTING = re.compile(
    r"(?P<strong>\s*[;；؛]\s*)"
    rf"|\s*(?:(?<!\d),|,(?!\d)|[、，،|\t]|→|->|=>|(?<!\d)/|/(?!\d))\s*(?:{_JOINING}\s+)?"
    r"|\s*\+(?=\s|[^\W\d])\s*|\s+[·•–—-]\s+|(?<!\b\w)\.\s+"
    r"|\s+(?=\(?(?:\d{1,2}(?:[.)]\s|[.)](?=[^\W\d_]))|[a-z][.)]\s|[a-z]\)\w))"
    rf"|(?P<joining>\s+{_JOINING}\s+)",
    re.IGNORECASE,
)
_MOST_PARTS = 80
_LONGEST_LINE = 4 * LONGEST
_SLACK = 1
"""Signs that a learner may set within one item beyond those its author did."""


class Items(Protocol):
    """The items of a list, to whom splits what was typed."""

    def fitting(self, text: str) -> Collection[int]:
        """The items that `text` is."""

    def is_wording(self, text: str) -> bool:
        """Whether an author's text is made of the same words, in as many parts at least."""


def guesses_in(line: str, items: Items, longest: int) -> list[str]:
    """The guesses at `items` in `line`.

    A line that is an item stays whole; so does one of which no part is an item, but for `;`. Else
    its parts are guesses, the longest that fit first: up to `longest` parts together are tried.
    What « et », « ou » alone joins is parted where all its parts are items, not all the same one.
    """
    line = line.strip()
    parts, signs = _parted(line)
    if not parts and not items.fitting(line):
        return []
    if len(parts) <= 1 or len(parts) > _MOST_PARTS or len(line) > _LONGEST_LINE:
        return [line]
    texts = [line[start:end] for start, end in parts]
    if _fits_whole(line, texts, items):
        return [line]
    guesses: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(parts):
        for end in range(min(at + longest + _SLACK, len(parts)), at, -1):
            if _fits_whole(line[parts[at][0] : parts[end - 1][1]], texts[at:end], items):
                guesses.append((at, end, True))
                break
        else:
            end = at + 1
            joined = guesses and not guesses[-1][2] and signs[at - 1] == "joining"
            guesses.append((guesses.pop()[0] if joined else at, end, False))
        at = end
    found = [fitting for _, _, fitting in guesses]
    texts = [line[parts[first][0] : parts[end - 1][1]] for first, end, _ in guesses]
    whole = not all(found) or _are_one_item(texts, items)
    if not any(found) or (set(signs) == {"joining"} and whole):
        return list(_at_strong_signs(line))
    return texts


def _fits_whole(text: str, parts: Sequence[str], items: Items) -> bool:
    """Whether `text`, made of `parts`, is one item, and not several: « prix, qualité »."""
    if not items.fitting(text):
        return False
    if len(parts) == 1 or items.is_wording(text):
        return True
    return not all(map(items.fitting, parts)) or _are_one_item(parts, items)


def _are_one_item(texts: Sequence[str], items: Items) -> bool:
    """Whether each of `texts`, which are items, is the same one: « qualité et qualité »."""
    return len({item for text in texts for item in items.fitting(text)}) == 1


def parts_of(text: str) -> int:
    """How many parts `text` has, parted at whatever may part a list."""
    return len(_parted(text)[0])


@lru_cache(maxsize=4096)
def _parted(line: str) -> tuple[Sequence[tuple[int, int]], Sequence[str | None]]:
    """The spans of the parts of `line` that hold something, and the kind of sign after each."""
    spans: list[tuple[int, int]] = []
    signs: list[str | None] = []
    start = 0
    for sign in _PARTING.finditer(line):
        if sign.start() > start:
            spans.append((start, sign.start()))
            signs.append(sign.lastgroup)
        start = sign.end()
    if start < len(line):
        spans.append((start, len(line)))
    return tuple(spans), tuple(signs[: len(spans) - 1])


def _at_strong_signs(line: str) -> Iterator[str]:
    start = 0
    for sign in _PARTING.finditer(line):
        if sign["strong"]:
            if sign.start() > start:
                yield line[start : sign.start()]
            start = sign.end()
    if start < len(line):
        yield line[start:]
