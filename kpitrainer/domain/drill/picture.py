"""What an author's `figure` asks for: a picture of a drill's values.

It is called a picture here, as `figures` are numbers (`drill/figures.py`), and the charts of
statistics (`domain/figures`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.text.localized import LocalizedText

X = "x"
"""The name by which a line's formula has the place along it."""


class PictureKind(StrEnum):
    """How the values are drawn, by the word an author writes."""

    STACKED = "stacked"  # parts of a whole, one after another in one bar
    FUNNEL = "funnel"  # stages, each of which holds the next
    WATERFALL = "waterfall"  # a start, what is added or taken away, and what that comes to
    PAIR = "pair"  # bars on one scale, such as before and after
    SQUARE = "square"  # two groups, each of two shares
    LINE = "line"  # values along whole numbers, such as months


ROOM: Mapping[PictureKind, tuple[int, int]] = {
    PictureKind.STACKED: (2, 6),
    PictureKind.FUNNEL: (2, 6),
    PictureKind.WATERFALL: (2, 7),
    PictureKind.PAIR: (2, 6),
    PictureKind.SQUARE: (4, 4),
    PictureKind.LINE: (1, 2),
}
"""How few and how many parts each kind has; more would not leave room for the question."""

SHARES = frozenset({PictureKind.STACKED, PictureKind.FUNNEL, PictureKind.SQUARE})
"""Kinds whose parts are shares of a whole, hence never below zero."""


@dataclass(frozen=True, slots=True)
class PicturePart:
    """A value with its label; `path` leads to the formula in the source."""

    path: FieldPath
    value: Formula
    label: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSpec:
    """A picture as its author wrote it.

    `total` is what the parts of a WATERFALL come to. `places` are the whole numbers along a LINE,
    in whose formulas X stands for each. Values are told with `unit`, a sign or a word as of an
    answer, or "" for none.
    """

    kind: PictureKind
    parts: tuple[PicturePart, ...]
    unit: LocalizedText
    total: PicturePart | None = None
    places: range = range(0)
