"""What a quiz asks, whichever way it is written: by weighted answers, with HTML in its texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

WHOLE = Fraction(100)


class QuestionKind(StrEnum):
    """How a question is answered."""

    ESSAY = "essay"  # and corrected by hand
    CHOICE = "choice"
    CLAIM = "claim"
    SHORT = "short"
    NUMBER = "number"
    GAPS = "gaps"


class Answer(NamedTuple):
    """An answer, the part of the mark it is worth in per cent, and what is said to it.

    Its text is HTML in a choice, else plain; a number is right within `tolerance`.
    """

    text: str
    percent: Fraction = WHOLE
    feedback: str = ""
    tolerance: Fraction = Fraction(0)


class MissingWord(NamedTuple):
    """A word that is missing in a text: all that may be typed there, and itself as HTML."""

    answers: tuple[str, ...]
    filled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizQuestion:
    """A question: HTML in `text`, or for GAPS `pieces` of it; `general` is told after any answer.

    `name` is its own in the deck, `title` what a teacher sees in a list. Of a choice `several`
    may be right, and its options are `shuffled` or not; a short answer may count `exact`. `units`
    may stand beside a number.
    """

    kind: QuestionKind
    name: str
    title: str
    text: str = ""
    pieces: tuple[str | MissingWord, ...] = ()
    general: str = ""
    answers: tuple[Answer, ...] = ()
    hints: tuple[str, ...] = ()
    tags: Sequence[str] = ()
    several: bool = False
    shuffled: bool = True
    exact: bool = False
    units: tuple[str, ...] = ()


def percent_text(percent: Fraction) -> str:
    """A part of the mark as Moodle lists them: 50, 33.33333."""
    return f"{float(percent):.5f}".rstrip("0").rstrip(".")


def starless(text: str) -> str:
    """A short answer in which stars are stars: else they stand for anything."""
    return text.replace("*", "\\*")
