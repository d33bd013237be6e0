"""Where running text is broken into lines: never at a no-break space."""

import re

from textual.content import Content

# Textual takes every space for a place to break. While it wraps, no-break spaces are stood in
# for by letters of the private use area, which deck texts and answers never hold.
_HIDE = str.maketrans({"\u00a0": "\ue000", "\u202f": "\ue001"})
_SHOW = str.maketrans({"\ue000": "\u00a0", "\ue001": "\u202f", "\ue002": " "})

# French sets these marks off, and authors often type an ordinary space there.
_SET_OFF = re.compile(" (?=[?!;:%»])|(?<=«) ")

_BEFORE_WORDS = re.compile(
    r" *(?:[✓✗] +|\d{1,2} {2,})?\[[ x]\] (?=\S)|\S(?:.{0,16}?\S)?? {3,}(?=\S)"
    r"| *(?:[·•→✓✗≈?○+~≠!-] +)?(?:\d+\. +|\d{1,2} {2,})?(?=\S)"
)

_HANG_SHARE = 3
"""A line goes on under its words where what stands before them takes at most this part of it."""

_ORPHAN = 14
"""Cells: a shorter word is not left alone on the last line."""


def broken(content: Content, width: int) -> list[Content]:
    """The text in lines of at most `width` cells, none broken at a no-break space.

    Nor is one broken at an ordinary space before « ? ! ; : % » or after an opening quote. What goes
    on stands under the words above it, right of their indent, mark, number or label. No short word
    is left alone on a last line where others can join it.
    """
    hidden = _with_text(content, _SET_OFF.sub("\ue002", content.plain).translate(_HIDE))
    lines: list[Content] = []
    for line in hidden.split(allow_blank=True):
        hang = _hang(line.plain.translate(_SHOW), width)
        first, *more = _wrapped(line[hang:], max(width - hang, 1))
        lines += [line[:hang] + first, *(Content(" " * hang) + rest for rest in more)]
    return [_with_text(line, line.plain.translate(_SHOW)) for line in lines]


def rows(content: Content, width: int) -> int:
    """Rows that the text takes at `width` cells on a card, with the space below; none if empty."""
    return len(broken(content, width)) + 1 if content.plain and width > 0 else 0


def _wrapped(text: Content, width: int) -> list[Content]:
    """Lines of at most `width` cells; where one short word would be left over, others join it."""
    lines = text.wrap(width)
    narrower = width - 1
    while len(lines) > 1 and _is_orphan(lines[-1]) and narrower > max(width - _ORPHAN, 0):
        tried = text.wrap(narrower)
        if len(tried) > len(lines):
            break
        lines, narrower = tried, narrower - 1
    return lines


def _is_orphan(line: Content) -> bool:
    return line.cell_length < _ORPHAN and " " not in line.plain.strip()


def _hang(line: str, width: int) -> int:
    """Where the words of a line begin; 0 where there is no room to spare for what goes on."""
    before = _BEFORE_WORDS.match(line)
    return before.end() if before and before.end() * _HANG_SHARE <= width else 0


def _with_text(content: Content, text: str) -> Content:
    """The same styles on a text of the same length."""
    return Content(text, spans=list(content.spans))
