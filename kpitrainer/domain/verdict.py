"""What checking an answer found, how it is rated, and what the log keeps of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import assert_never


class Rating(IntEnum):
    """How well a card was recalled; the numbers are the keys and FSRS's own values."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell the learner: a message's code and the values of its placeholders."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class Outcome(StrEnum):
    """How an answer stands."""

    RIGHT = "right"
    NEAR = "near"  # close: the learner judges
    WRONG = "wrong"
    UNCLEAR = "again"  # cannot be read, or in two ways: asked again, free of charge


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one answer.

    `message` explains it in the program's words, `text` in the author's (already in the deck's
    language); `mistake` names a recognised misconception. `expected` is the right spelling to
    show; `marks` are the spans [start, end) of the typed text that differ from it.
    """

    outcome: Outcome
    message: Message | None = None
    text: str | None = None
    mistake: str | None = None
    expected: str | None = None
    marks: tuple[tuple[int, int], ...] = ()


def proposed_rating(outcome: Outcome, *, helped: bool) -> Rating | None:
    """The rating an outcome suggests; never EASY, and None where the learner judges."""
    match outcome:
        case Outcome.RIGHT:
            return Rating.HARD if helped else Rating.GOOD
        case Outcome.WRONG:
            return Rating.AGAIN
        case Outcome.NEAR | Outcome.UNCLEAR:
            return None
        case _:
            assert_never(outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the answer was, where there was more than a rating.

    For drills: the seed and drawn values that replay the problem (values as exact text), and
    the misconception found.
    """

    typed: tuple[str, ...] = ()
    outcome: str | None = None
    seed: int | None = None
    values: tuple[tuple[str, str], ...] = ()
    mistake: str | None = None
    hints: int = 0
