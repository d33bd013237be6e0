"""How well a card was recalled, in FSRS's four grades."""

from enum import IntEnum


class Rating(IntEnum):
    """The learner's grade; the numbers are the keys and FSRS's own values."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4
